"""The client that lives in this process: two plain callables and a card.

What the callables return or raise is told apart here. A *refusal* is the client's own parse or
validation error, an everyday answer. A *crash* is any other exception. An *adapter error* is a return
value that no client could have meant, such as a model object where JSON text belongs.
"""

import traceback
import warnings
from collections.abc import Callable
from functools import partial
from typing import Any

from pytest_realtime.clients.card import Card, Operation
from pytest_realtime.clients.client import MAX_OUTPUT, Client, ClientError, Response, Status
from pytest_realtime.clients.worker import Worker, WorkerTimeout

Roundtrip = Callable[[str, str], str]
"""Takes a wire type name and JSON text; parses it into the client's own type and returns it written again."""
Read = Callable[[str, str], str | None]
"""The same for a server's message; None when the client accepted it and exposes nothing."""

MAX_MESSAGE = 2_000
"""How much is kept of a client's error text, in characters."""
FRAMES = 6
"""How many of the innermost calls of a crash are shown."""


class Rejected(Exception):
    """Raise it where the client refused the input and said so in a way of its own."""


class Unsupported(Exception):
    """Raise it where the client has no way to express the input."""


class InProcessClient(Client):
    """A client from plain callables.

    ``roundtrip`` and ``read`` take a wire type name and JSON text, and return JSON text. ValueError and its
    kind (pydantic's, msgspec's and json's errors among them), :class:`Rejected` and the types in ``rejects``
    mean that the client refused the input; any other exception is a crash. Warnings that the client gives
    are not shown, and never errors: what it writes must not depend on the warning filters of a test run.

    Raises :class:`ClientError` when the card promises an operation without its callable.
    """

    def __init__(
        self,
        card: Card,
        *,
        roundtrip: Roundtrip | None = None,
        read: Read | None = None,
        rejects: tuple[type[BaseException], ...] = (),
    ) -> None:
        self._card = card
        self._calls: dict[Operation, Callable[[str, str], Any]] = {}
        self._rejects: tuple[type[BaseException], ...] = (Rejected, ValueError, *_exception_types(rejects))
        self._worker: Worker[Response] | None = None
        self._offer("roundtrip", roundtrip)
        self._offer("read", read)
        for name, operations in card.types.items():
            for operation in operations - self._calls.keys():
                raise ClientError(
                    f"the card of {card.name!r} says that {name} can be asked to {operation}, "
                    f"but the client was given no callable for {operation}"
                )

    @property
    def card(self) -> Card:
        """Who the client is and what it can be asked."""
        return self._card

    def perform(self, operation: Operation, wire_type: str, wire: str, *, timeout: float) -> Response:
        """Ask in the worker thread, with the caller's context variables; see :meth:`Client.perform`."""
        if not self._card.can(operation, wire_type):
            return Response(Status.UNSUPPORTED, message=f"{self._card.name} offers no {operation} of {wire_type}")
        question = partial(self._answer, operation, wire_type, wire)
        try:
            # In this thread and not in the worker, which may hang and restore the filters at any later time.
            with warnings.catch_warnings(action="ignore"):
                return self._working().run(question, timeout)
        except WorkerTimeout:
            return Response(Status.TIMED_OUT, message=f"{self._card.name} gave no answer in {timeout:g} s")

    def close(self) -> None:
        """End the worker thread. One that hangs was left behind when its question timed out."""
        if self._worker and self._worker.works:
            self._worker.close()
        self._worker = None

    def _offer(self, operation: Operation, call: Callable[[str, str], Any] | None) -> None:
        if call is None:
            return
        if not callable(call):
            raise ClientError(
                f"{operation} should be a callable (wire type name, JSON text) -> JSON text, not {call!r}"
            )
        self._calls[operation] = call

    def _working(self) -> Worker[Response]:
        if self._worker is None or not self._worker.works:
            self._worker = Worker(f"pytest-realtime client {self._card.name}")
        return self._worker

    def _answer(self, operation: Operation, wire_type: str, wire: str) -> Response:
        try:
            returned = self._calls[operation](wire_type, wire)
        except Unsupported as error:
            return Response(Status.UNSUPPORTED, message=_text_of(error))
        except self._rejects as error:
            return Response(Status.REJECTED, message=_refusal(error))
        # A client may raise anything, sys.exit and KeyboardInterrupt among it: none of it is ours to obey.
        except BaseException as error:
            return Response(Status.CRASHED, message=_last_lines(error))
        if returned is None and operation == "read":
            return Response(Status.WROTE)
        return _judge_text(operation, returned)


def _judge_text(operation: Operation, returned: object) -> Response:
    if not isinstance(returned, str):
        return Response(Status.ERROR, message=_wrong_return(operation, returned))
    size = _utf8_size(returned)
    if size > MAX_OUTPUT:
        fault = (
            f"the client's {operation} wrote {size:,} bytes, more than the {MAX_OUTPUT:,} that are taken; dropped"
        )
        return Response(Status.ERROR, message=fault)
    return Response(Status.WROTE, text=returned)


def _utf8_size(text: str) -> int:
    """The size in bytes, exactly where the limit is in doubt; no character takes more than four."""
    if len(text) * 4 <= MAX_OUTPUT:
        return len(text)
    return len(text.encode("utf-8", "surrogatepass"))


def _wrong_return(operation: Operation, returned: object) -> str:
    allowed = "JSON text as str" + (", or None for 'accepted, exposes nothing'" if operation == "read" else "")
    hint = "; decode it first" if isinstance(returned, bytes | bytearray) else ""
    returned_what = f"the adapter's {operation} returned {_kind_of(returned)}"
    return f"{returned_what}; allowed: {allowed}{hint}. The fault is the adapter's, not the client's"


def _kind_of(value: object) -> str:
    return "None" if value is None else f"an object of type {type(value).__qualname__}"


def _refusal(error: BaseException) -> str:
    # The two exceptions of this module are envelopes: what counts is the text inside.
    return _text_of(error) if isinstance(error, Rejected) else _summary(error)


def _summary(error: BaseException) -> str:
    return _cut(f"{type(error).__qualname__}: {_text_of(error)}")


def _text_of(error: BaseException) -> str:
    try:
        return _cut(str(error))
    except Exception as second:
        return f"(its text can't be had: {type(second).__qualname__})"


def _last_lines(error: BaseException) -> str:
    # The outermost frame is this module's own.
    inner = error.__traceback__.tb_next if error.__traceback__ else None
    frames = "".join(traceback.format_tb(inner, limit=-FRAMES))
    return f"{frames[-MAX_MESSAGE:]}{_summary(error)}"


def _cut(text: str) -> str:
    return text if len(text) <= MAX_MESSAGE else f"{text[: MAX_MESSAGE - 1]}…"


def _exception_types(rejects: object) -> tuple[type[BaseException], ...]:
    kinds = rejects if isinstance(rejects, tuple) else (rejects,)
    for kind in kinds:
        if not (isinstance(kind, type) and issubclass(kind, BaseException)):
            raise ClientError(f"rejects should be a tuple of exception types, not one with {kind!r}")
    return kinds

"""A client in this process: a few plain callables and a card.

What the callables return or raise becomes one of three outcomes. A *rejection* is the client's own parse or
validation error, a normal answer. A *crash* is any other exception. An *adapter error* is a return value that no
client could have meant, such as a model object instead of JSON text.
"""

import traceback
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from time import monotonic
from typing import Any

from pytest_realtime.clients.card import Card, Operation
from pytest_realtime.clients.client import (
    FAILURES,
    MAX_OUTPUT,
    Client,
    ClientError,
    ClientRequest,
    ListenRequest,
    Response,
    Status,
)
from pytest_realtime.clients.worker import Worker, WorkerTimeout

Roundtrip = Callable[[str, str], str]
"""Takes a wire type name and JSON text; parses it into the client's own type and returns that as JSON text."""
Write = Callable[[str, str], str]
"""The same without parsing: makes the object with the client's public constructors, writes it as JSON tex."""
Read = Callable[[str, str], str | None]
"""The same for a server's message; None when the client accepted it and exposes nothing."""

Hear = Callable[[str], None]
"""Takes what the client hands to its user for one event: JSON text, or only the event's type."""
Listen = Callable[[ListenRequest, Hear], None]
"""Connects, and calls ``hear`` for each event, until ``request.until`` was heard or the connection is over."""

MAX_MESSAGE = 2_000
"""How much is kept of a client's error message, in characters: a screen and a half."""
FRAMES = 6
"""How many of a crash's innermost calls are shown: those of the client, and its way into a library below."""


class Rejected(Exception):
    """Raise it where the client refused the input and did not raise an exception for it."""


class Unsupported(Exception):
    """Raise it where the client can't express the input."""


class AdapterError(Exception):
    """Raised where what wraps the client fails, and not the client."""


class InProcessClient(Client):
    """A client made of plain callables.

    ValueError and its subclasses (those of pydantic, msgspec and json among them), :class:`Rejected` and the types
    in ``rejects`` mean that the client rejected the input; any other exception is a crash. Warnings of the client
    are neither shown nor turned into errors: its output must not depend on the warning filters of a test run.

    Args:
        card: Describes the client.
        roundtrip: Takes a wire type name and JSON text, and returns JSON text.
        write: The same, with the client's constructors instead of its parser.
        read: The same for a server's message; may return None.
        listen: Takes a :class:`ListenRequest` and a callable; connects, and calls it with each event's text.
        rejects: Further exception types by which the client rejects input.

    Raises:
        ClientError: If the card lists an operation without its callable.
    """

    def __init__(
        self,
        card: Card,
        *,
        roundtrip: Roundtrip | None = None,
        write: Write | None = None,
        read: Read | None = None,
        listen: Listen | None = None,
        rejects: tuple[type[BaseException], ...] = (),
    ) -> None:
        self._card = card
        self._calls: dict[Operation, Callable[[str, str], Any]] = {}
        self._rejects: tuple[type[BaseException], ...] = (Rejected, ValueError, *_exception_types(rejects))
        self._worker: Worker[list[Response]] | None = None
        self._listen = listen
        given: dict[Operation, Callable[[str, str], Any] | None] = {
            "roundtrip": roundtrip,
            "write": write,
            "read": read,
        }
        for operation, call in given.items():
            if call is not None and not callable(call):
                raise ClientError(
                    f"{operation} should be a callable (wire type name, JSON text) -> JSON text, not {call!r}"
                )
            if call is not None:
                self._calls[operation] = call
        if card.hears and listen is None:
            raise ClientError(f"the card of {card.name!r} has hears, but the client has no callable listen")
        for name, operations in card.types.items():
            for operation in operations - self._calls.keys():
                raise ClientError(
                    f"the card of {card.name!r} lists {operation} for {name}, but the client has no callable for "
                    "it; pass one, or remove the operation from the card"
                )

    @property
    def card(self) -> Card:
        """Describes the client."""
        return self._card

    def perform(self, operation: Operation, wire_type: str, wire: str, *, timeout: float) -> Response:
        """Call the client in the worker thread, with the caller's context variables; see :meth:`Client.perform`."""
        return self._perform([ClientRequest(operation, wire_type, wire)], timeout)[0]

    def perform_many(self, requests: Sequence[ClientRequest], *, timeout: float) -> list[Response]:
        """Call the client several times in one job of the thread: each change of threads costs half a request."""
        if type(self).perform is not InProcessClient.perform:
            return super().perform_many(requests, timeout=timeout)
        return self._perform(requests, timeout)

    def listen(self, request: ListenRequest, *, timeout: float) -> Response:
        """Have the client listen in the worker thread; see :meth:`Client.listen`."""
        heard: list[str] = []
        deadline = monotonic() + timeout
        try:
            with warnings.catch_warnings(action="ignore"):
                return self._thread().run(lambda: [self._hear(request, heard)], lambda: deadline)[0]
        except WorkerTimeout:
            message = f"{self._card.name} still listened after {timeout:g} s"
            return Response(Status.TIMED_OUT, message=message, heard=tuple(heard))

    def _hear(self, request: ListenRequest, heard: list[str]) -> Response:
        """Listen in the caller's thread; what was heard before an exception is kept."""
        if self._listen is None:
            return super().listen(request, timeout=0)
        listen = self._listen
        failure = self._outcome(lambda: listen(request, heard.append))
        if not failure and (wrong := next((each for each in heard if not isinstance(each, str)), None)):
            failure = Response(Status.ERROR, message=_wrong_return("listen", wrong))
        texts = tuple(each for each in heard if isinstance(each, str))
        return replace(failure or Response(Status.WROTE), heard=texts)

    def _thread(self) -> "Worker[list[Response]]":
        if self._worker is None or not self._worker.is_usable:
            self._worker = Worker(f"pytest-realtime client {self._card.name}")
        return self._worker

    def _perform(self, requests: Sequence[ClientRequest], timeout: float) -> list[Response]:
        batch, worker = _Batch(requests), self._thread()
        try:
            # In this thread and not in the worker, which may hang and restore the filters at any later time.
            with warnings.catch_warnings(action="ignore"):
                return worker.run(partial(batch.run, self._call), lambda: batch.started + timeout)
        except WorkerTimeout:
            message = f"{self._card.name} gave no answer in {timeout:g} s"
            return [*batch.abandoned(), Response(Status.TIMED_OUT, message=message)]

    def close(self) -> None:
        """End the worker thread. One that hangs was left behind when its request timed out."""
        if self._worker and self._worker.is_usable:
            self._worker.close()
        self._worker = None

    def _call(self, operation: Operation, wire_type: str, wire: str) -> Response:
        if not self._card.can(operation, wire_type):
            return Response(Status.UNSUPPORTED, message=self._card.unsupported_message(operation, wire_type))
        outcome: list[Any] = []
        if failure := self._outcome(lambda: outcome.append(self._calls[operation](wire_type, wire))):
            return failure
        (returned,) = outcome
        if returned is None and operation == "read":
            return Response(Status.WROTE)
        if not isinstance(returned, str):
            return Response(Status.ERROR, message=_wrong_return(operation, returned))
        # No character takes more than four bytes: the exact size is counted only where the limit is in doubt.
        size = len(returned) if len(returned) * 4 <= MAX_OUTPUT else len(returned.encode("utf-8", "surrogatepass"))
        if size > MAX_OUTPUT:
            message = (
                f"the client's {operation} wrote {size:,} bytes, which are dropped; allowed: at most {MAX_OUTPUT:,}"
            )
            return Response(Status.ERROR, message=message)
        return Response(Status.WROTE, text=returned)

    def _outcome(self, call: Callable[[], None]) -> Response | None:
        """Call the client; return the response to what it raises, or None."""
        try:
            call()
        except Unsupported as error:
            return Response(Status.UNSUPPORTED, message=message_of(error))
        except AdapterError as error:
            return Response(Status.ERROR, message=message_of(error))
        except self._rejects as error:
            return Response(Status.REJECTED, message=rejection_message(error))
        # A client may raise anything, even SystemExit and KeyboardInterrupt: none of it is meant for us.
        except BaseException as error:
            return Response(Status.CRASHED, message=_last_lines(error))
        return None


@dataclass
class _Batch:
    """Requests that the worker performs one after another, until one fails or the caller no longer waits."""

    requests: Sequence[ClientRequest]
    responses: list[Response] = field(default_factory=list)
    started: float = field(default_factory=monotonic)
    """When the request that is being performed began."""
    _is_abandoned: bool = False

    def run(self, call: Callable[[Operation, str, str], Response]) -> list[Response]:
        for request in self.requests:
            self.started = monotonic()
            response = call(*request)
            if self._is_abandoned:
                break
            self.responses.append(response)
            if response.status in FAILURES:
                break
        return self.responses

    def abandoned(self) -> list[Response]:
        """Leave the rest undone; return the responses so far."""
        self._is_abandoned = True
        return [*self.responses]


def _wrong_return(operation: str, returned: object) -> str:
    kind = "None" if returned is None else f"an object of type {type(returned).__qualname__}"
    allowed = "JSON text as str" + (", or None for 'accepted, exposes nothing'" if operation == "read" else "")
    hint = "; decode it first" if isinstance(returned, bytes | bytearray) else ""
    returned_what = f"the adapter's {operation} returned {kind}"
    return f"{returned_what}; allowed: {allowed}{hint}. The fault is the adapter's, not the client's"


def rejection_message(error: BaseException) -> str:
    """Describe a rejection: :class:`Rejected` by its message alone, other exceptions with their type."""
    if isinstance(error, Rejected):
        return message_of(error)
    return cut(f"{type(error).__qualname__}: {message_of(error)}")


def cut(text: str) -> str:
    """Return the text, or its beginning and an ellipsis where it is longer than ``MAX_MESSAGE``."""
    return text if len(text) <= MAX_MESSAGE else f"{text[: MAX_MESSAGE - 1]}…"


def message_of(error: BaseException) -> str:
    """Return an exception's own message, whatever it is."""
    try:
        return cut(str(error))
    except Exception as second:
        return f"(its message can't be shown: {type(second).__qualname__})"


def _last_lines(error: BaseException) -> str:
    # The two outermost frames are this module's own.
    inner = error.__traceback__
    for _ in range(2):
        inner = inner and inner.tb_next
    frames = "".join(traceback.format_tb(inner, limit=-FRAMES))
    return f"{frames[-MAX_MESSAGE:]}{cut(f'{type(error).__qualname__}: {message_of(error)}')}"


def _exception_types(rejects: object) -> tuple[type[BaseException], ...]:
    kinds = rejects if isinstance(rejects, tuple) else (rejects,)
    for kind in kinds:
        if not (isinstance(kind, type) and issubclass(kind, BaseException)):
            raise ClientError(f"rejects should be a tuple of exception types, but contains {kind!r}")
    return kinds

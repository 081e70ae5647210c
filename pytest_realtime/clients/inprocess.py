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

from pytest_realtime.clients.card import Ability, Card
from pytest_realtime.clients.interface import Client, ClientError
from pytest_realtime.clients.outcome import MAX_ANSWER, Answer, Outcome
from pytest_realtime.clients.worker import Hung, Worker

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

    Raises :class:`ClientError` when the card promises an ability without its callable.
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
        self._calls: dict[Ability, Callable[[str, str], Any]] = {}
        self._rejects: tuple[type[BaseException], ...] = (Rejected, ValueError, *_exception_types(rejects))
        self._worker: Worker[Outcome] | None = None
        self._offer("roundtrip", roundtrip)
        self._offer("read", read)
        for name, abilities in card.types.items():
            for ability in abilities - self._calls.keys():
                raise ClientError(
                    f"the card of {card.name!r} says that {name} can be asked to {ability}, "
                    f"but the client was given no callable for {ability}"
                )

    @property
    def card(self) -> Card:
        """Who the client is and what it can be asked."""
        return self._card

    def ask(self, ability: Ability, wire_type: str, wire: str, *, timeout: float) -> Outcome:
        """Ask in the worker thread, with the caller's context variables; see :meth:`Client.ask`."""
        if not self._card.can(ability, wire_type):
            return Outcome(Answer.UNSUPPORTED, message=f"{self._card.name} offers no {ability} of {wire_type}")
        question = partial(self._answer, ability, wire_type, wire)
        try:
            # In this thread and not in the worker, which may hang and restore the filters at any later time.
            with warnings.catch_warnings(action="ignore"):
                return self._working().run(question, timeout)
        except Hung:
            return Outcome(Answer.TIMED_OUT, message=f"{self._card.name} gave no answer in {timeout:g} s")

    def close(self) -> None:
        """End the worker thread. One that hangs was left behind when its question timed out."""
        if self._worker and self._worker.works:
            self._worker.close()
        self._worker = None

    def _offer(self, ability: Ability, call: Callable[[str, str], Any] | None) -> None:
        if call is None:
            return
        if not callable(call):
            raise ClientError(
                f"{ability} should be a callable (wire type name, JSON text) -> JSON text, not {call!r}"
            )
        self._calls[ability] = call

    def _working(self) -> Worker[Outcome]:
        if self._worker is None or not self._worker.works:
            self._worker = Worker(f"pytest-realtime client {self._card.name}")
        return self._worker

    def _answer(self, ability: Ability, wire_type: str, wire: str) -> Outcome:
        try:
            returned = self._calls[ability](wire_type, wire)
        except Unsupported as error:
            return Outcome(Answer.UNSUPPORTED, message=_text_of(error))
        except self._rejects as error:
            return Outcome(Answer.REJECTED, message=_refusal(error))
        # A client may raise anything, sys.exit and KeyboardInterrupt among it: none of it is ours to obey.
        except BaseException as error:
            return Outcome(Answer.CRASHED, message=_last_lines(error))
        if returned is None and ability == "read":
            return Outcome(Answer.WROTE)
        return _judge_text(ability, returned)


def _judge_text(ability: Ability, returned: object) -> Outcome:
    if not isinstance(returned, str):
        return Outcome(Answer.ERROR, message=_wrong_return(ability, returned))
    size = _utf8_size(returned)
    if size > MAX_ANSWER:
        fault = f"the client's {ability} wrote {size:,} bytes, more than the {MAX_ANSWER:,} that are taken; dropped"
        return Outcome(Answer.ERROR, message=fault)
    return Outcome(Answer.WROTE, text=returned)


def _utf8_size(text: str) -> int:
    """The size in bytes, exactly where the limit is in doubt; no character takes more than four."""
    if len(text) * 4 <= MAX_ANSWER:
        return len(text)
    return len(text.encode("utf-8", "surrogatepass"))


def _wrong_return(ability: Ability, returned: object) -> str:
    allowed = "JSON text as str" + (", or None for 'accepted, exposes nothing'" if ability == "read" else "")
    hint = "; decode it first" if isinstance(returned, bytes | bytearray) else ""
    returned_what = f"the adapter's {ability} returned {_kind_of(returned)}"
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

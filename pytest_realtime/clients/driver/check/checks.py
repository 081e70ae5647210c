"""``pytest-realtime driver check``: holds a driver, not its client, against the driver protocol.

Each check talks to a process of its own, so that one failure does not hide the next.
"""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pytest_realtime.clients import ClientError
from pytest_realtime.clients.driver.check.checked_session import SHOWN, CheckedSession, ProtocolError
from pytest_realtime.clients.driver.command import split
from pytest_realtime.clients.driver.process import DriverTimeout
from pytest_realtime.judge import mask
from pytest_realtime.payloads.examples import minimal
from pytest_realtime.safe_text import visible
from pytest_realtime.wire import get_wire_type, shape_of
from pytest_realtime.wire.json.canonical import canonical

AHEAD = 100
LONG = 1024 * 1024
NO_TYPE = "NoSuchWireType"


def _says_hello(talk: CheckedSession) -> str:
    card = talk.card
    profile = f", a defaults profile for {len(card.defaults)} of them" if card.defaults else ""
    types = f"{len(card.types)} type{'s' * (len(card.types) != 1)}"
    return f"{card.name[:SHOWN]} {card.version[:SHOWN]} ({card.language[:SHOWN]}), {types}{profile}"


def _answers_for_each_type(talk: CheckedSession) -> str:
    """Each type in the card, with its minimal payload. What the client makes of it is the contracts' affair."""
    answers: dict[str, int] = {}
    asked = [(name, operation) for name, can in talk.card.types.items() for operation in sorted(can - {"send"})]
    for name, operation in asked:
        payload = canonical(minimal(shape_of(get_wire_type(name).python)))
        found = talk.ask(operation, type=name, wire=payload)
        if "error" in found:
            fault = (
                f"{operation} of {name} with {payload} ends in an error of the driver: {found['error'][-SHOWN:]}"
            )
            raise ProtocolError(fault, "mend the driver; a refusal of the client is 'rejected'")
        answer = next(word for word in ("rejected", "unsupported", "wire", "read") if word in found)
        answers[answer] = answers.get(answer, 0) + 1
    counts = [f"{count} {answer}" for answer, count in answers.items()]
    return ", ".join(counts) or "nothing but send, not tried here"


def _knows_its_types(talk: CheckedSession) -> str:
    found = talk.ask("roundtrip", type=NO_TYPE, wire="{}")
    if "wire" in found:
        raise ProtocolError(
            f"the driver wrote a payload of the type {NO_TYPE}, which does not exist",
            "parse into the client's own type of that name; answer 'unsupported' where there is none",
        )
    return ""


def _knows_its_commands(talk: CheckedSession) -> str:
    found = talk.ask("no-such-command")
    if not {"error", "unsupported"} & found.keys():
        fix = "answer a command that the driver does not know with 'error'"
        raise ProtocolError("the driver answered a command that does not exist as if it did", fix)
    _knows_its_types(talk)
    return ""


def _survives_garbage(talk: CheckedSession) -> str:
    """A line that is no request has no id to answer to: it may be passed over, or told of with a null id."""
    talk.process.send(b"this is not JSON\n")
    number = talk.send("roundtrip", type=NO_TYPE, wire="{}")
    try:
        talk.answer(number, "roundtrip")
    except ProtocolError as problem:
        if "id is no integer" not in str(problem) and "without id" not in str(problem):
            raise
        talk.answer(number, "roundtrip")
    return ""


def _takes_requests_ahead(talk: CheckedSession) -> str:
    numbers = [talk.send("roundtrip", type=NO_TYPE, wire="{}") for _ in range(AHEAD)]
    for number in numbers:
        talk.answer(number, "roundtrip")
    try:
        extra = talk.process.receive(time.monotonic() + 0.2)
    except DriverTimeout:
        return f"{AHEAD} at once"
    raise ProtocolError(f"a further line after all answers: {extra[:200]!r}", "answer each request exactly once")


def _takes_long_lines(talk: CheckedSession) -> str:
    talk.ask("roundtrip", type=NO_TYPE, wire=json.dumps("\u00e9" * LONG, ensure_ascii=False))
    return ""


def _says_goodbye(talk: CheckedSession) -> str:
    talk.ask("bye")
    talk.leaves("bye")
    return ""


def _ends_with_its_input(talk: CheckedSession) -> str:
    talk.process.finish()
    talk.leaves("the end of stdin")
    return ""


CHECKS: dict[str, Callable[[CheckedSession], str]] = {
    "hello and card": _says_hello,
    "the minimal payload of each type": _answers_for_each_type,
    "an unknown type": _knows_its_types,
    "an unknown command": _knows_its_commands,
    "a line that is not JSON": _survives_garbage,
    "requests sent ahead": _takes_requests_ahead,
    "a line of megabytes": _takes_long_lines,
    "bye": _says_goodbye,
    "the end of stdin": _ends_with_its_input,
}
"""What is checked, by name. Each returns a note, or raises :class:`ProtocolError`."""


@dataclass(frozen=True)
class DriverCheck:
    """The result of one check."""

    name: str
    passed: bool
    told: str = ""

    def __str__(self) -> str:
        """For a terminal, which nothing that a driver writes may steer."""
        return visible(f"{'ok  ' if self.passed else 'FAIL'}  {self.name}{': ' if self.told else ''}{self.told}")


def check_driver(command: str) -> Iterator[DriverCheck]:
    """Run all checks; only the first where the driver fails that. Raises :class:`ClientError` if it can't start."""
    for name, check in CHECKS.items():
        try:
            checked = _run(name, check, split(command))
        except ClientError as error:
            raise ClientError(visible(mask(str(error)))) from None
        yield checked
        if not checked.passed and check is _says_hello:
            return


def _run(name: str, check: Callable[[CheckedSession], str], words: Sequence[str]) -> DriverCheck:
    try:
        talk = CheckedSession(words)
        try:
            return DriverCheck(name, True, mask(check(talk)))
        finally:
            talk.process.end()
    except ProtocolError as problem:
        return DriverCheck(name, False, mask(str(problem)))

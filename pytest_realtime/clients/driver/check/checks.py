"""``pytest-realtime driver check``: checks a driver, not its client, against the driver protocol.

Each check talks to a process of its own, so that one failure does not hide the next.
"""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pytest_realtime.clients.client import ClientError
from pytest_realtime.clients.driver.check.checked_session import (
    SHOWN,
    CheckedSession,
    NotAsked,
    ProtocolError,
)
from pytest_realtime.clients.driver.check.payload_checks import answers_for_each_type, refuses_what_is_invalid
from pytest_realtime.clients.driver.check.stream_check import hears_a_stream
from pytest_realtime.clients.driver.command import split
from pytest_realtime.clients.driver.process import DriverTimeout
from pytest_realtime.judge import mask
from pytest_realtime.safe_text import visible

AHEAD = 100
"""Requests sent at once: more than a run sends ahead."""
LONG = 1024 * 1024
"""Characters of the long request, of two bytes each: far more than a pipe or a default line buffer takes."""
NO_TYPE = "NoSuchWireType"
_SHORTLY = 0.2
"""Seconds in which a superfluous answer is expected; a driver writes it right after the others."""


def _says_hello(session: CheckedSession) -> str:
    card = session.card
    defaults = f", always-sent members for {len(card.defaults)} of them" if card.defaults else ""
    types = f"{len(card.types)} type{'s' * (len(card.types) != 1)}"
    return f"{card.name[:SHOWN]} {card.version[:SHOWN]} ({card.language[:SHOWN]}), {types}{defaults}"


def _knows_its_types(session: CheckedSession) -> str:
    if "wire" in session.request("roundtrip", type=NO_TYPE, wire="{}"):
        raise ProtocolError(
            f"the driver wrote a payload of type {NO_TYPE}, which does not exist",
            "parse into the client's own type of that name; if there is none, answer 'unsupported'",
        )
    return ""


def _knows_its_commands(session: CheckedSession) -> str:
    if not {"error", "unsupported"} & session.request("no-such-command").keys():
        fix = "answer unknown commands with 'error'"
        raise ProtocolError("the driver answered an unknown command as if it existed", fix)
    _knows_its_types(session)
    return ""


def _survives_garbage(session: CheckedSession) -> str:
    """A line that is not a request has no id to answer with: it may be ignored, or answered with a null id."""
    session.process.send(b"this is not JSON\n")
    number = session.send("roundtrip", type=NO_TYPE, wire="{}")
    try:
        session.answer(number, "roundtrip")
    except ProtocolError as problem:
        if "id is not an integer" not in str(problem) and "without an id" not in str(problem):
            raise
        session.answer(number, "roundtrip")
    return ""


def _takes_requests_ahead(session: CheckedSession) -> str:
    numbers = [session.send("roundtrip", type=NO_TYPE, wire="{}") for _ in range(AHEAD)]
    for number in numbers:
        session.answer(number, "roundtrip")
    try:
        extra = session.process.receive(time.monotonic() + _SHORTLY)
    except DriverTimeout:
        return f"{AHEAD} at once"
    raise ProtocolError(f"an extra line after all answers: {extra[:200]!r}", "answer each request exactly once")


def _takes_long_lines(session: CheckedSession) -> str:
    session.request("roundtrip", type=NO_TYPE, wire=json.dumps("\u00e9" * LONG, ensure_ascii=False))
    return ""


def _says_goodbye(session: CheckedSession) -> str:
    session.request("bye")
    session.expect_exit("bye")
    return ""


def _ends_with_its_input(session: CheckedSession) -> str:
    session.process.finish()
    session.expect_exit("the end of stdin")
    return ""


CHECKS: dict[str, Callable[[CheckedSession], str]] = {
    "hello and card": _says_hello,
    "the minimal payload of each type": answers_for_each_type,
    "an invalid payload of each type": refuses_what_is_invalid,
    "a stream of events": hears_a_stream,
    "an unknown type": _knows_its_types,
    "an unknown command": _knows_its_commands,
    "a line that is not JSON": _survives_garbage,
    "requests sent ahead": _takes_requests_ahead,
    "a line of megabytes": _takes_long_lines,
    "bye": _says_goodbye,
    "the end of stdin": _ends_with_its_input,
}
"""The checks by name. Each returns a note, or raises :class:`ProtocolError` or :class:`NotAsked`."""


@dataclass(frozen=True)
class DriverCheck:
    """The result of one check."""

    name: str
    passed: bool
    note: str = ""
    asked: bool = True
    """Whether the driver was asked anything. What was not asked has not failed, and is not ok."""

    def __str__(self) -> str:
        """Format it for a terminal, without control characters that a driver wrote."""
        label = ("ok  " if self.passed else "FAIL") if self.asked else "-   "
        return visible(f"{label}  {self.name}{': ' if self.note else ''}{self.note}")


def check_driver(command: str) -> Iterator[DriverCheck]:
    """Run all checks, or only the first if that fails.

    Args:
        command: The command line that starts the driver.

    Raises:
        ClientError: If the driver can't be started.
    """
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
        session = CheckedSession(words)
        try:
            return DriverCheck(name, True, mask(check(session)))
        finally:
            session.process.end()
    except NotAsked as why:
        return DriverCheck(name, True, f"not asked, since {why}", asked=False)
    except ProtocolError as problem:
        return DriverCheck(name, False, mask(str(problem)))

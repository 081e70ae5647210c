"""Talking to a driver as ``pytest-realtime driver check`` does: each answer is held against the schema."""

import json
import time
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from pytest_realtime.clients import ClientError
from pytest_realtime.clients.card import Card, CardError
from pytest_realtime.clients.driver.command import not_runnable
from pytest_realtime.clients.driver.driver_session import HELLO_TIMEOUT
from pytest_realtime.clients.driver.line_reader import InvalidLineError
from pytest_realtime.clients.driver.process import GRACE, DriverExited, DriverTimeout, Process
from pytest_realtime.clients.driver.protocol import (
    INSTEAD,
    NORMAL,
    PROTOCOL,
    card_from,
    member_of,
    number_of,
    parse,
    request_line,
)
from pytest_realtime.wire.json.pointer import pointer_of

TIMEOUT = 10.0
"""How long one answer may take, in seconds, as in a run."""
SHOWN = 500
"""How much is shown of what a driver gave, in characters."""
LEAVES_WITHIN = 5.0
"""How long a driver may take to exit, in seconds."""


class ProtocolError(Exception):
    """What the driver does wrong, and what to do about it."""

    def __init__(self, told: str, fix: str) -> None:
        super().__init__(f"{told}\n    fix: {fix}")


class CheckedSession:
    """A process of the driver that has said hello. Raises :class:`ProtocolError` and :class:`ClientError`."""

    def __init__(self, words: Sequence[str]) -> None:
        self._next = 0
        try:
            self.process = Process(words)
        except OSError as error:
            raise ClientError(not_runnable(words, error)) from None
        try:
            self.card = _checked_card(self.ask("hello", protocol=PROTOCOL, timeout=HELLO_TIMEOUT))
        except BaseException:
            self.process.end()
            raise

    def send(self, command: str, **members: Any) -> int:
        """Send a request and return its id."""
        self.process.send(request_line(self._next, command, **members))
        self._next += 1
        return self._next - 1

    def answer(self, number: int, command: str, timeout: float | None = None) -> dict[str, Any]:
        """Return the next answer, which has to be the one to this request and to hold against the schema."""
        timeout = TIMEOUT if timeout is None else timeout
        try:
            line = self.process.receive(time.monotonic() + timeout)
            found = parse(line)
            if number_of(found, line) != number:
                fix = "answer each request once, in the order in which they came, with the id of the request"
                raise InvalidLineError(f"an answer with another id than {number}", line, fix)
            # A command that does not exist can only be answered as roundtrip can without a wire.
            known = command if command in _SCHEMA["$defs"]["answers"] else "roundtrip"
            member_of(found, known, line)
        except InvalidLineError as error:
            raise ProtocolError(str(error), error.fix or _fix(number, command)) from None
        except DriverTimeout:
            raise self._late(command, timeout) from None
        except DriverExited:
            raise self._ended(command) from None
        _check_schema(found, known)
        return found

    def ask(self, command: str, *, timeout: float | None = None, **members: Any) -> dict[str, Any]:
        """Send one request and return its answer."""
        return self.answer(self.send(command, **members), command, timeout)

    def leaves(self, after: str) -> None:
        """Check that the process exits now, with status 0."""
        if not self.process.wait(LEAVES_WITHIN):
            raise ProtocolError(f"the driver lives on after {after}", f"exit when {after} comes")
        if self.process.status != "exit status 0":
            raise ProtocolError(f"the driver ended with {self.process.status} after {after}", "exit with status 0")

    def _late(self, command: str, timeout: float) -> ProtocolError:
        told = f"no answer to {command} in {timeout:g} s"
        if begun := self.process.begun_line:
            return ProtocolError(
                f"{told}; it wrote {begun} without ending the line", "end each line with a line feed"
            )
        return ProtocolError(told, "answer each request, and flush stdout after each line")

    def _ended(self, command: str) -> ProtocolError:
        self.process.wait(GRACE)
        how = self.process.status or "stdout closed"
        self.process.end()
        said = f"; stderr ends with:\n{self.process.stderr}" if self.process.stderr else ""
        fix = _HELLO_FIX if command == "hello" else _FIX
        return ProtocolError(f"the driver ended at {command} ({how}){said}", fix)


_HELLO_FIX = "name a command that starts the driver; it answers hello before anything else, and goes on"
_FIX = 'catch what goes wrong in a request, answer it with {"id": …, "error": …} and go on'


def _fix(number: int, command: str) -> str:
    """Shows the line that was due."""
    due = {"sent": "true", "read": "true", "bye": "true", "card": "{…}"}
    member = NORMAL.get(command, "error")
    return f'answer {command} with one line: {{"id": {number}, "{member}": {due.get(member, _TEXT)}}}'


_TEXT = '"…"'


def _checked_card(answer: dict[str, Any]) -> Card:
    if "card" not in answer:
        told = ", ".join(f"{member}: {answer[member][-SHOWN:]}" for member in INSTEAD if member in answer)
        raise ProtocolError(f"hello was answered with {told}", "answer hello with the card")
    try:
        return card_from(answer["card"])
    except CardError as error:
        raise ProtocolError(str(error)[:SHOWN], "correct the card") from None


_SCHEMA: dict[str, Any] = json.loads(
    files("pytest_realtime.clients.driver").joinpath("protocol.schema.json").read_text(encoding="utf-8")
)


def _check_schema(answer: dict[str, Any], command: str) -> None:
    # A card's faults are told better by who reads it; the schema sees what nobody reads, such as misspelt members.
    if command == "hello" and "card" in answer:
        _checked_card(answer)
    schema = {"$ref": f"#/$defs/answers/{command}", "$defs": _SCHEMA["$defs"]}
    if error := next(Draft202012Validator(schema).iter_errors(answer), None):
        fault = _closest(error)
        place = pointer_of(fault.absolute_path)
        where = f"the answer to {command}{f' at {place}' if place else ''}"
        told = f"{where} does not hold against the schema: {fault.message[:SHOWN]}"
        raise ProtocolError(told, _FIXES.get(str(fault.validator), "correct that member"))


_FIXES = {"additionalProperties": "leave out what the protocol does not have; is a member misspelt?"}


def _closest(error: ValidationError) -> ValidationError:
    """Of several alternatives that a value fails, what is wrong by the one whose members it has."""
    leaves = _leaves(error)
    return error if any(leaf.validator == "required" for leaf in leaves) else leaves[0]


def _leaves(error: ValidationError) -> list[ValidationError]:
    if not error.context:
        return [error]
    alternatives: dict[Any, list[ValidationError]] = {}
    for below in error.context:
        alternatives.setdefault(below.relative_schema_path[0], []).extend(_leaves(below))
    for leaves in alternatives.values():
        if all(leaf.validator != "required" for leaf in leaves):
            return leaves
    return [leaf for leaves in alternatives.values() for leaf in leaves]

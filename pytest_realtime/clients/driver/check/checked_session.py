"""A session with a driver in which each answer is validated against the protocol's schema."""

import json
import time
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from pytest_realtime.clients.card import Card, CardError
from pytest_realtime.clients.client import ClientError, ListenRequest
from pytest_realtime.clients.driver.command import start_error
from pytest_realtime.clients.driver.driver_session import HELLO_TIMEOUT
from pytest_realtime.clients.driver.line_reader import InvalidLineError
from pytest_realtime.clients.driver.process import GRACE, DriverExited, DriverTimeout, Process
from pytest_realtime.clients.driver.protocol import (
    INSTEAD,
    NORMAL,
    PROTOCOL,
    card_of,
    member_of,
    number_of,
    parse,
    request_line,
)
from pytest_realtime.wire.json.pointer import pointer_of

TIMEOUT = 10.0
"""How long an answer may take, in seconds: the default of a run."""
SHOWN = 500
"""How much of a driver's own text is shown, in characters: a paragraph, so that what to fix stays in view."""
EXITS_WITHIN = 5.0
"""How long a driver may take to exit, in seconds: longer than in a run, where it is then killed unnoticed."""


class ProtocolError(Exception):
    """What the driver does wrong, and how to fix it."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(f"{message}\n    fix: {fix}")


class NotAsked(Exception):
    """There is nothing to ask a driver with this card; the message says why."""


class CheckedSession:
    """A process that has answered ``hello``. Raises :class:`ProtocolError` and :class:`ClientError`."""

    def __init__(self, words: Sequence[str]) -> None:
        self._next = 0
        try:
            self.process = Process(words)
        except OSError as error:
            raise ClientError(start_error(words, error)) from None
        try:
            self.card = _checked_card(self.request("hello", protocol=PROTOCOL, timeout=HELLO_TIMEOUT))
        except BaseException:
            self.process.end()
            raise

    def send(self, command: str, **members: Any) -> int:
        """Send a request and return its id."""
        self.process.send(request_line(self._next, command, **members))
        self._next += 1
        return self._next - 1

    def answer(self, number: int, command: str, timeout: float | None = None) -> dict[str, Any]:
        """Return the next answer, if it is the one to this request and valid.

        Args:
            number: The request's id.
            command: Its command.
            timeout: How long to wait, in seconds; ``TIMEOUT`` by default.

        Raises:
            ProtocolError: For anything else.
        """
        timeout = TIMEOUT if timeout is None else timeout
        try:
            line = self.process.receive(time.monotonic() + timeout)
            found = parse(line)
            if number_of(found, line) != number:
                fix = "answer each request once, in order, with the id of the request"
                raise InvalidLineError(f"an answer with an id other than {number}", line, fix)
            # The allowed answers to an unknown command are among those to a round trip.
            known = command if command in _SCHEMA["$defs"]["answers"] else "roundtrip"
            member_of(found, known, line)
        except InvalidLineError as error:
            raise ProtocolError(str(error), error.fix or _expected_line(number, command)) from None
        except DriverTimeout:
            raise self._no_answer(command, timeout) from None
        except DriverExited:
            raise self._exited(command) from None
        _check_schema(found, known)
        return found

    def request(self, command: str, *, timeout: float | None = None, **members: Any) -> dict[str, Any]:
        """Send one request and return its answer."""
        return self.answer(self.send(command, **members), command, timeout)

    def listen(self, request: ListenRequest) -> dict[str, Any]:
        """Have the driver listen and return its answer."""
        return self.answer(self.send("listen", **request._asdict(), timeout=TIMEOUT / 2), "listen")

    def expect_exit(self, after: str) -> None:
        """Check that the process exits now, with status 0."""
        if not self.process.wait(EXITS_WITHIN):
            raise ProtocolError(f"the driver keeps running after {after}", f"exit after {after}")
        if self.process.status != "exit status 0":
            raise ProtocolError(f"the driver ended with {self.process.status} after {after}", "exit with status 0")

    def _no_answer(self, command: str, timeout: float) -> ProtocolError:
        message = f"no answer to {command} in {timeout:g} s"
        if partial := self.process.partial_line:
            return ProtocolError(
                f"{message}; it wrote {partial} without ending the line", "end each line with a line feed"
            )
        return ProtocolError(message, "answer each request, and flush stdout after each line")

    def _exited(self, command: str) -> ProtocolError:
        self.process.wait(GRACE)
        how = self.process.status or "stdout closed"
        self.process.end()
        stderr = f"; stderr ends with:\n{self.process.stderr}" if self.process.stderr else ""
        if command == "hello":
            fix = "name a command that starts the driver; it has to answer hello first, and to keep running"
        else:
            fix = 'catch exceptions in a request, answer it with {"id": …, "error": …} and keep running'
        return ProtocolError(f"the driver ended at {command} ({how}){stderr}", fix)


def _expected_line(number: int, command: str) -> str:
    values = {"sent": "true", "read": "true", "bye": "true", "card": "{…}", "heard": "[…]"}
    member = NORMAL.get(command, "error")
    value = values.get(member, '"…"')
    return f'answer {command} with one line: {{"id": {number}, "{member}": {value}}}'


def _checked_card(answer: dict[str, Any]) -> Card:
    if "card" not in answer:
        given = ", ".join(f"{member}: {answer[member][-SHOWN:]}" for member in INSTEAD if member in answer)
        raise ProtocolError(f"hello was answered with {given}", "answer hello with the card")
    try:
        return card_of(answer["card"])
    except CardError as error:
        raise ProtocolError(str(error)[:SHOWN], "correct the card") from None


_SCHEMA: dict[str, Any] = json.loads(
    files("pytest_realtime.clients.driver").joinpath("protocol.schema.json").read_text(encoding="utf-8")
)


def _check_schema(answer: dict[str, Any], command: str) -> None:
    # Reading the card gives better messages; the schema also finds what nobody reads, such as misspelt members.
    if command == "hello" and "card" in answer:
        _checked_card(answer)
    schema = {"$ref": f"#/$defs/answers/{command}", "$defs": _SCHEMA["$defs"]}
    if error := next(Draft202012Validator(schema).iter_errors(answer), None):
        closest = _closest(error)
        pointer = pointer_of(closest.absolute_path)
        where = f"the answer to {command}{f' at {pointer}' if pointer else ''}"
        fix = "correct that member"
        if closest.validator == "additionalProperties":
            fix = "remove members that the protocol does not have; check the spelling"
        raise ProtocolError(f"{where} does not match the schema: {closest.message[:SHOWN]}", fix)


def _closest(error: ValidationError) -> ValidationError:
    """Of several alternatives that a value fails, the error of the one whose members it has."""
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

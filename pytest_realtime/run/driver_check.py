"""``pytest-realtime driver check``: holds a driver, not its client, against the driver protocol.

Each check talks to a process of its own, so that one failure does not hide the next.
"""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from pytest_realtime.clients import ClientError
from pytest_realtime.clients.card import BadCard, Card
from pytest_realtime.clients.driver.command import not_runnable, split
from pytest_realtime.clients.driver.conversation import HELLO_TIMEOUT
from pytest_realtime.clients.driver.introduction import card_from
from pytest_realtime.clients.driver.lines import BadLine
from pytest_realtime.clients.driver.messages import PROTOCOL, member_of, number_of, parse, request_line
from pytest_realtime.clients.driver.process import GRACE, Ended, Late, Process
from pytest_realtime.payloads.forms import minimal
from pytest_realtime.wire import get_wire_type, shape_of
from pytest_realtime.wire.dumping import canonical

TIMEOUT = 10.0
"""How long one answer may take, in seconds, as in a run."""
LEAVES_WITHIN = 5.0
"""How long a driver may take to exit, in seconds."""
AHEAD = 100
LONG = 1024 * 1024
NO_TYPE = "NoSuchWireType"


class Problem(Exception):
    """What the driver does wrong, and what to do about it."""

    def __init__(self, told: str, fix: str) -> None:
        super().__init__(f"{told}\n    fix: {fix}")


class Talk:
    """A process of the driver that has said hello. Raises :class:`Problem` and :class:`ClientError`."""

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

    def answer(self, number: int, command: str, timeout: float = TIMEOUT) -> dict[str, Any]:
        """Return the next answer, which has to be the one to this request and to hold against the schema."""
        try:
            line = self.process.receive(time.monotonic() + timeout)
            found = parse(line)
            if number_of(found, line) != number:
                raise BadLine(f"an answer with another id than {number}", line)
            # A command that does not exist can only be answered as roundtrip can without a wire.
            known = command if command in _SCHEMA["$defs"]["answers"] else "roundtrip"
            member_of(found, known, line)
        except BadLine as error:
            raise Problem(str(error), f"answer {command} with one line as the protocol's page shows it") from None
        except Late:
            fix = "answer each request, and flush stdout after each line"
            raise Problem(f"no answer to {command} in {timeout:g} s", fix) from None
        except Ended:
            raise self._ended(command) from None
        _check_schema(found, known)
        return found

    def ask(self, command: str, *, timeout: float = TIMEOUT, **members: Any) -> dict[str, Any]:
        """Send one request and return its answer."""
        return self.answer(self.send(command, **members), command, timeout)

    def leaves(self, after: str) -> None:
        """Check that the process exits now, with status 0."""
        if not self.process.wait(LEAVES_WITHIN):
            raise Problem(f"the driver lives on after {after}", f"exit when {after} comes")
        if self.process.status != "exit status 0":
            raise Problem(f"the driver ended with {self.process.status} after {after}", "exit with status 0")

    def _ended(self, command: str) -> Problem:
        self.process.wait(GRACE)
        how = self.process.status or "stdout closed"
        self.process.end()
        said = f"; stderr ends with:\n{self.process.stderr}" if self.process.stderr else ""
        fix = 'catch what goes wrong in a request, answer it with {"id": …, "error": …} and go on'
        return Problem(f"the driver ended at {command} ({how}){said}", fix)


def _says_hello(talk: Talk) -> str:
    card = talk.card
    return f"{card.name} {card.version} ({card.language}), {len(card.types)} types"


def _answers_for_each_type(talk: Talk) -> str:
    """Each type in the card, with its minimal payload. What the client makes of it is the contracts' affair."""
    answers: dict[str, int] = {}
    asked = [(name, ability) for name, can in talk.card.types.items() for ability in sorted(can - {"send"})]
    for name, ability in asked:
        payload = canonical(minimal(shape_of(get_wire_type(name).python)))
        found = talk.ask(ability, type=name, wire=payload)
        if "error" in found:
            fault = f"{ability} of {name} with {payload} ends in an error of the driver: {found['error'][-500:]}"
            raise Problem(fault, "mend the driver; a refusal of the client is 'rejected'")
        answer = next(word for word in ("rejected", "unsupported", "wire", "read") if word in found)
        answers[answer] = answers.get(answer, 0) + 1
    counts = [f"{count} {answer}" for answer, count in answers.items()]
    return ", ".join(counts) or "nothing but send, not tried here"


def _knows_its_types(talk: Talk) -> str:
    found = talk.ask("roundtrip", type=NO_TYPE, wire="{}")
    if "wire" in found:
        raise Problem(
            f"the driver wrote a payload of the type {NO_TYPE}, which does not exist",
            "parse into the client's own type of that name; answer 'unsupported' where there is none",
        )
    return ""


def _knows_its_commands(talk: Talk) -> str:
    found = talk.ask("no-such-command")
    if not {"error", "unsupported"} & found.keys():
        fix = "answer a command that the driver does not know with 'error'"
        raise Problem("the driver answered a command that does not exist as if it did", fix)
    _knows_its_types(talk)
    return ""


def _survives_garbage(talk: Talk) -> str:
    """A line that is no request has no id to answer to: it may be passed over, or told of with a null id."""
    talk.process.send(b"this is not JSON\n")
    number = talk.send("roundtrip", type=NO_TYPE, wire="{}")
    try:
        talk.answer(number, "roundtrip")
    except Problem as problem:
        if "id is no integer" not in str(problem) and "without id" not in str(problem):
            raise
        talk.answer(number, "roundtrip")
    return ""


def _takes_requests_ahead(talk: Talk) -> str:
    numbers = [talk.send("roundtrip", type=NO_TYPE, wire="{}") for _ in range(AHEAD)]
    for number in numbers:
        talk.answer(number, "roundtrip")
    try:
        extra = talk.process.receive(time.monotonic() + 0.2)
    except Late:
        return f"{AHEAD} at once"
    raise Problem(f"a further line after all answers: {extra[:200]!r}", "answer each request exactly once")


def _takes_long_lines(talk: Talk) -> str:
    talk.ask("roundtrip", type=NO_TYPE, wire=json.dumps("\u00e9" * LONG, ensure_ascii=False))
    return ""


def _says_goodbye(talk: Talk) -> str:
    talk.ask("bye")
    talk.leaves("bye")
    return ""


def _ends_with_its_input(talk: Talk) -> str:
    talk.process.finish()
    talk.leaves("the end of stdin")
    return ""


CHECKS: dict[str, Callable[[Talk], str]] = {
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
"""What is checked, by name. Each returns a note, or raises :class:`Problem`."""


@dataclass(frozen=True)
class Checked:
    """The result of one check."""

    name: str
    passed: bool
    told: str = ""

    def __str__(self) -> str:
        return f"{'ok  ' if self.passed else 'FAIL'}  {self.name}{': ' if self.told else ''}{self.told}"


def check_driver(command: str) -> Iterator[Checked]:
    """Run all checks; only the first where the driver fails that. Raises :class:`ClientError` if it can't start."""
    words = split(command)
    for name, check in CHECKS.items():
        checked = _run(name, check, words)
        yield checked
        if not checked.passed and check is _says_hello:
            return


def _run(name: str, check: Callable[[Talk], str], words: Sequence[str]) -> Checked:
    try:
        talk = Talk(words)
        try:
            return Checked(name, True, check(talk))
        finally:
            talk.process.end()
    except Problem as problem:
        return Checked(name, False, str(problem))


def _checked_card(answer: dict[str, Any]) -> Card:
    if "card" not in answer:
        raise Problem(f"hello was answered with {answer}", "answer hello with the card")
    try:
        return card_from(answer["card"])
    except BadCard as error:
        raise Problem(str(error), "correct the card") from None


_SCHEMA: dict[str, Any] = json.loads(
    files("pytest_realtime.clients.driver").joinpath("protocol.schema.json").read_text(encoding="utf-8")
)


def _check_schema(answer: dict[str, Any], command: str) -> None:
    # A card's faults are told better by who reads it; the schema sees what nobody reads, such as misspelt members.
    if command == "hello" and "card" in answer:
        _checked_card(answer)
    schema = {"$ref": f"#/$defs/answers/{command}", "$defs": _SCHEMA["$defs"]}
    if fault := best_match(Draft202012Validator(schema).iter_errors(answer)):
        place = "".join(f"/{part}" for part in fault.absolute_path)
        where = f"the answer to {command}{f' at {place}' if place else ''}"
        raise Problem(f"{where} does not hold against the schema: {fault.message[:500]}", "correct that member")

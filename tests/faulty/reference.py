"""The faultless reference client: the wire models themselves, strict in writing and tolerant in reading.

``tests.faulty.reference:client`` speaks GA and translation; ``beta_client`` is asked everything there is.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from pydantic import ValidationError

from pytest_realtime import wire
from pytest_realtime.clients import Card, Client, Response, Status
from pytest_realtime.clients.card import Operation
from pytest_realtime.clients.in_process import InProcessClient
from pytest_realtime.wire import Dialect, Direction

Answers = Callable[[str, str], Any]
"""Takes a wire type name and JSON text, and answers with JSON text; a wrong client may answer with anything."""

ABILITY: dict[Direction, Operation] = {"write": "roundtrip", "read": "read"}


Turns = Callable[[list[str]], list[str]]
"""Takes what one connection is to send, one text after the other, and gives what it does send."""


class DirectClient(InProcessClient):
    """An in-process client that answers in the caller's thread, for clients that are known not to hang."""

    turns: Turns | None = None
    """How it sends several payloads through one connection; by default it sends each as if it were the only one."""

    def perform(self, operation: Operation, wire_type: str, wire: str, *, timeout: float) -> Response:
        return self._call(operation, wire_type, wire)

    def send_sequence(self, wire_type: str, wires: Sequence[str], *, timeout: float) -> list[Response]:
        if self.turns is not None:
            return [Response(Status.WROTE, text=text) for text in self.turns([*wires])]
        return [self.perform("roundtrip", wire_type, wire, timeout=timeout) for wire in wires]


def write(wire_type: str, text: str) -> str:
    """Parse what the caller set, strictly, and write it. Raises ValidationError."""
    return _answer(wire_type, text, "write")


def read(wire_type: str, text: str) -> str:
    """Read what a server sent, tolerantly, and show it."""
    return _answer(wire_type, text, "read")


def _answer(wire_type: str, text: str, direction: Direction) -> str:
    answer = _remembered(wire_type, text, direction)
    if isinstance(answer, ValidationError):
        raise answer.with_traceback(None)
    return answer


@cache
def _remembered(wire_type: str, text: str, direction: Direction) -> str | ValidationError:
    """The answer or the refusal; every wrong client asks for the same ones."""
    try:
        return wire.dump_json(wire_type, wire.parse(wire_type, text, direction=direction))
    except ValidationError as error:
        return error


def card(name: str, dialect: Dialect = "beta", *, keeps_connection: bool = True) -> Card:
    """The card of a client that has every type of its dialect, in every direction in which the type travels."""
    types = {
        entry.name: frozenset(ABILITY[direction] for direction in entry.directions)
        for entry in wire.wire_types()
        if entry.dialect != "beta" or dialect == "beta"
    }
    return Card(name, types, dialect=dialect, keeps_connection=keeps_connection)


def client() -> Client:
    """The faultless client of the live API."""
    return DirectClient(card("reference", "ga"), roundtrip=write, read=read)


def beta_client() -> Client:
    """The faultless client of the live API and of the retired one."""
    return DirectClient(card("reference-beta"), roundtrip=write, read=read)

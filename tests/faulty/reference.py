"""The correct reference client: the wire models themselves, strict in writing and tolerant in reading.

``tests.faulty.reference:client`` supports GA and translation types; ``beta_client`` supports all types.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from pydantic import ValidationError

from pytest_realtime import wire
from pytest_realtime.clients import Card, Client, ListenRequest, Response, Status
from pytest_realtime.clients.card import Operation
from pytest_realtime.clients.in_process import InProcessClient
from pytest_realtime.endpoints import KINDS
from pytest_realtime.wire import Dialect, Direction
from tests.faulty.listener import listener

Adapter = Callable[[str, str], Any]
"""Takes a wire type name and JSON text and returns JSON text; a wrong client may return anything."""

OPERATIONS: dict[Direction, Operation] = {"write": "roundtrip", "read": "read"}


SequenceAdapter = Callable[[list[str]], list[str]]
"""Takes the texts that one connection should send, in order, and returns those that it does send."""


class DirectClient(InProcessClient):
    """An in-process client that runs in the caller's thread, for clients that are known not to hang."""

    sequence: SequenceAdapter | None = None
    """How it sends several payloads through one connection; by default as if each were the only one."""

    def perform(self, operation: Operation, wire_type: str, wire: str, *, timeout: float) -> Response:
        return self._call(operation, wire_type, wire)

    def listen(self, request: ListenRequest, *, timeout: float) -> Response:
        return self._hear(request, [])

    def send_sequence(self, wire_type: str, wires: Sequence[str], *, timeout: float) -> list[Response]:
        if self.sequence is not None:
            return [Response(Status.WROTE, text=text) for text in self.sequence([*wires])]
        return [self.perform("roundtrip", wire_type, wire, timeout=timeout) for wire in wires]


def write(wire_type: str, text: str) -> str:
    """Parse the payload, strictly, and write it. Raises ValidationError."""
    return _output(wire_type, text, "write")


def read(wire_type: str, text: str) -> str:
    """Read what a server sent, tolerantly, and return it."""
    return _output(wire_type, text, "read")


def _output(wire_type: str, text: str, direction: Direction) -> str:
    output = _cached(wire_type, text, direction)
    if isinstance(output, ValidationError):
        raise output.with_traceback(None)
    return output


@cache
def _cached(wire_type: str, text: str, direction: Direction) -> str | ValidationError:
    """The output or the error; every wrong client needs the same ones."""
    try:
        return wire.dump_json(wire_type, wire.parse(wire_type, text, direction=direction))
    except ValidationError as error:
        return error


def card(
    name: str,
    dialect: Dialect = "beta",
    *,
    keeps_connection: bool = True,
    builds: bool = False,
    listens: bool = False,
) -> Card:
    """The card of a client that has every type of its dialect, in all the type's directions."""
    built: frozenset[Operation] = frozenset({"write"} if builds else ())
    types = {
        entry.name: frozenset(OPERATIONS[direction] for direction in entry.directions)
        | (built if "write" in entry.directions else frozenset())
        for entry in wire.wire_types()
        if entry.dialect != "beta" or dialect == "beta"
    }
    heard = [name for kind in KINDS if not kind.is_beta or dialect == "beta" for name in kind.server_events]
    hears = frozenset(heard if listens else ())
    return Card(name, types, dialect=dialect, keeps_connection=keeps_connection, hears=hears)


def client() -> Client:
    """The correct client of the live API."""
    return DirectClient(card("reference", "ga", listens=True), roundtrip=write, read=read, listen=listener())


def beta_client() -> Client:
    """The correct client of the live API and of the retired one."""
    return DirectClient(card("reference-beta", listens=True), roundtrip=write, read=read, listen=listener())

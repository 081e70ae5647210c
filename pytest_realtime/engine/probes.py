"""What a contract asks of a client: its payloads, on the types that the client has."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from pytest_realtime.clients import Card
from pytest_realtime.clients.card import Operation
from pytest_realtime.payloads.cases.write import Case
from pytest_realtime.payloads.embedding import Location, locations
from pytest_realtime.results import Probe
from pytest_realtime.suite.manifest import Contract
from pytest_realtime.wire import Direction, get_wire_type, shape_of, wire_types
from pytest_realtime.wire.json.canonical import canonical
from pytest_realtime.wire.shapes import UnionShape

_ABILITIES: dict[Direction, tuple[Operation, ...]] = {"write": ("roundtrip", "send"), "read": ("read", "roundtrip")}
"""What can be asked of a payload that travels this way, the better question first."""


def probes(contract: Contract, card: Card) -> Iterator[Probe]:
    """All that ``contract`` asks of this client; nothing where it has none of the types.

    A value is asked of its own type and embedded in every payload that travels by itself, where the client
    has these; otherwise into any type of the client's that holds it.
    """
    for place, operation in _places(contract, card):
        for case in contract.cases:
            if case.then is not None:
                yield from _of_two_turns(case, place, operation, card)
                continue
            if not place.accepts(case.payload):
                continue
            embedded = case.embedded(place)
            expected = embedded.text if case.expects_itself else canonical(embedded.expected)
            yield Probe(operation, place.host, embedded.text, expected, embedded.pointer)
        for fault in contract.faults:
            if not place.accepts(fault.payload):
                continue
            sent = canonical(place.embed(fault.payload))
            yield Probe(operation, place.host, sent, sent, place.pointer + fault.pointer)


def whole(contract: Contract, card: Card, payload: Any) -> Probe | None:
    """One generated payload put to a client, in the first of its types that can hold it; None if it has none."""
    for place, operation in _places(contract, card):
        text = canonical(place.embed(payload))
        return Probe(operation, place.host, text, text, place.pointer)
    return None


def _of_two_turns(case: Case, place: Location, operation: Operation, card: Card) -> Iterator[Probe]:
    """Asked of the event itself, and of clients that keep a connection."""
    goes_out = operation == "send" or not card.can("send", place.host)
    if card.keeps_connection and goes_out and place.host == case.wire_type and not place.path:
        then = canonical(case.then)
        yield Probe(operation, place.host, case.text, then, case.pointer, then)


def _places(contract: Contract, card: Card) -> Iterator[tuple[Location, Operation]]:
    name, direction = contract.wire_type, contract.direction
    if contract.dialect == "beta" and card.dialect != "beta":
        return
    for hosts in _hosts(name, direction, card.dialect == "beta"):
        found = [
            (place, operation)
            for host in hosts
            for operation in _operations(card, host, direction)
            for place in locations(name, host)
        ]
        if found:
            yield from found
            return


def _operations(card: Card, host: str, direction: Direction) -> tuple[Operation, ...]:
    """What is asked: what a client writes in every way in which it can, what it reads in the better one."""
    able = tuple(operation for operation in _ABILITIES[direction] if card.can(operation, host))
    if direction == "write":
        return able
    if able[:1] == ("roundtrip",) and "write" in get_wire_type(host).directions:
        # A client that round-trips what it writes has not said that it reads that type from servers.
        return ()
    return able[:1]


@cache
def _hosts(name: str, direction: Direction, with_beta: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The types to ask first (itself, unions over it, whole payloads), and the ones to fall back on."""
    best: list[str] = []
    others: list[str] = []
    for entry in wire_types(direction=direction):
        shape = shape_of(get_wire_type(entry.name).python)
        if name not in shape.names() or (entry.dialect == "beta" and not with_beta):
            continue
        is_union_over_it = isinstance(shape, UnionShape) and name in {
            variant.name for variant in shape.variants.values()
        }
        chosen = entry.name == name or is_union_over_it or entry.travels == direction
        (best if chosen else others).append(entry.name)
    return tuple(best), tuple(others)

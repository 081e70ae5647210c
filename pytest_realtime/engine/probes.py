"""What a contract asks of a client: its payloads, on the types that the client has."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from pytest_realtime.clients import Card
from pytest_realtime.clients.card import Operation
from pytest_realtime.payloads.cases.write import Case, embedded
from pytest_realtime.payloads.embedding import REFUSED, Location, locations
from pytest_realtime.payloads.streams.catalogue import streams
from pytest_realtime.results import Probe
from pytest_realtime.suite.manifest import Contract
from pytest_realtime.wire import Direction, get_wire_type, shape_of, wire_types
from pytest_realtime.wire.json.canonical import canonical
from pytest_realtime.wire.shapes import UnionShape

Place = tuple[Location, Operation]
"""Where a payload is put inside one of the client's types, and what the client does with it."""

_OPERATIONS: dict[Direction, tuple[Operation, ...]] = {
    "write": ("write", "roundtrip"),
    "read": ("read", "roundtrip"),
}
"""The operations for a payload of each direction, the better one first. What a client writes is also sent."""


def probes(contract: Contract, card: Card) -> Iterator[Probe]:
    """Yield the probes of a contract for a client; none if the client has none of the types, or is to listen.

    A value is probed by itself and embedded in every top-level payload, as far as the client has these types;
    otherwise embedded in any type of the client that contains it. A megabyte is probed in the first of these only.
    """
    if contract.stream:
        return
    done: set[tuple[Case, Operation]] = set()
    for location, operation in _places(contract, card):
        for case in contract.cases:
            if case.then is not None:
                yield from _sequence_probes(case, location, operation, card)
                continue
            if (case, operation) in done or not (whole := embedded(case, location)):
                continue
            if case.once:
                done.add((case, operation))
            text = whole.text
            expected = text if case.expects_itself else canonical(whole.expected)
            yield Probe(operation, location.host, text, expected, whole.pointer)
        for invalid in contract.invalid_payloads:
            payload = location.embedded(invalid.payload)
            if payload is not REFUSED:
                text = canonical(payload)
                yield Probe(operation, location.host, text, text, location.pointer + invalid.pointer)


def is_applicable(contract: Contract, card: Card) -> bool:
    """Whether a client has a type for a contract, or hears what the contract is about."""
    if contract.stream:
        return bool(card.hears) and is_heard(contract, card)
    return any(True for _ in _places(contract, card))


def is_heard(contract: Contract, card: Card) -> bool:
    """Whether a client that listens hears what a contract is about, by design."""
    if contract.dialect == "beta" and card.dialect != "beta":
        return False
    names = {case.payload["type"] for case in contract.cases}
    return contract.wire_type == streams()[contract.stream].union or not names.isdisjoint(card.hears)


def first_place(contract: Contract, card: Card) -> Place | None:
    """Return where generated payloads of a contract are put: the first of the client's types that can hold them."""
    return next(_places(contract, card), None)


def payload_probe(place: Place, payload: Any) -> Probe:
    """Return the probe of one generated payload."""
    location, operation = place
    text = canonical(location.embed(payload))
    return Probe(operation, location.host, text, text, location.pointer)


def _sequence_probes(case: Case, location: Location, operation: Operation, card: Card) -> Iterator[Probe]:
    """A sequence of updates needs the event itself, and a client that keeps its connection."""
    is_sent = operation == "send" or not card.can("send", location.host)
    if card.keeps_connection and is_sent and location.host == case.wire_type and not location.path:
        then = canonical(case.then)
        yield Probe(operation, location.host, case.text, then, case.pointer, then)


def _places(contract: Contract, card: Card) -> Iterator[Place]:
    name, direction = contract.wire_type, contract.direction
    if contract.dialect == "beta" and card.dialect != "beta":
        return
    for hosts in _hosts(name, direction, card.dialect == "beta"):
        found = [
            (location, operation)
            for host in hosts
            for operation in _operations(card, host, direction)
            for location in locations(name, host)
        ]
        if found:
            yield from found
            return


def _operations(card: Card, host: str, direction: Direction) -> tuple[Operation, ...]:
    """The operations to probe: the better one of the direction, and for writing also ``send``.

    A client that builds a type is not asked to round-trip it instead, not even for what its builder can't express:
    a parse failure is not what its users would see.
    """
    best = [operation for operation in _OPERATIONS[direction] if card.can(operation, host)][:1]
    if direction == "write":
        return (*best, "send") if card.can("send", host) else tuple(best)
    if best == ["roundtrip"] and "write" in get_wire_type(host).directions:
        # A client that round-trips a type that it writes does not necessarily read it from servers.
        return ()
    return tuple(best)


@cache
def _hosts(name: str, direction: Direction, with_beta: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The types to probe first (itself, unions over it, top-level payloads), and those to fall back on."""
    best: list[str] = []
    others: list[str] = []
    for entry in wire_types(direction=direction):
        shape = shape_of(get_wire_type(entry.name).python)
        if name not in shape.names or (entry.dialect == "beta" and not with_beta):
            continue
        is_union_over_it = isinstance(shape, UnionShape) and name in {
            variant.name for variant in shape.variants.values()
        }
        # A client whose events are parts of one union only is asked through it, and no other one is asked twice.
        is_any_event = entry.travels and isinstance(shape, UnionShape)
        chosen = entry.name == name or (not is_any_event and (is_union_over_it or entry.travels == direction))
        (best if chosen else others).append(entry.name)
    return tuple(best), tuple(others)

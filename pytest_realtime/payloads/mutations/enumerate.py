"""Payloads that are wrong in exactly one way, enumerated from the shapes of the types.

How much of this a client refuses is measured and told; a client need not refuse anything.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pytest_realtime.payloads.embedding import Location, locations
from pytest_realtime.payloads.examples import minimal
from pytest_realtime.payloads.mutations.model import Mutation, Spell, fresh, further_in
from pytest_realtime.payloads.mutations.types import own_mutations
from pytest_realtime.payloads.mutations.values import standing
from pytest_realtime.wire import get_wire_type, shape_of
from pytest_realtime.wire.registry import name_of
from pytest_realtime.wire.shapes import Shape, walk

KINDS: dict[str, str] = {
    "wrong-type": "another JSON type than the one that is due",
    "null-not-allowed": "null where the API takes none (N3)",
    "out-of-bounds": "a number, a text or an array beyond its limits, such as two modalities (V5, V6, X1)",
    "number-kind": "an integer written with a fraction or an exponent (V4)",
    "unknown-value": "an enum value that is not listed (V2)",
    "wrong-case": "an enum value in capitals (V2)",
    "missing-type": "an object of a union without its type (U1, U3, U4)",
    "unknown-type": "an object of a union with a type that no variant has",
    "missing-member": "an object without a member that it needs",
    "unknown-member": "a member that a closed object does not have (U7)",
    "foreign-member": "a member of another shape: of the beta session, of the other detector, of a nested tool",
    "excluded-member": "a member that the chosen model does not take (X3, X4)",
    "no-target": "a remote tool without server, connector or tunnel (X6)",
    "duplicate-key": "text: a member written twice (C4)",
    "not-a-number": "text: NaN (V4)",
    "infinity": "text: Infinity or -Infinity (V4)",
    "lone-surrogate": "text: half of a character outside the basic plane",
    "truncated-text": "text: its end is missing",
    "trailing-text": "text: something follows the value",
    "byte-order-mark": "text: begins with U+FEFF",
}
"""Every way of being wrong, and what it means."""

_WHOLE_TEXTS: tuple[tuple[str, str, Spell], ...] = (
    ("truncated-text", "the last character is missing", lambda right: right[:-1]),
    ("trailing-text", "a second value follows", lambda right: f"{right} {{}}"),
    ("trailing-text", "a comma follows", lambda right: f"{right},"),
    ("byte-order-mark", "a byte order mark comes first", lambda right: f"\ufeff{right}"),
)


@dataclass(frozen=True)
class InvalidPayload:
    """A payload with one thing wrong."""

    wire_type: str
    """The name of the wire type that the payload claims to be."""
    payload: Any
    """JSON-ready objects: what a lenient reader makes of ``text``, or ``repaired`` where it makes nothing of it."""
    pointer: str
    """The JSON pointer of what is wrong."""
    kind: str
    """The way of being wrong, one of ``KINDS``: ``wrong-type``, ``out-of-bounds``, ``unknown-value`` …"""
    rule: str
    """The ruling that it breaks; empty where it is just the wrong JSON type."""
    description: str
    """What is wrong, in one sentence."""
    text: str
    """The payload as JSON text, or as what is not quite JSON."""
    repaired: Any
    """The valid payload without the fault; it differs at the pointer only."""


def every_invalid_payload(wire_type: Any, *, deep: bool = True) -> Iterator[InvalidPayload]:
    """Enumerate the faults of a wire type, given by name, class or alias; always the same ones.

    With ``deep``, every part is broken in every place inside the type, and the text as well; no two faults
    have the same place and text. Without, there are only those of the type's own level that can be told from
    the payload: a struct's members, an enum's values, a union's variants. Every payload is a fresh one.
    Raises :class:`pytest_realtime.wire.UnknownWireType`.
    """
    name = name_of(wire_type)
    told: set[tuple[str, str]] = set()
    for found in mutations_of(name) if deep else _own_level(name):
        fault = invalid_payload_of(name, found, found.base)
        if (fault.pointer, fault.text) not in told:
            told.add((fault.pointer, fault.text))
            yield fault


def invalid_payload_of(name: str, found: Mutation, valid: Any) -> InvalidPayload:
    """The fault that a break makes of a valid payload, which has the places of the break's base."""
    return InvalidPayload(
        name,
        found.payload(valid),
        found.pointer,
        found.kind,
        found.rule,
        found.description,
        found.text(valid),
        fresh(valid),
    )


def mutations_of(name: str) -> Iterator[Mutation]:
    """All the breaks of a wire type and its parts, in the smallest valid payloads that hold them."""
    shape = shape_of(get_wire_type(name).python)
    good = minimal(shape)
    yield from standing(shape, good)
    for kind, why, spell in _WHOLE_TEXTS:
        yield Mutation(good, (), good, kind, "", why, spell=spell)
    for place in _places(name):
        yield from _embedded(place)


def _own_level(name: str) -> Iterator[Mutation]:
    return (found for found in own_mutations(name) if found.spell is None)


@dataclass(frozen=True)
class _Place:
    part: str
    at: Location


@cache
def _places(name: str) -> tuple[_Place, ...]:
    """Every place of every named part; outer parts first, so that a union is told before its variants."""
    shape: Shape = shape_of(get_wire_type(name).python)
    parts = dict.fromkeys(part.name for part in walk(shape) if part.name)
    return tuple(_Place(part, at) for part in parts for at in locations(part, name))


def _embedded(place: _Place) -> Iterator[Mutation]:
    """The breaks of a part in this place; those that need what has no meaning here are left out (X10)."""
    usable = (found for found in own_mutations(place.part) if place.at.accepts(found.base))
    return further_in(usable, place.at.path, place.at.embed)

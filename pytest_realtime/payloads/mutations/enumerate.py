"""Payloads with exactly one thing wrong, enumerated from the shapes of the types.

The contract suite measures how many of them a client rejects; a client need not reject any.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pytest_realtime.payloads.embedding import Location, locations
from pytest_realtime.payloads.examples import minimal
from pytest_realtime.payloads.mutations.mutation import Mutation, Spell, deeper
from pytest_realtime.payloads.mutations.type_mutations import own_mutations
from pytest_realtime.payloads.mutations.value_mutations import value_mutations
from pytest_realtime.wire import get_wire_type, shape_of
from pytest_realtime.wire.json.tree import fresh
from pytest_realtime.wire.registry import name_of
from pytest_realtime.wire.shapes import Shape, walk

KINDS: dict[str, str] = {
    "wrong-type": "a JSON type other than the expected one",
    "null-not-allowed": "null where the API does not accept it (N3)",
    "out-of-bounds": "a number, string or array beyond its limits, such as two modalities (V5, V6, X1)",
    "number-kind": "an integer written with a fraction or an exponent (V4)",
    "unknown-value": "an enum value that is not listed (V2)",
    "wrong-case": "an enum value in capitals (V2)",
    "missing-type": "an object of a union without its type (U1, U3, U4)",
    "unknown-type": "an object of a union with a type that no variant has",
    "missing-member": "an object without a member that it requires",
    "unknown-member": "a member that the object does not have (U7)",
    "foreign-member": "a member of another shape: of the beta session, of the other detector, of a nested tool",
    "excluded-member": "a member that the chosen model does not accept (X3, X4)",
    "no-target": "a remote tool without a server, connector or tunnel (X6)",
    "duplicate-key": "text: a member written twice (C4)",
    "not-a-number": "text: NaN (V4)",
    "infinity": "text: Infinity or -Infinity (V4)",
    "lone-surrogate": "text: half of a surrogate pair",
    "truncated-text": "text: its end is missing",
    "trailing-text": "text: something follows the value",
    "byte-order-mark": "text: begins with U+FEFF",
}
"""Every kind of invalid payload, and what is wrong with it."""

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
    """What is wrong, one of ``KINDS``: ``wrong-type``, ``out-of-bounds``, ``unknown-value`` …"""
    rule: str
    """The rule that it breaks, such as ``V2``; empty where it is only another JSON type."""
    description: str
    """What is wrong, in one sentence."""
    text: str
    """The payload as JSON text, or as what is not quite JSON."""
    repaired: Any
    """The valid payload; it differs at the pointer only."""


def every_invalid_payload(wire_type: Any, *, deep: bool = True) -> Iterator[InvalidPayload]:
    """Enumerate the invalid payloads of a wire type; always the same ones.

    Args:
        wire_type: The type's name, class or alias.
        deep: Whether to mutate every part in every place, and the text as well. Otherwise there are only mutations
            of the type's own level that change the payload: of an object's members, an enum, or a union's variant.

    Returns:
        An iterator; every payload is a fresh one, and no two have the same place and text.

    Raises:
        UnknownWireType: If there is no such type.
    """
    name = name_of(wire_type)
    mutations = mutations_of(name) if deep else (each for each in own_mutations(name) if each.spell is None)
    known: set[tuple[str, str]] = set()
    for mutation in mutations:
        invalid = invalid_payload_of(name, mutation, mutation.base)
        if (invalid.pointer, invalid.text) not in known:
            known.add((invalid.pointer, invalid.text))
            yield invalid


def invalid_payload_of(name: str, mutation: Mutation, valid: Any) -> InvalidPayload:
    """What a mutation makes of a valid payload, which has the places of the mutation's base."""
    return InvalidPayload(
        name,
        mutation.payload(valid),
        mutation.pointer,
        mutation.kind,
        mutation.rule,
        mutation.description,
        mutation.text(valid),
        fresh(valid),
    )


def mutations_of(name: str) -> Iterator[Mutation]:
    """All the mutations of a wire type and its parts, in the smallest valid payloads that hold them."""
    shape = shape_of(get_wire_type(name).python)
    good = minimal(shape)
    yield from value_mutations(shape, good)
    for kind, why, spell in _WHOLE_TEXTS:
        yield Mutation(good, (), good, kind, "", why, spell=spell)
    for part, location in _parts(name):
        # A setting that has no meaning in this place (X10) can't be mutated here.
        usable = (mutation for mutation in own_mutations(part) if location.accepts(mutation.base))
        yield from deeper(usable, location.path, location.embed)


@cache
def _parts(name: str) -> tuple[tuple[str, Location], ...]:
    """Every named part in every place; outer parts first, so that a union comes before its variants."""
    shape: Shape = shape_of(get_wire_type(name).python)
    parts = dict.fromkeys(part.name for part in walk(shape) if part.name)
    return tuple((part, location) for part in parts for location in locations(part, name))

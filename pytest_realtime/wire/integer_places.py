"""Where the payloads of a wire type have integers, derived from its shape (V4)."""

from collections.abc import Callable
from functools import cache
from typing import Any

from pytest_realtime.wire.json.integer_map import IntegerMap
from pytest_realtime.wire.registry import get_wire_type
from pytest_realtime.wire.shapes import (
    ArrayShape,
    LiteralShape,
    ObjectShape,
    ScalarShape,
    Shape,
    UnionShape,
    shape_of,
)

NOWHERE = IntegerMap()


@cache
def integer_map(name: str) -> IntegerMap:
    """Return where payloads of the wire type ``name`` have integers.

    Raises:
        UnknownWireType: when no wire type has that name
    """
    return _of(shape_of(get_wire_type(name).python))


def _of(shape: Shape) -> IntegerMap:
    find = _FINDERS.get(type(shape))
    return find(shape) if find else NOWHERE


def _of_object(shape: ObjectShape) -> IntegerMap:
    members = {name: _of(member.shape) for name, member in shape.members.items()}
    return IntegerMap(members={name: inner for name, inner in members.items() if inner != NOWHERE})


def _of_union(shape: UnionShape) -> IntegerMap:
    """The variants' integers together: no member is an integer in one variant and a fraction in another."""
    variants = [_of(variant) for variant in shape.variants.values()]
    members: dict[str, IntegerMap] = {}
    for variant in variants:
        members.update(variant.members)
    items = next((variant.items for variant in variants if variant.items), None)
    return IntegerMap(any(variant.is_integer for variant in variants), members, items)


def _of_array(shape: ArrayShape) -> IntegerMap:
    inner = _of(shape.item)
    return IntegerMap(items=inner) if inner != NOWHERE else NOWHERE


_FINDERS: dict[type, Callable[[Any], IntegerMap]] = {
    ScalarShape: lambda shape: IntegerMap(is_integer=shape.kind == "integer"),
    LiteralShape: lambda shape: IntegerMap(is_integer=isinstance(shape.value, int)),
    ObjectShape: _of_object,
    UnionShape: _of_union,
    ArrayShape: _of_array,
}

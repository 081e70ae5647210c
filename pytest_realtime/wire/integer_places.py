"""The judge's map of integers, read off the wire types' shapes (V4)."""

from collections.abc import Callable
from functools import cache
from typing import Any

from pytest_realtime.wire.integers import IntegerMap
from pytest_realtime.wire.registry import get_wire_type
from pytest_realtime.wire.shape import Constant, ListOf, OneOf, Plain, Shape, Struct, shape_of

NOWHERE = IntegerMap()


@cache
def integer_map(name: str) -> IntegerMap:
    """Where payloads of the wire type ``name`` hold integers. Raises UnknownWireType."""
    return _of(shape_of(get_wire_type(name).python))


def _of(shape: Shape) -> IntegerMap:
    find = _FINDERS.get(type(shape))
    return find(shape) if find else NOWHERE


def _of_struct(shape: Struct) -> IntegerMap:
    members = {name: _of(member.shape) for name, member in shape.members.items()}
    return IntegerMap(members={name: inner for name, inner in members.items() if inner != NOWHERE})


def _of_union(shape: OneOf) -> IntegerMap:
    """The arms' integers together: no member of ours is an integer in one arm and a fraction in another."""
    arms = [_of(arm) for arm in shape.arms.values()]
    members: dict[str, IntegerMap] = {}
    for arm in arms:
        members.update(arm.members)
    items = next((arm.items for arm in arms if arm.items), None)
    return IntegerMap(any(arm.is_integer for arm in arms), members, items)


def _of_list(shape: ListOf) -> IntegerMap:
    inner = _of(shape.item)
    return IntegerMap(items=inner) if inner != NOWHERE else NOWHERE


_FINDERS: dict[type, Callable[[Any], IntegerMap]] = {
    Plain: lambda shape: IntegerMap(is_integer=shape.kind == "integer"),
    Constant: lambda shape: IntegerMap(is_integer=isinstance(shape.value, int)),
    Struct: _of_struct,
    OneOf: _of_union,
    ListOf: _of_list,
}

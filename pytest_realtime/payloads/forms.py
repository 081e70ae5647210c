"""The minimal and the maximal form of every wire type, built from its shape and its members' examples."""

import copy
from collections.abc import Callable
from typing import Any

from pytest_realtime.payloads.settling import settle
from pytest_realtime.wire.dumping import canonical
from pytest_realtime.wire.shape import Choice, Constant, ListOf, MapOf, Member, OneOf, Plain, Shape, Struct

_DEFAULTS: dict[str, Any] = {"string": "text", "integer": 1, "number": 0.5, "boolean": True, "object": {"k": "v"}}
"""What stands for a scalar that has no example of its own."""


def minimal(shape: Shape) -> Any:
    """The smallest valid JSON value of a shape: what has to be there, and nothing else. A fresh value each time."""
    return _MINIMAL[type(shape)](shape)


def maximal(shape: Shape) -> Any:
    """A valid JSON value with every member that can stand beside the others. A fresh value each time."""
    return _MAXIMAL[type(shape)](shape)


def example_of(member: Member, *, form: Callable[[Shape], Any] = minimal) -> Any:
    """A member's first declared example, else its shape's form."""
    return copy.deepcopy(member.examples[0]) if member.examples else form(member.shape)


def _minimal_struct(shape: Struct) -> Any:
    required = shape.required_on_write()
    return settle(shape, {name: example_of(shape.members[name]) for name in required})


def _maximal_struct(shape: Struct) -> Any:
    return settle(shape, {name: example_of(member, form=maximal) for name, member in shape.members.items()})


def _minimal_list(shape: ListOf) -> Any:
    return [minimal(shape.item) for _ in range(shape.limits.min_length or 0)]


def _maximal_list(shape: ListOf) -> Any:
    items = [maximal(arm) for arm in shape.item.arms.values()] if isinstance(shape.item, OneOf) else None
    return (items or [maximal(shape.item)])[: shape.limits.max_length]


def _first_arm(shape: OneOf) -> Any:
    return minimal(next(iter(shape.arms.values())))


def _fullest_arm(shape: OneOf) -> Any:
    return max((maximal(arm) for arm in shape.arms.values()), key=lambda value: len(canonical(value)))


_MINIMAL: dict[type, Callable[[Any], Any]] = {
    Plain: lambda shape: copy.deepcopy(_DEFAULTS[shape.kind]),
    Choice: lambda shape: shape.values[0],
    Constant: lambda shape: shape.value,
    ListOf: _minimal_list,
    MapOf: lambda shape: {},
    OneOf: _first_arm,
    Struct: _minimal_struct,
}
_MAXIMAL: dict[type, Callable[[Any], Any]] = {
    Plain: _MINIMAL[Plain],
    Choice: lambda shape: shape.values[-1],
    Constant: _MINIMAL[Constant],
    ListOf: _maximal_list,
    MapOf: lambda shape: {"k": maximal(shape.value)},
    OneOf: _fullest_arm,
    Struct: _maximal_struct,
}

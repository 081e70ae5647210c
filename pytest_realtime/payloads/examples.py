"""The minimal and the maximal form of every wire type, built from its shape and its members' examples."""

import copy
from collections.abc import Callable
from typing import Any

from pytest_realtime.payloads.repair import repair
from pytest_realtime.wire.json.canonical import canonical
from pytest_realtime.wire.shapes import (
    ArrayShape,
    EnumShape,
    LiteralShape,
    MapShape,
    Member,
    ObjectShape,
    ScalarShape,
    Shape,
    UnionShape,
)

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


def _minimal_struct(shape: ObjectShape) -> Any:
    required = shape.required_on_write()
    return repair(shape, {name: example_of(shape.members[name]) for name in required})


def _maximal_struct(shape: ObjectShape) -> Any:
    return repair(shape, {name: example_of(member, form=maximal) for name, member in shape.members.items()})


def _minimal_list(shape: ArrayShape) -> Any:
    return [minimal(shape.item) for _ in range(shape.limits.min_length or 0)]


def _maximal_list(shape: ArrayShape) -> Any:
    items = (
        [maximal(variant) for variant in shape.item.variants.values()]
        if isinstance(shape.item, UnionShape)
        else None
    )
    return (items or [maximal(shape.item)])[: shape.limits.max_length]


def _first_variant(shape: UnionShape) -> Any:
    return minimal(next(iter(shape.variants.values())))


def _fullest_variant(shape: UnionShape) -> Any:
    return max((maximal(variant) for variant in shape.variants.values()), key=lambda value: len(canonical(value)))


_MINIMAL: dict[type, Callable[[Any], Any]] = {
    ScalarShape: lambda shape: copy.deepcopy(_DEFAULTS[shape.kind]),
    EnumShape: lambda shape: shape.values[0],
    LiteralShape: lambda shape: shape.value,
    ArrayShape: _minimal_list,
    MapShape: lambda shape: {},
    UnionShape: _first_variant,
    ObjectShape: _minimal_struct,
}
_MAXIMAL: dict[type, Callable[[Any], Any]] = {
    ScalarShape: _MINIMAL[ScalarShape],
    EnumShape: lambda shape: shape.values[-1],
    LiteralShape: _MINIMAL[LiteralShape],
    ArrayShape: _maximal_list,
    MapShape: lambda shape: {"k": maximal(shape.value)},
    UnionShape: _fullest_variant,
    ObjectShape: _maximal_struct,
}

"""The minimal and the maximal payload of every wire type, built from its shape and its members' examples."""

from collections.abc import Callable
from functools import cache
from typing import Any

from pytest_realtime.payloads.repair import repair
from pytest_realtime.wire.json.canonical import canonical
from pytest_realtime.wire.json.tree import fresh
from pytest_realtime.wire.places import variant_of
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
"""Examples of scalars that have none of their own."""


def minimal(shape: Shape) -> Any:
    """The smallest valid JSON value of a shape: what is required, and nothing else. A fresh value each time."""
    return fresh(_smallest(shape))


def maximal(shape: Shape) -> Any:
    """A valid JSON value with every published member that its constraints allow. A fresh value each time."""
    return _MAXIMAL[type(shape)](shape)


def minimal_with(shape: ObjectShape, name: str, value: Any) -> Any:
    """The minimal object with one member set, as valid as the value is. A fresh object each time."""
    return repair(shape, {**minimal(shape), name: fresh(value)}, keep=(name,))


def example_of(member: Member, *, default: Callable[[Shape], Any] = minimal) -> Any:
    """A member's first declared example, or what ``default`` makes of its shape."""
    return fresh(member.examples[0]) if member.examples else default(member.shape)


def filled(shape: Shape | None, value: Any) -> Any:
    """Return a value with every member that its objects lack and their constraints allow. A fresh value."""
    shape = variant_of(shape, value)
    if isinstance(shape, ObjectShape) and isinstance(value, dict):
        full = {
            name: filled(member.shape, value[name]) if name in value else example_of(member, default=maximal)
            for name, member in shape.members.items()
        }
        return repair(shape, {**fresh(value), **full}, keep=tuple(value))
    if isinstance(shape, ArrayShape) and isinstance(value, list):
        return [filled(shape.item, item) for item in value]
    if isinstance(shape, MapShape) and isinstance(value, dict):
        return {key: filled(shape.value, item) for key, item in value.items()}
    return fresh(value)


@cache
def _smallest(shape: Shape) -> Any:
    return _MINIMAL[type(shape)](shape)


def _minimal_object(shape: ObjectShape) -> Any:
    return repair(shape, {name: example_of(shape.members[name]) for name in shape.required_on_write()})


def _maximal_object(shape: ObjectShape) -> Any:
    # A client that does not have a newer member of the packages yet should fail contracts about it only (S12).
    published = [member for member in shape.asked_members() if member.source == "document"]
    return repair(shape, {member.name: example_of(member, default=maximal) for member in published})


def _maximal_array(shape: ArrayShape) -> Any:
    items = shape.item.variants.values() if isinstance(shape.item, UnionShape) else (shape.item,)
    return [maximal(item) for item in items][: shape.limits.max_length]


def _fullest_variant(shape: UnionShape) -> Any:
    return max((maximal(variant) for variant in shape.variants.values()), key=lambda value: len(canonical(value)))


_MINIMAL: dict[type, Callable[[Any], Any]] = {
    ScalarShape: lambda shape: fresh(_DEFAULTS[shape.kind]),
    EnumShape: lambda shape: shape.values[0],
    LiteralShape: lambda shape: shape.value,
    ArrayShape: lambda shape: [minimal(shape.item) for _ in range(shape.limits.min_length or 0)],
    MapShape: lambda shape: {},
    UnionShape: lambda shape: minimal(next(iter(shape.variants.values()))),
    ObjectShape: _minimal_object,
}
_MAXIMAL: dict[type, Callable[[Any], Any]] = {
    ScalarShape: _MINIMAL[ScalarShape],
    EnumShape: lambda shape: shape.values[-1],
    LiteralShape: _MINIMAL[LiteralShape],
    ArrayShape: _maximal_array,
    MapShape: lambda shape: {"k": maximal(shape.value)},
    UnionShape: _fullest_variant,
    ObjectShape: _maximal_object,
}

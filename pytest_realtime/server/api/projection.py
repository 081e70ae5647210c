"""Sessions as the server sends them: without the members that only requests have (API rule S5).

A projection is compiled from the wire type once; applying it walks the session only, and returns parts from which
nothing is removed as they are.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from pytest_realtime.wire import get_wire_type, shape_of
from pytest_realtime.wire.shapes import ArrayShape, ObjectShape, Shape, UnionShape

Projection = Callable[[Any], Any]
"""Projects a stored value to its wire form. The result may alias the input; treat both as read-only."""


@cache
def projection(wire_type: str) -> Projection:
    """Return the projection of a wire type."""
    return _compile(shape_of(get_wire_type(wire_type).python)) or (lambda value: value)


@cache
def required(wire_type: str) -> tuple[str, ...]:
    """Return the members that the published schema requires of an object type."""
    shape = shape_of(get_wire_type(wire_type).python)
    members: Mapping[str, Any] = shape.members if isinstance(shape, ObjectShape) else {}
    return tuple(name for name, member in members.items() if member.required)


def _compile(shape: Shape) -> Projection | None:
    """Return the projection of a shape; None if its values never change."""
    compile_shape = _COMPILERS.get(type(shape))
    return compile_shape(shape) if compile_shape else None


def _object(shape: ObjectShape) -> Projection:
    if member := shape.python.server_form:
        return lambda value: value.get(member) if isinstance(value, dict) else value
    members = {name: _compile(member.shape) for name, member in shape.members.items()}

    def project(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {
            name: item if (inner := members[name]) is None else inner(item)
            for name, item in value.items()
            if name in members
        }

    return project


def _array(shape: ArrayShape) -> Projection | None:
    inner = _compile(shape.item)
    return inner and (lambda value: [inner(item) for item in value] if isinstance(value, list) else value)


def _union(shape: UnionShape) -> Projection:
    variants = {tag: _compile(variant) for tag, variant in shape.variants.items()}
    any_object = variants.get("object")

    def project(value: Any) -> Any:
        inner = variants.get(shape.tag_of(value)) or any_object
        return inner(value) if inner else value

    return project


_COMPILERS: dict[type, Callable[[Any], Projection | None]] = {
    ObjectShape: _object,
    ArrayShape: _array,
    UnionShape: _union,
}

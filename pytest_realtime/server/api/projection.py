"""Sessions as the server tells them: without the members that only requests have (S5).

What a type declares does not change, so it is looked up once: telling a session is then a walk over the session
alone, and what has nothing to leave out is told as it is.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from pytest_realtime.wire import get_wire_type, shape_of
from pytest_realtime.wire.shapes import ArrayShape, ObjectShape, Shape, UnionShape
from pytest_realtime.wire.unions import tag_of_value

Projection = Callable[[Any], Any]
"""Makes of a value what is told of it. It may share parts with the value, so that neither is to be changed."""


@cache
def projection(wire_type: str) -> Projection:
    """What tells the values of a wire type."""
    return _teller(shape_of(get_wire_type(wire_type).python)) or _whole


@cache
def required(wire_type: str) -> tuple[str, ...]:
    """The members that the published schema requires of an object type."""
    shape = shape_of(get_wire_type(wire_type).python)
    members: Mapping[str, Any] = shape.members if isinstance(shape, ObjectShape) else {}
    return tuple(name for name, member in members.items() if member.required)


def _whole(value: Any) -> Any:
    return value


def _teller(shape: Shape) -> Projection | None:
    """What tells the values of a shape; None where all of them are told as they are."""
    make = _MAKERS.get(type(shape))
    return make(shape) if make else None


def _of_struct(shape: ObjectShape) -> Projection:
    if member := shape.python.server_form:
        return lambda value: value.get(member) if isinstance(value, dict) else value
    tellers = {name: _teller(member.shape) for name, member in shape.members.items()}

    def tell(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {
            name: item if (inner := tellers[name]) is None else inner(item)
            for name, item in value.items()
            if name in tellers
        }

    return tell


def _of_list(shape: ArrayShape) -> Projection | None:
    inner = _teller(shape.item)
    return inner and (lambda value: [inner(item) for item in value] if isinstance(value, list) else value)


def _of_union(shape: UnionShape) -> Projection:
    tellers = {tag: _teller(variant) for tag, variant in shape.variants.items()}
    any_object = tellers.get("object")

    def tell(value: Any) -> Any:
        inner = tellers.get(tag_of_value(value)) or any_object
        return inner(value) if inner else value

    return tell


_MAKERS: dict[type, Callable[[Any], Projection | None]] = {
    ObjectShape: _of_struct,
    ArrayShape: _of_list,
    UnionShape: _of_union,
}

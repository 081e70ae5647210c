"""Places: where in the wire types a JSON pointer leads, so that equal faults in different payloads are seen as one.

A place is a wire type and a member path inside it. In a ``SessionUpdateEvent``, the pointer
``/session/audio/input/format`` is the place ``RealtimeAudioConfigInput.format``, and so is ``/audio/input/format``
in a ``RealtimeSessionCreateRequest``. Items of arrays, entries of maps and whatever is inside free JSON are ``[]``.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pytest_realtime.wire.json.pointer import follow, parse
from pytest_realtime.wire.json.reader import JsonValue
from pytest_realtime.wire.registry import get_wire_type, wire_types
from pytest_realtime.wire.shapes import (
    ArrayShape,
    EnumShape,
    LiteralShape,
    MapShape,
    ObjectShape,
    ScalarShape,
    Shape,
    UnionShape,
    shape_of,
    walk,
)

INSIDE = "[]"
"""An item of an array, an entry of a map, or anything inside free JSON."""
VALUE = "value"
"""The form of a value that no other form describes."""
EMPTY_FORMS = ("{}", "[]", '""', "0", "false", "null")
"""The forms of values that some encoders leave out."""
FORMS = (*EMPTY_FORMS, VALUE)
"""The forms of values, besides the words of enums."""


@dataclass(frozen=True)
class Place:
    """A place in the wire types."""

    owner: str
    """The wire type, by name."""
    path: str = ""
    """Member names and ``[]``, such as ``.format`` or ``.tools[]``; empty for the type itself."""
    rules: tuple[str, ...] = ()
    """The numbers of the API rules about the place: of its member, and of the shape of its value."""
    shape: Shape | None = None
    """The shape of the value there; None for an undeclared member, and inside free JSON."""

    def __str__(self) -> str:
        return self.owner + self.path


def place_of(wire_type: str, pointer: str, payload: JsonValue) -> Place:
    """Return the place to which a JSON pointer leads.

    Args:
        wire_type: The payload's wire type, by name.
        pointer: An RFC 6901 JSON pointer into the payload.
        payload: The payload. Its values tell which variant of a union each object is.
    """
    place = Place(wire_type, shape=shape_of(get_wire_type(wire_type).python))
    value: Any = payload
    for token in parse(pointer):
        place = step(place, value, token)
        try:
            value = follow(value, (token,))
        except LookupError:
            value = None
    rules = (*place.rules, *_rules_of(variant_of(place.shape, value)))
    return Place(place.owner, place.path, tuple(dict.fromkeys(filter(None, rules))), place.shape)


def step(place: Place, value: JsonValue, token: str) -> Place:
    """Return the place of a member or item of the value at a place."""
    shape = variant_of(place.shape, value)
    owner, path = (shape.name, "") if shape is not None and shape.name else (place.owner, place.path)
    if isinstance(shape, ObjectShape):
        member = shape.members.get(token)
        return Place(
            owner, f"{path}.{token}", member.rules if member else ("U7",), member.shape if member else None
        )
    if isinstance(shape, ArrayShape | MapShape):
        (inner,) = shape.parts()
        return Place(owner, path + INSIDE, (), inner)
    return Place(owner, path if path.endswith(INSIDE) else path + INSIDE)


def variant_of(shape: Shape | None, value: JsonValue) -> Shape | None:
    """Return the variant of a union to which a value belongs, or the shape itself; None where no variant fits."""
    if not isinstance(shape, UnionShape):
        return shape
    tag = shape.tag_of(value)
    candidates = (tag, tag.partition(":")[0], "number" if tag == "integer" else tag)
    found = next((shape.variants[name] for name in candidates if name in shape.variants), None)
    return variant_of(found, value)


def form_of(shape: Shape | None, value: JsonValue) -> str:
    """Return the form of a value: an enum's word, the tag of a union's variant, an empty value, or ``value``."""
    if isinstance(shape, UnionShape) and isinstance(value, dict) and shape.tag_of(value) in shape.variants:
        return shape.tag_of(value).partition(":")[2] or VALUE
    if hollow := _hollow(value):
        return hollow
    shape = variant_of(shape, value)
    is_word = isinstance(shape, LiteralShape) or (isinstance(shape, EnumShape) and value in shape.values)
    return str(value) if is_word and isinstance(value, str) else VALUE


def _hollow(value: JsonValue) -> str:
    """The form of an empty value, or of an object that holds only such: ``null`` if they are all null."""
    if isinstance(value, dict) and value:
        inner = {_hollow(item) for item in value.values()}
        return "null" if inner == {"null"} else "{}" if inner <= {"null", "{}"} else ""
    if value is None or value is False:
        return "null" if value is None else "false"
    return "" if value or value is True else json.dumps(value) if isinstance(value, str | list | dict) else "0"


@cache
def places() -> frozenset[str]:
    """Return the names of all declared places: each wire type, its members, their items and entries."""
    return frozenset(name for shape in _named_shapes() for name in _places(shape))


@cache
def words() -> frozenset[str]:
    """Return all words of enums and fixed values, which a cause key may end with."""
    shapes = [inner for entry in wire_types() for inner in walk(shape_of(entry.python))]
    found = {word for shape in shapes if isinstance(shape, EnumShape) for word in shape.values}
    return frozenset(found | {str(shape.value) for shape in shapes if isinstance(shape, LiteralShape)})


@cache
def _named_shapes() -> tuple[Shape, ...]:
    found = {inner.name: inner for entry in wire_types() for inner in walk(shape_of(entry.python)) if inner.name}
    return tuple(found.values())


def _places(shape: Shape) -> Iterator[str]:
    yield shape.name
    if isinstance(shape, ObjectShape):
        for member in shape.members.values():
            yield from _inside(f"{shape.name}.{member.name}", member.shape)
    elif isinstance(shape, ArrayShape | MapShape):
        yield from _inside(shape.name + INSIDE, shape.parts()[0])


def _inside(name: str, shape: Shape) -> Iterator[str]:
    yield name
    variants: Sequence[Shape] = shape.parts() if isinstance(shape, UnionShape) else (shape,)
    for variant in variants:
        if variant.name and isinstance(variant, ObjectShape | ArrayShape | MapShape):
            continue
        if isinstance(variant, ArrayShape | MapShape):
            yield from _inside(name + INSIDE, variant.parts()[0])
        elif isinstance(variant, ScalarShape) and variant.kind == "object":
            yield name + INSIDE


def _rules_of(shape: Shape | None) -> tuple[str, ...]:
    if isinstance(shape, EnumShape | UnionShape):
        return (shape.rule,)
    return (shape.limits.rule,) if isinstance(shape, ScalarShape | ArrayShape) else ()

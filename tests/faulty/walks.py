"""Changing a payload in all places of one sort: what most wrong clients have instead of a good idea.

A change gets a shape and a value of it, and returns the value to write instead. It is called for the
innermost values first.
"""

import json
from collections.abc import Callable
from typing import Any

from pytest_realtime.wire import Direction, get_wire_type, shape_of
from pytest_realtime.wire.shapes import ArrayShape, EnumShape, MapShape, ObjectShape, ScalarShape, Shape, UnionShape
from pytest_realtime.wire.unions import tag_of_value
from tests.faulty.reference import Answers, read, write

Json = Any
Change = Callable[[Shape, Json], Json]
Rewrite = Callable[[Json], Json]

_REFERENCE: dict[Direction, Answers] = {"write": write, "read": read}


def changing(change: Change, direction: Direction = "write") -> Answers:
    """Answer as the reference does, with ``change`` made in every place that the wire types declare."""

    def answer(wire_type: str, sent: str) -> str:
        shape = shape_of(get_wire_type(wire_type).python)
        return spelled(changed(shape, json.loads(_REFERENCE[direction](wire_type, sent)), change))

    return answer


def checking(change: Change, direction: Direction = "write") -> Answers:
    """Answer as the reference does, unless ``change`` raises for some place of what was sent."""

    def answer(wire_type: str, sent: str) -> str:
        changed(shape_of(get_wire_type(wire_type).python), json.loads(sent), change)
        return str(_REFERENCE[direction](wire_type, sent))

    return answer


def rewriting(rewrite: Rewrite, direction: Direction = "write") -> Answers:
    """Answer as the reference does, with ``rewrite`` made for every value, those of free-form JSON included."""
    return lambda wire_type, sent: spelled(rewritten(json.loads(_REFERENCE[direction](wire_type, sent)), rewrite))


def respelling(respell: Callable[[str], Any], direction: Direction = "write") -> Answers:
    """Answer as the reference does, with the JSON text itself changed."""
    return lambda wire_type, sent: respell(_REFERENCE[direction](wire_type, sent))


def changed(shape: Shape, value: Json, change: Change) -> Json:
    """``value`` with ``change`` made inside it and then to it. Null is left to the object that holds it."""
    return value if value is None else change(shape, _inside(shape, value, change))


def _inside(shape: Shape, value: Json, change: Change) -> Json:
    if isinstance(shape, UnionShape):
        variant = arm_of(shape, value)
        return changed(variant, value, change) if variant else value
    if isinstance(shape, ArrayShape) and isinstance(value, list):
        return [changed(shape.item, item, change) for item in value]
    if isinstance(shape, MapShape) and isinstance(value, dict):
        return {key: changed(shape.value, item, change) for key, item in value.items()}
    if isinstance(shape, ObjectShape) and isinstance(value, dict):
        shapes = {name: member.shape for name, member in shape.members.items()}
        return {k: changed(shapes[k], item, change) if k in shapes else item for k, item in value.items()}
    return value


def arm_of(shape: UnionShape, value: Json) -> Shape | None:
    """The variant that ``value`` belongs to; None when it belongs to none."""
    tag = tag_of_value(value)
    return shape.variants.get(tag) or shape.variants.get(tag.partition(":")[0])


def rewritten(value: Json, rewrite: Rewrite) -> Json:
    """``value`` with ``rewrite`` made for everything inside it and then for itself."""
    if isinstance(value, dict):
        value = {key: rewritten(item, rewrite) for key, item in value.items()}
    elif isinstance(value, list):
        value = [rewritten(item, rewrite) for item in value]
    return rewrite(value)


def spelled(value: Json) -> str:
    """JSON text of it; also of what JSON does not have, as careless clients write it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def structs(change: Callable[[ObjectShape, dict[str, Json]], Json]) -> Change:
    """A change of the objects that have declared members."""
    return lambda shape, value: (
        change(shape, value) if isinstance(shape, ObjectShape) and isinstance(value, dict) else value
    )


def struct(name: str, change: Callable[[dict[str, Json]], Json]) -> Change:
    """A change of the objects of one wire type."""
    return lambda shape, value: change(value) if shape.name == name and isinstance(value, dict) else value


def lists(change: Callable[[ArrayShape, list[Json]], Json]) -> Change:
    """A change of arrays."""
    return lambda shape, value: (
        change(shape, value) if isinstance(shape, ArrayShape) and isinstance(value, list) else value
    )


def choices(change: Callable[[EnumShape, str], Json]) -> Change:
    """A change of enum values."""
    return lambda shape, value: (
        change(shape, value) if isinstance(shape, EnumShape) and isinstance(value, str) else value
    )


def unions(change: Callable[[UnionShape, Json], Json]) -> Change:
    """A change of values that have a choice of types."""
    return lambda shape, value: change(shape, value) if isinstance(shape, UnionShape) else value


def texts(change: Callable[[str], Json]) -> Change:
    """A change of free texts."""
    return lambda shape, value: (
        change(value)
        if isinstance(shape, ScalarShape) and shape.kind == "string" and isinstance(value, str)
        else value
    )


def numbers(kind: str, change: Callable[[Json], Json]) -> Change:
    """A change of declared numbers: kind ``integer`` or ``number``."""
    return lambda shape, value: (
        change(value)
        if isinstance(shape, ScalarShape) and shape.kind == kind and isinstance(value, int | float)
        else value
    )


def without(value: dict[str, Json], *names: str) -> dict[str, Json]:
    """An object less some members."""
    return {key: item for key, item in value.items() if key not in names}


def members(drop: Callable[[Json], bool]) -> Change:
    """A change that leaves out the declared members whose value is like that."""
    return structs(lambda shape, value: {k: v for k, v in value.items() if not (k in shape.members and drop(v))})


def dropping(*names: str) -> Change:
    """A change that leaves out declared members by name."""
    return structs(
        lambda shape, value: {k: v for k, v in value.items() if k not in names or k not in shape.members}
    )

"""Changes a payload in all places of one sort, which is what most wrong clients do.

A change gets a shape and a value of it, and returns the value to write instead. It is called for the
innermost values first.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pytest_realtime.wire import Direction, get_wire_type, shape_of
from pytest_realtime.wire.shapes import ArrayShape, EnumShape, MapShape, ObjectShape, ScalarShape, Shape, UnionShape
from tests.faulty.reference import Adapter, read, write

Json = Any
Change = Callable[[Shape, Json], Json]
Rewrite = Callable[[Json], Json]

REFERENCE: dict[Direction, Adapter] = {"write": write, "read": read}
"""What answers before the mistake is made; benchmarks/planted_faults.py puts a client's own answer here."""


@dataclass(frozen=True)
class TypedAdapter:
    """Answers like the reference, but for the payloads that its change is about."""

    change: Change
    direction: Direction
    only_checks: bool
    """Whether the change may only refuse a payload; what it makes of one is not written."""

    def concerns(self, wire_type: str, *, is_refused: bool = False) -> bool:
        """Whether it may answer in another way than the reference, which refuses the payload or does not."""
        if is_refused and not self.only_checks:
            return False
        return not isinstance(self.change, _OfTypes) or not self.change.names.isdisjoint(_shape(wire_type).names)

    def __call__(self, wire_type: str, sent: str) -> str:
        is_concerned = self.concerns(wire_type)
        if self.only_checks and is_concerned:
            changed(_shape(wire_type), json.loads(sent), self.change)
        text = str(REFERENCE[self.direction](wire_type, sent))
        if self.only_checks or not is_concerned:
            return text
        return json_text(changed(_shape(wire_type), json.loads(text), self.change))


def changing(change: Change, direction: Direction = "write") -> Adapter:
    """Answer like the reference, with ``change`` applied wherever the wire types declare something."""
    return TypedAdapter(change, direction, only_checks=False)


def checking(change: Change, direction: Direction = "write") -> Adapter:
    """Answer like the reference, unless ``change`` raises for some place of the payload."""
    return TypedAdapter(change, direction, only_checks=True)


def rewriting(rewrite: Rewrite, direction: Direction = "write") -> Adapter:
    """Answer like the reference, with ``rewrite`` applied to every value, even in free-form JSON."""
    return lambda wire_type, sent: json_text(rewritten(json.loads(REFERENCE[direction](wire_type, sent)), rewrite))


def changing_text(change: Callable[[str], Any], direction: Direction = "write") -> Adapter:
    """Answer like the reference, with the JSON text itself changed."""
    return lambda wire_type, sent: change(REFERENCE[direction](wire_type, sent))


def changed(shape: Shape, value: Json, change: Change) -> Json:
    """Apply ``change`` inside ``value`` and then to it. Null is left to the object that contains it."""
    return value if value is None else change(shape, _inside(shape, value, change))


def _inside(shape: Shape, value: Json, change: Change) -> Json:
    if isinstance(shape, UnionShape):
        variant = variant_of(shape, value)
        return changed(variant, value, change) if variant else value
    if isinstance(shape, ArrayShape) and isinstance(value, list):
        return [changed(shape.item, item, change) for item in value]
    if isinstance(shape, MapShape) and isinstance(value, dict):
        return {key: changed(shape.value, item, change) for key, item in value.items()}
    if isinstance(shape, ObjectShape) and isinstance(value, dict):
        shapes = {name: member.shape for name, member in shape.members.items()}
        return {k: changed(shapes[k], item, change) if k in shapes else item for k, item in value.items()}
    return value


def variant_of(shape: UnionShape, value: Json) -> Shape | None:
    """The variant that ``value`` belongs to; None if it belongs to none."""
    tag = shape.tag_of(value)
    return shape.variants.get(tag) or shape.variants.get(tag.partition(":")[0])


def rewritten(value: Json, rewrite: Rewrite) -> Json:
    """Apply ``rewrite`` to everything inside ``value`` and then to it."""
    if isinstance(value, dict):
        value = {key: rewritten(item, rewrite) for key, item in value.items()}
    elif isinstance(value, list):
        value = [rewritten(item, rewrite) for item in value]
    return rewrite(value)


def json_text(value: Json) -> str:
    """Write JSON text, even for values that JSON does not have, as careless clients do."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def objects(change: Callable[[ObjectShape, dict[str, Json]], Json]) -> Change:
    """A change of objects with declared members."""
    return lambda shape, value: (
        change(shape, value) if isinstance(shape, ObjectShape) and isinstance(value, dict) else value
    )


@dataclass(frozen=True)
class _OfTypes:
    """A change of some wire types: payloads that hold none of them need not be looked at."""

    names: frozenset[str]
    change: Change

    def __call__(self, shape: Shape, value: Json) -> Json:
        return self.change(shape, value) if shape.name in self.names else value


def _shape(wire_type: str) -> Shape:
    return shape_of(get_wire_type(wire_type).python)


def of_types(change: Change, *names: str) -> Change:
    """The same change, of these wire types only."""
    return _OfTypes(frozenset(names), change)


def one_type(name: str, change: Callable[[dict[str, Json]], Json]) -> Change:
    """A change of the objects of one wire type."""
    return of_types(lambda shape, value: change(value) if isinstance(value, dict) else value, name)


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
    """A change of values whose type is a union."""
    return lambda shape, value: change(shape, value) if isinstance(shape, UnionShape) else value


def strings(change: Callable[[str], Json]) -> Change:
    """A change of strings that are not enum values."""
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
    """An object without some members."""
    return {key: item for key, item in value.items() if key not in names}


def members(drop: Callable[[Json], bool]) -> Change:
    """A change that drops declared members with such a value."""
    return objects(lambda shape, value: {k: v for k, v in value.items() if not (k in shape.members and drop(v))})


def dropping(*names: str) -> Change:
    """A change that drops declared members by name."""
    return objects(
        lambda shape, value: {k: v for k, v in value.items() if k not in names or k not in shape.members}
    )

"""All rulings that a payload breaks, of every level: what validation refuses and what it only advises against."""

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from pytest_realtime import wire
from pytest_realtime.wire import get_wire_type, shape_of
from pytest_realtime.wire.shapes import ArrayShape, EnumShape, MapShape, ObjectShape, ScalarShape, Shape, UnionShape
from pytest_realtime.wire.unions import tag_of_value
from pytest_realtime.wire.violations import Violation


def violations_of(name: str, payload: Any) -> list[Violation]:
    """Judge JSON-ready objects as a client's payload of a wire type.

    What makes it invalid comes first; a payload that is valid can still break rulings of the levels SHOULD
    and MAY.
    """
    try:
        wire.validate(name, payload, direction="write")
    except ValidationError as error:
        return [_from_line(line) for line in error.errors()]
    return list(_walk(shape_of(get_wire_type(name).python), payload, ()))


def _from_line(line: Any) -> Violation:
    context = line.get("ctx", {})
    level, rule = context.get("level", "MUST"), context.get("rule", "")
    return Violation(line["loc"], line["type"], line["msg"], rule, level)


def _walk(shape: Shape, value: Any, path: tuple[str | int, ...]) -> Iterator[Violation]:
    limits = getattr(shape, "limits", None)
    if limits and isinstance(shape, ScalarShape | ArrayShape) and (message := limits.broken_by(value)):
        yield Violation(path, "out_of_bounds", message, limits.rule, limits.level)
    if isinstance(shape, EnumShape) and value == "":
        yield Violation(path, "empty", "should not be empty", "V1", "SHOULD")
    if isinstance(shape, ObjectShape):
        yield from _in_struct(shape, value, path)
    elif isinstance(shape, ArrayShape):
        for index, item in enumerate(value):
            yield from _walk(shape.item, item, (*path, index))
    elif isinstance(shape, MapShape):
        for key, item in value.items():
            yield from _walk(shape.value, item, (*path, key))
    elif isinstance(shape, UnionShape):
        variant = shape.variants.get(tag_of_value(value)) or shape.variants.get("object")
        if variant:
            yield from _walk(variant, value, path)


def _in_struct(shape: ObjectShape, value: dict[str, Any], path: tuple[str | int, ...]) -> Iterator[Violation]:
    for constraint in shape.constraints:
        for violation in constraint.violations(value):
            yield Violation(
                (*path, *violation.path), violation.code, violation.message, violation.rule, violation.level
            )
    for name, member in shape.members.items():
        if value.get(name) is not None:
            yield from _walk(member.shape, value[name], (*path, name))

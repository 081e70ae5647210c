"""Every rule that a payload breaks: those that make it invalid, and the advisory ones that validation ignores."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from pytest_realtime import wire
from pytest_realtime.wire import get_wire_type, shape_of
from pytest_realtime.wire.direction import Direction
from pytest_realtime.wire.places import variant_of
from pytest_realtime.wire.shapes import ArrayShape, EnumShape, MapShape, ObjectShape, ScalarShape, Shape, UnionShape
from pytest_realtime.wire.violations import Violation


def violations_of(name: str, payload: Any, *, direction: Direction = "write") -> list[Violation]:
    """Find what is wrong with a payload.

    Args:
        name: The wire type's name.
        payload: JSON-ready objects.
        direction: ``write`` for what a client writes, ``read`` for what a server sends.

    Returns:
        What makes the payload invalid, or, if it is valid, the rules of the levels SHOULD and MAY that it breaks.
        In what a server sends these are members that are not declared, which readers have to ignore.

    Raises:
        UnknownWireType: If there is no type of this name.
    """
    try:
        wire.validate(name, payload, direction=direction)
    except ValidationError as error:
        contexts = [(line, line.get("ctx", {})) for line in error.errors()]
        return [
            Violation(line["loc"], line["type"], line["msg"], context.get("rule", ""), context.get("level", "MUST"))
            for line, context in contexts
        ]
    if direction == "read":
        strictly = violations_of(name, payload)
        return [replace(each, level="MAY") for each in strictly if each.code == "unknown_member"]
    return list(_walk(shape_of(get_wire_type(name).python), payload, ()))


def _walk(shape: Shape, value: Any, path: tuple[str | int, ...]) -> Iterator[Violation]:
    limits = getattr(shape, "limits", None)
    if limits and isinstance(shape, ScalarShape | ArrayShape) and (message := limits.broken_by(value)):
        yield Violation(path, "out_of_bounds", message, limits.rule, limits.level)
    if isinstance(shape, EnumShape) and value == "":
        yield Violation(path, "empty", "should not be empty", "V1", "SHOULD")
    if isinstance(shape, ObjectShape):
        for constraint in shape.constraints:
            for violation in constraint.violations(value):
                yield replace(violation, path=(*path, *violation.path))
        for name, member in shape.members.items():
            if value.get(name) is not None:
                yield from _walk(member.shape, value[name], (*path, name))
    elif isinstance(shape, ArrayShape):
        for index, item in enumerate(value):
            yield from _walk(shape.item, item, (*path, index))
    elif isinstance(shape, MapShape):
        for key, item in value.items():
            yield from _walk(shape.value, item, (*path, key))
    elif isinstance(shape, UnionShape):
        variant = variant_of(shape, value)
        if variant:
            yield from _walk(variant, value, path)

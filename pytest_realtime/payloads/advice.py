"""All rulings that a payload breaks, of every level: what validation refuses and what it only advises against."""

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from pytest_realtime import wire
from pytest_realtime.wire import get_wire_type, shape_of
from pytest_realtime.wire.problems import Problem
from pytest_realtime.wire.shape import Choice, ListOf, MapOf, OneOf, Plain, Shape, Struct
from pytest_realtime.wire.unions import tag_of_value


def problems_of(name: str, payload: Any) -> list[Problem]:
    """Judge JSON-ready objects as a client's payload of a wire type.

    What makes it invalid comes first; a payload that is valid can still break rulings of the levels SHOULD
    and MAY.
    """
    try:
        wire.validate(name, payload, direction="write")
    except ValidationError as error:
        return [_from_line(line) for line in error.errors()]
    return list(_walk(shape_of(get_wire_type(name).python), payload, ()))


def _from_line(line: Any) -> Problem:
    context = line.get("ctx", {})
    level, trap = context.get("level", "MUST"), context.get("trap", "")
    return Problem(line["loc"], line["type"], line["msg"], trap, level)


def _walk(shape: Shape, value: Any, path: tuple[str | int, ...]) -> Iterator[Problem]:
    limits = getattr(shape, "limits", None)
    if limits and isinstance(shape, Plain | ListOf) and (message := limits.broken_by(value)):
        yield Problem(path, "out_of_bounds", message, limits.trap, limits.level)
    if isinstance(shape, Choice) and value == "":
        yield Problem(path, "empty", "should not be empty", "V1", "SHOULD")
    if isinstance(shape, Struct):
        yield from _in_struct(shape, value, path)
    elif isinstance(shape, ListOf):
        for index, item in enumerate(value):
            yield from _walk(shape.item, item, (*path, index))
    elif isinstance(shape, MapOf):
        for key, item in value.items():
            yield from _walk(shape.value, item, (*path, key))
    elif isinstance(shape, OneOf):
        arm = shape.arms.get(tag_of_value(value)) or shape.arms.get("object")
        if arm:
            yield from _walk(arm, value, path)


def _in_struct(shape: Struct, value: dict[str, Any], path: tuple[str | int, ...]) -> Iterator[Problem]:
    for rule in shape.rules:
        for problem in rule.problems(value):
            yield Problem((*path, *problem.path), problem.code, problem.message, problem.trap, problem.level)
    for name, member in shape.members.items():
        if value.get(name) is not None:
            yield from _walk(member.shape, value[name], (*path, name))

"""The api_rules behind wire types and contracts by number, and which of them a type has to do with."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pytest_realtime.wire.shapes import ArrayShape, EnumShape, MapShape, ObjectShape, ScalarShape, Shape, UnionShape


@cache
def api_rules() -> dict[str, str]:
    """What each ruling says, in one sentence, by its number."""
    return tomllib.loads(Path(__file__).with_name("rules.toml").read_text(encoding="utf-8"))


def rules_of(shape: Shape) -> tuple[str, ...]:
    """The numbers of the api_rules about a type: about itself, its members and the constraints that join them.

    What is inside a member that is a wire type by itself is left to that type.
    """
    return tuple(sorted(set(_traps(shape)) - {""}, key=lambda number: list(api_rules()).index(number)))


def _traps(shape: Shape) -> Iterator[str]:
    if isinstance(shape, EnumShape | UnionShape):
        yield shape.rule
    elif isinstance(shape, ScalarShape | ArrayShape):
        yield shape.limits.rule
    elif isinstance(shape, ObjectShape):
        yield from (constraint.rule for constraint in shape.constraints)
        yield from (foreign.rule for foreign in shape.python.foreign)
        for member in shape.members.values():
            yield from member.rules
            yield from () if member.shape.name else _traps(member.shape)
    for part in shape.parts() if isinstance(shape, ArrayShape | MapShape | UnionShape) else ():
        yield from () if part.name else _traps(part)

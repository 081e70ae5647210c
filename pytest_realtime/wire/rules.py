"""The API rules behind wire types and contracts, by number, and which of them concern a type."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pytest_realtime.wire.shapes import ArrayShape, EnumShape, MapShape, ObjectShape, ScalarShape, Shape, UnionShape


@cache
def api_rules() -> dict[str, str]:
    """Return what each API rule says, in one sentence, by its number."""
    return tomllib.loads(Path(__file__).with_name("rules.toml").read_text(encoding="utf-8"))


def rules_of(shape: Shape) -> tuple[str, ...]:
    """Return the numbers of the API rules about a type: about itself, its members and their constraints.

    Rules about a member that is a wire type of its own are left to that type.
    """
    return tuple(sorted(set(_rules(shape)) - {""}, key=lambda number: list(api_rules()).index(number)))


def _rules(shape: Shape) -> Iterator[str]:
    if isinstance(shape, EnumShape | UnionShape):
        yield shape.rule
    elif isinstance(shape, ScalarShape | ArrayShape):
        yield shape.limits.rule
    elif isinstance(shape, ObjectShape):
        yield from (constraint.rule for constraint in shape.constraints)
        yield from (foreign.rule for foreign in shape.python.foreign)
        for member in shape.members.values():
            yield from member.rules
            yield from () if member.shape.name else _rules(member.shape)
    for part in shape.parts() if isinstance(shape, ArrayShape | MapShape | UnionShape) else ():
        yield from () if part.name else _rules(part)

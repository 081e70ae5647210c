"""The rulings behind wire types and contracts by number, and which of them a type has to do with."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pytest_realtime.wire.shape import Choice, ListOf, MapOf, OneOf, Plain, Shape, Struct


@cache
def rulings() -> dict[str, str]:
    """What each ruling says, in one sentence, by its number."""
    return tomllib.loads(Path(__file__).with_name("rulings.toml").read_text(encoding="utf-8"))


def traps_of(shape: Shape) -> tuple[str, ...]:
    """The numbers of the rulings about a type: about itself, its members and the rules that join them.

    What is inside a member that is a wire type by itself is left to that type.
    """
    return tuple(sorted(set(_traps(shape)) - {""}, key=lambda number: list(rulings()).index(number)))


def _traps(shape: Shape) -> Iterator[str]:
    if isinstance(shape, Choice | OneOf):
        yield shape.trap
    elif isinstance(shape, Plain | ListOf):
        yield shape.limits.trap
    elif isinstance(shape, Struct):
        yield from (rule.trap for rule in shape.rules)
        yield from (foreign.trap for foreign in shape.python.foreign)
        for member in shape.members.values():
            yield from member.traps
            yield from () if member.shape.name else _traps(member.shape)
    for part in shape.parts() if isinstance(shape, ListOf | MapOf | OneOf) else ():
        yield from () if part.name else _traps(part)

"""The description of one wire type: its members, examples and API rules."""

import inspect
import json
import textwrap
from collections.abc import Callable, Collection, Iterator
from typing import Any

from pytest_realtime.cli.table import table
from pytest_realtime.payloads.examples import maximal, minimal
from pytest_realtime.wire import WireType, shape_of
from pytest_realtime.wire.json.canonical import canonical
from pytest_realtime.wire.rules import api_rules, rules_of
from pytest_realtime.wire.scalars import Limits
from pytest_realtime.wire.shapes import (
    ArrayShape,
    EnumShape,
    LiteralShape,
    MapShape,
    Member,
    ObjectShape,
    ScalarShape,
    Shape,
    UnionShape,
)

KINDS: dict[type[Shape], str] = {
    ScalarShape: "value",
    EnumShape: "enum",
    LiteralShape: "constant",
    ArrayShape: "array",
    MapShape: "map",
    UnionShape: "union",
    ObjectShape: "object",
}
"""The names of the shapes in texts for users."""


def describe(entry: WireType) -> Iterator[str]:
    """Describe a wire type, line by line."""
    shape = shape_of(entry.python)
    yield f"{entry.name} ({KINDS[type(shape)]})"
    yield from (f"  {line}" for line in (summary_of(entry) or textwrap.fill(entry.note, 100)).splitlines())
    yield ""
    top_level = f"; top-level payload: {entry.travels}" if entry.travels else ""
    yield f"dialect    {entry.dialect}; part of payloads: {', '.join(sorted(entry.directions))}{top_level}"
    yield f"published  {entry.source}"
    yield f"fixture    {entry.fixture}"
    yield ""
    yield from _LINES.get(type(shape), _scalar_lines)(shape)
    yield ""
    yield "examples"
    yield from (f"  {text}" for text in examples(shape))
    yield from _rule_lines(shape)
    yield ""
    yield f"JSON Schema: pytest-realtime schema {entry.name}"


def summary_of(entry: WireType) -> str:
    """The first paragraph of a type's docstring; empty for unions, which are not classes."""
    return (inspect.getdoc(entry.python) or "").partition("\n\n")[0] if isinstance(entry.python, type) else ""


def examples(shape: Shape) -> list[str]:
    """The smallest and the largest payload of a shape as JSON text; one where they are the same."""
    return list(dict.fromkeys(canonical(example(shape)) for example in (minimal, maximal)))


def _object_lines(shape: ObjectShape) -> Iterator[str]:
    yield "members" + ("" if shape.python.is_served() else " (clients write no others)")
    required = shape.required_on_write()
    rows = [
        (
            member.name,
            phrase_of(member.shape),
            standing_of(member, required),
            _null(member),
            " ".join(member.rules),
        )
        for member in shape.members.values()
    ]
    yield from table(rows, indent=2)


def standing_of(member: Member, required: Collection[str]) -> str:
    """Say what is special about a member: that it is required, or newer than OpenAI's document."""
    if member.source == "sdk":
        return "from the official packages"
    return "required" if member.name in required else "" if member.asked else "never in the contracts"


def _null(member: Member) -> str:
    if not member.nullable:
        return ""
    return "or null" if member.null_source == "schema" else f"or null (by {member.null_source})"


def _enum_lines(shape: EnumShape) -> Iterator[str]:
    yield "values" + (" known today (any other string is valid)" if shape.open else "")
    yield from (f"  {json.dumps(value)}" for value in shape.values)


def _union_lines(shape: UnionShape) -> Iterator[str]:
    yield "variants"
    yield from table([(tag, phrase_of(variant)) for tag, variant in shape.variants.items()], indent=2)


def _scalar_lines(shape: Shape) -> Iterator[str]:
    yield f"format     {phrase_of(shape, by_name=False)}"


_LINES: dict[type[Shape], Callable[[Any], Iterator[str]]] = {
    ObjectShape: _object_lines,
    EnumShape: _enum_lines,
    UnionShape: _union_lines,
}


def phrase_of(shape: Shape, *, by_name: bool = True) -> str:
    """Describe a shape in one phrase, such as ``integer, at least 5000, at most 30000`` or ``array of Tool``."""
    if shape.name and by_name:
        return shape.name
    return _PHRASES[type(shape)](shape)


def _limited(phrase: str, limits: Limits) -> str:
    bounds = [
        (limits.ge, "at least {}"),
        (limits.le, "at most {}"),
        (limits.min_length, "length at least {}"),
        (limits.max_length, "length at most {}"),
        (limits.pattern, "pattern {}"),
    ]
    return ", ".join([phrase, *(wording.format(bound) for bound, wording in bounds if bound is not None)])


_PHRASES: dict[type[Shape], Callable[[Any], str]] = {
    ScalarShape: lambda shape: _limited(shape.kind, shape.limits),
    EnumShape: lambda shape: " | ".join(json.dumps(value) for value in shape.values),
    LiteralShape: lambda shape: json.dumps(shape.value),
    ArrayShape: lambda shape: _limited(f"array of {phrase_of(shape.item)}", shape.limits),
    MapShape: lambda shape: f"map of strings to {phrase_of(shape.value)}",
    UnionShape: lambda shape: " | ".join(phrase_of(variant) for variant in shape.variants.values()),
    ObjectShape: lambda shape: "object",
}


def _rule_lines(shape: Shape) -> Iterator[str]:
    numbers = rules_of(shape)
    if numbers:
        yield ""
        yield "rules"
        yield from table([(number, api_rules()[number]) for number in numbers], indent=2)

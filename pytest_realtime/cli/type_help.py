"""The text about one wire type: what it is, its members, examples and rules."""

import inspect
import json
from collections.abc import Callable, Iterator
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
"""What a type's shape is called."""


def describe(entry: WireType) -> Iterator[str]:
    """All that is known of a wire type, as lines."""
    shape = shape_of(entry.python)
    yield f"{entry.name} ({KINDS[type(shape)]})"
    yield from (f"  {line}" for line in summary_of(entry).splitlines())
    yield ""
    travels = f"; travels by itself: {entry.travels}" if entry.travels else ""
    yield f"dialect    {entry.dialect}; part of payloads: {', '.join(sorted(entry.directions))}{travels}"
    yield f"published  {entry.source}"
    yield f"fixture    {entry.fixture}"
    yield ""
    yield from _INSIDE.get(type(shape), _of_plain)(shape)
    yield ""
    yield "examples"
    yield from (f"  {text}" for text in examples(shape))
    yield from _traps(shape)
    yield ""
    yield f"JSON Schema: pytest-realtime schema {entry.name}"


def summary_of(entry: WireType) -> str:
    """The first paragraph of a type's docstring; empty for unions, which are no classes."""
    return (inspect.getdoc(entry.python) or "").partition("\n\n")[0] if isinstance(entry.python, type) else ""


def examples(shape: Shape) -> list[str]:
    """The smallest and the largest payload of a shape as JSON text; one where they are the same."""
    return list(dict.fromkeys(canonical(form(shape)) for form in (minimal, maximal)))


def _of_struct(shape: ObjectShape) -> Iterator[str]:
    yield "members" + (" (no others are allowed)" if shape.closed else "")
    required = shape.required_on_write()
    rows = [
        (
            member.name,
            spelled(member.shape),
            "required" if member.name in required else "",
            _null(member),
            " ".join(member.rules),
        )
        for member in shape.members.values()
    ]
    yield from table(rows, indent=2)


def _null(member: Member) -> str:
    if not member.nullable:
        return ""
    return "or null" if member.null_source == "schema" else f"or null (by {member.null_source})"


def _of_choice(shape: EnumShape) -> Iterator[str]:
    yield "values" + (" known today (any other text is valid)" if shape.open else "")
    yield from (f"  {json.dumps(value)}" for value in shape.values)


def _of_union(shape: UnionShape) -> Iterator[str]:
    yield "variants"
    yield from table([(tag, spelled(variant)) for tag, variant in shape.variants.items()], indent=2)


def _of_plain(shape: Shape) -> Iterator[str]:
    yield f"form       {spelled(shape, by_name=False)}"


_INSIDE: dict[type[Shape], Callable[[Any], Iterator[str]]] = {
    ObjectShape: _of_struct,
    EnumShape: _of_choice,
    UnionShape: _of_union,
}


def spelled(shape: Shape, *, by_name: bool = True) -> str:
    """A shape in one phrase: ``integer, 5000 to 30000``, ``array of Tool``."""
    if shape.name and by_name:
        return shape.name
    return _SPELLED[type(shape)](shape)


def _limited(phrase: str, limits: Limits) -> str:
    bounds = [
        (limits.ge, "at least {}"),
        (limits.le, "at most {}"),
        (limits.min_length, "length at least {}"),
        (limits.max_length, "length at most {}"),
        (limits.pattern, "pattern {}"),
    ]
    return ", ".join([phrase, *(told.format(bound) for bound, told in bounds if bound is not None)])


_SPELLED: dict[type[Shape], Callable[[Any], str]] = {
    ScalarShape: lambda shape: _limited(shape.kind, shape.limits),
    EnumShape: lambda shape: " | ".join(json.dumps(value) for value in shape.values),
    LiteralShape: lambda shape: json.dumps(shape.value),
    ArrayShape: lambda shape: _limited(f"array of {spelled(shape.item)}", shape.limits),
    MapShape: lambda shape: f"map of texts to {spelled(shape.value)}",
    UnionShape: lambda shape: " | ".join(spelled(variant) for variant in shape.variants.values()),
    ObjectShape: lambda shape: "object",
}


def _traps(shape: Shape) -> Iterator[str]:
    numbers = rules_of(shape)
    if numbers:
        yield ""
        yield "rules"
        yield from table([(number, api_rules()[number]) for number in numbers], indent=2)

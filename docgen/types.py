"""The pages of wire types: an index, and a page per subject with members, examples and rules."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from docgen.markdown import code, fence, inline, table
from docgen.markdown import page as page_of
from docgen.subjects import SUBJECTS, subject_of
from pytest_realtime.cli.type_help import KINDS, examples, phrase_of, standing_of, summary_of
from pytest_realtime.wire import WireType, get_wire_type, shape_of, wire_types
from pytest_realtime.wire.rules import rules_of
from pytest_realtime.wire.shapes import EnumShape, Member, ObjectShape, Shape, UnionShape


def linked(name: str) -> str:
    """A wire type's name as a link to it."""
    return f"[`{name}`](types-{subject_of(get_wire_type(name))}.md#{name.lower()})"


def linked_rule(number: str) -> str:
    """A rule's number as a link to it."""
    return f"[{number}](rules.md#{number.lower()})"


def index_page() -> str:
    """All wire types by name."""
    rows = [
        (
            linked(entry.name),
            KINDS[type(shape_of(entry.python))],
            f"[{SUBJECTS[subject_of(entry)].title}](types-{subject_of(entry)}.md)",
            " and ".join(sorted(entry.directions, reverse=True)),
            "yes" if entry.travels else "",
        )
        for entry in sorted(wire_types(), key=lambda one: one.name)
    ]
    return page_of(
        "Wire types",
        f"The {len(rows)} types of the Realtime API's JSON. `pytest-realtime types` lists them, `pytest-realtime "
        "types NAME` describes one, `pytest-realtime schema NAME` prints its JSON Schema. The "
        "repository has all schemas as files, in `contracts/schemas`.",
        table(["type", "kind", "subject", "clients", "top level"], rows),
    )


def subject_page(subject: str) -> str:
    """All types of one subject, each with members, examples and rules."""
    entries = sorted((one for one in wire_types() if subject_of(one) == subject), key=lambda one: one.name)
    title, lead = SUBJECTS[subject]
    return page_of(f"Wire types: {title}", lead, *(part for one in entries for part in _section(one)))


def _section(entry: WireType) -> Iterator[str]:
    shape = shape_of(entry.python)
    yield f"## {entry.name}"
    directions = " and ".join(sorted(entry.directions, reverse=True))
    alone = ", as a whole payload" if entry.travels else ""
    yield inline(
        f"{summary_of(entry) or entry.note}\n{KINDS[type(shape)].capitalize()}; clients {directions} it{alone}."
    )
    yield f"Published as `{entry.source}`; fixtures and strategies name it `{entry.fixture}`."
    yield from _INSIDE.get(type(shape), _scalar)(shape)
    forms = examples(shape)
    yield "Smallest and largest payload:" if len(forms) > 1 else "Example:"
    yield from (fence(_readable(text), "json") for text in forms)
    numbers = rules_of(shape)
    if numbers:
        yield f"API rules: {', '.join(map(linked_rule, numbers))}."


def _readable(text: str) -> str:
    value = json.loads(text)
    return text if len(text) <= 100 else json.dumps(value, indent=2, ensure_ascii=False)


def _object(shape: ObjectShape) -> Iterator[str]:
    required = shape.required_on_write()
    rows = [
        (
            code(member.name),
            _spelled(member.shape),
            standing_of(member, required),
            _null(member),
            " ".join(map(linked_rule, member.rules)),
        )
        for member in shape.members.values()
    ]
    if rows:
        yield table(["member", "value", "", "null", "rules"], rows)
    if shape.closed:
        yield "No other members are allowed."


def _null(member: Member) -> str:
    if not member.nullable:
        return ""
    return "or null" if member.null_source == "schema" else f"or null (by {member.null_source})"


def _enum(shape: EnumShape) -> Iterator[str]:
    values = ", ".join(code(json.dumps(value)) for value in shape.values)
    yield f"Values{' known today; any other string is valid' if shape.open else ''}: {values}."


def _union(shape: UnionShape) -> Iterator[str]:
    yield table(["variant", "value"], [(code(tag), _spelled(variant)) for tag, variant in shape.variants.items()])


def _scalar(shape: Shape) -> Iterator[str]:
    yield f"Format: {inline(phrase_of(shape, by_name=False))}."


_INSIDE: dict[type[Shape], Callable[[Any], Iterator[str]]] = {
    ObjectShape: _object,
    EnumShape: _enum,
    UnionShape: _union,
}


def _spelled(shape: Shape) -> str:
    return linked(shape.name) if shape.name in _NAMES else inline(phrase_of(shape, by_name=False))


_NAMES = {entry.name for entry in wire_types()}

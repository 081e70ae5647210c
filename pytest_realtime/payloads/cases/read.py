"""The enumerated cases of what servers send: payloads as published, and those of newer servers."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from pytest_realtime.payloads.cases.write import SAME, Case, kebab
from pytest_realtime.payloads.examples import example_of, maximal, minimal, minimal_with
from pytest_realtime.wire import WireType, get_wire_type, shape_of, wire_types
from pytest_realtime.wire.shapes import ArrayShape, EnumShape, Member, ObjectShape, ScalarShape, Shape, UnionShape

LATE = (2**31, 4102444800)
"""Unix seconds that a signed 32-bit integer can't hold: January 2038, and the year 2100."""
NEWER = "brand_new"
"""A value, a type and a member name that no client can know yet."""


@cache
def read_cases(name: str) -> tuple[Case, ...]:
    """All cases of one wire type that a server writes."""
    entry = get_wire_type(name)
    return tuple(replace(case, direction="read") for case in _cases(entry, shape_of(entry.python)))


def all_read_cases() -> Iterator[Case]:
    """The cases of all wire types that travel from server to client."""
    for entry in wire_types(direction="read"):
        yield from read_cases(entry.name)


def _cases(entry: WireType, shape: Shape) -> Iterator[Case]:
    if isinstance(shape, ObjectShape):
        yield from _object_cases(entry, shape)
    elif isinstance(shape, EnumShape):
        yield from _enum_cases(shape)
    elif isinstance(shape, UnionShape):
        yield from _union_cases(shape)


def _enum_cases(shape: EnumShape) -> Iterator[Case]:
    subject = kebab(shape.name)
    for value in shape.values:
        yield Case(subject, "values-are-read", shape.name, value, "", rules=(shape.rule,))
    if shape.name not in _tags():
        aspect = "unlisted-name-is-read" if shape.open else "unknown-value-is-read"
        yield Case(subject, aspect, shape.name, NEWER, "", rules=(shape.rule,))


@cache
def _tags() -> frozenset[str]:
    """Enums that tell the variants of a union apart: an unknown value of them is an unknown variant."""
    objects = [shape for entry in wire_types() if isinstance(shape := shape_of(entry.python), ObjectShape)]
    tags = (shape.members["type"].shape for shape in objects if "type" in shape.members)
    return frozenset(tag.name for tag in tags if isinstance(tag, EnumShape) and len(tag.values) == 1)


def _union_cases(shape: UnionShape) -> Iterator[Case]:
    subject = kebab(shape.name)
    for variant in shape.variants.values():
        yield Case(subject, "arms-are-read", shape.name, minimal(variant), "", rules=(shape.rule,))
        yield Case(subject, "arms-are-read", shape.name, maximal(variant), "", rules=(shape.rule,))
    if any(tag.startswith("object:") for tag in shape.variants):
        # A new kind of message is a message, and a new event has an id.
        first = minimal(next(variant for tag, variant in shape.variants.items() if tag.startswith("object:")))
        common = {name: value for name, value in first.items() if name in ("type", "event_id")}
        unknown = {**common, shape.tag: NEWER, "setting": 1}
        yield Case(subject, "unknown-arm-is-read", shape.name, unknown, f"/{shape.tag}", rules=("V2", shape.rule))


def _object_cases(entry: WireType, shape: ObjectShape) -> Iterator[Case]:
    subject, full = kebab(shape.name), maximal(shape)

    def case(aspect: str, payload: Any, *rules: str, pointer: str = "", expected: Any = SAME) -> Case:
        return Case(subject, aspect, shape.name, payload, pointer, rules=rules, expected=expected)

    newer = {**full, NEWER: {"a": 1}}
    yield case("unknown-member-is-read", newer, "U7", pointer=f"/{NEWER}", expected=full)
    yield case("unknown-member-is-kept", newer, "U7", "C3", "S12", pointer=f"/{NEWER}")
    newer_members = {member.name: example_of(member) for member in shape.asked_members() if member.source == "sdk"}
    if entry.undeclared or newer_members:
        payload = {**minimal(shape), **entry.undeclared, **newer_members}
        yield case("foreign-member-is-read", payload, "S5", "S12", expected=minimal(shape))
    for member in shape.asked_members():
        yield from _member_cases(entry, shape, member)
    if unlisted := {name: member.unlisted for name, member in shape.members.items() if member.unlisted}:
        yield case("free-text-is-read", {**minimal(shape), **unlisted}, "S6")
    if entry.directions == {"read"}:
        yield case("minimal-form-is-read", minimal(shape), "S5")
        yield case("maximal-form-is-read", full, "S5")


def _one_of_each(item: Shape) -> list[Any]:
    return list(item.values) if isinstance(item, EnumShape) else [maximal(item), minimal(item)]


def is_null_read(member: Member) -> bool:
    """Whether servers send null for a member: the schema allows it, or they were seen to."""
    return member.nullable or member.null_source == "traffic"


def _member_cases(entry: WireType, shape: ObjectShape, member: Member) -> Iterator[Case]:
    subject = f"{kebab(shape.name)}.{kebab(member.name)}"

    def case(subject: str, aspect: str, payload: Any, *rules: str, expected: Any = SAME) -> Case:
        return Case(subject, aspect, shape.name, payload, f"/{member.name}", rules=rules, expected=expected)

    with_null = minimal_with(shape, member.name, None)
    if is_null_read(member):
        yield case(subject, "null-is-read", with_null, "N6", *member.rules)
    elif not member.required or member.may_lack:
        # One contract for the whole type: nobody can know which members a newer server sets to null.
        absent = {name: value for name, value in with_null.items() if name != member.name}
        yield case(kebab(shape.name), "undeclared-null-is-read", with_null, "N6", expected=absent)
    if member.may_lack:
        lacking = {name: value for name, value in minimal(shape).items() if name != member.name}
        yield case(subject, "lack-is-read", lacking, *member.rules)
    for value in member.seen:
        yield case(subject, "seen-value-is-read", minimal_with(shape, member.name, value), *member.rules)
    if entry.directions == {"read"}:
        for default in (minimal, maximal):
            payload = minimal_with(shape, member.name, example_of(member, default=default))
            yield case(subject, "value-is-read", payload, *(member.rules or ("S5",)))
        if isinstance(member.shape, ArrayShape) and member.shape.limits.max_length:
            for items in (_one_of_each(member.shape.item), []):
                yield case(subject, "other-lists-are-read", minimal_with(shape, member.name, items), "X1")
        if member.name == "expires_at":
            yield case(subject, "zero-is-read", minimal_with(shape, member.name, 0), "S7")
        if isinstance(member.shape, ScalarShape) and member.shape.contents == "time":
            for late in LATE:
                yield case(subject, "late-time-is-read", minimal_with(shape, member.name, late), "V7")

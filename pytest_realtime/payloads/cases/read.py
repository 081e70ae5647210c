"""The enumerated cases of what servers send: canonical answers, and answers of newer servers."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from pytest_realtime.payloads.cases.write import Case, kebab, with_member
from pytest_realtime.payloads.examples import example_of, maximal, minimal
from pytest_realtime.wire import WireType, get_wire_type, shape_of, wire_types
from pytest_realtime.wire.shapes import EnumShape, Member, ObjectShape, Shape, UnionShape

NEWER = "brand_new"
"""A value, a type and a member's name that no client can know yet."""


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
        yield from _struct_cases(entry, shape)
    elif isinstance(shape, EnumShape):
        yield from _choice_cases(shape)
    elif isinstance(shape, UnionShape):
        yield from _variant_cases(shape)


def _choice_cases(shape: EnumShape) -> Iterator[Case]:
    subject = kebab(shape.name)
    for value in shape.values:
        yield Case(subject, "values-are-read", shape.name, value, "", rules=(shape.rule,))
    if not _is_tag(shape):
        aspect = "unlisted-name-is-read" if shape.open else "unknown-value-is-read"
        yield Case(subject, aspect, shape.name, NEWER, "", rules=(shape.rule,))


@cache
def _tags() -> frozenset[str]:
    """Enums that tell the variants of a union apart: an unknown value there is an unknown variant."""
    structs = [shape for entry in wire_types() if isinstance(shape := shape_of(entry.python), ObjectShape)]
    tags = (struct.members["type"].shape for struct in structs if "type" in struct.members)
    return frozenset(tag.name for tag in tags if isinstance(tag, EnumShape) and len(tag.values) == 1)


def _is_tag(shape: EnumShape) -> bool:
    return shape.name in _tags()


def _variant_cases(shape: UnionShape) -> Iterator[Case]:
    subject = kebab(shape.name)
    for variant in shape.variants.values():
        yield Case(subject, "arms-are-read", shape.name, minimal(variant), "", rules=(shape.rule,))
        yield Case(subject, "arms-are-read", shape.name, maximal(variant), "", rules=(shape.rule,))
    if any(tag.startswith("object:") for tag in shape.variants):
        unknown = {"type": NEWER, "setting": 1}
        yield Case(subject, "unknown-arm-is-read", shape.name, unknown, "/type", rules=("V2", shape.rule))


def _struct_cases(entry: WireType, shape: ObjectShape) -> Iterator[Case]:
    subject = kebab(shape.name)
    full = maximal(shape)
    yield Case(
        subject,
        "unknown-member-is-read",
        shape.name,
        {**full, NEWER: {"a": 1}},
        f"/{NEWER}",
        rules=("U7",),
        expected=full,
    )
    if entry.undeclared:
        least = minimal(shape)
        payload = {**least, **entry.undeclared}
        yield Case(subject, "foreign-member-is-read", shape.name, payload, "", rules=("S5", "S12"), expected=least)
    for member in shape.members.values():
        yield from _member_cases(entry, shape, member)
    if unlisted := {name: member.unlisted for name, member in shape.members.items() if member.unlisted}:
        payload = {**minimal(shape), **unlisted}
        yield Case(subject, "free-text-is-read", shape.name, payload, "", rules=("S6",))
    if entry.directions == {"read"}:
        yield Case(subject, "minimal-form-is-read", shape.name, minimal(shape), "", rules=("S5",))
        yield Case(subject, "maximal-form-is-read", shape.name, full, "", rules=("S5",))


def _member_cases(entry: WireType, shape: ObjectShape, member: Member) -> Iterator[Case]:
    subject = f"{kebab(shape.name)}.{kebab(member.name)}"
    at = f"/{member.name}"

    def case(subject: str, aspect: str, payload: Any, *rules: str, expected: Any = None) -> Case:
        less = {} if expected is None else {"expected": expected}
        return Case(subject, aspect, shape.name, payload, at, rules=rules, **less)

    with_null = with_member(shape, member.name, None)
    if member.nullable:
        yield case(subject, "null-is-read", with_null, "N6")
    elif not member.required:
        # One contract for the whole type: which members a newer server empties is not for us to know.
        yield case(
            kebab(shape.name), "undeclared-null-is-read", with_null, "N6", expected=_without(with_null, member.name)
        )
    if entry.directions == {"read"}:
        for form in (minimal, maximal):
            yield case(
                subject, "value-is-read", with_member(shape, member.name, example_of(member, form=form)), "S5"
            )
        if member.name == "expires_at":
            yield case(subject, "zero-is-read", with_member(shape, member.name, 0), "S7")


def _without(payload: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in payload.items() if key != name}

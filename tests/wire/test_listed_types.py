"""The wire types agree with the machine-readable lists of facts, type by type and member by member."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from facts import EVENT_TYPES, WIRE_TYPES
from pytest_realtime.wire import Direction, WireType, dump_json, shape_of, validate, wire_types
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

DIALECTS = {"ga": "ga", "translation": "translation", "legacy": "beta"}
"""The list's profiles, and what they are called here."""

Place = tuple[str, str, str]
"""Wire type, member (empty for the type itself) and aspect."""

INTENDED: dict[Place, str] = {
    ("RealtimeTranscriptionSessionTurnDetection", "", "kind"): "S6: the seed's tagged union is one plain object",
    ("RealtimeSessionResponseAudioOutput", "voice", "type"): "V8: a reader takes both forms of a voice",
    ("LegacyRealtimeSession", "model", "type"): "V1: any text; retired names are not kept",
    ("LegacyRealtimeSession", "modalities", "type"): "S3: the schema forgets to say array",
    ("LegacyRealtimeSessionCreateRequest", "modalities", "type"): "S3: the schema forgets to say array",
    ("LegacyRealtimeSessionCreateResponse", "output_modalities", "type"): "S3: the schema forgets to say array",
    (
        "LegacyRealtimeTranscriptionSessionCreateResponse",
        "modalities",
        "type",
    ): "S3: the schema forgets to say array",
    ("LegacyRealtimeSessionCreateRequest", "client_secret", "required"): "S3: makes no sense in a request",
    **{
        (name, member, "type"): "S3: closed words, by the prose"
        for name, members in {
            "LegacyTurnDetection": ("type",),
            "LegacyRealtimeSession": ("tool_choice",),
            "LegacyRealtimeSessionCreateRequest": ("input_audio_format", "output_audio_format", "tool_choice"),
            "LegacyRealtimeSessionCreateResponse": ("tool_choice",),
            "LegacyRealtimeTranscriptionSessionCreateResponse": ("input_audio_format",),
        }.items()
        for member in members
    },
    ("LegacyRealtimeTranscriptionSessionCreateResponse", "client_secret", "required"): "S3: examples have none",
    ("ResponseConversation", "", "open"): "R3: closed words, by the prose",
    **{
        (name, "previous_item_id", "null"): "E13: not in the schema, in older examples only; a SHOULD NOT"
        for name in ("ConversationItemCreateEvent", "LegacyConversationItemCreateEvent")
    },
}
"""Where the types depart from the list, and why. (The members that only the seed has are left out: Z6, Z7.)"""


@pytest.fixture(scope="module")
def listed() -> dict[str, dict[str, Any]]:
    tables = [json.loads(path.read_text(encoding="utf-8"))["types"] for path in (WIRE_TYPES, EVENT_TYPES)]
    return {item["name"]: item for table in tables for item in table}


def test_the_same_250_types_are_listed(listed: dict[str, Any]) -> None:
    assert sorted(entry.name for entry in wire_types()) == sorted(listed)
    assert len(listed) == 250


def test_every_departure_from_the_list_is_intended(listed: dict[str, Any]) -> None:
    ours = {place: value for entry in wire_types() for place, value in declared(entry)}
    theirs = {place: value for item in listed.values() for place, value in stated(item)}
    departures = {place for place in ours.keys() | theirs.keys() if ours.get(place) != theirs.get(place)}
    unexplained = {place: (ours.get(place), theirs.get(place)) for place in departures - INTENDED.keys()}
    assert unexplained == {}, "ours, theirs"
    assert INTENDED.keys() - departures == set(), "no longer different"


@pytest.mark.parametrize("entry", wire_types(), ids=lambda entry: entry.name)
@pytest.mark.parametrize("form", ["minimal", "maximal"])
def test_listed_examples_are_read_and_written_back_unchanged(
    entry: WireType, form: str, listed: dict[str, Any]
) -> None:
    example = listed[entry.name]["examples"][form]
    is_departure = (entry.name, "", "open") in INTENDED
    directions: tuple[Direction, ...] = ("read",) if is_departure else ("write", "read")
    for direction in directions:
        value = validate(entry.name, example, direction=direction)
        assert json.loads(dump_json(entry.name, value)) == example


def declared(entry: WireType) -> Iterator[tuple[Place, Any]]:
    """What we say of a type, in the list's words."""
    shape = shape_of(entry.python)
    facts = {
        "seed": entry.seed,
        "dialect": entry.dialect,
        "source": entry.pointer,
        "kind": _KINDS[type(shape)],
        "values": list(shape.values) if isinstance(shape, EnumShape) else None,
        "open": shape.open if isinstance(shape, EnumShape) else None,
        "variants": sorted(spelled(variant) for variant in shape.variants.values())
        if isinstance(shape, UnionShape)
        else None,
        "closed": shape.closed if isinstance(shape, ObjectShape) else None,
    }
    yield from (((entry.name, "", aspect), value) for aspect, value in facts.items())
    members = shape.members.values() if isinstance(shape, ObjectShape) else ()
    # The list is of the document's members; the packages' own are compared with the packages (S12).
    for member in (member for member in members if member.source == "document"):
        null = member.null_source if member.nullable or member.null_source == "traffic" else None
        yield (entry.name, member.name, "type"), _member_type(member)
        yield (entry.name, member.name, "required"), member.required
        yield (entry.name, member.name, "null"), null


def stated(item: dict[str, Any]) -> Iterator[tuple[Place, Any]]:
    """What the list says of a type."""
    wire, name = item.get("wire", {}), item["name"]
    is_plain_object = "fields" in item
    facts = {
        "seed": item["in_seed"],
        "dialect": DIALECTS[item["profile"]],
        "source": pointer(item["openapi"] or ""),
        "kind": {"literal": "string_enum"}.get(
            item["kind"], item["kind"].removeprefix("un").removeprefix("tagged_")
        ),
        "values": wire.get("values"),
        "open": wire.get("open"),
        "variants": None
        if is_plain_object or "variants" not in wire
        else sorted(item["type"] for item in wire["variants"]),
        "closed": item["additional_properties"] == "closed" if is_plain_object else None,
    }
    yield from (((name, "", aspect), value) for aspect, value in facts.items())
    for member in item.get("fields", ()):
        if member.get("not_in_openapi"):
            continue
        yield (name, member["name"], "type"), _unquoted(member["wire_type"])
        yield (name, member["name"], "required"), member["required"]
        yield (name, member["name"], "null"), member["nullable_source"] if member["nullable"] else None


def pointer(source: str) -> str:
    """Where a type stands in the document; the list has nothing for a type that only packages have."""
    return source if source.startswith("#/") or not source else f"#/components/schemas/{source}"


def _unquoted(spelling: str) -> str:
    """The list of events quotes the words of an enum, the list of sessions does not."""
    return spelling.replace('"', "") if spelling.startswith("enum(") else spelling


def _member_type(member: Member) -> str:
    by_schema = member.nullable and member.null_source == "schema"
    return spelled(member.shape) + ("|null" if by_schema else "")


def spelled(shape: Shape) -> str:
    """A shape as the list spells it; shapes that are no wire types are spelled by their members."""
    if shape.name in {entry.name for entry in wire_types()}:
        return shape.name
    match shape:
        case ScalarShape():
            return shape.kind
        case LiteralShape():
            return f"literal({json.dumps(shape.value)})"
        case EnumShape():
            return f"enum({','.join(shape.values)})"
        case ArrayShape():
            return f"array<{spelled(shape.item)}>"
        case MapShape():
            return f"map<string,{spelled(shape.value)}>"
        case ObjectShape():
            return f"object{{{','.join(sorted(shape.members))}}}"
        case _:
            raise AssertionError(shape)


_KINDS: dict[type[Shape], str] = {
    ObjectShape: "struct",
    EnumShape: "string_enum",
    UnionShape: "union",
    MapShape: "map",
}

"""Clients that change or drop values: empty, false, zero, enum values, names."""

from typing import Any

from pytest_realtime.clients.in_process import Rejected
from pytest_realtime.judge import FindingKind
from pytest_realtime.wire.shapes import EnumShape, ObjectShape, UnionShape
from tests.faulty.changes import changing, checking, choices, members, objects, strings, unions
from tests.faulty.wrong import Wrong

SESSION = "must.realtime-session-create-request"


def _listed(shape: EnumShape, value: str) -> str:
    if value not in shape.values:
        raise Rejected(f"{value!r} is not a valid enumeration member")
    return value


def _as_known(shape: EnumShape, value: str) -> str:
    return value if value in shape.values else shape.values[0]


def _as_numbers(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
    return {k: int(v) if isinstance(v, bool) else v for k, v in value.items()}


def _without_inf(shape: UnionShape, value: Any) -> Any:
    return 4096 if shape.name == "MaxOutputTokens" and value == "inf" else value


def _limit_as_string(shape: UnionShape, value: Any) -> Any:
    return str(value) if shape.name == "MaxOutputTokens" else value


VALUES = (
    Wrong(
        "drops-empty-texts",
        "drops empty strings, so that instructions can't be cleared",
        ("N4",),
        FindingKind.MEMBER_DROPPED,
        (f"{SESSION}.instructions.empty-is-kept", "member-dropped /instructions"),
        write=changing(members(lambda value: value == "")),
    ),
    Wrong(
        "trims-texts",
        "trims strings",
        ("N4",),
        FindingKind.VALUE_CHANGED,
        (f"{SESSION}.instructions.text-is-kept", "value-changed /instructions"),
        write=changing(strings(str.strip)),
    ),
    Wrong(
        "drops-blank-texts",
        "drops strings of white space",
        ("N4",),
        FindingKind.MEMBER_DROPPED,
        (f"{SESSION}.instructions.text-is-kept", "member-dropped /instructions"),
        write=changing(members(lambda value: isinstance(value, str) and value != "" and not value.strip())),
    ),
    Wrong(
        "drops-empty-lists",
        "drops empty lists, so that tools can't be cleared",
        ("N4",),
        FindingKind.MEMBER_DROPPED,
        (f"{SESSION}.tools.empty-is-kept", "member-dropped /tools"),
        write=changing(members(lambda value: value == [])),
    ),
    Wrong(
        "drops-empty-objects",
        "drops empty objects",
        ("N4",),
        FindingKind.MEMBER_DROPPED,
        (f"{SESSION}.audio.empty-is-kept", "member-dropped /audio"),
        write=changing(members(lambda value: value == {})),
    ),
    Wrong(
        "drops-false",
        "drops false",
        ("N4",),
        FindingKind.MEMBER_DROPPED,
        ("must.server-vad.create-response.boolean-is-kept", "member-dropped /create_response"),
        write=changing(members(lambda value: value is False)),
    ),
    Wrong(
        "drops-zero",
        "drops zero",
        ("N4",),
        FindingKind.MEMBER_DROPPED,
        ("must.server-vad.threshold.zero-is-kept", "member-dropped /threshold"),
        write=changing(members(lambda value: value == 0 and not isinstance(value, bool))),
    ),
    Wrong(
        "booleans-as-numbers",
        "writes 0 and 1 for false and true",
        ("N4", "X9"),
        FindingKind.TYPE_CHANGED,
        (f"{SESSION}.parallel-tool-calls.boolean-is-kept", "type-changed /parallel_tool_calls"),
        write=changing(objects(_as_numbers)),
    ),
    Wrong(
        "shouts",
        "writes enum values in capitals, like its own constants",
        ("V2", "V1", "X1"),
        FindingKind.VALUE_CHANGED,
        ("must.semantic-vad-eagerness.low.is-kept", "value-changed"),
        write=changing(choices(lambda _, value: value.upper())),
    ),
    Wrong(
        "dashes-for-underscores",
        "writes enum values in kebab case",
        ("V2",),
        FindingKind.VALUE_CHANGED,
        ("must.noise-reduction-type.near-field.is-kept", "value-changed"),
        write=changing(choices(lambda _, value: value.replace("_", "-"))),
    ),
    Wrong(
        "refuses-unlisted-names",
        "rejects models and voices that are not in its list",
        ("V1",),
        FindingKind.VALID_REJECTED,
        ("must.realtime-model.unlisted-name-is-kept", "valid-rejected"),
        write=checking(choices(_listed)),
    ),
    Wrong(
        "replaces-unlisted-names",
        "replaces unknown models and voices by the first in its list",
        ("V1",),
        FindingKind.VALUE_CHANGED,
        ("must.voice-ids-shared.unlisted-name-is-kept", "value-changed"),
        write=changing(choices(_as_known)),
    ),
    Wrong(
        "knows-no-inf",
        "writes the largest number instead of inf",
        ("V3",),
        FindingKind.TYPE_CHANGED,
        ("must.max-output-tokens.string.arm-is-kept", "type-changed"),
        write=changing(unions(_without_inf)),
        places=r"^$|/max_(response_)?output_tokens$",
    ),
    Wrong(
        "limit-as-text",
        "writes the token limit as a string, because inf is one",
        ("V3", "V4"),
        FindingKind.TYPE_CHANGED,
        ("must.max-output-tokens.integer.arm-is-kept", "type-changed"),
        write=changing(unions(_limit_as_string)),
        places=r"^$|/max_(response_)?output_tokens$",
    ),
)
"""The table; see :class:`Wrong` for the columns."""

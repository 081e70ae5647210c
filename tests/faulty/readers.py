"""Clients that read wrongly what today's or tomorrow's servers send."""

from typing import Any

from pytest_realtime.clients.in_process import Rejected
from pytest_realtime.judge import FindingKind
from pytest_realtime.wire.shapes import ArrayShape, EnumShape, ObjectShape, Shape, UnionShape
from tests.faulty.changes import (
    changing,
    checking,
    choices,
    members,
    numbers,
    objects,
    one_type,
    unions,
    variant_of,
)
from tests.faulty.members import pascal_case
from tests.faulty.wrong import Wrong

RESPONSE = "must.realtime-session-create-response"


def _declared(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
    return {key: item for key, item in value.items() if key in shape.members}


def _declared_only(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
    if unknown := value.keys() - shape.members.keys():
        raise Rejected(f"unknown field {sorted(unknown)[0]}")
    return value


def _published_only(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
    newer = {name for name, member in shape.members.items() if member.source == "sdk"}
    if unknown := value.keys() & newer:
        raise Rejected(f"unknown field {min(unknown)}")
    return value


def _listed_only(shape: EnumShape, value: str) -> str:
    if value not in shape.values and not shape.open:
        raise Rejected(f"unknown variant {value}")
    return value


def _known_names_only(shape: EnumShape, value: str) -> str:
    if value not in shape.values and shape.open:
        raise Rejected(f"no model or voice {value}")
    return value


def _known_variants_only(shape: UnionShape, value: Any) -> Any:
    if variant_of(shape, value) is None:
        raise Rejected(f"no variant of {shape.name} matches")
    return value


def _crash_on_unknown_variant(shape: UnionShape, value: Any) -> Any:
    if variant_of(shape, value) is None:
        raise KeyError(value["type"])
    return value


def _all_there(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
    if missing := shape.members.keys() - value.keys():
        raise Rejected(f"missing field {min(missing)}")
    return value


def _not_empty(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
    if not value:
        raise Rejected(f"{shape.name} is empty")
    return value


def _one_item_only(shape: Shape, value: Any) -> Any:
    longest = shape.limits.max_length if isinstance(shape, ArrayShape) else None
    if longest and len(value) != longest:
        raise Rejected(f"should have {longest} item")
    return value


def _in_32_bits(value: Any) -> Any:
    return (value + 2**31) % 2**32 - 2**31 if isinstance(value, int) else value


def _usual_strings_only(shape: Shape, value: Any) -> Any:
    usual = {
        "RealtimeTranscriptionSessionCreateResponse": ("object", "realtime.transcription_session"),
        "RealtimeTranscriptionSessionTurnDetection": ("type", "server_vad"),
    }
    name, text = usual.get(shape.name, ("", ""))
    if name and value.get(name, text) != text:
        raise Rejected(f"{name} should be {text}")
    return value


def _voice_by_name_only(shape: Shape, value: Any) -> Any:
    if shape.name == "Voice" and not isinstance(value, str):
        raise Rejected("voice should be a string")
    return value


def _swapped(shape: UnionShape, value: Any) -> Any:
    return "other" if isinstance(value, dict) else {"other": value}


READERS = (
    Wrong(
        "reads-pascal-case",
        "looks for members in PascalCase and finds none of the server's",
        ("S5", "N6"),
        FindingKind.MEMBER_DROPPED,
        (f"{RESPONSE}.id.value-is-read", "member-dropped /id"),
        read=changing(objects(pascal_case), "read"),
        also=frozenset({FindingKind.NULL_DROPPED}),
    ),
    Wrong(
        "reads-zero-as-absent",
        "treats 0 as absent: an expiry, a count of tokens, the index of what comes first",
        ("S7", "E6", "E20", "E21", "R14", "R19"),
        FindingKind.MEMBER_DROPPED,
        (f"{RESPONSE}.expires-at.zero-is-read", "member-dropped /expires_at"),
        read=changing(members(lambda value: value == 0 and not isinstance(value, bool)), "read"),
    ),
    Wrong(
        "reads-times-in-32-bits",
        "reads times into signed integers of 32 bits, which end in January 2038",
        ("V7",),
        FindingKind.VALUE_CHANGED,
        (f"{RESPONSE}.expires-at.late-time-is-read", "value-changed /expires_at"),
        read=changing(numbers("integer", _in_32_bits), "read"),
        places=r"/(expires|received|created)_at$",
    ),
    Wrong(
        "drops-unknown-members",
        "keeps the declared members only when it writes again what it read",
        ("U7", "C3", "S12"),
        FindingKind.MEMBER_DROPPED,
        ("should.server-vad.unknown-member-is-kept", "member-dropped /brand_new"),
        read=changing(objects(_declared), "read"),
        places=r"/brand_new$",
    ),
    Wrong(
        "refuses-two-modalities",
        "rejects a server's session that lists both modalities, as no request may",
        ("X1",),
        FindingKind.READ_REJECTED,
        ("should.realtime-session-create-response.output-modalities.other-lists-are-read", "read-rejected"),
        read=checking(_one_item_only, "read"),
    ),
    Wrong(
        "reads-in-capitals",
        "exposes enum values in capitals",
        ("V2", "V1"),
        FindingKind.VALUE_CHANGED,
        ("must.semantic-vad-eagerness.values-are-read", "value-changed"),
        read=changing(choices(lambda _, value: value.upper()), "read"),
    ),
    Wrong(
        "reads-other-variants",
        "exposes another variant of a union than the server sent",
        ("U1", "U2", "U3", "U4", "U6", "U8", "V3", "V8"),
        FindingKind.TYPE_CHANGED,
        ("must.voice.arms-are-read", "type-changed"),
        read=changing(unions(_swapped), "read"),
        # What is inside two unions, as a message is, is swapped twice.
        also=frozenset({FindingKind.MEMBER_DROPPED}),
    ),
    Wrong(
        "refuses-unknown-members",
        "rejects unknown members",
        ("U7", "S5", "S12"),
        FindingKind.READ_REJECTED,
        ("must.audio-transcription-response.foreign-member-is-read", "read-rejected"),
        read=checking(objects(_declared_only), "read"),
    ),
    Wrong(
        "refuses-members-of-the-packages",
        "rejects members that only the official packages declare",
        ("S12",),
        FindingKind.READ_REJECTED,
        ("must.noise-reduction.foreign-member-is-read", "read-rejected"),
        read=checking(objects(_published_only), "read"),
    ),
    Wrong(
        "refuses-unknown-values",
        "rejects unknown enum values",
        ("V2",),
        FindingKind.READ_REJECTED,
        ("should.output-modality.unknown-value-is-read", "read-rejected"),
        read=checking(choices(_listed_only), "read"),
    ),
    Wrong(
        "refuses-unknown-names",
        "rejects unknown models and voices",
        ("V1",),
        FindingKind.READ_REJECTED,
        ("must.realtime-model.unlisted-name-is-read", "read-rejected"),
        read=checking(choices(_known_names_only), "read"),
    ),
    Wrong(
        "refuses-unknown-variants",
        "rejects unknown types of detectors and tools",
        ("V2", "U1", "U3"),
        FindingKind.READ_REJECTED,
        ("should.turn-detection.unknown-arm-is-read", "read-rejected"),
        read=checking(unions(_known_variants_only), "read"),
    ),
    Wrong(
        "crashes-on-unknown-variants",
        "looks the type up in a table and crashes",
        ("V2", "U4"),
        FindingKind.CRASHED,
        ("should.session-object.unknown-arm-is-read", "crashed"),
        read=checking(unions(_crash_on_unknown_variant), "read"),
    ),
    Wrong(
        "requires-every-member",
        "requires every member of a session",
        ("S5",),
        FindingKind.READ_REJECTED,
        (f"{RESPONSE}.minimal-form-is-read", "read-rejected"),
        read=checking(objects(_all_there), "read"),
        on_everything=True,
    ),
    Wrong(
        "refuses-empty-objects",
        "rejects objects without members",
        ("S5",),
        FindingKind.READ_REJECTED,
        ("must.realtime-session-response-audio-output.minimal-form-is-read", "read-rejected"),
        read=checking(objects(_not_empty), "read"),
    ),
    Wrong(
        "reads-usual-texts-only",
        "requires the usual value where any string is allowed",
        ("S6",),
        FindingKind.READ_REJECTED,
        ("must.realtime-transcription-session-turn-detection.free-text-is-read", "read-rejected"),
        read=checking(_usual_strings_only, "read"),
    ),
    Wrong(
        "reads-voices-by-name-only",
        "rejects custom voices",
        ("V8",),
        FindingKind.READ_REJECTED,
        ("must.voice.arms-are-read", "read-rejected"),
        read=checking(_voice_by_name_only, "read"),
    ),
    Wrong(
        "reads-request-types",
        "reads a server's session without its id, object and expiry, as the request has none",
        ("S5", "S7"),
        FindingKind.MEMBER_DROPPED,
        (f"{RESPONSE}.object.value-is-read", "member-dropped /object"),
        read=changing(
            one_type(
                "RealtimeSessionCreateResponse",
                lambda value: {k: v for k, v in value.items() if k not in ("id", "object", "expires_at")},
            ),
            "read",
        ),
        places=r"/(id|object|expires_at)$",
    ),
)
"""The table; see :class:`Wrong` for the columns."""

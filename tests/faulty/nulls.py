"""Clients that are wrong about null: in an update, null turns a setting off, and absent keeps it."""

from typing import Any

from pytest_realtime.clients.in_process import Rejected
from pytest_realtime.judge import FindingKind
from pytest_realtime.wire.shapes import ObjectShape, Shape, UnionShape
from tests.faulty.changes import Change, changing, checking, members, objects, rewriting, strings
from tests.faulty.wrong import Wrong

N2 = ("noise_reduction", "transcription", "tracing")
"""The members that only the prose declares nullable."""
INPUT = "must.realtime-audio-config-input"


def _no_nulls(value: Any) -> Any:
    return {k: v for k, v in value.items() if v is not None} if isinstance(value, dict) else value


def _no_nulls_of(*names: str) -> Change:
    return objects(lambda _, value: {k: v for k, v in value.items() if v is not None or k not in names})


def _no_nulls_in_variants(shape: Shape, value: Any) -> Any:
    return _no_nulls(value) if isinstance(shape, UnionShape) else value


def _all_members(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
    return {**dict.fromkeys(name for name, member in shape.members.items() if not member.required), **value}


def _default_nulls(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
    defaults = ("noise_reduction", "turn_detection", "tracing", "prompt")
    return {**dict.fromkeys(name for name in defaults if name in shape.members), **value}


def _off_as_a_type(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
    return {k: {"type": "none"} if v is None and k == "turn_detection" else v for k, v in value.items()}


def _off_as_a_string(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
    return {k: "null" if v is None else v for k, v in value.items()}


def _refuse_null(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
    for name in N2:
        if name in shape.members and name in value and value[name] is None:
            raise Rejected(f"{name}: none is not an allowed value")
    return value


def _refuse_any_null(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
    if None in (value.get(name, 0) for name in shape.members):
        raise Rejected("none is not an allowed value")
    return value


NULLS = (
    Wrong(
        "drops-every-null",
        "drops every null, so that nothing can be turned off",
        ("N1", "N2", "N3", "S9", "X8"),
        FindingKind.NULL_DROPPED,
        ("must.server-vad.idle-timeout-ms.null-is-kept", "null-dropped /idle_timeout_ms"),
        write=rewriting(_no_nulls),
    ),
    Wrong(
        "drops-nulls-of-the-prose",
        "takes nullability from the schema alone and drops the three nulls that the prose adds",
        ("N1", "N2"),
        FindingKind.NULL_DROPPED,
        (f"{INPUT}.noise-reduction.null-is-kept", "null-dropped /noise_reduction"),
        write=changing(_no_nulls_of(*N2)),
        places=r"/(noise_reduction|transcription|tracing)$",
    ),
    Wrong(
        "drops-nulls-inside-unions",
        "drops nulls in objects that are variants of a union",
        ("N1", "N3"),
        FindingKind.NULL_DROPPED,
        ("must.tool-choice-mcp.name.null-is-kept", "null-dropped /name"),
        write=changing(_no_nulls_in_variants),
    ),
    Wrong(
        "keeps-the-translation-as-it-is",
        "drops the nulls with which a translation stops transcribing",
        ("S9",),
        FindingKind.NULL_DROPPED,
        ("must.translation-audio-input.transcription.null-is-kept", "null-dropped /transcription"),
        write=changing(lambda shape, value: _no_nulls(value) if shape.name == "TranslationAudioInput" else value),
        places=r"/(noise_reduction|transcription)$",
    ),
    Wrong(
        "writes-null-for-absent",
        "writes every member, unset ones as null",
        ("N1", "N3", "N5", "N7"),
        FindingKind.NULL_INVENTED,
        ("must.server-vad.minimal-form-is-kept", "null-invented /idle_timeout_ms"),
        write=changing(objects(_all_members)),
    ),
    Wrong(
        "writes-null-defaults",
        "sends null where the schema has `default: null`",
        ("N5", "N7"),
        FindingKind.NULL_INVENTED,
        (f"{INPUT}.noise-reduction.value-is-kept", "null-invented /turn_detection"),
        write=changing(objects(_default_nulls)),
        places=r"/(noise_reduction|turn_detection|tracing|prompt)$",
    ),
    Wrong(
        "writes-null-for-empty",
        "writes null where an empty string clears the setting",
        ("N4",),
        FindingKind.TYPE_CHANGED,
        ("must.realtime-session-create-request.instructions.empty-is-kept", "type-changed /instructions"),
        write=changing(strings(lambda text: text or None)),
    ),
    Wrong(
        "switches-off-by-type",
        "writes a detector of type none for null",
        ("N1",),
        FindingKind.TYPE_CHANGED,
        (f"{INPUT}.turn-detection.null-is-kept", "type-changed /turn_detection"),
        write=changing(objects(_off_as_a_type)),
        places=r"/turn_detection$",
    ),
    Wrong(
        "writes-null-as-text",
        'writes the string "null"',
        ("N1", "N2", "N3"),
        FindingKind.TYPE_CHANGED,
        ("must.realtime-session-create-request.prompt.null-is-kept", "type-changed /prompt"),
        write=changing(objects(_off_as_a_string)),
    ),
    Wrong(
        "refuses-nulls-of-the-prose",
        "rejects the three nulls that only the prose declares",
        ("N2",),
        FindingKind.VALID_REJECTED,
        ("must.realtime-session-create-request.tracing.null-is-kept", "valid-rejected"),
        write=checking(objects(_refuse_null)),
    ),
    Wrong(
        "reads-nulls-as-absent",
        "ignores the nulls in a server's session",
        ("N6",),
        FindingKind.NULL_DROPPED,
        ("must.realtime-session-create-response.tracing.null-is-read", "null-dropped /tracing"),
        read=changing(members(lambda value: value is None), "read"),
    ),
    Wrong(
        "refuses-nulls-on-read",
        "rejects a server's session with nulls",
        ("N6",),
        FindingKind.READ_REJECTED,
        ("should.server-vad.undeclared-null-is-read", "read-rejected"),
        read=checking(objects(_refuse_any_null), "read"),
    ),
)
"""The table; see :class:`Wrong` for the columns."""

"""Clients that are wrong about null: in an update it means off, and absent means keep."""

from typing import Any

from pytest_realtime.clients.in_process import Rejected
from pytest_realtime.judge import FindingKind
from pytest_realtime.wire.shapes import ObjectShape, Shape, UnionShape
from tests.faulty.walks import Change, changing, checking, members, rewriting, structs, texts
from tests.faulty.wrong import Wrong

N2 = ("noise_reduction", "transcription", "tracing")
"""The members whose null only the prose knows."""
INPUT = "must.realtime-audio-config-input"


def _no_nulls(value: Any) -> Any:
    return {k: v for k, v in value.items() if v is not None} if isinstance(value, dict) else value


def _no_nulls_of(*names: str) -> Change:
    return structs(lambda _, value: {k: v for k, v in value.items() if v is not None or k not in names})


def _no_nulls_in_arms(shape: Shape, value: Any) -> Any:
    return _no_nulls(value) if isinstance(shape, UnionShape) else value


def _all_members(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
    return {**dict.fromkeys(name for name, member in shape.members.items() if not member.required), **value}


def _default_nulls(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
    defaults = ("noise_reduction", "turn_detection", "tracing", "prompt")
    return {**dict.fromkeys(name for name in defaults if name in shape.members), **value}


def _off_as_a_type(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
    return {k: {"type": "none"} if v is None and k == "turn_detection" else v for k, v in value.items()}


def _off_as_a_text(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
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
        "leaves out whatever is null, so that nothing can be switched off",
        ("N1", "N2", "N3", "S9", "X8"),
        FindingKind.NULL_DROPPED,
        ("must.server-vad.idle-timeout-ms.null-is-kept", "null-dropped /idle_timeout_ms"),
        write=rewriting(_no_nulls),
    ),
    Wrong(
        "drops-nulls-of-the-prose",
        "takes nullability from the schema alone and leaves out the three nulls that the prose adds",
        ("N1", "N2"),
        FindingKind.NULL_DROPPED,
        (f"{INPUT}.noise-reduction.null-is-kept", "null-dropped /noise_reduction"),
        write=changing(_no_nulls_of(*N2)),
        places=r"/(noise_reduction|transcription|tracing)$",
    ),
    Wrong(
        "drops-nulls-inside-unions",
        "leaves out nulls of objects that it wrote through a union",
        ("N1", "N3"),
        FindingKind.NULL_DROPPED,
        ("must.tool-choice-mcp.name.null-is-kept", "null-dropped /name"),
        write=changing(_no_nulls_in_arms),
    ),
    Wrong(
        "keeps-the-translation-as-it-is",
        "leaves out the nulls that a translation uses to stop transcribing",
        ("S9",),
        FindingKind.NULL_DROPPED,
        ("must.translation-audio-input.transcription.null-is-kept", "null-dropped /transcription"),
        write=changing(lambda shape, value: _no_nulls(value) if shape.name == "TranslationAudioInput" else value),
        places=r"/(noise_reduction|transcription)$",
    ),
    Wrong(
        "writes-null-for-absent",
        "writes every member that it knows, unset ones as null",
        ("N1", "N3", "N5", "N7"),
        FindingKind.NULL_INVENTED,
        ("must.server-vad.minimal-form-is-kept", "null-invented /idle_timeout_ms"),
        write=changing(structs(_all_members)),
    ),
    Wrong(
        "writes-null-defaults",
        "takes `default: null` of the schema as something to send",
        ("N5", "N7"),
        FindingKind.NULL_INVENTED,
        (f"{INPUT}.noise-reduction.value-is-kept", "null-invented /turn_detection"),
        write=changing(structs(_default_nulls)),
        places=r"/(noise_reduction|turn_detection|tracing|prompt)$",
    ),
    Wrong(
        "writes-null-for-empty",
        "clears with null what is cleared with an empty text",
        ("N4",),
        FindingKind.TYPE_CHANGED,
        ("must.realtime-session-create-request.instructions.empty-is-kept", "type-changed /instructions"),
        write=changing(texts(lambda text: text or None)),
    ),
    Wrong(
        "switches-off-by-type",
        "writes a detector of type none where the caller wrote null",
        ("N1",),
        FindingKind.TYPE_CHANGED,
        (f"{INPUT}.turn-detection.null-is-kept", "type-changed /turn_detection"),
        write=changing(structs(_off_as_a_type)),
        places=r"/turn_detection$",
    ),
    Wrong(
        "writes-null-as-text",
        'writes the text "null"',
        ("N1", "N2", "N3"),
        FindingKind.TYPE_CHANGED,
        ("must.realtime-session-create-request.prompt.null-is-kept", "type-changed /prompt"),
        write=changing(structs(_off_as_a_text)),
    ),
    Wrong(
        "refuses-nulls-of-the-prose",
        "refuses the three nulls that only the prose knows",
        ("N2",),
        FindingKind.VALID_REJECTED,
        ("must.realtime-session-create-request.tracing.null-is-kept", "valid-rejected"),
        write=checking(structs(_refuse_null)),
    ),
    Wrong(
        "reads-nulls-as-absent",
        "forgets what the server says is off",
        ("N6",),
        FindingKind.NULL_DROPPED,
        ("must.realtime-session-create-response.tracing.null-is-read", "null-dropped /tracing"),
        read=changing(members(lambda value: value is None), "read"),
    ),
    Wrong(
        "refuses-nulls-on-read",
        "fails on a server that says what is off",
        ("N6",),
        FindingKind.READ_REJECTED,
        ("should.server-vad.undeclared-null-is-read", "read-rejected"),
        read=checking(structs(_refuse_any_null), "read"),
    ),
)
"""The table; see :class:`Wrong` for the columns."""

"""Clients that choose the wrong variant of a union, or write the right one wrongly."""

from typing import Any

from pytest_realtime.judge import FindingKind
from pytest_realtime.wire.shapes import Shape, UnionShape
from pytest_realtime.wire.unions import tag_of_value
from tests.faulty.changes import changing, one_type, unions
from tests.faulty.wrong import Wrong

BETA_FORMATS = {"audio/pcm": "pcm16", "audio/pcmu": "g711_ulaw", "audio/pcma": "g711_alaw"}
SESSION = "must.realtime-session-create-request"


def _tagged_outside(shape: UnionShape, value: Any) -> Any:
    """What serde writes for an enum without ``tag`` or ``untagged``."""
    return {tag_of_value(value).removeprefix("object:"): value}


def _string_for_object(**texts: str) -> Any:
    return unions(
        lambda shape, value: texts[shape.name] if isinstance(value, dict) and shape.name in texts else value
    )


def _in_place(*names: str) -> str:
    return rf"^$|/({'|'.join(names)})$"


def _beta_format(shape: UnionShape, value: Any) -> Any:
    return BETA_FORMATS[value["type"]] if shape.name == "RealtimeAudioFormats" else value


def _voice_object(shape: Shape, value: Any) -> Any:
    return {"id": value} if shape.name == "Voice" and isinstance(value, str) else value


def _voice_string(shape: Shape, value: Any) -> Any:
    return value["id"] if shape.name == "Voice" and isinstance(value, dict) else value


def _names_as_filter(shape: Shape, value: Any) -> Any:
    return {"tool_names": value} if shape.name == "McpAllowedTools" and isinstance(value, list) else value


VARIANTS = (
    Wrong(
        "tags-variants-outside",
        "writes every variant of a union under its tag",
        ("U1", "U2", "U3", "U4", "U6", "U8", "V3", "V8"),
        FindingKind.TYPE_CHANGED,
        ("must.realtime-tracing-config.string.arm-is-kept", "type-changed"),
        write=changing(unions(_tagged_outside)),
        also=frozenset({FindingKind.MEMBER_DROPPED, FindingKind.MEMBER_INVENTED, FindingKind.NULL_DROPPED}),
    ),
    Wrong(
        "one-detector",
        "writes every detector as server_vad",
        ("U1",),
        FindingKind.VALUE_CHANGED,
        ("must.turn-detection.semantic-vad.arm-is-kept", "value-changed /type"),
        write=changing(one_type("SemanticVad", lambda value: {**value, "type": "server_vad"})),
        places=r"/type$",
    ),
    Wrong(
        "one-session",
        "writes transcription sessions as conversations",
        ("U4",),
        FindingKind.VALUE_CHANGED,
        ("must.session-config.transcription.arm-is-kept", "value-changed /type"),
        write=changing(
            one_type("RealtimeTranscriptionSessionCreateRequest", lambda value: {**value, "type": "realtime"})
        ),
        places=r"/type$",
    ),
    Wrong(
        "one-tool",
        "writes remote tools as functions",
        ("U3",),
        FindingKind.VALUE_CHANGED,
        ("must.realtime-tools-config.mcp.arm-is-kept", "value-changed /type"),
        write=changing(one_type("McpTool", lambda value: {**value, "type": "function"})),
        places=r"/type$",
    ),
    Wrong(
        "tool-choice-by-mode-only",
        'writes "auto" where one tool was chosen',
        ("U8",),
        FindingKind.TYPE_CHANGED,
        (f"{SESSION}.tool-choice.value-is-kept", "type-changed /tool_choice"),
        write=changing(_string_for_object(RealtimeToolChoiceConfig="auto")),
        places=_in_place("tool_choice"),
    ),
    Wrong(
        "settings-by-mode-only",
        "writes a mode where the caller gave details of tracing, truncation or approval",
        ("U6", "X8", "V5"),
        FindingKind.TYPE_CHANGED,
        (f"{SESSION}.truncation.value-is-kept", "type-changed /truncation"),
        write=changing(
            _string_for_object(RealtimeTracingConfig="auto", RealtimeTruncation="auto", McpToolApproval="always")
        ),
        places=_in_place("tracing", "truncation", "require_approval"),
    ),
    Wrong(
        "beta-formats",
        "writes audio formats as the retired API named them",
        ("U2", "V9"),
        FindingKind.TYPE_CHANGED,
        ("must.realtime-audio-formats.audio-pcm.arm-is-kept", "type-changed"),
        write=changing(unions(_beta_format)),
        places=_in_place("format"),
    ),
    Wrong(
        "every-voice-an-object",
        "writes a voice's name as a custom voice's id",
        ("V8", "X7"),
        FindingKind.TYPE_CHANGED,
        ("must.voice.string.arm-is-kept", "type-changed"),
        write=changing(_voice_object),
        places=_in_place("voice"),
    ),
    Wrong(
        "every-voice-a-name",
        "writes a custom voice's id as a voice's name",
        ("V8",),
        FindingKind.TYPE_CHANGED,
        ("must.voice.object.arm-is-kept", "type-changed"),
        write=changing(_voice_string),
        places=_in_place("voice"),
    ),
    Wrong(
        "allowed-tools-as-filter",
        "writes a list of allowed tools as a filter by name",
        ("U6",),
        FindingKind.TYPE_CHANGED,
        ("must.mcp-allowed-tools.array.arm-is-kept", "type-changed"),
        write=changing(_names_as_filter),
        places=_in_place("allowed_tools"),
    ),
)
"""The table; see :class:`Wrong` for the columns."""

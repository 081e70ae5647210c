"""Clients that drop, rename or move members."""

from typing import Any

from pytest_realtime.judge import FindingKind
from pytest_realtime.wire import wire_types
from pytest_realtime.wire.shapes import LiteralShape, ObjectShape
from tests.faulty.changes import changing, dropping, objects, one_type, without
from tests.faulty.wrong import Wrong

SESSION = "must.realtime-session-create-request"


def pascal_case(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
    names = {name: "".join(part.capitalize() for part in name.split("_")) for name in shape.members}
    return {names.get(key, key): item for key, item in value.items()}


def _camel(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
    return {k[:1].lower() + k[1:]: v for k, v in pascal_case(shape, value).items()}


def _untyped(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
    """Drop the member that identifies the object's type; other strings named type stay."""
    member = shape.members.get("type")
    is_tag = member is not None and (isinstance(member.shape, LiteralShape) or member.shape.name)
    return without(value, "type") if is_tag else value


def _required_of_nested(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
    if shape.name in {entry.name for entry in wire_types()}:
        return value
    return {name: item for name, item in value.items() if shape.members[name].required}


def _published(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
    newer = {name for name, member in shape.members.items() if member.source == "sdk"}
    return without(value, *newer)


def _nested(value: dict[str, Any]) -> dict[str, Any]:
    return {"type": "function", "function": without(value, "type")}


def _model_at_top(value: dict[str, Any]) -> dict[str, Any]:
    given = value.get("audio", {}).get("input", {}).get("transcription") or {}
    if "model" not in given:
        return value
    inside = {**value["audio"]["input"], "transcription": without(given, "model")}
    return {**value, "audio": {"input": inside}, "model": given["model"]}


def _beta_session(value: dict[str, Any]) -> dict[str, Any]:
    output = value.get("audio", {}).get("output", {})
    if "voice" not in output:
        return value
    return {**value, "audio": {**value["audio"], "output": without(output, "voice")}, "voice": output["voice"]}


def _one_language(value: dict[str, Any]) -> dict[str, Any]:
    return {**without(value, "language"), "languages": [value["language"]]} if "language" in value else value


MEMBERS = (
    Wrong(
        "pascal-case",
        "writes member names in PascalCase, as its language does",
        ("N7",),
        FindingKind.MEMBER_RENAMED,
        ("must.voice-id.id.value-is-kept", "member-renamed /id"),
        write=changing(objects(pascal_case)),
        also=frozenset({FindingKind.MEMBER_DROPPED, FindingKind.MEMBER_INVENTED}),
    ),
    Wrong(
        "camel-case",
        "writes member names in camelCase",
        ("N7",),
        FindingKind.MEMBER_RENAMED,
        ("must.server-vad.idle-timeout-ms.value-is-kept", "member-renamed /idle_timeout_ms"),
        write=changing(objects(_camel)),
        also=frozenset({FindingKind.MEMBER_DROPPED, FindingKind.MEMBER_INVENTED}),
    ),
    Wrong(
        "drops-type",
        "drops the type, as if it were a default",
        ("U1", "U2", "U3", "U4", "U8", "X11", "X12"),
        FindingKind.MEMBER_DROPPED,
        ("must.turn-detection.semantic-vad.arm-is-kept", "member-dropped /type"),
        write=changing(objects(_untyped)),
        places=r"/type$",
    ),
    Wrong(
        "drops-newer-members",
        "knows the API of a year ago and drops newer members",
        ("X4", "X9", "X6", "V5"),
        FindingKind.MEMBER_DROPPED,
        (f"{SESSION}.reasoning.value-is-kept", "member-dropped /reasoning"),
        write=changing(
            dropping(
                "reasoning",
                "parallel_tool_calls",
                "languages",
                "keywords",
                "delay",
                "allowed_callers",
                "tunnel_id",
                "defer_loading",
                "idle_timeout_ms",
            )
        ),
        also=frozenset({FindingKind.NULL_DROPPED}),
    ),
    Wrong(
        "drops-mcp-targets",
        "knows remote tools by their label only",
        ("X6", "V7"),
        FindingKind.MEMBER_DROPPED,
        ("must.mcp-tool.server-url.value-is-kept", "member-dropped /server_url"),
        write=changing(dropping("server_url", "connector_id", "tunnel_id")),
        places=r"/(server_url|connector_id|tunnel_id)$",
    ),
    Wrong(
        "drops-event-id",
        "drops the caller's event id",
        ("V11", "E2"),
        FindingKind.MEMBER_DROPPED,
        ("must.session-update-event.event-id.value-is-kept", "member-dropped /event_id"),
        write=changing(dropping("event_id")),
        places=r"^/event_id$",
    ),
    Wrong(
        "drops-rate",
        "drops the rate, since only one is allowed",
        ("V9", "U2"),
        FindingKind.MEMBER_DROPPED,
        ("must.audio-pcm.rate.value-is-kept", "member-dropped /rate"),
        write=changing(one_type("AudioPcm", lambda value: without(value, "rate"))),
        places=r"/rate$",
    ),
    Wrong(
        "drops-model",
        "assumes that a model can't be changed, and drops it",
        ("X7", "V1"),
        FindingKind.MEMBER_DROPPED,
        (f"{SESSION}.model.value-is-kept", "member-dropped /model"),
        write=changing(one_type("RealtimeSessionCreateRequest", lambda value: without(value, "model"))),
        places=r"/model$",
    ),
    Wrong(
        "drops-the-call-s-session",
        "opens a call with the offer alone",
        ("S8",),
        FindingKind.MEMBER_DROPPED,
        ("must.realtime-call-create-request.session.value-is-kept", "member-dropped /session"),
        write=changing(one_type("RealtimeCallCreateRequest", lambda value: without(value, "session"))),
        places=r"^/session$",
    ),
    Wrong(
        "drops-the-beta-secret",
        "drops the secret of a session of the retired API that it reads",
        ("S5",),
        FindingKind.MEMBER_DROPPED,
        (
            "must.legacy-realtime-transcription-session-create-response.client-secret.value-is-read",
            "member-dropped /client_secret",
        ),
        read=changing(dropping("client_secret"), "read"),
        also=frozenset({FindingKind.NULL_DROPPED}),
        places=r"/client_secret$",
    ),
    Wrong(
        "drops-what-is-nested",
        "drops the optional members of objects that have no type of their own",
        ("N7",),
        FindingKind.MEMBER_DROPPED,
        ("must.response-prompt-variables.input-image.image-url.value-is-kept", "member-dropped /k/image_url"),
        write=changing(objects(_required_of_nested)),
        also=frozenset({FindingKind.NULL_DROPPED}),
    ),
    Wrong(
        "knows-the-document-only",
        "drops the members that only the official packages declare",
        ("S12", "S3"),
        FindingKind.MEMBER_DROPPED,
        ("must.noise-reduction.strength.value-is-kept", "member-dropped /strength"),
        write=changing(objects(_published)),
        also=frozenset({FindingKind.NULL_DROPPED}),
        places=(
            r"/(strength|ttl|model|eagerness|create_response|interrupt_response|input_audio_noise_reduction"
            r"|max_response_output_tokens)$"
        ),
    ),
    Wrong(
        "nests-function-tools",
        "writes function tools as chat completions do",
        ("U3", "X11"),
        FindingKind.MEMBER_DROPPED,
        ("must.realtime-tools-config.function.arm-is-kept", "member-dropped /name"),
        write=changing(one_type("RealtimeFunctionTool", _nested)),
        also=frozenset({FindingKind.MEMBER_INVENTED}),
    ),
    Wrong(
        "nests-the-tool-choice",
        "writes the chosen function as chat completions do",
        ("U8",),
        FindingKind.MEMBER_DROPPED,
        ("must.tool-choice-function.name.value-is-kept", "member-dropped /name"),
        write=changing(one_type("ToolChoiceFunction", _nested)),
        also=frozenset({FindingKind.MEMBER_INVENTED}),
        places=r"(^|/tool_choice)/(name|function)$",
    ),
    Wrong(
        "transcription-model-at-the-top",
        "writes the transcription model where the beta had it",
        ("S4",),
        FindingKind.MEMBER_DROPPED,
        ("must.audio-transcription.model.value-is-kept", "member-dropped /audio/input/transcription/model"),
        write=changing(one_type("RealtimeTranscriptionSessionCreateRequest", _model_at_top)),
        also=frozenset({FindingKind.MEMBER_INVENTED}),
        places=r"/model$",
    ),
    Wrong(
        "voice-at-the-top",
        "writes the voice where the beta had it",
        ("V8", "X7"),
        FindingKind.MEMBER_DROPPED,
        (f"{SESSION}.maximal-form-is-kept", "member-invented /voice"),
        write=changing(one_type("RealtimeSessionCreateRequest", _beta_session)),
        also=frozenset({FindingKind.MEMBER_INVENTED}),
        places=r"/voice$",
    ),
    Wrong(
        "language-as-languages",
        "writes the language as a list of languages",
        ("X5",),
        FindingKind.MEMBER_DROPPED,
        ("must.audio-transcription.language.value-is-kept", "member-dropped /language"),
        write=changing(one_type("AudioTranscription", _one_language)),
        also=frozenset({FindingKind.MEMBER_INVENTED}),
        places=r"/languages?$",
    ),
)
"""The table; see :class:`Wrong` for the columns."""

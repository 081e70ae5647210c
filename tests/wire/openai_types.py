"""The types of the ``openai`` package that correspond to ours, as JSON Schemas."""

import importlib
from collections.abc import Callable, Sequence
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NotRequired, Required, Union, get_args, get_origin

from pydantic import BaseModel

# The package makes its TypedDicts with typing_extensions, so that only these functions know them all.
from typing_extensions import get_type_hints, is_typeddict

REQUEST_TYPES = {
    "AudioPcm": "realtime.realtime_audio_formats_param.AudioPCM",
    "AudioPcma": "realtime.realtime_audio_formats_param.AudioPCMA",
    "AudioPcmu": "realtime.realtime_audio_formats_param.AudioPCMU",
    "AudioTranscription": "realtime.AudioTranscriptionParam",
    "ClientSecretExpiresAfter": "realtime.client_secret_create_params.ExpiresAfter",
    "McpAllowedTools": "realtime.realtime_tools_config_param.McpAllowedTools",
    "McpTool": "realtime.realtime_tools_config_param.Mcp",
    "McpToolApproval": "realtime.realtime_tools_config_param.McpRequireApproval",
    "McpToolApprovalFilter": "realtime.realtime_tools_config_param.McpRequireApprovalMcpToolApprovalFilter",
    "McpToolFilter": "realtime.realtime_tools_config_param.McpAllowedToolsMcpToolFilter",
    "NoiseReduction": "realtime.realtime_audio_config_input_param.NoiseReduction",
    "NoiseReductionType": "realtime.NoiseReductionType",
    "RealtimeAudioConfig": "realtime.RealtimeAudioConfigParam",
    "RealtimeAudioConfigInput": "realtime.RealtimeAudioConfigInputParam",
    "RealtimeAudioConfigOutput": "realtime.RealtimeAudioConfigOutputParam",
    "RealtimeAudioFormats": "realtime.RealtimeAudioFormatsParam",
    "RealtimeCallCreateRequest": "realtime.CallCreateParams",
    "RealtimeCallReferRequest": "realtime.CallReferParams",
    "RealtimeCallRejectRequest": "realtime.CallRejectParams",
    "RealtimeClientSecretCreateRequest": "realtime.ClientSecretCreateParams",
    "RealtimeFunctionTool": "realtime.RealtimeFunctionToolParam",
    "RealtimeReasoning": "realtime.RealtimeReasoningParam",
    "RealtimeReasoningEffort": "realtime.RealtimeReasoningEffort",
    "RealtimeSessionCreateRequest": "realtime.RealtimeSessionCreateRequestParam",
    "RealtimeToolChoiceConfig": "realtime.RealtimeToolChoiceConfigParam",
    "RealtimeToolsConfig": "realtime.RealtimeToolsConfigUnionParam",
    "RealtimeTracingConfig": "realtime.RealtimeTracingConfigParam",
    "RealtimeTranscriptionSessionAudio": "realtime.RealtimeTranscriptionSessionAudioParam",
    "RealtimeTranscriptionSessionAudioInput": "realtime.RealtimeTranscriptionSessionAudioInputParam",
    "RealtimeTranscriptionSessionCreateRequest": "realtime.RealtimeTranscriptionSessionCreateRequestParam",
    "RealtimeTranslationClientSecretCreateRequest": "realtime.translations.ClientSecretCreateParams",
    "RealtimeTranslationSessionCreateRequest": "realtime.RealtimeTranslationSessionCreateRequestParam",
    "RealtimeTranslationSessionUpdateRequest": "realtime.RealtimeTranslationSessionUpdateRequestParam",
    "RealtimeTruncation": "realtime.RealtimeTruncationParam",
    "ResponsePrompt": "responses.ResponsePromptParam",
    "RetentionRatioTruncation": "realtime.RealtimeTruncationRetentionRatioParam",
    "SemanticVad": "realtime.realtime_audio_input_turn_detection_param.SemanticVad",
    "ServerVad": "realtime.realtime_audio_input_turn_detection_param.ServerVad",
    "SessionConfig": "realtime.session_update_event_param.Session",
    "SessionUpdateEvent": "realtime.SessionUpdateEventParam",
    "ToolChoiceFunction": "responses.ToolChoiceFunctionParam",
    "ToolChoiceMcp": "responses.ToolChoiceMcpParam",
    "ToolChoiceOptions": "responses.ToolChoiceOptions",
    "TracingConfig": "realtime.realtime_tracing_config_param.TracingConfiguration",
    "TranslationAudio": "realtime.realtime_translation_session_create_request_param.Audio",
    "TranslationAudioInput": "realtime.realtime_translation_session_create_request_param.AudioInput",
    "TranslationAudioOutput": "realtime.realtime_translation_session_create_request_param.AudioOutput",
    "TranslationNoiseReduction": (
        "realtime.realtime_translation_session_create_request_param.AudioInputNoiseReduction"
    ),
    "TranslationSessionCloseEvent": "realtime.RealtimeTranslationSessionCloseEventParam",
    "TranslationSessionUpdateEvent": "realtime.RealtimeTranslationSessionUpdateEventParam",
    "TranslationTranscription": (
        "realtime.realtime_translation_session_create_request_param.AudioInputTranscription"
    ),
    "TruncationTokenLimits": "realtime.realtime_truncation_retention_ratio_param.TokenLimits",
    "TurnDetection": "realtime.RealtimeAudioInputTurnDetectionParam",
    "Voice": "realtime.realtime_audio_config_output_param.Voice",
    "VoiceId": "realtime.realtime_audio_config_output_param.VoiceID",
}
"""Our names, and what a caller passes to the package: mostly TypedDicts, which keep null and absent apart."""

ANSWER_TYPES = {
    "RealtimeClientSecretCreateResponse": "realtime.ClientSecretCreateResponse",
    "RealtimeSessionCreateResponse": "realtime.RealtimeSessionCreateResponse",
    "RealtimeSessionResponseAudio": "realtime.realtime_session_create_response.Audio",
    "RealtimeSessionResponseAudioInput": "realtime.realtime_session_create_response.AudioInput",
    "RealtimeSessionResponseAudioOutput": "realtime.realtime_session_create_response.AudioOutput",
    "RealtimeTranscriptionSessionCreateResponse": "realtime.RealtimeTranscriptionSessionCreateResponse",
    "RealtimeTranscriptionSessionResponseAudio": "realtime.realtime_transcription_session_create_response.Audio",
    "RealtimeTranscriptionSessionResponseAudioConfigInput": (
        "realtime.realtime_transcription_session_create_response.AudioInput"
    ),
    "RealtimeTranscriptionSessionTurnDetection": "realtime.RealtimeTranscriptionSessionTurnDetection",
    "RealtimeTranslationClientSecretCreateResponse": "realtime.RealtimeTranslationClientSecretCreateResponse",
    "RealtimeTranslationSession": "realtime.RealtimeTranslationSession",
    "SessionCreatedEvent": "realtime.SessionCreatedEvent",
    "SessionObject": "realtime.client_secret_create_response.Session",
    "SessionUpdatedEvent": "realtime.SessionUpdatedEvent",
    "TranslationSessionClosedEvent": "realtime.RealtimeTranslationSessionClosedEvent",
    "TranslationSessionCreatedEvent": "realtime.RealtimeTranslationSessionCreatedEvent",
    "TranslationSessionUpdatedEvent": "realtime.RealtimeTranslationSessionUpdatedEvent",
}
"""Our names, and the models that the package gives to its caller."""

_SCALARS: dict[Any, str] = {str: "string", int: "integer", float: "number", bool: "boolean"}


def counterpart(path: str) -> dict[str, Any] | None:
    """The schema of a type of the package, by its path below ``openai.types``; None where there is none."""
    module, _, name = path.rpartition(".")
    try:
        return schema_of(getattr(importlib.import_module(f"openai.types.{module}"), name))
    except (ImportError, AttributeError):
        return None


def schema_of(python: Any) -> dict[str, Any]:
    """An annotation of the package as a JSON Schema."""
    if python in _SCALARS:
        return {"type": _SCALARS[python]}
    if is_typeddict(python):
        return _of_typed_dict(python)
    if isinstance(python, type) and issubclass(python, BaseModel):
        return _of_model(python)
    origin, arguments = get_origin(python), get_args(python)
    of_origin = _COMPOSED.get(origin)
    # ``object`` is what the package calls a free-form value.
    return of_origin(arguments) if of_origin else {}


def _of_typed_dict(python: Any) -> dict[str, Any]:
    hints = get_type_hints(python, include_extras=True)
    origins: dict[str, Any] = {name: get_origin(hint) for name, hint in hints.items()}
    return _object(hints, [name for name, origin in origins.items() if origin is Required])


def _of_model(python: type[BaseModel]) -> dict[str, Any]:
    """Models write every optional member as ``Optional``, so that nothing is to be learnt of null from them."""
    fields = python.model_fields
    required = [name for name, field in fields.items() if field.is_required()]
    schema = _object({name: field.annotation for name, field in fields.items()}, required)
    schema["properties"] = {name: _without_null(member) for name, member in schema["properties"].items()}
    return schema


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    variants = [variant for variant in schema.get("anyOf", ()) if variant != {"type": "null"}]
    return {"anyOf": variants} if variants else schema


def _object(members: dict[str, Any], required: list[str]) -> dict[str, Any]:
    properties = {name: schema_of(member) for name, member in members.items()}
    return {"type": "object", "properties": properties, "required": required}


def _of_union(arguments: tuple[Any, ...]) -> dict[str, Any]:
    return {"anyOf": [{"type": "null"} if variant is NoneType else schema_of(variant) for variant in arguments]}


def _of_literal(arguments: tuple[Any, ...]) -> dict[str, Any]:
    return {"type": _SCALARS[type(arguments[0])], "enum": list(arguments)}


def _of_array(arguments: tuple[Any, ...]) -> dict[str, Any]:
    return {"type": "array", "items": schema_of(arguments[0])}


def _of_map(arguments: tuple[Any, ...]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": schema_of(arguments[1])}


def _of_first(arguments: tuple[Any, ...]) -> dict[str, Any]:
    return schema_of(arguments[0])


_COMPOSED: dict[Any, Callable[[tuple[Any, ...]], dict[str, Any]]] = {
    Union: _of_union,
    UnionType: _of_union,
    Literal: _of_literal,
    list: _of_array,
    Sequence: _of_array,
    dict: _of_map,
    Annotated: _of_first,
    Required: _of_first,
    NotRequired: _of_first,
}
"""By what an annotation is made of."""

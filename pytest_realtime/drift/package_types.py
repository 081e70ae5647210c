"""Which types of the package ``openai`` correspond to ours: paths below ``openai.types``, by our names."""

from pytest_realtime.wire import WireType, shape_of, wire_types
from pytest_realtime.wire.shapes import EnumShape

_FORMATS = "realtime.realtime_audio_formats_param"
_USER = "realtime.realtime_conversation_item_user_message_param"
_ASSISTANT = "realtime.realtime_conversation_item_assistant_message_param"
_TOOLS = "realtime.realtime_tools_config_param"
_SESSION = "realtime.realtime_session_create_response"
_TRANSCRIPTION = "realtime.realtime_transcription_session_create_response"
_TRANSCRIBED = "realtime.conversation_item_input_audio_transcription_completed_event"
_TRANSLATION = "realtime.realtime_translation_session_create_request_param"
_TURN_DETECTION = "realtime.realtime_audio_input_turn_detection_param"
_WEBHOOK = "webhooks.realtime_call_incoming_webhook_event"

OTHER_PLACES: dict[str, str] = {
    "AssistantContentPart": f"{_ASSISTANT}.Content",
    "AudioPcm": f"{_FORMATS}.AudioPCM",
    "AudioPcma": f"{_FORMATS}.AudioPCMA",
    "AudioPcmu": f"{_FORMATS}.AudioPCMU",
    "CachedTokensDetails": "realtime.realtime_response_usage_input_token_details.CachedTokensDetails",
    "ClientSecretExpiresAfter": "realtime.client_secret_create_params.ExpiresAfter",
    "Conversation": "realtime.conversation_created_event.Conversation",
    "ConversationItemRetrieved": "realtime.realtime_server_event.ConversationItemRetrieved",
    "InputAudioPart": f"{_USER}.Content",
    "InputImagePart": f"{_USER}.Content",
    "InputTextPart": f"{_USER}.Content",
    "LegacyClientEvent": "beta.realtime.RealtimeClientEventParam",
    "LegacyConversationItemRetrieved": "beta.realtime.realtime_server_event.ConversationItemRetrieved",
    "LegacyResponseCreateParams": "beta.realtime.response_create_event_param.Response",
    "LegacyServerEvent": "beta.realtime.RealtimeServerEvent",
    "McpAllowedTools": f"{_TOOLS}.McpAllowedTools",
    "McpCallError": "realtime.realtime_mcp_tool_call_param.Error",
    "McpListToolEntry": "realtime.realtime_mcp_list_tools_param.Tool",
    "McpTool": f"{_TOOLS}.Mcp",
    "McpToolApproval": f"{_TOOLS}.McpRequireApproval",
    "McpToolApprovalFilter": f"{_TOOLS}.McpRequireApprovalMcpToolApprovalFilter",
    "McpToolFilter": f"{_TOOLS}.McpAllowedToolsMcpToolFilter",
    "Metadata": "shared_params.Metadata",
    "NoiseReduction": "realtime.realtime_audio_config_input_param.NoiseReduction",
    "OutputAudioBufferCleared": "realtime.realtime_server_event.OutputAudioBufferCleared",
    "OutputAudioBufferStarted": "realtime.realtime_server_event.OutputAudioBufferStarted",
    "OutputAudioBufferStopped": "realtime.realtime_server_event.OutputAudioBufferStopped",
    "OutputAudioPart": f"{_ASSISTANT}.Content",
    "OutputTextPart": f"{_ASSISTANT}.Content",
    "RealtimeCallCreateRequest": "realtime.CallCreateParams",
    "RealtimeCallIncomingData": f"{_WEBHOOK}.Data",
    "RealtimeCallIncomingWebhookEvent": f"{_WEBHOOK}.RealtimeCallIncomingWebhookEvent",
    "RealtimeCallReferRequest": "realtime.CallReferParams",
    "RealtimeCallRejectRequest": "realtime.CallRejectParams",
    "RealtimeClientSecretCreateRequest": "realtime.ClientSecretCreateParams",
    "RealtimeClientSecretCreateResponse": "realtime.ClientSecretCreateResponse",
    "RealtimeConversationItem": "realtime.ConversationItemParam",
    "RealtimeRateLimit": "realtime.rate_limits_updated_event.RateLimit",
    "RealtimeResponseAudio": "realtime.realtime_response.Audio",
    "RealtimeResponseAudioOutput": "realtime.realtime_response.AudioOutput",
    "RealtimeResponseCreateParams": "realtime.RealtimeResponseCreateParamsWithReferencesParam",
    "RealtimeSessionResponseAudio": f"{_SESSION}.Audio",
    "RealtimeSessionResponseAudioInput": f"{_SESSION}.AudioInput",
    "RealtimeSessionResponseAudioOutput": f"{_SESSION}.AudioOutput",
    "RealtimeSipHeader": f"{_WEBHOOK}.DataSipHeader",
    "RealtimeToolsConfig": "realtime.RealtimeToolsConfigUnionParam",
    "RealtimeTranscriptionSessionResponseAudio": f"{_TRANSCRIPTION}.Audio",
    "RealtimeTranscriptionSessionResponseAudioConfigInput": f"{_TRANSCRIPTION}.AudioInput",
    "RealtimeTranslationClientSecretCreateRequest": "realtime.translations.ClientSecretCreateParams",
    "ResponseAudioOutputConfig": "realtime.realtime_response_create_audio_output_param.Output",
    "ResponseContentPart": "realtime.response_content_part_added_event.Part",
    "ResponseCreateEvent": "realtime.ResponseCreateEventWithReferencesParam",
    "ResponsePrompt": "responses.ResponsePromptParam",
    "ResponseStatusError": "realtime.realtime_response_status.Error",
    "RetentionRatioTruncation": "realtime.RealtimeTruncationRetentionRatioParam",
    "SemanticVad": f"{_TURN_DETECTION}.SemanticVad",
    "ServerVad": f"{_TURN_DETECTION}.ServerVad",
    "SessionConfig": "realtime.session_update_event_param.Session",
    "SessionObject": "realtime.client_secret_create_response.Session",
    "ToolChoiceFunction": "responses.ToolChoiceFunctionParam",
    "ToolChoiceMcp": "responses.ToolChoiceMcpParam",
    "ToolChoiceOptions": "responses.ToolChoiceOptions",
    "TracingConfig": "realtime.realtime_tracing_config_param.TracingConfiguration",
    "TranscriptTextUsageDuration": f"{_TRANSCRIBED}.UsageTranscriptTextUsageDuration",
    "TranscriptTextUsageTokens": f"{_TRANSCRIBED}.UsageTranscriptTextUsageTokens",
    "TranscriptionError": "realtime.conversation_item_input_audio_transcription_failed_event.Error",
    "TranscriptionLanguage": "audio.TranscriptionLanguage",
    "TranscriptionTokenInputDetails": f"{_TRANSCRIBED}.UsageTranscriptTextUsageTokensInputTokenDetails",
    "TranscriptionUsage": f"{_TRANSCRIBED}.Usage",
    "TranslationAudio": f"{_TRANSLATION}.Audio",
    "TranslationAudioInput": f"{_TRANSLATION}.AudioInput",
    "TranslationAudioOutput": f"{_TRANSLATION}.AudioOutput",
    "TranslationNoiseReduction": f"{_TRANSLATION}.AudioInputNoiseReduction",
    "TranslationTranscription": f"{_TRANSLATION}.AudioInputTranscription",
    "TruncationTokenLimits": "realtime.realtime_truncation_retention_ratio_param.TokenLimits",
    "TurnDetection": "realtime.RealtimeAudioInputTurnDetectionParam",
    "UserContentPart": f"{_USER}.Content",
    "Voice": "realtime.realtime_audio_config_output_param.Voice",
    "VoiceId": "realtime.realtime_audio_config_output_param.VoiceID",
}
"""Where the package has a type that is not called as here, or is not exported."""

NAMELESS = frozenset(
    {
        *("AudioTranscriptionDelay", "AudioTranscriptionResponse", "CallableToolAllowedCaller", "ConnectorId"),
        *("ConversationItemObject", "ConversationItemRole", "ConversationItemStatus", "ImageDetail", "InfMarker"),
        *("LegacyAudioFormat", "MaxOutputTokens", "McpToolApprovalSetting", "OutputModality"),
        *("RealtimeContentPart", "RealtimeConversationItemMessage", "RealtimeIncludeOption", "RealtimeModel"),
        *("RealtimeResponseInputItem", "RealtimeResponseObject", "RealtimeSessionType"),
        *("RealtimeTranscriptionSessionType", "ResponseConversation", "ResponseConversationMode"),
        *("ResponsePromptVariables", "ResponseStatus", "RetentionRatioTruncationType", "SemanticVadEagerness"),
        *("StatusDetailsReason", "StatusDetailsType", "TracingMode", "TranscriptionModel"),
        *("TruncationMode", "VoiceIdsShared"),
    }
)
"""Types without a name in the package, which are compared as parts of others; one has no type of its own (C2)."""


def places_in_package() -> dict[str, str]:
    """Return the paths of the types below ``openai.types``, by our names.

    What a caller passes to the package is compared with its TypedDicts, which keep null and absent apart, and all
    other types with the models that it gives to its caller. Sessions of the beta are compared with the document
    only, which is newer there than the package.
    """
    compared = [entry for entry in wire_types() if entry.name not in NAMELESS and not is_of_beta_session(entry)]
    return {entry.name: OTHER_PLACES.get(entry.name) or place_by_name(entry) for entry in compared}


def is_of_beta_session(entry: WireType) -> bool:
    """Return whether a type is a session of the beta, an event with one, or its turn detection."""
    return entry.dialect == "beta" and ("Session" in entry.name or entry.name == "LegacyTurnDetection")


def place_by_name(entry: WireType) -> str:
    """Return the path that a type has in the package if it is called there as it is here."""
    name = entry.name.removeprefix("Legacy")
    if entry.dialect == "translation" and name.startswith("Translation"):
        name = f"Realtime{name}"
    is_class_of_requests = "write" in entry.directions and not isinstance(shape_of(entry.python), EnumShape)
    module = "beta.realtime" if entry.dialect == "beta" else "realtime"
    return f"{module}.{name}{'Param' if is_class_of_requests else ''}"

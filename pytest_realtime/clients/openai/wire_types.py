"""Which type of the openai package is which wire type.

The package gives some types other names, or defines them in the module of the type that contains them. Where it
reads a payload with a type made for another one, that other type is listed, because its users get it. Omitted,
since the package has no type for them:

- enums and literals that it writes in place: AudioTranscriptionDelay, CallableToolAllowedCaller,
  ConnectorId, InfMarker, MaxOutputTokens, McpToolApprovalSetting, OutputModality, RealtimeIncludeOption,
  RealtimeModel, RealtimeSessionType, RealtimeTranscriptionSessionType, RetentionRatioTruncationType,
  SemanticVadEagerness, TracingMode, TranscriptionModel, TruncationMode, VoiceIdsShared. All of them are
  tested inside the payloads that contain them, and so are the maps ResponsePromptVariables and Metadata;
- the words of items and responses (ConversationItemStatus, ResponseStatus …), which it writes in place, too;
- the beta types.
"""

from pytest_realtime.event_table import CLIENT_EVENTS, SERVER_EVENTS, TRANSLATION_SERVER_EVENTS

_OWN_TRANSLATION_EVENTS = [name for name in TRANSLATION_SERVER_EVENTS.values() if name.startswith("Translation")]

TYPES: dict[str, str] = {
    # audio
    "AudioTranscription": "realtime.AudioTranscription",
    "AudioTranscriptionResponse": "realtime.AudioTranscription",
    "NoiseReductionType": "realtime.NoiseReductionType",
    "NoiseReduction": "realtime.realtime_audio_config_input.NoiseReduction",
    "RealtimeAudioFormats": "realtime.RealtimeAudioFormats",
    "AudioPcm": "realtime.realtime_audio_formats.AudioPCM",
    "AudioPcmu": "realtime.realtime_audio_formats.AudioPCMU",
    "AudioPcma": "realtime.realtime_audio_formats.AudioPCMA",
    "TurnDetection": "realtime.RealtimeAudioInputTurnDetection",
    "ServerVad": "realtime.realtime_audio_input_turn_detection.ServerVad",
    "SemanticVad": "realtime.realtime_audio_input_turn_detection.SemanticVad",
    "Voice": "realtime.realtime_audio_config_output.Voice",
    "VoiceId": "realtime.realtime_audio_config_output.VoiceID",
    "RealtimeAudioConfig": "realtime.RealtimeAudioConfig",
    "RealtimeAudioConfigInput": "realtime.RealtimeAudioConfigInput",
    "RealtimeAudioConfigOutput": "realtime.RealtimeAudioConfigOutput",
    "RealtimeSessionResponseAudio": "realtime.realtime_session_create_response.Audio",
    "RealtimeSessionResponseAudioInput": "realtime.realtime_session_create_response.AudioInput",
    "RealtimeSessionResponseAudioOutput": "realtime.realtime_session_create_response.AudioOutput",
    # tools; RealtimeToolsConfig is one tool here, and their list in the package
    "RealtimeToolsConfig": "realtime.RealtimeToolsConfigUnion",
    "RealtimeFunctionTool": "realtime.RealtimeFunctionTool",
    "McpTool": "realtime.realtime_tools_config_union.Mcp",
    "McpAllowedTools": "realtime.realtime_tools_config_union.McpAllowedTools",
    "McpToolFilter": "realtime.realtime_tools_config_union.McpAllowedToolsMcpToolFilter",
    "McpToolApproval": "realtime.realtime_tools_config_union.McpRequireApproval",
    "McpToolApprovalFilter": "realtime.realtime_tools_config_union.McpRequireApprovalMcpToolApprovalFilter",
    "RealtimeToolChoiceConfig": "realtime.RealtimeToolChoiceConfig",
    "ToolChoiceOptions": "responses.ToolChoiceOptions",
    "ToolChoiceFunction": "responses.ToolChoiceFunction",
    "ToolChoiceMcp": "responses.ToolChoiceMcp",
    # the other parts of a session
    "ResponsePrompt": "responses.ResponsePrompt",
    "RealtimeReasoning": "realtime.RealtimeReasoning",
    "RealtimeReasoningEffort": "realtime.RealtimeReasoningEffort",
    "RealtimeTracingConfig": "realtime.RealtimeTracingConfig",
    "TracingConfig": "realtime.realtime_tracing_config.TracingConfiguration",
    "RealtimeTruncation": "realtime.RealtimeTruncation",
    "RetentionRatioTruncation": "realtime.RealtimeTruncationRetentionRatio",
    "TruncationTokenLimits": "realtime.realtime_truncation_retention_ratio.TokenLimits",
    # sessions
    "RealtimeSessionCreateRequest": "realtime.RealtimeSessionCreateRequest",
    "RealtimeSessionCreateResponse": "realtime.RealtimeSessionCreateResponse",
    "SessionConfig": "realtime.session_update_event.Session",
    "SessionObject": "realtime.client_secret_create_response.Session",
    # transcription
    "RealtimeTranscriptionSessionCreateRequest": "realtime.RealtimeTranscriptionSessionCreateRequest",
    "RealtimeTranscriptionSessionAudio": "realtime.RealtimeTranscriptionSessionAudio",
    "RealtimeTranscriptionSessionAudioInput": "realtime.RealtimeTranscriptionSessionAudioInput",
    "RealtimeTranscriptionSessionCreateResponse": "realtime.RealtimeTranscriptionSessionCreateResponse",
    "RealtimeTranscriptionSessionResponseAudio": "realtime.realtime_transcription_session_create_response.Audio",
    "RealtimeTranscriptionSessionResponseAudioConfigInput": (
        "realtime.realtime_transcription_session_create_response.AudioInput"
    ),
    "RealtimeTranscriptionSessionTurnDetection": "realtime.RealtimeTranscriptionSessionTurnDetection",
    # translation
    "RealtimeTranslationSession": "realtime.RealtimeTranslationSession",
    "RealtimeTranslationSessionUpdateRequest": "realtime.RealtimeTranslationSessionUpdateRequest",
    "TranslationAudio": "realtime.realtime_translation_session_update_request.Audio",
    "TranslationAudioInput": "realtime.realtime_translation_session_update_request.AudioInput",
    "TranslationAudioOutput": "realtime.realtime_translation_session_update_request.AudioOutput",
    "TranslationNoiseReduction": "realtime.realtime_translation_session_update_request.AudioInputNoiseReduction",
    "TranslationTranscription": "realtime.realtime_translation_session_update_request.AudioInputTranscription",
    # client secrets
    "RealtimeClientSecretCreateResponse": "realtime.ClientSecretCreateResponse",
    "RealtimeTranslationClientSecretCreateResponse": "realtime.RealtimeTranslationClientSecretCreateResponse",
    # client events
    "TranslationSessionUpdateEvent": "realtime.RealtimeTranslationSessionUpdateEvent",
    "TranslationSessionCloseEvent": "realtime.RealtimeTranslationSessionCloseEvent",
    "TranslationInputAudioBufferAppendEvent": "realtime.RealtimeTranslationInputAudioBufferAppendEvent",
    **{name: f"realtime.{name}" for name in CLIENT_EVENTS.values()},
    # server events: a connection reads each as the union of all
    **dict.fromkeys((*SERVER_EVENTS.values(), "RealtimeServerEvent"), "realtime.RealtimeServerEvent"),
    **dict.fromkeys(
        (*_OWN_TRANSLATION_EVENTS, "RealtimeTranslationServerEvent"), "realtime.RealtimeTranslationServerEvent"
    ),
    # items; their parts are one flat class for each role
    "RealtimeConversationItem": "realtime.ConversationItem",
    **{
        name: f"realtime.{name}"
        for name in (
            "RealtimeConversationItemSystemMessage",
            "RealtimeConversationItemUserMessage",
            "RealtimeConversationItemAssistantMessage",
            "RealtimeConversationItemFunctionCall",
            "RealtimeConversationItemFunctionCallOutput",
            "RealtimeMcpApprovalResponse",
            "RealtimeMcpApprovalRequest",
            "RealtimeMcpListTools",
            "RealtimeMcpToolCall",
            "RealtimeMcpProtocolError",
            "RealtimeMcpToolExecutionError",
            "RealtimeMcphttpError",
        )
    },
    **dict.fromkeys(
        ("InputTextPart", "InputAudioPart", "InputImagePart", "UserContentPart"),
        "realtime.realtime_conversation_item_user_message.Content",
    ),
    **dict.fromkeys(
        ("OutputTextPart", "OutputAudioPart", "AssistantContentPart"),
        "realtime.realtime_conversation_item_assistant_message.Content",
    ),
    "McpListToolEntry": "realtime.realtime_mcp_list_tools.Tool",
    "McpCallError": "realtime.realtime_mcp_tool_call.Error",
    # responses
    "RealtimeResponse": "realtime.RealtimeResponse",
    "RealtimeResponseCreateParams": "realtime.RealtimeResponseCreateParams",
    "RealtimeResponseCreateAudioOutput": "realtime.RealtimeResponseCreateAudioOutput",
    "ResponseAudioOutputConfig": "realtime.realtime_response_create_audio_output.Output",
    "RealtimeResponseUsage": "realtime.RealtimeResponseUsage",
    "RealtimeResponseStatus": "realtime.RealtimeResponseStatus",
    # phone calls
    "RealtimeCallIncomingWebhookEvent": "webhooks.RealtimeCallIncomingWebhookEvent",
}
"""Types that exist at run time: model classes, and aliases of unions and literals, below ``openai.types``."""

PARAMS: dict[str, str] = {
    "RealtimeClientSecretCreateRequest": "realtime.ClientSecretCreateParams",
    "ClientSecretExpiresAfter": "realtime.client_secret_create_params.ExpiresAfter",
    "RealtimeTranslationClientSecretCreateRequest": "realtime.translations.ClientSecretCreateParams",
    "RealtimeTranslationSessionCreateRequest": "realtime.RealtimeTranslationSessionCreateRequestParam",
    "RealtimeCallReferRequest": "realtime.CallReferParams",
    "RealtimeCallRejectRequest": "realtime.CallRejectParams",
}
"""Request bodies that users pass as keyword arguments and dicts: TypedDicts, not models."""

FORM: dict[str, str] = {"RealtimeCallCreateRequest": "realtime.CallCreateParams"}
"""The body that is sent as a multipart form; its fields are passed like those of ``PARAMS``."""

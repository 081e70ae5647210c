"""Written by docgen.strategy_stub; do not edit."""

from collections.abc import Collection, Mapping
from typing import Any, Final, Literal, Protocol, TypeVar, overload

from hypothesis.strategies import SearchStrategy

from pytest_realtime import wire
from pytest_realtime.payloads.conversation.conversation_state import ConversationTurn as ConversationTurn
from pytest_realtime.payloads.conversation.dialogue import conversations as conversations
from pytest_realtime.payloads.generation.strategy import Format
from pytest_realtime.payloads.generation.strategy import payloads as payloads
from pytest_realtime.payloads.generation.strategy import sessions as sessions
from pytest_realtime.payloads.mutations.strategy import invalid_payloads as invalid_payloads
from pytest_realtime.wire import Dialect

_Model = TypeVar("_Model", covariant=True)
_Json = TypeVar("_Json", covariant=True)

OF_DIALECT: Final[Mapping[str, Mapping[str, str]]]

class _Payloads(Protocol[_Model, _Json]):
    """Generate valid payloads of one wire type; see payloads() for the keywords."""

    @overload
    def __call__(
        self,
        *,
        format: Literal["json"] = "json",
        required_only: bool = False,
        overrides: Mapping[str, Any] | None = None,
        exclude: Collection[str] = (),
    ) -> SearchStrategy[_Json]: ...
    @overload
    def __call__(
        self,
        *,
        format: Literal["text"],
        required_only: bool = False,
        overrides: Mapping[str, Any] | None = None,
        exclude: Collection[str] = (),
    ) -> SearchStrategy[str]: ...
    @overload
    def __call__(
        self,
        *,
        format: Literal["model"],
        required_only: bool = False,
        overrides: Mapping[str, Any] | None = None,
        exclude: Collection[str] = (),
    ) -> SearchStrategy[_Model]: ...
    @overload
    def __call__(
        self,
        *,
        format: Format,
        required_only: bool = False,
        overrides: Mapping[str, Any] | None = None,
        exclude: Collection[str] = (),
    ) -> SearchStrategy[_Json | str | _Model]: ...

class _PayloadsOfDialect(Protocol[_Model, _Json]):
    """Generate valid payloads of one wire type a dialect; see payloads() for the keywords."""

    @overload
    def __call__(
        self,
        *,
        dialect: Dialect = ...,
        format: Literal["json"] = "json",
        required_only: bool = False,
        overrides: Mapping[str, Any] | None = None,
        exclude: Collection[str] = (),
    ) -> SearchStrategy[_Json]: ...
    @overload
    def __call__(
        self,
        *,
        dialect: Dialect = ...,
        format: Literal["text"],
        required_only: bool = False,
        overrides: Mapping[str, Any] | None = None,
        exclude: Collection[str] = (),
    ) -> SearchStrategy[str]: ...
    @overload
    def __call__(
        self,
        *,
        dialect: Dialect = ...,
        format: Literal["model"],
        required_only: bool = False,
        overrides: Mapping[str, Any] | None = None,
        exclude: Collection[str] = (),
    ) -> SearchStrategy[_Model]: ...
    @overload
    def __call__(
        self,
        *,
        dialect: Dialect = ...,
        format: Format,
        required_only: bool = False,
        overrides: Mapping[str, Any] | None = None,
        exclude: Collection[str] = (),
    ) -> SearchStrategy[_Json | str | _Model]: ...

audio_transcriptions: _Payloads[wire.AudioTranscription, dict[str, Any]]
semantic_vad_eagernesses: _Payloads[wire.SemanticVadEagerness, str]
turn_detections: _Payloads[wire.TurnDetection, dict[str, Any]]
realtime_transcription_session_turn_detections: _Payloads[wire.RealtimeTranscriptionSessionTurnDetection, dict[str, Any]]
realtime_audio_formats: _Payloads[wire.RealtimeAudioFormats, dict[str, Any]]
noise_reduction_types: _Payloads[wire.NoiseReductionType, str]
noise_reductions: _Payloads[wire.NoiseReduction, dict[str, Any]]
voices: _Payloads[wire.Voice, str | dict[str, Any]]
realtime_audio_config_inputs: _Payloads[wire.RealtimeAudioConfigInput, dict[str, Any]]
realtime_audio_config_outputs: _Payloads[wire.RealtimeAudioConfigOutput, dict[str, Any]]
realtime_audio_configs: _Payloads[wire.RealtimeAudioConfig, dict[str, Any]]
connector_ids: _Payloads[wire.ConnectorId, str]
mcp_tool_filters: _Payloads[wire.McpToolFilter, dict[str, Any]]
mcp_allowed_tools: _Payloads[wire.McpAllowedTools, list[Any] | dict[str, Any]]
mcp_tool_approval_settings: _Payloads[wire.McpToolApprovalSetting, str]
mcp_tool_approval_filters: _Payloads[wire.McpToolApprovalFilter, dict[str, Any]]
mcp_tool_approvals: _Payloads[wire.McpToolApproval, dict[str, Any] | str]
realtime_tools_configs: _Payloads[wire.RealtimeToolsConfig, dict[str, Any]]
tool_choice_options: _Payloads[wire.ToolChoiceOptions, str]
realtime_tool_choice_configs: _Payloads[wire.RealtimeToolChoiceConfig, str | dict[str, Any]]
tracing_modes: _Payloads[wire.TracingMode, str]
tracing_configs: _Payloads[wire.TracingConfig, dict[str, Any]]
realtime_tracing_configs: _Payloads[wire.RealtimeTracingConfig, str | dict[str, Any]]
truncation_modes: _Payloads[wire.TruncationMode, str]
retention_ratio_truncation_types: _Payloads[wire.RetentionRatioTruncationType, str]
truncation_token_limits: _Payloads[wire.TruncationTokenLimits, dict[str, Any]]
retention_ratio_truncations: _Payloads[wire.RetentionRatioTruncation, dict[str, Any]]
realtime_truncations: _Payloads[wire.RealtimeTruncation, str | dict[str, Any]]
realtime_session_types: _Payloads[wire.RealtimeSessionType, str]
output_modalities: _Payloads[wire.OutputModality, str]
realtime_include_options: _Payloads[wire.RealtimeIncludeOption, str]
inf_markers: _Payloads[wire.InfMarker, str]
max_output_tokens: _Payloads[wire.MaxOutputTokens, int | str]
realtime_session_create_requests: _Payloads[wire.RealtimeSessionCreateRequest, dict[str, Any]]
realtime_session_create_responses: _Payloads[wire.RealtimeSessionCreateResponse, dict[str, Any]]
realtime_session_client_secrets: _Payloads[wire.RealtimeSessionClientSecret, dict[str, Any]]
realtime_transcription_session_types: _Payloads[wire.RealtimeTranscriptionSessionType, str]
realtime_transcription_session_audios: _Payloads[wire.RealtimeTranscriptionSessionAudio, dict[str, Any]]
realtime_transcription_session_create_requests: _Payloads[wire.RealtimeTranscriptionSessionCreateRequest, dict[str, Any]]
realtime_transcription_session_response_audio_config_inputs: _Payloads[wire.RealtimeTranscriptionSessionResponseAudioConfigInput, dict[str, Any]]
realtime_transcription_session_response_audios: _Payloads[wire.RealtimeTranscriptionSessionResponseAudio, dict[str, Any]]
realtime_transcription_session_create_responses: _Payloads[wire.RealtimeTranscriptionSessionCreateResponse, dict[str, Any]]
transcription_models: _Payloads[wire.TranscriptionModel, str]
audio_transcription_delays: _Payloads[wire.AudioTranscriptionDelay, str]
audio_transcription_responses: _Payloads[wire.AudioTranscriptionResponse, dict[str, Any]]
server_vads: _Payloads[wire.ServerVad, dict[str, Any]]
semantic_vads: _Payloads[wire.SemanticVad, dict[str, Any]]
audio_pcms: _Payloads[wire.AudioPcm, dict[str, Any]]
audio_pcmus: _Payloads[wire.AudioPcmu, dict[str, Any]]
audio_pcmas: _Payloads[wire.AudioPcma, dict[str, Any]]
voice_ids_shared: _Payloads[wire.VoiceIdsShared, str]
voice_ids: _Payloads[wire.VoiceId, dict[str, Any]]
input_audio_buffer_cleared_events: _Payloads[wire.InputAudioBufferClearedEvent, dict[str, Any]]
input_audio_buffer_committed_events: _Payloads[wire.InputAudioBufferCommittedEvent, dict[str, Any]]
input_audio_buffer_speech_started_events: _Payloads[wire.InputAudioBufferSpeechStartedEvent, dict[str, Any]]
input_audio_buffer_speech_stopped_events: _Payloads[wire.InputAudioBufferSpeechStoppedEvent, dict[str, Any]]
input_audio_buffer_timeout_triggered_events: _Payloads[wire.InputAudioBufferTimeoutTriggered, dict[str, Any]]
input_audio_buffer_dtmf_event_received_events: _Payloads[wire.InputAudioBufferDtmfEventReceivedEvent, dict[str, Any]]
output_audio_buffer_started_events: _Payloads[wire.OutputAudioBufferStarted, dict[str, Any]]
output_audio_buffer_stopped_events: _Payloads[wire.OutputAudioBufferStopped, dict[str, Any]]
output_audio_buffer_cleared_events: _Payloads[wire.OutputAudioBufferCleared, dict[str, Any]]
response_prompt_variables: _Payloads[wire.ResponsePromptVariables, dict[str, Any]]
response_prompts: _Payloads[wire.ResponsePrompt, dict[str, Any]]
realtime_session_response_audio_inputs: _Payloads[wire.RealtimeSessionResponseAudioInput, dict[str, Any]]
realtime_session_response_audio_outputs: _Payloads[wire.RealtimeSessionResponseAudioOutput, dict[str, Any]]
realtime_session_response_audios: _Payloads[wire.RealtimeSessionResponseAudio, dict[str, Any]]
callable_tool_allowed_callers: _Payloads[wire.CallableToolAllowedCaller, str]
mcp_tools: _Payloads[wire.McpTool, dict[str, Any]]
realtime_function_tools: _Payloads[wire.RealtimeFunctionTool, dict[str, Any]]
tool_choice_functions: _Payloads[wire.ToolChoiceFunction, dict[str, Any]]
tool_choice_mcps: _Payloads[wire.ToolChoiceMcp, dict[str, Any]]
realtime_models: _Payloads[wire.RealtimeModel, str]
realtime_reasoning_efforts: _Payloads[wire.RealtimeReasoningEffort, str]
realtime_reasonings: _Payloads[wire.RealtimeReasoning, dict[str, Any]]
legacy_audio_formats: _Payloads[wire.LegacyAudioFormat, str]
legacy_turn_detections: _Payloads[wire.LegacyTurnDetection, dict[str, Any]]
legacy_realtime_sessions: _Payloads[wire.LegacyRealtimeSession, dict[str, Any]]
legacy_realtime_session_create_requests: _Payloads[wire.LegacyRealtimeSessionCreateRequest, dict[str, Any]]
legacy_realtime_session_create_responses: _Payloads[wire.LegacyRealtimeSessionCreateResponse, dict[str, Any]]
legacy_realtime_transcription_session_create_requests: _Payloads[wire.LegacyRealtimeTranscriptionSessionCreateRequest, dict[str, Any]]
legacy_realtime_transcription_session_create_responses: _Payloads[wire.LegacyRealtimeTranscriptionSessionCreateResponse, dict[str, Any]]
legacy_session_update_events: _Payloads[wire.LegacySessionUpdateEvent, dict[str, Any]]
legacy_session_created_events: _Payloads[wire.LegacySessionCreatedEvent, dict[str, Any]]
legacy_session_updated_events: _Payloads[wire.LegacySessionUpdatedEvent, dict[str, Any]]
transcription_session_update_events: _Payloads[wire.TranscriptionSessionUpdateEvent, dict[str, Any]]
transcription_session_created_events: _Payloads[wire.TranscriptionSessionCreatedEvent, dict[str, Any]]
transcription_session_updated_events: _Payloads[wire.TranscriptionSessionUpdatedEvent, dict[str, Any]]
image_details: _Payloads[wire.ImageDetail, str]
input_text_parts: _Payloads[wire.InputTextPart, dict[str, Any]]
input_audio_parts: _Payloads[wire.InputAudioPart, dict[str, Any]]
input_image_parts: _Payloads[wire.InputImagePart, dict[str, Any]]
output_text_parts: _Payloads[wire.OutputTextPart, dict[str, Any]]
output_audio_parts: _Payloads[wire.OutputAudioPart, dict[str, Any]]
user_content_parts: _Payloads[wire.UserContentPart, dict[str, Any]]
assistant_content_parts: _Payloads[wire.AssistantContentPart, dict[str, Any]]
realtime_content_parts: _Payloads[wire.RealtimeContentPart, dict[str, Any]]
conversation_item_objects: _Payloads[wire.ConversationItemObject, str]
conversation_item_statuses: _Payloads[wire.ConversationItemStatus, str]
conversation_item_roles: _Payloads[wire.ConversationItemRole, str]
realtime_conversation_item_system_messages: _Payloads[wire.RealtimeConversationItemSystemMessage, dict[str, Any]]
realtime_conversation_item_user_messages: _Payloads[wire.RealtimeConversationItemUserMessage, dict[str, Any]]
realtime_conversation_item_assistant_messages: _Payloads[wire.RealtimeConversationItemAssistantMessage, dict[str, Any]]
realtime_conversation_item_messages: _Payloads[wire.RealtimeConversationItemMessage, dict[str, Any]]
realtime_conversation_item_function_calls: _Payloads[wire.RealtimeConversationItemFunctionCall, dict[str, Any]]
realtime_conversation_item_function_call_outputs: _Payloads[wire.RealtimeConversationItemFunctionCallOutput, dict[str, Any]]
realtime_mcp_approval_responses: _Payloads[wire.RealtimeMcpApprovalResponse, dict[str, Any]]
mcp_list_tool_entries: _Payloads[wire.McpListToolEntry, dict[str, Any]]
realtime_mcp_list_tools: _Payloads[wire.RealtimeMcpListTools, dict[str, Any]]
realtime_mcp_protocol_errors: _Payloads[wire.RealtimeMcpProtocolError, dict[str, Any]]
realtime_mcp_tool_execution_errors: _Payloads[wire.RealtimeMcpToolExecutionError, dict[str, Any]]
realtime_mcphttp_errors: _Payloads[wire.RealtimeMcphttpError, dict[str, Any]]
mcp_call_errors: _Payloads[wire.McpCallError, dict[str, Any]]
realtime_mcp_tool_calls: _Payloads[wire.RealtimeMcpToolCall, dict[str, Any]]
realtime_mcp_approval_requests: _Payloads[wire.RealtimeMcpApprovalRequest, dict[str, Any]]
realtime_conversation_items: _PayloadsOfDialect[wire.RealtimeConversationItem | wire.LegacyConversationItem, dict[str, Any]]
response_item_references: _Payloads[wire.ResponseItemReference, dict[str, Any]]
realtime_response_input_items: _Payloads[wire.RealtimeResponseInputItem, dict[str, Any]]
metadata: _Payloads[wire.Metadata, dict[str, Any]]
realtime_response_objects: _Payloads[wire.RealtimeResponseObject, str]
response_statuses: _Payloads[wire.ResponseStatus, str]
status_details_types: _Payloads[wire.StatusDetailsType, str]
status_details_reasons: _Payloads[wire.StatusDetailsReason, str]
response_status_errors: _Payloads[wire.ResponseStatusError, dict[str, Any]]
realtime_response_statuses: _Payloads[wire.RealtimeResponseStatus, dict[str, Any]]
cached_tokens_details: _Payloads[wire.CachedTokensDetails, dict[str, Any]]
realtime_response_usage_input_token_details: _Payloads[wire.RealtimeResponseUsageInputTokenDetails, dict[str, Any]]
realtime_response_usage_output_token_details: _Payloads[wire.RealtimeResponseUsageOutputTokenDetails, dict[str, Any]]
realtime_response_usages: _Payloads[wire.RealtimeResponseUsage, dict[str, Any]]
realtime_response_audio_outputs: _Payloads[wire.RealtimeResponseAudioOutput, dict[str, Any]]
realtime_response_audios: _Payloads[wire.RealtimeResponseAudio, dict[str, Any]]
realtime_responses: _Payloads[wire.RealtimeResponse, dict[str, Any]]
response_conversation_modes: _Payloads[wire.ResponseConversationMode, str]
response_conversations: _Payloads[wire.ResponseConversation, str]
response_audio_output_configs: _Payloads[wire.ResponseAudioOutputConfig, dict[str, Any]]
realtime_response_create_audio_outputs: _Payloads[wire.RealtimeResponseCreateAudioOutput, dict[str, Any]]
realtime_response_create_params: _Payloads[wire.RealtimeResponseCreateParams, dict[str, Any]]
legacy_conversation_item_contents: _Payloads[wire.LegacyConversationItemContent, dict[str, Any]]
legacy_conversation_items: _Payloads[wire.LegacyConversationItem, dict[str, Any]]
legacy_realtime_responses: _Payloads[wire.LegacyRealtimeResponse, dict[str, Any]]
legacy_response_create_params: _Payloads[wire.LegacyResponseCreateParams, dict[str, Any]]
conversation_item_create_events: _Payloads[wire.ConversationItemCreateEvent, dict[str, Any]]
conversation_item_delete_events: _Payloads[wire.ConversationItemDeleteEvent, dict[str, Any]]
conversation_item_retrieve_events: _Payloads[wire.ConversationItemRetrieveEvent, dict[str, Any]]
conversation_item_truncate_events: _Payloads[wire.ConversationItemTruncateEvent, dict[str, Any]]
input_audio_buffer_append_events: _Payloads[wire.InputAudioBufferAppendEvent, dict[str, Any]]
input_audio_buffer_clear_events: _Payloads[wire.InputAudioBufferClearEvent, dict[str, Any]]
input_audio_buffer_commit_events: _Payloads[wire.InputAudioBufferCommitEvent, dict[str, Any]]
output_audio_buffer_clear_events: _Payloads[wire.OutputAudioBufferClearEvent, dict[str, Any]]
response_cancel_events: _Payloads[wire.ResponseCancelEvent, dict[str, Any]]
response_create_events: _Payloads[wire.ResponseCreateEvent, dict[str, Any]]
legacy_conversation_item_create_events: _Payloads[wire.LegacyConversationItemCreateEvent, dict[str, Any]]
legacy_response_create_events: _Payloads[wire.LegacyResponseCreateEvent, dict[str, Any]]
legacy_conversation_item_created_events: _Payloads[wire.LegacyConversationItemCreatedEvent, dict[str, Any]]
legacy_conversation_item_retrieved_events: _Payloads[wire.LegacyConversationItemRetrieved, dict[str, Any]]
legacy_response_output_item_added_events: _Payloads[wire.LegacyResponseOutputItemAddedEvent, dict[str, Any]]
legacy_response_output_item_done_events: _Payloads[wire.LegacyResponseOutputItemDoneEvent, dict[str, Any]]
legacy_response_created_events: _Payloads[wire.LegacyResponseCreatedEvent, dict[str, Any]]
legacy_response_done_events: _Payloads[wire.LegacyResponseDoneEvent, dict[str, Any]]
legacy_response_text_delta_events: _Payloads[wire.LegacyResponseTextDeltaEvent, dict[str, Any]]
legacy_response_text_done_events: _Payloads[wire.LegacyResponseTextDoneEvent, dict[str, Any]]
legacy_response_audio_delta_events: _Payloads[wire.LegacyResponseAudioDeltaEvent, dict[str, Any]]
legacy_response_audio_done_events: _Payloads[wire.LegacyResponseAudioDoneEvent, dict[str, Any]]
legacy_response_audio_transcript_delta_events: _Payloads[wire.LegacyResponseAudioTranscriptDeltaEvent, dict[str, Any]]
legacy_response_audio_transcript_done_events: _Payloads[wire.LegacyResponseAudioTranscriptDoneEvent, dict[str, Any]]
realtime_call_create_requests: _Payloads[wire.RealtimeCallCreateRequest, dict[str, Any]]
realtime_call_refer_requests: _Payloads[wire.RealtimeCallReferRequest, dict[str, Any]]
realtime_call_reject_requests: _Payloads[wire.RealtimeCallRejectRequest, dict[str, Any]]
realtime_transcription_session_audio_inputs: _Payloads[wire.RealtimeTranscriptionSessionAudioInput, dict[str, Any]]
session_configs: _Payloads[wire.SessionConfig, dict[str, Any]]
session_objects: _Payloads[wire.SessionObject, dict[str, Any]]
client_secret_expires_after: _Payloads[wire.ClientSecretExpiresAfter, dict[str, Any]]
realtime_client_secret_create_requests: _Payloads[wire.RealtimeClientSecretCreateRequest, dict[str, Any]]
realtime_client_secret_create_responses: _Payloads[wire.RealtimeClientSecretCreateResponse, dict[str, Any]]
conversation_objects: _Payloads[wire.Conversation, dict[str, Any]]
conversation_created_events: _Payloads[wire.ConversationCreatedEvent, dict[str, Any]]
conversation_item_created_events: _Payloads[wire.ConversationItemCreatedEvent, dict[str, Any]]
conversation_item_added_events: _Payloads[wire.ConversationItemAdded, dict[str, Any]]
conversation_item_done_events: _Payloads[wire.ConversationItemDone, dict[str, Any]]
conversation_item_deleted_events: _Payloads[wire.ConversationItemDeletedEvent, dict[str, Any]]
conversation_item_retrieved_events: _Payloads[wire.ConversationItemRetrieved, dict[str, Any]]
conversation_item_truncated_events: _Payloads[wire.ConversationItemTruncatedEvent, dict[str, Any]]
response_mcp_call_arguments_delta_events: _Payloads[wire.ResponseMcpCallArgumentsDelta, dict[str, Any]]
response_mcp_call_arguments_done_events: _Payloads[wire.ResponseMcpCallArgumentsDone, dict[str, Any]]
response_mcp_call_in_progress_events: _Payloads[wire.ResponseMcpCallInProgress, dict[str, Any]]
response_mcp_call_completed_events: _Payloads[wire.ResponseMcpCallCompleted, dict[str, Any]]
response_mcp_call_failed_events: _Payloads[wire.ResponseMcpCallFailed, dict[str, Any]]
mcp_list_tools_in_progress_events: _Payloads[wire.McpListToolsInProgress, dict[str, Any]]
mcp_list_tools_completed_events: _Payloads[wire.McpListToolsCompleted, dict[str, Any]]
mcp_list_tools_failed_events: _Payloads[wire.McpListToolsFailed, dict[str, Any]]
response_content_parts: _Payloads[wire.ResponseContentPart, dict[str, Any]]
response_created_events: _Payloads[wire.ResponseCreatedEvent, dict[str, Any]]
response_done_events: _Payloads[wire.ResponseDoneEvent, dict[str, Any]]
response_output_item_added_events: _Payloads[wire.ResponseOutputItemAddedEvent, dict[str, Any]]
response_output_item_done_events: _Payloads[wire.ResponseOutputItemDoneEvent, dict[str, Any]]
response_content_part_added_events: _Payloads[wire.ResponseContentPartAddedEvent, dict[str, Any]]
response_content_part_done_events: _Payloads[wire.ResponseContentPartDoneEvent, dict[str, Any]]
response_text_delta_events: _Payloads[wire.ResponseTextDeltaEvent, dict[str, Any]]
response_text_done_events: _Payloads[wire.ResponseTextDoneEvent, dict[str, Any]]
response_audio_delta_events: _Payloads[wire.ResponseAudioDeltaEvent, dict[str, Any]]
response_audio_done_events: _Payloads[wire.ResponseAudioDoneEvent, dict[str, Any]]
response_audio_transcript_delta_events: _Payloads[wire.ResponseAudioTranscriptDeltaEvent, dict[str, Any]]
response_audio_transcript_done_events: _Payloads[wire.ResponseAudioTranscriptDoneEvent, dict[str, Any]]
response_function_call_arguments_delta_events: _Payloads[wire.ResponseFunctionCallArgumentsDeltaEvent, dict[str, Any]]
response_function_call_arguments_done_events: _Payloads[wire.ResponseFunctionCallArgumentsDoneEvent, dict[str, Any]]
realtime_errors: _Payloads[wire.RealtimeError, dict[str, Any]]
realtime_error_events: _Payloads[wire.RealtimeErrorEvent, dict[str, Any]]
realtime_rate_limits: _Payloads[wire.RealtimeRateLimit, dict[str, Any]]
rate_limits_updated_events: _Payloads[wire.RateLimitsUpdatedEvent, dict[str, Any]]
realtime_sip_headers: _Payloads[wire.RealtimeSipHeader, dict[str, Any]]
realtime_call_incoming_data: _Payloads[wire.RealtimeCallIncomingData, dict[str, Any]]
realtime_call_incoming_webhook_events: _Payloads[wire.RealtimeCallIncomingWebhookEvent, dict[str, Any]]
session_update_events: _Payloads[wire.SessionUpdateEvent, dict[str, Any]]
session_created_events: _Payloads[wire.SessionCreatedEvent, dict[str, Any]]
session_updated_events: _Payloads[wire.SessionUpdatedEvent, dict[str, Any]]
log_prob_properties: _Payloads[wire.LogProbProperties, dict[str, Any]]
transcription_token_input_details: _Payloads[wire.TranscriptionTokenInputDetails, dict[str, Any]]
transcript_text_usage_tokens: _Payloads[wire.TranscriptTextUsageTokens, dict[str, Any]]
transcript_text_usage_durations: _Payloads[wire.TranscriptTextUsageDuration, dict[str, Any]]
transcription_usages: _Payloads[wire.TranscriptionUsage, dict[str, Any]]
transcription_errors: _Payloads[wire.TranscriptionError, dict[str, Any]]
transcription_languages: _Payloads[wire.TranscriptionLanguage, dict[str, Any]]
conversation_item_input_audio_transcription_delta_events: _Payloads[wire.ConversationItemInputAudioTranscriptionDeltaEvent, dict[str, Any]]
conversation_item_input_audio_transcription_completed_events: _Payloads[wire.ConversationItemInputAudioTranscriptionCompletedEvent, dict[str, Any]]
conversation_item_input_audio_transcription_failed_events: _Payloads[wire.ConversationItemInputAudioTranscriptionFailedEvent, dict[str, Any]]
conversation_item_input_audio_transcription_segment_events: _Payloads[wire.ConversationItemInputAudioTranscriptionSegment, dict[str, Any]]
translation_transcriptions: _Payloads[wire.TranslationTranscription, dict[str, Any]]
translation_noise_reductions: _Payloads[wire.TranslationNoiseReduction, dict[str, Any]]
translation_audio_inputs: _Payloads[wire.TranslationAudioInput, dict[str, Any]]
translation_audio_outputs: _Payloads[wire.TranslationAudioOutput, dict[str, Any]]
translation_audios: _Payloads[wire.TranslationAudio, dict[str, Any]]
realtime_translation_session_create_requests: _Payloads[wire.RealtimeTranslationSessionCreateRequest, dict[str, Any]]
realtime_translation_session_update_requests: _Payloads[wire.RealtimeTranslationSessionUpdateRequest, dict[str, Any]]
realtime_translation_sessions: _Payloads[wire.RealtimeTranslationSession, dict[str, Any]]
realtime_translation_client_secret_create_requests: _Payloads[wire.RealtimeTranslationClientSecretCreateRequest, dict[str, Any]]
realtime_translation_client_secret_create_responses: _Payloads[wire.RealtimeTranslationClientSecretCreateResponse, dict[str, Any]]
translation_session_update_events: _Payloads[wire.TranslationSessionUpdateEvent, dict[str, Any]]
translation_session_close_events: _Payloads[wire.TranslationSessionCloseEvent, dict[str, Any]]
translation_session_created_events: _Payloads[wire.TranslationSessionCreatedEvent, dict[str, Any]]
translation_session_updated_events: _Payloads[wire.TranslationSessionUpdatedEvent, dict[str, Any]]
translation_session_closed_events: _Payloads[wire.TranslationSessionClosedEvent, dict[str, Any]]
translation_input_audio_buffer_append_events: _Payloads[wire.TranslationInputAudioBufferAppendEvent, dict[str, Any]]
translation_input_transcript_delta_events: _Payloads[wire.TranslationInputTranscriptDeltaEvent, dict[str, Any]]
translation_output_transcript_delta_events: _Payloads[wire.TranslationOutputTranscriptDeltaEvent, dict[str, Any]]
translation_output_audio_delta_events: _Payloads[wire.TranslationOutputAudioDeltaEvent, dict[str, Any]]
realtime_client_events: _PayloadsOfDialect[wire.RealtimeClientEvent | wire.RealtimeTranslationClientEvent | wire.LegacyClientEvent, dict[str, Any]]
realtime_server_events: _PayloadsOfDialect[wire.RealtimeServerEvent | wire.RealtimeTranslationServerEvent | wire.LegacyServerEvent, dict[str, Any]]
realtime_translation_client_events: _Payloads[wire.RealtimeTranslationClientEvent, dict[str, Any]]
realtime_translation_server_events: _Payloads[wire.RealtimeTranslationServerEvent, dict[str, Any]]
legacy_client_events: _Payloads[wire.LegacyClientEvent, dict[str, Any]]
legacy_server_events: _Payloads[wire.LegacyServerEvent, dict[str, Any]]

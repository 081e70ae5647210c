"""Written by docgen.strategy_stub; do not edit."""

from collections.abc import Collection, Mapping
from typing import Any, Literal, Protocol, TypeVar, overload

from hypothesis.strategies import SearchStrategy

from pytest_realtime import wire
from pytest_realtime.payloads.generation.strategy import Format
from pytest_realtime.payloads.generation.strategy import payloads as payloads
from pytest_realtime.payloads.generation.strategy import sessions as sessions
from pytest_realtime.payloads.mutations.strategy import invalid_payloads as invalid_payloads

_Model = TypeVar("_Model", covariant=True)
_Json = TypeVar("_Json", covariant=True)

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
audio_transcription_delaies: _Payloads[wire.AudioTranscriptionDelay, str]
audio_transcription_responses: _Payloads[wire.AudioTranscriptionResponse, dict[str, Any]]
server_vads: _Payloads[wire.ServerVad, dict[str, Any]]
semantic_vads: _Payloads[wire.SemanticVad, dict[str, Any]]
audio_pcms: _Payloads[wire.AudioPcm, dict[str, Any]]
audio_pcmus: _Payloads[wire.AudioPcmu, dict[str, Any]]
audio_pcmas: _Payloads[wire.AudioPcma, dict[str, Any]]
voice_ids_shared: _Payloads[wire.VoiceIdsShared, str]
voice_ids: _Payloads[wire.VoiceId, dict[str, Any]]
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
realtime_call_create_requests: _Payloads[wire.RealtimeCallCreateRequest, dict[str, Any]]
realtime_call_refer_requests: _Payloads[wire.RealtimeCallReferRequest, dict[str, Any]]
realtime_call_reject_requests: _Payloads[wire.RealtimeCallRejectRequest, dict[str, Any]]
realtime_transcription_session_audio_inputs: _Payloads[wire.RealtimeTranscriptionSessionAudioInput, dict[str, Any]]
session_configs: _Payloads[wire.SessionConfig, dict[str, Any]]
session_objects: _Payloads[wire.SessionObject, dict[str, Any]]
client_secret_expires_after: _Payloads[wire.ClientSecretExpiresAfter, dict[str, Any]]
realtime_client_secret_create_requests: _Payloads[wire.RealtimeClientSecretCreateRequest, dict[str, Any]]
realtime_client_secret_create_responses: _Payloads[wire.RealtimeClientSecretCreateResponse, dict[str, Any]]
session_update_events: _Payloads[wire.SessionUpdateEvent, dict[str, Any]]
session_created_events: _Payloads[wire.SessionCreatedEvent, dict[str, Any]]
session_updated_events: _Payloads[wire.SessionUpdatedEvent, dict[str, Any]]
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

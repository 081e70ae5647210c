"""Written by docgen.strategy_stub; do not edit."""

from collections.abc import Collection, Mapping
from typing import Any

from hypothesis.strategies import SearchStrategy

from pytest_realtime.payloads.mutations.strategy import invalid_payloads as invalid_payloads
from pytest_realtime.payloads.generation.strategy import Form
from pytest_realtime.payloads.generation.strategy import payloads as payloads
from pytest_realtime.payloads.generation.strategy import sessions as sessions

def audio_transcriptions(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of AudioTranscription; see payloads() for the keywords."""

def semantic_vad_eagernesses(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of SemanticVadEagerness; see payloads() for the keywords."""

def turn_detections(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of TurnDetection; see payloads() for the keywords."""

def realtime_transcription_session_turn_detections(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeTranscriptionSessionTurnDetection; see payloads() for the keywords."""

def realtime_audio_formats(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeAudioFormats; see payloads() for the keywords."""

def noise_reduction_types(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of NoiseReductionType; see payloads() for the keywords."""

def noise_reductions(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of NoiseReduction; see payloads() for the keywords."""

def voices(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of Voice; see payloads() for the keywords."""

def realtime_audio_config_inputs(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeAudioConfigInput; see payloads() for the keywords."""

def realtime_audio_config_outputs(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeAudioConfigOutput; see payloads() for the keywords."""

def realtime_audio_configs(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeAudioConfig; see payloads() for the keywords."""

def connector_ids(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of ConnectorId; see payloads() for the keywords."""

def mcp_tool_filters(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of McpToolFilter; see payloads() for the keywords."""

def mcp_allowed_tools(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of McpAllowedTools; see payloads() for the keywords."""

def mcp_tool_approval_settings(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of McpToolApprovalSetting; see payloads() for the keywords."""

def mcp_tool_approval_filters(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of McpToolApprovalFilter; see payloads() for the keywords."""

def mcp_tool_approvals(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of McpToolApproval; see payloads() for the keywords."""

def realtime_tools_configs(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeToolsConfig; see payloads() for the keywords."""

def tool_choice_options(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of ToolChoiceOptions; see payloads() for the keywords."""

def realtime_tool_choice_configs(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeToolChoiceConfig; see payloads() for the keywords."""

def tracing_modes(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of TracingMode; see payloads() for the keywords."""

def tracing_configs(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of TracingConfig; see payloads() for the keywords."""

def realtime_tracing_configs(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeTracingConfig; see payloads() for the keywords."""

def truncation_modes(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of TruncationMode; see payloads() for the keywords."""

def retention_ratio_truncation_types(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RetentionRatioTruncationType; see payloads() for the keywords."""

def truncation_token_limits(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of TruncationTokenLimits; see payloads() for the keywords."""

def retention_ratio_truncations(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RetentionRatioTruncation; see payloads() for the keywords."""

def realtime_truncations(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeTruncation; see payloads() for the keywords."""

def realtime_session_types(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeSessionType; see payloads() for the keywords."""

def output_modalities(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of OutputModality; see payloads() for the keywords."""

def realtime_include_options(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeIncludeOption; see payloads() for the keywords."""

def inf_markers(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of InfMarker; see payloads() for the keywords."""

def max_output_tokens(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of MaxOutputTokens; see payloads() for the keywords."""

def realtime_session_create_requests(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeSessionCreateRequest; see payloads() for the keywords."""

def realtime_session_create_responses(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeSessionCreateResponse; see payloads() for the keywords."""

def realtime_session_client_secrets(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeSessionClientSecret; see payloads() for the keywords."""

def realtime_transcription_session_types(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeTranscriptionSessionType; see payloads() for the keywords."""

def realtime_transcription_session_audios(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeTranscriptionSessionAudio; see payloads() for the keywords."""

def realtime_transcription_session_create_requests(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeTranscriptionSessionCreateRequest; see payloads() for the keywords."""

def realtime_transcription_session_response_audio_config_inputs(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeTranscriptionSessionResponseAudioConfigInput; see payloads() for the keywords."""

def realtime_transcription_session_response_audios(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeTranscriptionSessionResponseAudio; see payloads() for the keywords."""

def realtime_transcription_session_create_responses(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeTranscriptionSessionCreateResponse; see payloads() for the keywords."""

def transcription_models(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of TranscriptionModel; see payloads() for the keywords."""

def audio_transcription_delays(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of AudioTranscriptionDelay; see payloads() for the keywords."""

def audio_transcription_responses(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of AudioTranscriptionResponse; see payloads() for the keywords."""

def server_vads(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of ServerVad; see payloads() for the keywords."""

def semantic_vads(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of SemanticVad; see payloads() for the keywords."""

def audio_pcms(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of AudioPcm; see payloads() for the keywords."""

def audio_pcmus(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of AudioPcmu; see payloads() for the keywords."""

def audio_pcmas(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of AudioPcma; see payloads() for the keywords."""

def voice_ids_shared(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of VoiceIdsShared; see payloads() for the keywords."""

def voice_ids(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of VoiceId; see payloads() for the keywords."""

def response_prompt_variables(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of ResponsePromptVariables; see payloads() for the keywords."""

def response_prompts(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of ResponsePrompt; see payloads() for the keywords."""

def realtime_session_response_audio_inputs(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeSessionResponseAudioInput; see payloads() for the keywords."""

def realtime_session_response_audio_outputs(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeSessionResponseAudioOutput; see payloads() for the keywords."""

def realtime_session_response_audios(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeSessionResponseAudio; see payloads() for the keywords."""

def callable_tool_allowed_callers(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of CallableToolAllowedCaller; see payloads() for the keywords."""

def mcp_tools(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of McpTool; see payloads() for the keywords."""

def realtime_function_tools(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeFunctionTool; see payloads() for the keywords."""

def tool_choice_functions(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of ToolChoiceFunction; see payloads() for the keywords."""

def tool_choice_mcps(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of ToolChoiceMcp; see payloads() for the keywords."""

def realtime_models(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeModel; see payloads() for the keywords."""

def realtime_reasoning_efforts(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeReasoningEffort; see payloads() for the keywords."""

def realtime_reasonings(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeReasoning; see payloads() for the keywords."""

def legacy_audio_formats(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of LegacyAudioFormat; see payloads() for the keywords."""

def legacy_turn_detections(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of LegacyTurnDetection; see payloads() for the keywords."""

def legacy_realtime_sessions(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of LegacyRealtimeSession; see payloads() for the keywords."""

def legacy_realtime_session_create_requests(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of LegacyRealtimeSessionCreateRequest; see payloads() for the keywords."""

def legacy_realtime_session_create_responses(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of LegacyRealtimeSessionCreateResponse; see payloads() for the keywords."""

def legacy_realtime_transcription_session_create_requests(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of LegacyRealtimeTranscriptionSessionCreateRequest; see payloads() for the keywords."""

def legacy_realtime_transcription_session_create_responses(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of LegacyRealtimeTranscriptionSessionCreateResponse; see payloads() for the keywords."""

def legacy_session_update_events(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of LegacySessionUpdateEvent; see payloads() for the keywords."""

def legacy_session_created_events(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of LegacySessionCreatedEvent; see payloads() for the keywords."""

def legacy_session_updated_events(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of LegacySessionUpdatedEvent; see payloads() for the keywords."""

def transcription_session_update_events(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of TranscriptionSessionUpdateEvent; see payloads() for the keywords."""

def transcription_session_created_events(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of TranscriptionSessionCreatedEvent; see payloads() for the keywords."""

def transcription_session_updated_events(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of TranscriptionSessionUpdatedEvent; see payloads() for the keywords."""

def realtime_call_create_requests(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeCallCreateRequest; see payloads() for the keywords."""

def realtime_call_refer_requests(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeCallReferRequest; see payloads() for the keywords."""

def realtime_call_reject_requests(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeCallRejectRequest; see payloads() for the keywords."""

def realtime_transcription_session_audio_inputs(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeTranscriptionSessionAudioInput; see payloads() for the keywords."""

def session_configs(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of SessionConfig; see payloads() for the keywords."""

def session_objects(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of SessionObject; see payloads() for the keywords."""

def client_secret_expires_after(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of ClientSecretExpiresAfter; see payloads() for the keywords."""

def realtime_client_secret_create_requests(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeClientSecretCreateRequest; see payloads() for the keywords."""

def realtime_client_secret_create_responses(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeClientSecretCreateResponse; see payloads() for the keywords."""

def session_update_events(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of SessionUpdateEvent; see payloads() for the keywords."""

def session_created_events(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of SessionCreatedEvent; see payloads() for the keywords."""

def session_updated_events(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of SessionUpdatedEvent; see payloads() for the keywords."""

def translation_transcriptions(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of TranslationTranscription; see payloads() for the keywords."""

def translation_noise_reductions(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of TranslationNoiseReduction; see payloads() for the keywords."""

def translation_audio_inputs(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of TranslationAudioInput; see payloads() for the keywords."""

def translation_audio_outputs(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of TranslationAudioOutput; see payloads() for the keywords."""

def translation_audios(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of TranslationAudio; see payloads() for the keywords."""

def realtime_translation_session_create_requests(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeTranslationSessionCreateRequest; see payloads() for the keywords."""

def realtime_translation_session_update_requests(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeTranslationSessionUpdateRequest; see payloads() for the keywords."""

def realtime_translation_sessions(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeTranslationSession; see payloads() for the keywords."""

def realtime_translation_client_secret_create_requests(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeTranslationClientSecretCreateRequest; see payloads() for the keywords."""

def realtime_translation_client_secret_create_responses(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of RealtimeTranslationClientSecretCreateResponse; see payloads() for the keywords."""

def translation_session_update_events(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of TranslationSessionUpdateEvent; see payloads() for the keywords."""

def translation_session_close_events(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of TranslationSessionCloseEvent; see payloads() for the keywords."""

def translation_session_created_events(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of TranslationSessionCreatedEvent; see payloads() for the keywords."""

def translation_session_updated_events(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of TranslationSessionUpdatedEvent; see payloads() for the keywords."""

def translation_session_closed_events(
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> SearchStrategy[Any]:
    """Generate valid payloads of TranslationSessionClosedEvent; see payloads() for the keywords."""

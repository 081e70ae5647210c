//! Answers the contract suite with the crate async-openai, module types::realtime.
//!
//! Users of the crate parse and write its types with serde_json, and its client writes its requests with
//! serde_json, too; a client event becomes text by the crate's `String::from`. So does this driver.

#[path = "../../rust-openai-protocol/src/build.rs"]
mod build;
mod literals;
#[path = "../../rust-openai-protocol/src/protocol.rs"]
mod protocol;
mod requests;

use std::process::ExitCode;

use async_openai::types::mcp::*;
use async_openai::types::realtime::translation::*;
use async_openai::types::realtime::*;
use async_openai::types::responses::{
    CallableToolAllowedCaller, Prompt, ResponsePromptVariables, ToolChoiceOptions,
};
use build::built;
use protocol::{again, parsed, run, Entry, Refusal, Writer, BOTH, READ, WRITTEN};

const NAME: &str = "async-openai";

#[rustfmt::skip]
const TYPES: &[Entry] = &[
    // The same, or the same under another name.
    ("AudioTranscription", WRITTEN, again::<AudioTranscription>),
    ("AudioTranscriptionDelay", WRITTEN, again::<AudioTranscriptionDelay>),
    ("AudioTranscriptionResponse", READ, again::<AudioTranscriptionResponse>),
    ("CallableToolAllowedCaller", BOTH, again::<CallableToolAllowedCaller>),
    ("ConnectorId", BOTH, again::<McpToolConnectorId>),
    ("MaxOutputTokens", BOTH, again::<MaxOutputTokens>),
    ("McpAllowedTools", BOTH, again::<MCPToolAllowedTools>),
    ("McpToolApproval", BOTH, again::<MCPToolRequireApproval>),
    ("McpToolApprovalFilter", BOTH, again::<MCPToolApprovalFilter>),
    ("McpToolApprovalSetting", BOTH, again::<MCPToolApprovalSetting>),
    ("McpToolFilter", BOTH, again::<MCPToolFilter>),
    ("NoiseReduction", BOTH, again::<RealtimeNoiseReduction>),
    ("NoiseReductionType", BOTH, again::<NoiseReductionType>),
    ("RealtimeAudioConfig", WRITTEN, again::<Audio>),
    ("RealtimeAudioConfigInput", WRITTEN, again::<AudioInput>),
    ("RealtimeAudioConfigOutput", WRITTEN, again::<AudioOutput>),
    ("RealtimeAudioFormats", BOTH, again::<RealtimeAudioFormats>),
    ("RealtimeReasoning", BOTH, again::<RealtimeReasoning>),
    ("RealtimeReasoningEffort", BOTH, again::<RealtimeReasoningEffort>),
    ("RealtimeToolChoiceConfig", BOTH, again::<ToolChoice>),
    ("RealtimeToolsConfig", BOTH, again::<RealtimeTool>),
    ("RealtimeTracingConfig", BOTH, again::<Tracing>),
    ("RealtimeTranscriptionSessionAudio", WRITTEN, again::<TranscriptionAudio>),
    ("RealtimeTruncation", BOTH, again::<RealtimeTruncation>),
    ("ResponsePrompt", BOTH, again::<Prompt>),
    ("ResponsePromptVariables", BOTH, again::<ResponsePromptVariables>),
    ("RetentionRatioTruncation", BOTH, again::<RetentionRatioTruncation>),
    ("SessionConfig", WRITTEN, again::<Session>),
    ("ToolChoiceOptions", BOTH, again::<ToolChoiceOptions>),
    ("TracingConfig", BOTH, again::<TracingConfiguration>),
    ("TruncationTokenLimits", BOTH, again::<TokenLimits>),
    ("TurnDetection", BOTH, again::<RealtimeTurnDetection>),
    ("Voice", BOTH, again::<RealtimeVoice>),
    // Arms of enums, which write the arm's type member: asked as the enum.
    ("AudioPcm", BOTH, again::<RealtimeAudioFormats>),
    ("AudioPcma", BOTH, again::<RealtimeAudioFormats>),
    ("AudioPcmu", BOTH, again::<RealtimeAudioFormats>),
    ("McpTool", BOTH, again::<RealtimeTool>),
    ("RealtimeFunctionTool", BOTH, again::<RealtimeTool>),
    ("RealtimeSessionCreateRequest", WRITTEN, again::<Session>),
    ("RealtimeSessionCreateResponse", READ, again::<Session>),
    ("RealtimeTranscriptionSessionCreateRequest", WRITTEN, again::<Session>),
    ("RealtimeTranscriptionSessionCreateResponse", READ, again::<Session>),
    ("SemanticVad", BOTH, again::<RealtimeTurnDetection>),
    ("ServerVad", BOTH, again::<RealtimeTurnDetection>),
    ("ToolChoiceFunction", BOTH, again::<ToolChoice>),
    ("ToolChoiceMcp", BOTH, again::<ToolChoice>),
    ("VoiceIdsShared", BOTH, again::<RealtimeVoice>),
    // Where the crate has one type for two of the wire.
    ("RealtimeSessionResponseAudio", READ, again::<Audio>),
    ("RealtimeSessionResponseAudioInput", READ, again::<AudioInput>),
    ("RealtimeSessionResponseAudioOutput", READ, again::<AudioOutput>),
    ("RealtimeTranscriptionSessionAudioInput", WRITTEN, again::<AudioInput>),
    ("RealtimeTranscriptionSessionResponseAudio", READ, again::<TranscriptionAudio>),
    ("RealtimeTranscriptionSessionResponseAudioConfigInput", READ, again::<AudioInput>),
    ("RealtimeTranscriptionSessionTurnDetection", READ, again::<RealtimeTurnDetection>),
    ("SessionObject", READ, again::<Session>),
    // Requests and answers over HTTP.
    ("ClientSecretExpiresAfter", WRITTEN, requests::expires_after),
    ("RealtimeCallCreateRequest", WRITTEN, parsed_call),
    ("RealtimeCallReferRequest", WRITTEN, requests::refer_call),
    ("RealtimeCallRejectRequest", WRITTEN, requests::reject_call),
    ("RealtimeClientSecretCreateRequest", WRITTEN, parsed_client_secret),
    ("RealtimeClientSecretCreateResponse", READ, requests::client_secret_created),
    // Events.
    ("SessionUpdateEvent", WRITTEN, client_event),
    ("SessionCreatedEvent", READ, again::<RealtimeServerEvent>),
    ("SessionUpdatedEvent", READ, again::<RealtimeServerEvent>),
    // Translation.
    ("RealtimeTranslationClientSecretCreateRequest", WRITTEN, again::<RealtimeTranslationClientSecretCreateRequest>),
    ("RealtimeTranslationClientSecretCreateResponse", READ, again::<RealtimeTranslationClientSecretCreateResponse>),
    ("RealtimeTranslationSession", READ, again::<RealtimeTranslationSession>),
    ("RealtimeTranslationSessionCreateRequest", WRITTEN, again::<RealtimeTranslationSessionCreateRequest>),
    ("RealtimeTranslationSessionUpdateRequest", WRITTEN, again::<RealtimeTranslationSessionUpdateRequest>),
    ("TranslationAudio", BOTH, again::<RealtimeTranslationAudio>),
    ("TranslationAudioInput", BOTH, again::<RealtimeTranslationInputAudio>),
    ("TranslationAudioOutput", BOTH, again::<RealtimeTranslationOutputAudio>),
    ("TranslationNoiseReduction", BOTH, again::<RealtimeTranslationNoiseReduction>),
    ("TranslationTranscription", BOTH, again::<RealtimeTranslationInputTranscription>),
    ("TranslationSessionCloseEvent", WRITTEN, again::<RealtimeTranslationClientEvent>),
    ("TranslationSessionUpdateEvent", WRITTEN, again::<RealtimeTranslationClientEvent>),
    ("TranslationSessionClosedEvent", READ, again::<RealtimeTranslationServerEvent>),
    ("TranslationSessionCreatedEvent", READ, again::<RealtimeTranslationServerEvent>),
    ("TranslationSessionUpdatedEvent", READ, again::<RealtimeTranslationServerEvent>),
];

/// What is written of values that are built, member by member.
#[rustfmt::skip]
const WRITERS: &[Writer] = &[
    ("AudioTranscription", built::<AudioTranscription>),
    ("AudioTranscriptionDelay", built::<AudioTranscriptionDelay>),
    ("CallableToolAllowedCaller", built::<CallableToolAllowedCaller>),
    ("ConnectorId", built::<McpToolConnectorId>),
    ("MaxOutputTokens", built::<MaxOutputTokens>),
    ("McpAllowedTools", built::<MCPToolAllowedTools>),
    ("McpToolApproval", built::<MCPToolRequireApproval>),
    ("McpToolApprovalFilter", built::<MCPToolApprovalFilter>),
    ("McpToolApprovalSetting", built::<MCPToolApprovalSetting>),
    ("McpToolFilter", built::<MCPToolFilter>),
    ("NoiseReduction", built::<RealtimeNoiseReduction>),
    ("NoiseReductionType", built::<NoiseReductionType>),
    ("RealtimeAudioConfig", built::<Audio>),
    ("RealtimeAudioConfigInput", built::<AudioInput>),
    ("RealtimeAudioConfigOutput", built::<AudioOutput>),
    ("RealtimeAudioFormats", built::<RealtimeAudioFormats>),
    ("RealtimeReasoning", built::<RealtimeReasoning>),
    ("RealtimeReasoningEffort", built::<RealtimeReasoningEffort>),
    ("RealtimeToolChoiceConfig", built::<ToolChoice>),
    ("RealtimeToolsConfig", built::<RealtimeTool>),
    ("RealtimeTracingConfig", built::<Tracing>),
    ("RealtimeTranscriptionSessionAudio", built::<TranscriptionAudio>),
    ("RealtimeTruncation", built::<RealtimeTruncation>),
    ("ResponsePrompt", built::<Prompt>),
    ("RetentionRatioTruncation", built::<RetentionRatioTruncation>),
    ("SessionConfig", built::<Session>),
    ("ToolChoiceOptions", built::<ToolChoiceOptions>),
    ("TracingConfig", built::<TracingConfiguration>),
    ("TruncationTokenLimits", built::<TokenLimits>),
    ("TurnDetection", built::<RealtimeTurnDetection>),
    ("Voice", built::<RealtimeVoice>),
    ("AudioPcm", built::<RealtimeAudioFormats>),
    ("AudioPcma", built::<RealtimeAudioFormats>),
    ("AudioPcmu", built::<RealtimeAudioFormats>),
    ("McpTool", built::<RealtimeTool>),
    ("RealtimeFunctionTool", built::<RealtimeTool>),
    ("RealtimeSessionCreateRequest", built::<Session>),
    ("RealtimeTranscriptionSessionCreateRequest", built::<Session>),
    ("SemanticVad", built::<RealtimeTurnDetection>),
    ("ServerVad", built::<RealtimeTurnDetection>),
    ("ToolChoiceFunction", built::<ToolChoice>),
    ("ToolChoiceMcp", built::<ToolChoice>),
    ("VoiceIdsShared", built::<RealtimeVoice>),
    ("RealtimeTranscriptionSessionAudioInput", built::<AudioInput>),
    ("ClientSecretExpiresAfter", requests::expires_after),
    ("RealtimeCallCreateRequest", built_call),
    ("RealtimeCallReferRequest", requests::refer_call),
    ("RealtimeCallRejectRequest", requests::reject_call),
    ("RealtimeClientSecretCreateRequest", built_client_secret),
    ("SessionUpdateEvent", built_client_event),
    ("RealtimeTranslationClientSecretCreateRequest", built::<RealtimeTranslationClientSecretCreateRequest>),
    ("RealtimeTranslationSessionCreateRequest", built::<RealtimeTranslationSessionCreateRequest>),
    ("RealtimeTranslationSessionUpdateRequest", built::<RealtimeTranslationSessionUpdateRequest>),
    ("TranslationAudio", built::<RealtimeTranslationAudio>),
    ("TranslationAudioInput", built::<RealtimeTranslationInputAudio>),
    ("TranslationAudioOutput", built::<RealtimeTranslationOutputAudio>),
    ("TranslationNoiseReduction", built::<RealtimeTranslationNoiseReduction>),
    ("TranslationTranscription", built::<RealtimeTranslationInputTranscription>),
    ("TranslationSessionCloseEvent", built::<RealtimeTranslationClientEvent>),
    ("TranslationSessionUpdateEvent", built::<RealtimeTranslationClientEvent>),
];

/// The text that the crate makes of an event on its way into a WebSocket message.
fn client_event(wire: &str) -> Result<String, Refusal> {
    Ok(String::from(&parsed::<RealtimeClientEvent>(wire)?))
}

fn built_client_event(wire: &str) -> Result<String, Refusal> {
    Ok(String::from(&build::value::<RealtimeClientEvent>(wire)?))
}

fn parsed_call(wire: &str) -> Result<String, Refusal> {
    requests::create_call(wire, parsed)
}

fn built_call(wire: &str) -> Result<String, Refusal> {
    requests::create_call(wire, build::value)
}

fn parsed_client_secret(wire: &str) -> Result<String, Refusal> {
    requests::create_client_secret(wire, parsed)
}

fn built_client_secret(wire: &str) -> Result<String, Refusal> {
    requests::create_client_secret(wire, build::value)
}

fn main() -> ExitCode {
    run(
        NAME,
        include_str!("../Cargo.lock"),
        "https://github.com/64bit/async-openai",
        TYPES,
        WRITERS,
    )
}

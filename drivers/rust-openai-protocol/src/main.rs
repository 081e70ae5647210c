//! Answers the contract suite with the crate openai-protocol.
//!
//! The crate offers types only; its users parse with `serde_json::from_str` and write with
//! `serde_json::to_string`. So does this driver, with the type that stands for each wire type.

mod build;
mod literals;
mod protocol;

use std::process::ExitCode;

use build::built;
use openai_protocol::common::{ResponsePrompt, ToolReference};
use openai_protocol::realtime_events::{ClientEvent, ServerEvent, SessionConfig};
use openai_protocol::realtime_session::*;
use protocol::{again, run, Entry, Writer, BOTH, READ, WRITTEN};

const NAME: &str = "openai-protocol";

#[rustfmt::skip]
const TYPES: &[Entry] = &[
    // The structs of realtime_session.
    ("AudioTranscription", WRITTEN, again::<AudioTranscription>),
    ("McpToolApprovalFilter", BOTH, again::<McpToolApprovalFilter>),
    ("McpToolFilter", BOTH, again::<McpToolFilter>),
    ("NoiseReduction", BOTH, again::<NoiseReduction>),
    ("RealtimeAudioConfig", WRITTEN, again::<RealtimeAudioConfig>),
    ("RealtimeAudioConfigInput", WRITTEN, again::<RealtimeAudioConfigInput>),
    ("RealtimeAudioConfigOutput", WRITTEN, again::<RealtimeAudioConfigOutput>),
    ("RealtimeSessionClientSecret", BOTH, again::<RealtimeSessionClientSecret>),
    ("RealtimeSessionCreateRequest", WRITTEN, again::<RealtimeSessionCreateRequest>),
    ("RealtimeSessionCreateResponse", READ, again::<RealtimeSessionCreateResponse>),
    ("RealtimeTranscriptionSessionAudio", WRITTEN, again::<RealtimeTranscriptionSessionAudio>),
    ("RealtimeTranscriptionSessionCreateRequest", WRITTEN, again::<RealtimeTranscriptionSessionCreateRequest>),
    ("RealtimeTranscriptionSessionCreateResponse", READ, again::<RealtimeTranscriptionSessionCreateResponse>),
    ("RealtimeTranscriptionSessionResponseAudio", READ, again::<RealtimeTranscriptionSessionResponseAudio>),
    ("RealtimeTranscriptionSessionResponseAudioConfigInput", READ, again::<RealtimeTranscriptionSessionResponseAudioConfigInput>),
    ("RetentionRatioTruncation", BOTH, again::<RetentionRatioTruncation>),
    ("TracingConfig", BOTH, again::<TracingConfig>),
    ("TruncationTokenLimits", BOTH, again::<TruncationTokenLimits>),
    // Its enums.
    ("ConnectorId", BOTH, again::<ConnectorId>),
    ("InfMarker", BOTH, again::<InfMarker>),
    ("MaxOutputTokens", BOTH, again::<MaxOutputTokens>),
    ("McpAllowedTools", BOTH, again::<McpAllowedTools>),
    ("McpToolApproval", BOTH, again::<McpToolApproval>),
    ("McpToolApprovalSetting", BOTH, again::<McpToolApprovalSetting>),
    ("NoiseReductionType", BOTH, again::<NoiseReductionType>),
    ("OutputModality", BOTH, again::<OutputModality>),
    ("RealtimeAudioFormats", BOTH, again::<RealtimeAudioFormats>),
    ("RealtimeIncludeOption", BOTH, again::<RealtimeIncludeOption>),
    ("RealtimeSessionType", BOTH, again::<RealtimeSessionType>),
    ("RealtimeToolChoiceConfig", BOTH, again::<RealtimeToolChoiceConfig>),
    ("RealtimeToolsConfig", BOTH, again::<RealtimeToolsConfig>),
    ("RealtimeTracingConfig", BOTH, again::<RealtimeTracingConfig>),
    ("RealtimeTranscriptionSessionTurnDetection", READ, again::<RealtimeTranscriptionSessionTurnDetection>),
    ("RealtimeTranscriptionSessionType", BOTH, again::<RealtimeTranscriptionSessionType>),
    ("RealtimeTruncation", BOTH, again::<RealtimeTruncation>),
    ("RetentionRatioTruncationType", BOTH, again::<RetentionRatioTruncationType>),
    ("SemanticVadEagerness", BOTH, again::<SemanticVadEagerness>),
    ("ToolChoiceOptions", BOTH, again::<ToolChoiceOptions>),
    ("TracingMode", BOTH, again::<TracingMode>),
    ("TruncationMode", BOTH, again::<TruncationMode>),
    ("TurnDetection", BOTH, again::<TurnDetection>),
    ("Voice", BOTH, again::<Voice>),
    // Arms of these enums that are no types of their own: asked as the enum that tags them.
    ("AudioPcm", BOTH, again::<RealtimeAudioFormats>),
    ("AudioPcma", BOTH, again::<RealtimeAudioFormats>),
    ("AudioPcmu", BOTH, again::<RealtimeAudioFormats>),
    ("McpTool", BOTH, again::<RealtimeToolsConfig>),
    ("RealtimeFunctionTool", BOTH, again::<RealtimeToolsConfig>),
    ("SemanticVad", BOTH, again::<TurnDetection>),
    ("ServerVad", BOTH, again::<TurnDetection>),
    ("ToolChoiceFunction", BOTH, again::<ToolReference>),
    ("ToolChoiceMcp", BOTH, again::<ToolReference>),
    ("VoiceId", BOTH, again::<Voice>),
    // Where the crate has one type for two of the wire.
    ("AudioTranscriptionResponse", READ, again::<AudioTranscription>),
    ("RealtimeSessionResponseAudio", READ, again::<RealtimeAudioConfig>),
    ("RealtimeSessionResponseAudioInput", READ, again::<RealtimeAudioConfigInput>),
    ("RealtimeSessionResponseAudioOutput", READ, again::<RealtimeAudioConfigOutput>),
    ("RealtimeTranscriptionSessionAudioInput", WRITTEN, again::<RealtimeAudioConfigInput>),
    // Outside the listing, and the session events.
    ("RealtimeClientSecretCreateRequest", WRITTEN, again::<RealtimeClientSecretCreateRequest>),
    ("ResponsePrompt", BOTH, again::<ResponsePrompt>),
    ("SessionConfig", WRITTEN, again::<SessionConfig>),
    ("SessionObject", READ, again::<SessionConfig>),
    ("SessionUpdateEvent", WRITTEN, again::<ClientEvent>),
    ("SessionCreatedEvent", READ, again::<ServerEvent>),
    ("SessionUpdatedEvent", READ, again::<ServerEvent>),
];

/// What is written of values that are built, member by member.
#[rustfmt::skip]
const WRITERS: &[Writer] = &[
    ("AudioTranscription", built::<AudioTranscription>),
    ("McpToolApprovalFilter", built::<McpToolApprovalFilter>),
    ("McpToolFilter", built::<McpToolFilter>),
    ("NoiseReduction", built::<NoiseReduction>),
    ("RealtimeAudioConfig", built::<RealtimeAudioConfig>),
    ("RealtimeAudioConfigInput", built::<RealtimeAudioConfigInput>),
    ("RealtimeAudioConfigOutput", built::<RealtimeAudioConfigOutput>),
    ("RealtimeSessionCreateRequest", built::<RealtimeSessionCreateRequest>),
    ("RealtimeTranscriptionSessionAudio", built::<RealtimeTranscriptionSessionAudio>),
    ("RealtimeTranscriptionSessionCreateRequest", built::<RealtimeTranscriptionSessionCreateRequest>),
    ("RetentionRatioTruncation", built::<RetentionRatioTruncation>),
    ("TracingConfig", built::<TracingConfig>),
    ("TruncationTokenLimits", built::<TruncationTokenLimits>),
    ("ConnectorId", built::<ConnectorId>),
    ("InfMarker", built::<InfMarker>),
    ("MaxOutputTokens", built::<MaxOutputTokens>),
    ("McpAllowedTools", built::<McpAllowedTools>),
    ("McpToolApproval", built::<McpToolApproval>),
    ("McpToolApprovalSetting", built::<McpToolApprovalSetting>),
    ("NoiseReductionType", built::<NoiseReductionType>),
    ("OutputModality", built::<OutputModality>),
    ("RealtimeAudioFormats", built::<RealtimeAudioFormats>),
    ("RealtimeIncludeOption", built::<RealtimeIncludeOption>),
    ("RealtimeSessionType", built::<RealtimeSessionType>),
    ("RealtimeToolChoiceConfig", built::<RealtimeToolChoiceConfig>),
    ("RealtimeToolsConfig", built::<RealtimeToolsConfig>),
    ("RealtimeTracingConfig", built::<RealtimeTracingConfig>),
    ("RealtimeTranscriptionSessionType", built::<RealtimeTranscriptionSessionType>),
    ("RealtimeTruncation", built::<RealtimeTruncation>),
    ("RetentionRatioTruncationType", built::<RetentionRatioTruncationType>),
    ("SemanticVadEagerness", built::<SemanticVadEagerness>),
    ("ToolChoiceOptions", built::<ToolChoiceOptions>),
    ("TracingMode", built::<TracingMode>),
    ("TruncationMode", built::<TruncationMode>),
    ("TurnDetection", built::<TurnDetection>),
    ("Voice", built::<Voice>),
    ("AudioPcm", built::<RealtimeAudioFormats>),
    ("AudioPcma", built::<RealtimeAudioFormats>),
    ("AudioPcmu", built::<RealtimeAudioFormats>),
    ("McpTool", built::<RealtimeToolsConfig>),
    ("RealtimeFunctionTool", built::<RealtimeToolsConfig>),
    ("SemanticVad", built::<TurnDetection>),
    ("ServerVad", built::<TurnDetection>),
    ("ToolChoiceFunction", built::<ToolReference>),
    ("ToolChoiceMcp", built::<ToolReference>),
    ("VoiceId", built::<Voice>),
    ("RealtimeTranscriptionSessionAudioInput", built::<RealtimeAudioConfigInput>),
    ("RealtimeClientSecretCreateRequest", built::<RealtimeClientSecretCreateRequest>),
    ("ResponsePrompt", built::<ResponsePrompt>),
    ("SessionConfig", built::<SessionConfig>),
    ("SessionUpdateEvent", built::<ClientEvent>),
];

fn main() -> ExitCode {
    run(
        NAME,
        include_str!("../Cargo.lock"),
        "https://github.com/lightseekorg/smg",
        TYPES,
        WRITERS,
    )
}

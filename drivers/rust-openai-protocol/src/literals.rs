//! How each type of the crate is built: by struct literals and enum variants, as its users write them.

use openai_protocol::common::{
    Detail, PromptVariable, PromptVariableTyped, Redacted, ResponsePrompt, ToolReference,
};
use openai_protocol::realtime_events::{ClientEvent, SessionConfig};
use openai_protocol::realtime_session::*;
use serde_json::Value;

use crate::build::Build;
use crate::{literals, objects, words};

literals! {
    RealtimeSessionCreateRequest {
        r#type: required, audio: optional, include: optional, instructions: optional, max_output_tokens: optional,
        model: optional, output_modalities: optional, prompt: optional, tool_choice: optional, tools: optional,
        tracing: optional, truncation: optional,
    }
    RealtimeTranscriptionSessionCreateRequest {
        r#type: required, audio: optional, include: optional, model: optional, language: optional, prompt: optional,
    }
    RealtimeClientSecretCreateRequest { session: required }
    RealtimeAudioConfig { input: optional, output: optional }
    RealtimeAudioConfigInput {
        format: optional, noise_reduction: optional, transcription: optional, turn_detection: optional,
    }
    RealtimeAudioConfigOutput { format: optional, speed: optional, voice: optional }
    RealtimeTranscriptionSessionAudio { input: optional }
    AudioTranscription { language: optional, model: optional, prompt: optional }
    NoiseReduction { r#type: required }
    TracingConfig { group_id: optional, metadata: optional, workflow_name: optional }
    McpToolFilter { read_only: optional, tool_names: optional }
    McpToolApprovalFilter { always: optional, never: optional }
    TruncationTokenLimits { post_instructions: optional }
    RetentionRatioTruncation { retention_ratio: required, r#type: required, token_limits: optional }
    ResponsePrompt { id: required, variables: optional, version: optional }
}

objects! {
    ClientEvent, members => match members.word("type")?.as_str() {
        "session.update" => Self::SessionUpdate {
            session: members.required("session")?,
            event_id: members.optional("event_id")?,
        },
        word => return Err(members.unknown("type", word)),
    };
    RealtimeAudioFormats, members => match members.word("type")?.as_str() {
        "audio/pcm" => Self::Pcm { rate: members.optional("rate")? },
        "audio/pcmu" => Self::Pcmu,
        "audio/pcma" => Self::Pcma,
        word => return Err(members.unknown("type", word)),
    };
    TurnDetection, members => match members.word("type")?.as_str() {
        "server_vad" => Self::ServerVad {
            create_response: members.optional("create_response")?,
            idle_timeout_ms: members.optional("idle_timeout_ms")?,
            interrupt_response: members.optional("interrupt_response")?,
            prefix_padding_ms: members.optional("prefix_padding_ms")?,
            silence_duration_ms: members.optional("silence_duration_ms")?,
            threshold: members.optional("threshold")?,
        },
        "semantic_vad" => Self::SemanticVad {
            create_response: members.optional("create_response")?,
            eagerness: members.optional("eagerness")?,
            interrupt_response: members.optional("interrupt_response")?,
        },
        word => return Err(members.unknown("type", word)),
    };
    RealtimeToolsConfig, members => match members.word("type")?.as_str() {
        "function" => Self::RealtimeFunctionTool {
            description: members.optional("description")?,
            name: members.optional("name")?,
            parameters: members.optional("parameters")?,
        },
        "mcp" => Self::McpTool {
            server_label: members.required("server_label")?,
            allowed_tools: members.optional("allowed_tools")?,
            authorization: members.optional("authorization")?,
            connector_id: members.optional("connector_id")?,
            headers: members.optional("headers")?,
            require_approval: members.optional("require_approval")?,
            server_description: members.optional("server_description")?,
            server_url: members.optional("server_url")?,
        },
        word => return Err(members.unknown("type", word)),
    };
    ToolReference, members => match members.word("type")?.as_str() {
        "function" => Self::Function { name: members.required("name")? },
        "mcp" => Self::Mcp {
            server_label: members.required("server_label")?,
            name: members.optional("name")?,
        },
        word => return Err(members.unknown("type", word)),
    };
    PromptVariableTyped, members => match members.word("type")?.as_str() {
        "input_text" => Self::ResponseInputText { text: members.required("text")? },
        "input_image" => Self::ResponseInputImage {
            detail: members.optional("detail")?,
            file_id: members.optional("file_id")?,
            image_url: members.optional("image_url")?,
        },
        "input_file" => Self::ResponseInputFile {
            file_data: members.optional("file_data")?,
            file_id: members.optional("file_id")?,
            file_url: members.optional("file_url")?,
            filename: members.optional("filename")?,
        },
        word => return Err(members.unknown("type", word)),
    };
}

words! {
    RealtimeSessionType { "realtime" => Realtime }
    RealtimeTranscriptionSessionType { "transcription" => Transcription }
    RealtimeIncludeOption { "item.input_audio_transcription.logprobs" => InputAudioTranscriptionLogprobs }
    OutputModality { "text" => Text, "audio" => Audio }
    NoiseReductionType { "near_field" => NearField, "far_field" => FarField }
    SemanticVadEagerness { "low" => Low, "medium" => Medium, "high" => High, "auto" => Auto }
    TracingMode { "auto" => Auto }
    InfMarker { "inf" => Inf }
    RetentionRatioTruncationType { "retention_ratio" => RetentionRatio }
    TruncationMode { "auto" => Auto, "disabled" => Disabled }
    ToolChoiceOptions { "none" => None, "auto" => Auto, "required" => Required }
    McpToolApprovalSetting { "always" => Always, "never" => Never }
    Detail { "low" => Low, "high" => High, "auto" => Auto, "original" => Original }
    ConnectorId {
        "connector_dropbox" => ConnectorDropbox,
        "connector_gmail" => ConnectorGmail,
        "connector_googlecalendar" => ConnectorGooglecalendar,
        "connector_googledrive" => ConnectorGoogledrive,
        "connector_microsoftteams" => ConnectorMicrosoftteams,
        "connector_outlookcalendar" => ConnectorOutlookcalendar,
        "connector_outlookemail" => ConnectorOutlookemail,
        "connector_sharepoint" => ConnectorSharepoint,
    }
    RealtimeTracingConfig {} else given => match given {
        Value::String(_) => Build::build(given).map(Self::Mode),
        _ => Build::build(given).map(Self::Config),
    };
    McpAllowedTools {} else given => match given {
        Value::Array(_) => Build::build(given).map(Self::List),
        _ => Build::build(given).map(Self::Filter),
    };
    McpToolApproval {} else given => match given {
        Value::String(_) => Build::build(given).map(Self::Setting),
        _ => Build::build(given).map(Self::Filter),
    };
    RealtimeToolChoiceConfig {} else given => match given {
        Value::String(_) => Build::build(given).map(Self::Options),
        _ => Build::build(given).map(Self::Reference),
    };
    MaxOutputTokens {} else given => match given {
        Value::Number(_) => Build::build(given).map(Self::Integer),
        _ => Build::build(given).map(Self::Inf),
    };
    RealtimeTruncation {} else given => match given {
        Value::String(_) => Build::build(given).map(Self::Mode),
        _ => Build::build(given).map(Self::RetentionRatio),
    };
    PromptVariable {} else given => match given {
        Value::String(_) => Build::build(given).map(Self::String),
        _ => Build::build(given).map(Self::Typed),
    };
    Voice {} else given => match given {
        Value::String(_) => Build::build(given).map(Self::VoiceIDsShared),
        _ => Custom::build(given).map(|Custom { id }| Self::Custom { id }),
    };
    // The variant's name and the request's `type` are two members: both are given.
    SessionConfig {} else given => match given["type"].as_str() {
        Some("transcription") => Build::build(given).map(Self::Transcription),
        _ => Build::build(given).map(Self::Realtime),
    };
    Redacted {} else given => Build::build(given).map(Self);
}

struct Custom {
    id: String,
}

literals! { Custom { id: required } }

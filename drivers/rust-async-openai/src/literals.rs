//! How each type of the crate is built: by struct literals and enum variants, as its users write them.

#![allow(deprecated)] // some fields are; a literal names all

use async_openai::types::mcp::*;
use async_openai::types::realtime::translation::*;
use async_openai::types::realtime::*;
use async_openai::types::responses::{
    CallableToolAllowedCaller, FileInputDetail, ImageDetail, InputContent, InputFileContent,
    InputImageContent, InputTextContent, Prompt, PromptCacheBreakpointConfig,
    PromptCacheBreakpointConfigMode, PromptCacheBreakpointTTLEnum, ResponsePromptVariables,
    ToolChoiceFunction, ToolChoiceMCP, ToolChoiceOptions,
};
use serde_json::Value;

use crate::build::Build;
use crate::{literals, objects, words};

literals! {
    RealtimeClientEventSessionUpdate { event_id: optional, session: required }
    RealtimeSession {
        id: optional, expires_at: optional, audio: optional, include: optional, instructions: optional,
        max_output_tokens: optional, model: optional, output_modalities: optional, prompt: optional,
        tool_choice: optional, tools: optional, tracing: optional, truncation: optional,
        parallel_tool_calls: optional, reasoning: optional,
    }
    RealtimeTranscriptionSession { id: optional, expires_at: optional, audio: required, include: optional }
    Audio { input: required, output: required }
    AudioInput { format: required, noise_reduction: nullable, transcription: nullable, turn_detection: nullable }
    AudioOutput { format: required, speed: required, voice: required }
    TranscriptionAudio { input: required }
    AudioTranscription {
        language: optional, model: optional, prompt: optional, delay: optional, languages: optional, keywords: optional,
    }
    RealtimeNoiseReduction { r#type: required, strength: optional }
    RealtimeFunctionTool { name: required, description: required, parameters: required }
    MCPTool {
        server_label: required, allowed_tools: optional, authorization: optional, connector_id: optional,
        headers: optional, require_approval: optional, server_description: optional, server_url: optional,
        defer_loading: optional, tunnel_id: optional, allowed_callers: optional,
    }
    MCPToolFilter { read_only: optional, tool_names: optional }
    MCPToolApprovalFilter { always: optional, never: optional }
    ToolChoiceFunction { name: required }
    ToolChoiceMCP { name: required, server_label: required }
    TracingConfiguration { group_id: required, metadata: required, workflow_name: required }
    RetentionRatioTruncation { retention_ratio: required, r#type: required, token_limits: optional }
    TokenLimits { post_instructions: required }
    RealtimeReasoning { effort: optional }
    Prompt { id: required, version: optional, variables: optional }
    InputTextContent { text: required, prompt_cache_breakpoint: optional }
    InputFileContent {
        file_data: optional, file_id: optional, file_url: optional, filename: optional, detail: optional,
        prompt_cache_breakpoint: optional,
    }
    PromptCacheBreakpointConfig { mode: required, ttl: optional }

    RealtimeTranslationClientSecretCreateRequest { expires_after: optional, session: required }
    RealtimeTranslationClientSecretExpiresAfter { anchor: optional, seconds: optional }
    RealtimeTranslationSessionCreateRequest { model: required, audio: optional }
    RealtimeTranslationSessionUpdateRequest { audio: optional }
    RealtimeTranslationAudio { input: optional, output: optional }
    RealtimeTranslationInputAudio { transcription: nullable, noise_reduction: nullable }
    RealtimeTranslationOutputAudio { language: optional }
    RealtimeTranslationInputTranscription { model: required }
    RealtimeTranslationNoiseReduction { r#type: required, strength: optional }
    RealtimeTranslationClientEventSessionUpdate { event_id: optional, session: required }
    RealtimeTranslationClientEventSessionClose { event_id: optional }
}

objects! {
    RealtimeClientEvent, members => match members.word("type")?.as_str() {
        "session.update" => Self::SessionUpdate(members.rest()?),
        word => return Err(members.unknown("type", word)),
    };
    RealtimeTranslationClientEvent, members => match members.word("type")?.as_str() {
        "session.update" => Self::SessionUpdate(members.rest()?),
        "session.close" => Self::SessionClose(members.rest()?),
        word => return Err(members.unknown("type", word)),
    };
    Session, members => match members.word("type")?.as_str() {
        "realtime" => Self::RealtimeSession(members.rest()?),
        "transcription" => Self::RealtimeTranscriptionSession(members.rest()?),
        word => return Err(members.unknown("type", word)),
    };
    RealtimeAudioFormats, members => match members.word("type")?.as_str() {
        "audio/pcm" => Self::PCMAudioFormat { rate: members.required("rate")? },
        "audio/pcmu" => Self::PCMUAudioFormat,
        "audio/pcma" => Self::PCMAAudioFormat,
        word => return Err(members.unknown("type", word)),
    };
    RealtimeTurnDetection, members => match members.word("type")?.as_str() {
        "server_vad" => Self::ServerVAD {
            create_response: members.optional("create_response")?,
            idle_timeout_ms: members.optional("idle_timeout_ms")?,
            interrupt_response: members.optional("interrupt_response")?,
            prefix_padding_ms: members.required("prefix_padding_ms")?,
            silence_duration_ms: members.required("silence_duration_ms")?,
            threshold: members.required("threshold")?,
        },
        "semantic_vad" => Self::SemanticVAD {
            create_response: members.optional("create_response")?,
            eagerness: members.required("eagerness")?,
            interrupt_response: members.optional("interrupt_response")?,
        },
        word => return Err(members.unknown("type", word)),
    };
    RealtimeTool, members => match members.word("type")?.as_str() {
        "function" => Self::Function(members.rest()?),
        "mcp" => Self::MCP(members.rest()?),
        word => return Err(members.unknown("type", word)),
    };
    ToolChoiceObject, members => Self(match members.word("type")?.as_str() {
        "function" => ToolChoice::Function(members.rest()?),
        "mcp" => ToolChoice::Mcp(members.rest()?),
        word => return Err(members.unknown("type", word)),
    });
    InputContent, members => match members.word("type")?.as_str() {
        "input_text" => Self::InputText(members.rest()?),
        "input_image" => Self::InputImage(members.rest()?),
        "input_file" => Self::InputFile(members.rest()?),
        word => return Err(members.unknown("type", word)),
    };
    // `InputImageArgs` and `..Default::default()` both fill in `detail` where the program says nothing.
    InputImageContent, members => Self {
        detail: members.optional("detail")?.unwrap_or_default(),
        file_id: members.optional("file_id")?,
        image_url: members.optional("image_url")?,
        prompt_cache_breakpoint: members.optional("prompt_cache_breakpoint")?,
    };
}

words! {
    AudioTranscriptionDelay {
        "minimal" => Minimal, "low" => Low, "medium" => Medium, "high" => High, "xhigh" => XHigh,
    }
    RealtimeReasoningEffort {
        "minimal" => Minimal, "low" => Low, "medium" => Medium, "high" => High, "xhigh" => XHigh,
    }
    NoiseReductionType { "near_field" => NearField, "far_field" => FarField }
    ToolChoiceOptions { "none" => None, "auto" => Auto, "required" => Required }
    MCPToolApprovalSetting { "always" => Always, "never" => Never }
    CallableToolAllowedCaller { "direct" => Direct, "programmatic" => Programmatic }
    ImageDetail { "auto" => Auto, "low" => Low, "high" => High, "original" => Original }
    FileInputDetail { "low" => Low, "high" => High, "auto" => Auto }
    PromptCacheBreakpointConfigMode { "explicit" => Explicit }
    PromptCacheBreakpointTTLEnum { "30m" => Value30m, "12h" => Value12h }
    RealtimeTranslationClientSecretExpiresAnchor { "created_at" => CreatedAt }
    McpToolConnectorId {
        "connector_dropbox" => ConnectorDropbox,
        "connector_gmail" => ConnectorGmail,
        "connector_googlecalendar" => ConnectorGooglecalendar,
        "connector_googledrive" => ConnectorGoogledrive,
        "connector_microsoftteams" => ConnectorMicrosoftteams,
        "connector_outlookcalendar" => ConnectorOutlookcalendar,
        "connector_outlookemail" => ConnectorOutlookemail,
        "connector_sharepoint" => ConnectorSharepoint,
    }
    RealtimeVoice {
        "alloy" => Alloy, "ash" => Ash, "ballad" => Ballad, "coral" => Coral, "echo" => Echo, "sage" => Sage,
        "shimmer" => Shimmer, "verse" => Verse, "marin" => Marin, "cedar" => Cedar,
    } else given => Build::build(given).map(Self::Other);
    MaxOutputTokens { "inf" => Inf } else given => Build::build(given).map(Self::Num);
    Tracing { "auto" => Auto } else given => Build::build(given).map(Self::Configuration);
    RealtimeTruncation { "auto" => Auto, "disabled" => Disabled }
        else given => Build::build(given).map(Self::RetentionRatio);
    ToolChoice {} else given => match given {
        Value::String(_) => Build::build(given).map(Self::Mode),
        _ => ToolChoiceObject::build(given).map(|ToolChoiceObject(choice)| choice),
    };
    MCPToolAllowedTools {} else given => match given {
        Value::Array(_) => Build::build(given).map(Self::List),
        _ => Build::build(given).map(Self::Filter),
    };
    MCPToolRequireApproval {} else given => match given {
        Value::String(_) => Build::build(given).map(Self::ApprovalSetting),
        _ => Build::build(given).map(Self::Filter),
    };
    // A map from names to values has no variant but that of free JSON, which is how a program gives it.
    ResponsePromptVariables {} else given => match given {
        Value::String(_) => Build::build(given).map(Self::String),
        _ => Build::build(given).map(Self::Custom),
    };
}

struct ToolChoiceObject(ToolChoice);

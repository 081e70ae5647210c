//! How each type of the crate is built: by struct literals and enum variants, as its users write them.

use openai_protocol::common::{
    Detail, PromptVariable, PromptVariableTyped, Redacted, ResponsePrompt, ToolReference,
};
use openai_protocol::realtime_conversation::*;
use openai_protocol::realtime_events::{ClientEvent, SessionConfig};
use openai_protocol::realtime_response::*;
use openai_protocol::realtime_session::*;
use serde_json::Value;

use crate::build::Build;
use crate::{literals, tagged, words};

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
    RealtimeResponseCreateParams {
        audio: optional, conversation: optional, input: optional, instructions: optional, max_output_tokens: optional,
        metadata: optional, output_modalities: optional, prompt: optional, tool_choice: optional, tools: optional,
    }
    RealtimeResponseCreateAudioOutput { output: optional }
    ResponseAudioOutputConfig { format: optional, voice: optional }
    McpListToolEntry { input_schema: required, name: required, annotations: optional, description: optional }
}

tagged! {
    ClientEvent, "type" {
        "session.update" => SessionUpdate { session: required, event_id: optional },
        "conversation.item.create" => ConversationItemCreate {
            item: required, event_id: optional, previous_item_id: optional,
        },
        "conversation.item.delete" => ConversationItemDelete { item_id: required, event_id: optional },
        "conversation.item.retrieve" => ConversationItemRetrieve { item_id: required, event_id: optional },
        "conversation.item.truncate" => ConversationItemTruncate {
            audio_end_ms: required, content_index: required, item_id: required, event_id: optional,
        },
        "input_audio_buffer.append" => InputAudioBufferAppend { audio: required, event_id: optional },
        "input_audio_buffer.clear" => InputAudioBufferClear { event_id: optional },
        "input_audio_buffer.commit" => InputAudioBufferCommit { event_id: optional },
        "output_audio_buffer.clear" => OutputAudioBufferClear { event_id: optional },
        "response.cancel" => ResponseCancel { event_id: optional, response_id: optional },
        "response.create" => ResponseCreate { event_id: optional, response: optional },
    }
    RealtimeConversationItem, "type" {
        "message" => Message {
            content: required, role: required, id: optional, object: optional, status: optional,
        },
        "function_call" => FunctionCall {
            arguments: required, name: required, id: optional, call_id: optional, object: optional, status: optional,
        },
        "function_call_output" => FunctionCallOutput {
            call_id: required, output: required, id: optional, object: optional, status: optional,
        },
        "mcp_approval_response" => McpApprovalResponse {
            id: required, approval_request_id: required, approve: required, reason: optional,
        },
        "mcp_list_tools" => McpListTools { server_label: required, tools: required, id: optional },
        "mcp_call" => McpCall {
            id: required, arguments: required, name: required, server_label: required, approval_request_id: optional,
            error: optional, output: optional,
        },
        "mcp_approval_request" => McpApprovalRequest {
            id: required, arguments: required, name: required, server_label: required,
        },
    }
    RealtimeContentPart, "type" {
        "input_text" => InputText { text: optional },
        "input_audio" => InputAudio { audio: optional, transcript: optional },
        "input_image" => InputImage { detail: optional, image_url: optional },
        "output_text" => OutputText { text: optional },
        "output_audio" => OutputAudio { audio: optional, transcript: optional },
    }
    McpCallError, "type" {
        "protocol_error" => ProtocolError { code: required, message: required },
        "tool_execution_error" => ToolExecutionError { message: required },
        "http_error" => HttpError { code: required, message: required },
    }
    RealtimeAudioFormats, "type" {
        "audio/pcm" => Pcm { rate: optional },
        "audio/pcmu" => Pcmu {},
        "audio/pcma" => Pcma {},
    }
    TurnDetection, "type" {
        "server_vad" => ServerVad {
            create_response: optional, idle_timeout_ms: optional, interrupt_response: optional,
            prefix_padding_ms: optional, silence_duration_ms: optional, threshold: optional,
        },
        "semantic_vad" => SemanticVad { create_response: optional, eagerness: optional, interrupt_response: optional },
    }
    RealtimeToolsConfig, "type" {
        "function" => RealtimeFunctionTool { description: optional, name: optional, parameters: optional },
        "mcp" => McpTool {
            server_label: required, allowed_tools: optional, authorization: optional, connector_id: optional,
            headers: optional, require_approval: optional, server_description: optional, server_url: optional,
        },
    }
    ToolReference, "type" {
        "function" => Function { name: required },
        "mcp" => Mcp { server_label: required, name: optional },
    }
    PromptVariableTyped, "type" {
        "input_text" => ResponseInputText { text: required },
        "input_image" => ResponseInputImage { detail: optional, file_id: optional, image_url: optional },
        "input_file" => ResponseInputFile { file_data: optional, file_id: optional, file_url: optional, filename: optional },
    }
}

words! {
    RealtimeSessionType { "realtime" => Realtime }
    RealtimeTranscriptionSessionType { "transcription" => Transcription }
    RealtimeIncludeOption { "item.input_audio_transcription.logprobs" => InputAudioTranscriptionLogprobs }
    ConversationItemObject { "realtime.item" => RealtimeItem }
    ConversationItemStatus { "completed" => Completed, "incomplete" => Incomplete, "in_progress" => InProgress }
    ConversationItemRole { "user" => User, "assistant" => Assistant, "system" => System }
    ImageDetail { "auto" => Auto, "low" => Low, "high" => High }
    ResponseConversationMode { "auto" => Auto, "none" => None }
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
    // Any other string is the id of a conversation.
    ResponseConversation {} else given => match Build::build(given) {
        Ok(mode) => Ok(Self::Mode(mode)),
        Err(_) => Build::build(given).map(Self::Id),
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

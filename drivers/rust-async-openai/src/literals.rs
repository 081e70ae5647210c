//! How each type of the crate is built: by struct literals and enum variants, as its users write them.

#![allow(deprecated)] // some fields are; a literal names all

use async_openai::types::mcp::*;
use async_openai::types::realtime::translation::*;
use async_openai::types::realtime::*;
use async_openai::types::responses::{
    CallableToolAllowedCaller, FileInputDetail, ImageDetail as PromptImageDetail, InputContent,
    InputFileContent, InputImageContent, InputTextContent, Prompt, PromptCacheBreakpointConfig,
    PromptCacheBreakpointConfigMode, PromptCacheBreakpointTTLEnum, ResponsePromptVariables,
    ToolChoiceFunction, ToolChoiceMCP, ToolChoiceOptions,
};
use serde_json::Value;

use crate::build::Build;
use crate::{literals, objects, tagged, words};

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
    RealtimeTranslationClientEventInputAudioBufferAppend { event_id: optional, audio: required }

    RealtimeClientEventConversationItemCreate { event_id: optional, previous_item_id: optional, item: required }
    RealtimeClientEventConversationItemDelete { event_id: optional, item_id: required }
    RealtimeClientEventConversationItemRetrieve { event_id: optional, item_id: required }
    RealtimeClientEventConversationItemTruncate {
        event_id: optional, item_id: required, content_index: required, audio_end_ms: required,
    }
    RealtimeClientEventInputAudioBufferAppend { event_id: optional, audio: required }
    RealtimeClientEventInputAudioBufferClear { event_id: optional }
    RealtimeClientEventInputAudioBufferCommit { event_id: optional }
    RealtimeClientEventOutputAudioBufferClear { event_id: optional }
    RealtimeClientEventResponseCancel { event_id: optional, response_id: optional }
    RealtimeClientEventResponseCreate { event_id: optional, response: nullable }

    RealtimeConversationItemMessageSystem { content: required, id: nullable, object: nullable, status: nullable }
    RealtimeConversationItemMessageUser { content: required, id: optional, object: optional, status: optional }
    RealtimeConversationItemMessageAssistant { content: required, id: optional, object: optional, status: optional }
    SystemMessageContent { text: required, r#type: required }
    UserMessageContentInputText { text: required }
    UserMessageContentInputAudio { audio: required, transcript: required }
    UserMessageContentInputImage { image_url: required, detail: required }
    AssistantMessageContentOutputText { text: required }
    AssistantMessageContentOutputAudio { audio: nullable, transcript: required }
    RealtimeConversationItemFunctionCall {
        arguments: required, name: required, call_id: required, id: optional, object: optional, status: required,
    }
    RealtimeConversationItemFunctionCallOutput {
        call_id: required, output: required, id: optional, object: optional, status: required,
    }
    RealtimeMCPListTools { server_label: required, tools: required, id: required }
    MCPListToolsTool { input_schema: required, name: required, annotations: optional, description: optional }
    RealtimeMCPApprovalRequest { arguments: required, id: required, name: required, server_label: required }
    RealtimeMCPToolCall {
        arguments: required, id: required, name: required, server_label: required, approval_request_id: nullable,
        error: nullable, output: nullable,
    }
    ErrorCodeMessage { code: required, message: required }
    ErrorMessage { message: required }

    RealtimeResponseCreateParams {
        audio: required, conversation: required, input: required, instructions: required, max_output_tokens: required,
        metadata: optional, output_modalities: required, prompt: optional, tool_choice: optional, tools: optional,
        parallel_tool_calls: optional, reasoning: optional,
    }
    ResponseAudio { output: required }
    ResponseAudioOutput { format: required, voice: required }
    RealtimeResponseItemReference { id: required }
    RealtimeResponseInputFunctionCall { id: optional, status: optional, call_id: required, name: required, arguments: required }
    RealtimeResponseInputFunctionCallOutput { id: optional, status: optional, call_id: required, output: required }
    RealtimeResponseInputMessageSystem { id: optional, status: optional, content: required }
    RealtimeResponseInputMessageUser { id: optional, status: optional, content: required }
    RealtimeResponseInputMessageAssistant { id: optional, status: optional, content: required }
    RealtimeResponseInputMessageAssistantContentItem { r#type: required, text: required }
    RealtimeResponseInputText { text: required }
    RealtimeResponseInputAudio { audio: required, transcript: optional }
    RealtimeResponseInputImage { image_url: required, detail: optional }
}

tagged! {
    RealtimeClientEvent, "type" {
        "session.update" => SessionUpdate(rest),
        "conversation.item.create" => ConversationItemCreate(rest),
        "conversation.item.delete" => ConversationItemDelete(rest),
        "conversation.item.retrieve" => ConversationItemRetrieve(rest),
        "conversation.item.truncate" => ConversationItemTruncate(rest),
        "input_audio_buffer.append" => InputAudioBufferAppend(rest),
        "input_audio_buffer.clear" => InputAudioBufferClear(rest),
        "input_audio_buffer.commit" => InputAudioBufferCommit(rest),
        "output_audio_buffer.clear" => OutputAudioBufferClear(rest),
        "response.cancel" => ResponseCancel(rest),
        "response.create" => ResponseCreate(rest),
    }
    RealtimeTranslationClientEvent, "type" {
        "session.update" => SessionUpdate(rest),
        "session.input_audio_buffer.append" => InputAudioBufferAppend(rest),
        "session.close" => SessionClose(rest),
    }
    RealtimeConversationItem, "type" {
        "message" => Message(rest),
        "function_call" => FunctionCall(rest),
        "function_call_output" => FunctionCallOutput(rest),
        "mcp_approval_response" => McpApprovalResponse(rest),
        "mcp_list_tools" => McpListTools(rest),
        "mcp_call" => McpCall(rest),
        "mcp_approval_request" => McpApprovalRequest(rest),
    }
    RealtimeConversationItemMessage, "role" { "system" => System(rest), "user" => User(rest), "assistant" => Assistant(rest) }
    UserMessageContent, "type" {
        "input_text" => InputText(rest), "input_audio" => InputAudio(rest), "input_image" => InputImage(rest),
    }
    AssistantMessageContent, "type" { "output_text" => OutputText(rest), "output_audio" => OutputAudio(rest) }
    RealtimeMCPToolCallError, "type" {
        "protocol_error" => ProtocolError(rest),
        "tool_execution_error" => ToolExecutionError(rest),
        "http_error" => HttpError(rest),
    }
    RealtimeResponseInputItem, "type" {
        "message" => Message(rest),
        "function_call" => FunctionCall(rest),
        "function_call_output" => FunctionCallOutput(rest),
        "item_reference" => ItemReference(rest),
    }
    RealtimeResponseInputMessage, "role" { "system" => System(rest), "user" => User(rest), "assistant" => Assistant(rest) }
    RealtimeResponseInputTextPart, "type" { "input_text" => InputText(rest) }
    RealtimeResponseInputMessageUserContentItem, "type" {
        "input_text" => InputText(rest), "input_audio" => InputAudio(rest), "input_image" => InputImage(rest),
    }
    Session, "type" { "realtime" => RealtimeSession(rest), "transcription" => RealtimeTranscriptionSession(rest) }
    RealtimeAudioFormats, "type" {
        "audio/pcm" => PCMAudioFormat { rate: required },
        "audio/pcmu" => PCMUAudioFormat {},
        "audio/pcma" => PCMAAudioFormat {},
    }
    RealtimeTurnDetection, "type" {
        "server_vad" => ServerVAD {
            create_response: optional, idle_timeout_ms: optional, interrupt_response: optional,
            prefix_padding_ms: required, silence_duration_ms: required, threshold: required,
        },
        "semantic_vad" => SemanticVAD { create_response: optional, eagerness: required, interrupt_response: optional },
    }
    RealtimeTool, "type" { "function" => Function(rest), "mcp" => MCP(rest) }
    InputContent, "type" {
        "input_text" => InputText(rest), "input_image" => InputImage(rest), "input_file" => InputFile(rest),
    }
}

objects! {
    ToolChoiceObject, members => Self(match members.word("type")?.as_str() {
        "function" => ToolChoice::Function(members.rest()?),
        "mcp" => ToolChoice::Mcp(members.rest()?),
        word => return Err(members.unknown("type", word)),
    });
    // `InputImageArgs` and `..Default::default()` both fill in `detail` where the program says nothing.
    InputImageContent, members => Self {
        detail: members.optional("detail")?.unwrap_or_default(),
        file_id: members.optional("file_id")?,
        image_url: members.optional("image_url")?,
        prompt_cache_breakpoint: members.optional("prompt_cache_breakpoint")?,
    };
    // The crate's own word for `approve` is `approved`.
    RealtimeMCPApprovalResponse, members => Self {
        approval_request_id: members.required("approval_request_id")?,
        approved: members.required("approve")?,
        id: members.required("id")?,
        reason: members.nullable("reason")?,
    };
}

words! {
    ImageDetail { "auto" => Auto, "low" => Low, "high" => High }
    Conversation { "auto" => Auto, "none" => None }
    RealtimeResponseInputMessageStatus { "completed" => Completed, "incomplete" => Incomplete }
    RealtimeResponseInputFunctionCallStatus { "completed" => Completed, "incomplete" => Incomplete }
    RealtimeResponseInputFunctionCallOutputStatus { "completed" => Completed, "incomplete" => Incomplete }
    RealtimeResponseInputMessageAssistantContentItemType { "output_text" => OutputText }
    RealtimeResponseInputImageDetail { "low" => Low, "high" => High, "auto" => Auto }
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
    PromptImageDetail { "auto" => Auto, "low" => Low, "high" => High, "original" => Original }
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

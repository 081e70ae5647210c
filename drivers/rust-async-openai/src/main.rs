//! Answers the contract suite with the crate async-openai, module types::realtime.
//!
//! Users of the crate parse and write its types with serde_json, and its client writes its requests with
//! serde_json, too; a client event becomes text by the crate's `String::from`. So does this driver.

#[path = "../../rust-openai-protocol/src/build.rs"]
mod build;
#[path = "../../rust-openai-protocol/src/entries.rs"]
mod entries;
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
use async_openai::types::webhooks::{SipHeader, WebhookEvent, WebhookRealtimeCallData};
use entries::{both, received, sent};
use protocol::{again, parsed, run, Call, Entry, Refusal};

const NAME: &str = "async-openai";

#[rustfmt::skip]
fn types() -> Vec<Entry> {
    let mut types = entries! {
        // Sessions: the same, or the same under another name.
        sent: AudioTranscription, AudioTranscriptionDelay;
        received: AudioTranscriptionResponse;
        both: CallableToolAllowedCaller, MaxOutputTokens, NoiseReductionType, RealtimeAudioFormats, RealtimeReasoning,
            RealtimeReasoningEffort, RealtimeTruncation, RetentionRatioTruncation, ToolChoiceOptions;
        both(McpToolConnectorId): ConnectorId;
        both(MCPToolAllowedTools): McpAllowedTools;
        both(MCPToolRequireApproval): McpToolApproval;
        both(MCPToolApprovalFilter): McpToolApprovalFilter;
        both(MCPToolApprovalSetting): McpToolApprovalSetting;
        both(MCPToolFilter): McpToolFilter;
        both(RealtimeNoiseReduction): NoiseReduction;
        both(Prompt): ResponsePrompt;
        both(TracingConfiguration): TracingConfig;
        both(TokenLimits): TruncationTokenLimits;
        // Enums, and the arms whose type member they write.
        both(RealtimeAudioFormats): AudioPcm, AudioPcma, AudioPcmu;
        both(RealtimeTool): RealtimeToolsConfig, McpTool, RealtimeFunctionTool;
        both(ToolChoice): RealtimeToolChoiceConfig, ToolChoiceFunction, ToolChoiceMcp;
        both(Tracing): RealtimeTracingConfig;
        both(RealtimeTurnDetection): TurnDetection, SemanticVad, ServerVad;
        both(RealtimeVoice): Voice, VoiceIdsShared;
        sent(Session): SessionConfig, RealtimeSessionCreateRequest, RealtimeTranscriptionSessionCreateRequest;
        received(Session): SessionObject, RealtimeSessionCreateResponse, RealtimeTranscriptionSessionCreateResponse;
        // Where the crate has one type for two of the wire.
        sent(Audio): RealtimeAudioConfig;
        received(Audio): RealtimeSessionResponseAudio;
        sent(AudioInput): RealtimeAudioConfigInput, RealtimeTranscriptionSessionAudioInput;
        received(AudioInput): RealtimeSessionResponseAudioInput, RealtimeTranscriptionSessionResponseAudioConfigInput;
        sent(AudioOutput): RealtimeAudioConfigOutput;
        received(AudioOutput): RealtimeSessionResponseAudioOutput;
        sent(TranscriptionAudio): RealtimeTranscriptionSessionAudio;
        received(TranscriptionAudio): RealtimeTranscriptionSessionResponseAudio;
        received(RealtimeTurnDetection): RealtimeTranscriptionSessionTurnDetection;

        // Items and content parts.
        both(RealtimeConversationItem): RealtimeConversationItem, RealtimeConversationItemMessage,
            RealtimeConversationItemSystemMessage, RealtimeConversationItemUserMessage,
            RealtimeConversationItemAssistantMessage, RealtimeConversationItemFunctionCall,
            RealtimeConversationItemFunctionCallOutput, RealtimeMcpApprovalRequest, RealtimeMcpApprovalResponse,
            RealtimeMcpListTools, RealtimeMcpToolCall;
        both(UserMessageContent): UserContentPart, InputAudioPart, InputImagePart;
        both(SystemMessageContent): InputTextPart;
        both(AssistantMessageContent): AssistantContentPart, OutputAudioPart, OutputTextPart;
        both: ImageDetail;
        both(MCPListToolsTool): McpListToolEntry;
        both(RealtimeMCPToolCallError): McpCallError, RealtimeMcpProtocolError, RealtimeMcpToolExecutionError,
            RealtimeMcphttpError;

        // Responses, and what else server events carry.
        sent: RealtimeResponseCreateParams, RealtimeResponseInputItem;
        sent(RealtimeResponseInputItem): ResponseItemReference;
        sent(ResponseAudio): RealtimeResponseCreateAudioOutput;
        sent(ResponseAudioOutput): ResponseAudioOutputConfig;
        sent(Conversation): ResponseConversation;
        received: LogProbProperties, RealtimeRateLimit, RealtimeResponse, RealtimeResponseUsage, TranscriptionLanguage,
            TranscriptionUsage;
        received(ResponseAudio): RealtimeResponseAudio;
        received(ResponseAudioOutput): RealtimeResponseAudioOutput;
        received(RealtimeResponseStatus): ResponseStatus;
        received(RealtimeResponseStatusDetail): RealtimeResponseStatus;
        received(RealtimeResponseStatusDetailType): StatusDetailsType;
        received(RealtimeResponseStatusDetailReason): StatusDetailsReason;
        received(Error): ResponseStatusError;
        received(InputTokenDetails): RealtimeResponseUsageInputTokenDetails;
        received(OutputTokenDetails): RealtimeResponseUsageOutputTokenDetails;
        received(CachedTokenDetails): CachedTokensDetails;
        received(ContentPart): ResponseContentPart;
        received(RealtimeAPIError): RealtimeError, TranscriptionError;
        received(TokenUsageInputTokenDetails): TranscriptionTokenInputDetails;
        received(TranscriptionUsage): TranscriptTextUsageDuration, TranscriptTextUsageTokens;

        // Events that the crate reads.
        received(RealtimeServerEvent): RealtimeServerEvent, SessionCreatedEvent, SessionUpdatedEvent,
            ConversationItemAdded, ConversationItemDone, ConversationItemDeletedEvent, ConversationItemRetrieved,
            ConversationItemTruncatedEvent, ConversationItemInputAudioTranscriptionCompletedEvent,
            ConversationItemInputAudioTranscriptionDeltaEvent, ConversationItemInputAudioTranscriptionFailedEvent,
            ConversationItemInputAudioTranscriptionSegment, InputAudioBufferClearedEvent,
            InputAudioBufferCommittedEvent, InputAudioBufferSpeechStartedEvent, InputAudioBufferSpeechStoppedEvent,
            InputAudioBufferTimeoutTriggered, InputAudioBufferDtmfEventReceivedEvent, OutputAudioBufferStarted,
            OutputAudioBufferStopped, OutputAudioBufferCleared, ResponseCreatedEvent, ResponseDoneEvent,
            ResponseOutputItemAddedEvent, ResponseOutputItemDoneEvent, ResponseContentPartAddedEvent,
            ResponseContentPartDoneEvent, ResponseTextDeltaEvent, ResponseTextDoneEvent, ResponseAudioDeltaEvent,
            ResponseAudioDoneEvent, ResponseAudioTranscriptDeltaEvent, ResponseAudioTranscriptDoneEvent,
            ResponseFunctionCallArgumentsDeltaEvent, ResponseFunctionCallArgumentsDoneEvent,
            ResponseMcpCallArgumentsDelta, ResponseMcpCallArgumentsDone, ResponseMcpCallInProgress,
            ResponseMcpCallCompleted, ResponseMcpCallFailed, McpListToolsInProgress, McpListToolsCompleted,
            McpListToolsFailed, RateLimitsUpdatedEvent, RealtimeErrorEvent;
        received(WebhookEvent): RealtimeCallIncomingWebhookEvent;
        received(WebhookRealtimeCallData): RealtimeCallIncomingData;
        received(SipHeader): RealtimeSipHeader;

        // Translation.
        sent: RealtimeTranslationClientSecretCreateRequest, RealtimeTranslationSessionCreateRequest,
            RealtimeTranslationSessionUpdateRequest, RealtimeTranslationClientEvent;
        received: RealtimeTranslationClientSecretCreateResponse, RealtimeTranslationSession,
            RealtimeTranslationServerEvent;
        both(RealtimeTranslationAudio): TranslationAudio;
        both(RealtimeTranslationInputAudio): TranslationAudioInput;
        both(RealtimeTranslationOutputAudio): TranslationAudioOutput;
        both(RealtimeTranslationNoiseReduction): TranslationNoiseReduction;
        both(RealtimeTranslationInputTranscription): TranslationTranscription;
        sent(RealtimeTranslationClientEvent): TranslationInputAudioBufferAppendEvent, TranslationSessionCloseEvent,
            TranslationSessionUpdateEvent;
        received(RealtimeTranslationServerEvent): TranslationInputTranscriptDeltaEvent,
            TranslationOutputAudioDeltaEvent, TranslationOutputTranscriptDeltaEvent, TranslationSessionClosedEvent,
            TranslationSessionCreatedEvent, TranslationSessionUpdatedEvent;
    };
    types.extend(CLIENT_EVENTS.iter().map(|name| made(name, client_event, built_client_event)));
    types.extend([
        // Requests and answers over HTTP.
        made("ClientSecretExpiresAfter", requests::expires_after, requests::expires_after),
        made("RealtimeCallCreateRequest", parsed_call, built_call),
        made("RealtimeCallReferRequest", requests::refer_call, requests::refer_call),
        made("RealtimeCallRejectRequest", requests::reject_call, requests::reject_call),
        made("RealtimeClientSecretCreateRequest", parsed_client_secret, built_client_secret),
        Entry { name: "RealtimeClientSecretCreateResponse", calls: vec![("read", requests::client_secret_created)] },
        // Its variants are free JSON, so there is nothing to build.
        Entry {
            name: "ResponsePromptVariables",
            calls: vec![("roundtrip", again::<ResponsePromptVariables>), ("read", again::<ResponsePromptVariables>)],
        },
    ]);
    types
}

const CLIENT_EVENTS: &[&str] = &[
    "RealtimeClientEvent",
    "SessionUpdateEvent",
    "ConversationItemCreateEvent",
    "ConversationItemDeleteEvent",
    "ConversationItemRetrieveEvent",
    "ConversationItemTruncateEvent",
    "InputAudioBufferAppendEvent",
    "InputAudioBufferClearEvent",
    "InputAudioBufferCommitEvent",
    "OutputAudioBufferClearEvent",
    "ResponseCancelEvent",
    "ResponseCreateEvent",
];

/// What is sent, by calls of its own for what is parsed and what is built.
fn made(name: &'static str, parsed: Call, built: Call) -> Entry {
    Entry {
        name,
        calls: vec![("roundtrip", parsed), ("write", built)],
    }
}

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
        &types(),
    )
}

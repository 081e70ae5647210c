//! Answers the contract suite with the crate openai-protocol.
//!
//! The crate offers types only; its users parse with `serde_json::from_str`, build with struct literals and write
//! with `serde_json::to_string`. So does this driver, with the type that stands for each wire type.

mod build;
mod entries;
mod literals;
mod protocol;

use std::process::ExitCode;

use entries::{both, received, sent};
use openai_protocol::common::{ResponsePrompt, ToolReference};
use openai_protocol::realtime_conversation::*;
use openai_protocol::realtime_events::*;
use openai_protocol::realtime_response::*;
use openai_protocol::realtime_session::*;
use protocol::{run, Entry};

const NAME: &str = "openai-protocol";

#[rustfmt::skip]
fn types() -> Vec<Entry> {
    entries! {
        // realtime_session, by the crate's own names, which are those of the suite.
        sent: AudioTranscription, RealtimeAudioConfig, RealtimeAudioConfigInput, RealtimeAudioConfigOutput,
            RealtimeClientSecretCreateRequest, RealtimeSessionCreateRequest, RealtimeTranscriptionSessionAudio,
            RealtimeTranscriptionSessionCreateRequest;
        received: RealtimeSessionClientSecret, RealtimeSessionCreateResponse,
            RealtimeTranscriptionSessionCreateResponse, RealtimeTranscriptionSessionResponseAudio,
            RealtimeTranscriptionSessionResponseAudioConfigInput, RealtimeTranscriptionSessionTurnDetection;
        both: McpToolApprovalFilter, McpToolFilter, NoiseReduction, RetentionRatioTruncation, TracingConfig,
            TruncationTokenLimits;
        both: ConnectorId, InfMarker, MaxOutputTokens, McpAllowedTools, McpToolApproval, McpToolApprovalSetting,
            NoiseReductionType, OutputModality, RealtimeAudioFormats, RealtimeIncludeOption, RealtimeSessionType,
            RealtimeToolChoiceConfig, RealtimeToolsConfig, RealtimeTracingConfig, RealtimeTranscriptionSessionType,
            RealtimeTruncation, RetentionRatioTruncationType, SemanticVadEagerness, ToolChoiceOptions, TracingMode,
            TruncationMode, TurnDetection, Voice;
        // Arms of its enums that are no types of their own: asked as the enum that tags them.
        both(RealtimeAudioFormats): AudioPcm, AudioPcma, AudioPcmu;
        both(RealtimeToolsConfig): McpTool, RealtimeFunctionTool;
        both(TurnDetection): SemanticVad, ServerVad;
        both(ToolReference): ToolChoiceFunction, ToolChoiceMcp;
        both(Voice): VoiceId;
        // Where the crate has one type for two of the wire.
        received(AudioTranscription): AudioTranscriptionResponse;
        received(RealtimeAudioConfig): RealtimeSessionResponseAudio;
        received(RealtimeAudioConfigInput): RealtimeSessionResponseAudioInput;
        received(RealtimeAudioConfigOutput): RealtimeSessionResponseAudioOutput;
        sent(RealtimeAudioConfigInput): RealtimeTranscriptionSessionAudioInput;
        // common, and what a session event carries.
        both: ResponsePrompt;
        sent: SessionConfig;
        received(SessionConfig): SessionObject;

        // realtime_conversation.
        both: ConversationItemObject, ConversationItemRole, ConversationItemStatus, ImageDetail, McpCallError,
            McpListToolEntry, RealtimeConversationItem;
        both(RealtimeConversationItem): RealtimeConversationItemMessage, RealtimeConversationItemSystemMessage,
            RealtimeConversationItemUserMessage, RealtimeConversationItemAssistantMessage,
            RealtimeConversationItemFunctionCall, RealtimeConversationItemFunctionCallOutput,
            RealtimeMcpApprovalRequest, RealtimeMcpApprovalResponse, RealtimeMcpListTools, RealtimeMcpToolCall;
        both(RealtimeContentPart): AssistantContentPart, UserContentPart, InputAudioPart, InputImagePart,
            InputTextPart, OutputAudioPart, OutputTextPart;
        both(McpCallError): RealtimeMcpProtocolError, RealtimeMcpToolExecutionError, RealtimeMcphttpError;

        // realtime_response.
        sent: RealtimeResponseCreateAudioOutput, RealtimeResponseCreateParams, ResponseAudioOutputConfig,
            ResponseConversation;
        sent(RealtimeConversationItem): RealtimeResponseInputItem;
        received: CachedTokensDetails, RealtimeResponse, RealtimeResponseObject, RealtimeResponseStatus,
            RealtimeResponseUsage, RealtimeResponseUsageInputTokenDetails, RealtimeResponseUsageOutputTokenDetails,
            ResponseStatus, ResponseStatusError, StatusDetailsReason, StatusDetailsType;
        received(RealtimeResponseCreateAudioOutput): RealtimeResponseAudio;
        received(ResponseAudioOutputConfig): RealtimeResponseAudioOutput;

        // realtime_events.
        received: Conversation, LogProbProperties, RealtimeError, RealtimeRateLimit, ResponseContentPart,
            TranscriptionError, TranscriptionTokenInputDetails, TranscriptionUsage;
        received(TranscriptionUsage): TranscriptTextUsageDuration, TranscriptTextUsageTokens;
        sent(ClientEvent): RealtimeClientEvent, SessionUpdateEvent, ConversationItemCreateEvent,
            ConversationItemDeleteEvent, ConversationItemRetrieveEvent, ConversationItemTruncateEvent,
            InputAudioBufferAppendEvent, InputAudioBufferClearEvent, InputAudioBufferCommitEvent,
            OutputAudioBufferClearEvent, ResponseCancelEvent, ResponseCreateEvent;
        received(ServerEvent): RealtimeServerEvent, SessionCreatedEvent, SessionUpdatedEvent,
            ConversationCreatedEvent, ConversationItemCreatedEvent, ConversationItemAdded, ConversationItemDone,
            ConversationItemDeletedEvent, ConversationItemRetrieved, ConversationItemTruncatedEvent,
            ConversationItemInputAudioTranscriptionCompletedEvent,
            ConversationItemInputAudioTranscriptionDeltaEvent, ConversationItemInputAudioTranscriptionFailedEvent,
            ConversationItemInputAudioTranscriptionSegment, InputAudioBufferClearedEvent,
            InputAudioBufferCommittedEvent, InputAudioBufferSpeechStartedEvent,
            InputAudioBufferSpeechStoppedEvent, InputAudioBufferTimeoutTriggered,
            InputAudioBufferDtmfEventReceivedEvent, OutputAudioBufferStarted, OutputAudioBufferStopped,
            OutputAudioBufferCleared, ResponseCreatedEvent, ResponseDoneEvent, ResponseOutputItemAddedEvent,
            ResponseOutputItemDoneEvent, ResponseContentPartAddedEvent, ResponseContentPartDoneEvent,
            ResponseTextDeltaEvent, ResponseTextDoneEvent, ResponseAudioDeltaEvent, ResponseAudioDoneEvent,
            ResponseAudioTranscriptDeltaEvent, ResponseAudioTranscriptDoneEvent,
            ResponseFunctionCallArgumentsDeltaEvent, ResponseFunctionCallArgumentsDoneEvent,
            ResponseMcpCallArgumentsDelta, ResponseMcpCallArgumentsDone, ResponseMcpCallInProgress,
            ResponseMcpCallCompleted, ResponseMcpCallFailed, McpListToolsInProgress, McpListToolsCompleted,
            McpListToolsFailed, RateLimitsUpdatedEvent, RealtimeErrorEvent;
    }
}

fn main() -> ExitCode {
    run(
        NAME,
        include_str!("../Cargo.lock"),
        "https://github.com/lightseekorg/smg",
        &types(),
    )
}

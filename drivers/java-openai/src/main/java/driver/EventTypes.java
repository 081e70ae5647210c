package driver;

import static driver.Types.read;
import static driver.Types.readEvent;
import static driver.Types.write;

import com.openai.models.realtime.*;
import com.openai.models.webhooks.RealtimeCallIncomingWebhookEvent;
import com.openai.models.webhooks.UnwrapWebhookEvent;
import java.util.List;

/** Client events, as the unions that the connections send; server events, which are read as the union of all. */
final class EventTypes {
    private static final List<String> SERVER = List.of(
            "RealtimeServerEvent",
            "SessionCreatedEvent",
            "SessionUpdatedEvent",
            "ConversationCreatedEvent",
            "ConversationItemCreatedEvent",
            "ConversationItemAdded",
            "ConversationItemDone",
            "ConversationItemDeletedEvent",
            "ConversationItemRetrieved",
            "ConversationItemTruncatedEvent",
            "ConversationItemInputAudioTranscriptionCompletedEvent",
            "ConversationItemInputAudioTranscriptionDeltaEvent",
            "ConversationItemInputAudioTranscriptionFailedEvent",
            "ConversationItemInputAudioTranscriptionSegment",
            "InputAudioBufferClearedEvent",
            "InputAudioBufferCommittedEvent",
            "InputAudioBufferSpeechStartedEvent",
            "InputAudioBufferSpeechStoppedEvent",
            "InputAudioBufferTimeoutTriggered",
            "InputAudioBufferDtmfEventReceivedEvent",
            "OutputAudioBufferStarted",
            "OutputAudioBufferStopped",
            "OutputAudioBufferCleared",
            "ResponseCreatedEvent",
            "ResponseDoneEvent",
            "ResponseOutputItemAddedEvent",
            "ResponseOutputItemDoneEvent",
            "ResponseContentPartAddedEvent",
            "ResponseContentPartDoneEvent",
            "ResponseTextDeltaEvent",
            "ResponseTextDoneEvent",
            "ResponseAudioDeltaEvent",
            "ResponseAudioDoneEvent",
            "ResponseAudioTranscriptDeltaEvent",
            "ResponseAudioTranscriptDoneEvent",
            "ResponseFunctionCallArgumentsDeltaEvent",
            "ResponseFunctionCallArgumentsDoneEvent",
            "ResponseMcpCallArgumentsDelta",
            "ResponseMcpCallArgumentsDone",
            "ResponseMcpCallInProgress",
            "ResponseMcpCallCompleted",
            "ResponseMcpCallFailed",
            "McpListToolsInProgress",
            "McpListToolsCompleted",
            "McpListToolsFailed",
            "RateLimitsUpdatedEvent",
            "RealtimeErrorEvent");
    private static final List<String> TRANSLATION = List.of(
            "RealtimeTranslationServerEvent",
            "TranslationSessionCreatedEvent",
            "TranslationSessionUpdatedEvent",
            "TranslationSessionClosedEvent",
            "TranslationInputTranscriptDeltaEvent",
            "TranslationOutputTranscriptDeltaEvent",
            "TranslationOutputAudioDeltaEvent");

    private EventTypes() {}

    static void list() {
        write("RealtimeClientEvent", RealtimeClientEvent.class);
        write("RealtimeTranslationClientEvent", RealtimeTranslationClientEvent.class);
        write("ConversationItemCreateEvent", ConversationItemCreateEvent.class, RealtimeClientEvent::ofConversationItemCreate);
        write("ConversationItemDeleteEvent", ConversationItemDeleteEvent.class, RealtimeClientEvent::ofConversationItemDelete);
        write("ConversationItemRetrieveEvent", ConversationItemRetrieveEvent.class, RealtimeClientEvent::ofConversationItemRetrieve);
        write("ConversationItemTruncateEvent", ConversationItemTruncateEvent.class, RealtimeClientEvent::ofConversationItemTruncate);
        write("InputAudioBufferAppendEvent", InputAudioBufferAppendEvent.class, RealtimeClientEvent::ofInputAudioBufferAppend);
        write("InputAudioBufferClearEvent", InputAudioBufferClearEvent.class, RealtimeClientEvent::ofInputAudioBufferClear);
        write("InputAudioBufferCommitEvent", InputAudioBufferCommitEvent.class, RealtimeClientEvent::ofInputAudioBufferCommit);
        write("OutputAudioBufferClearEvent", OutputAudioBufferClearEvent.class, RealtimeClientEvent::ofOutputAudioBufferClear);
        write("ResponseCancelEvent", ResponseCancelEvent.class, RealtimeClientEvent::ofResponseCancel);
        write("ResponseCreateEvent", ResponseCreateEvent.class, RealtimeClientEvent::ofResponseCreate);
        write("SessionUpdateEvent", SessionUpdateEvent.class, RealtimeClientEvent::ofSessionUpdate);
        write("TranslationSessionUpdateEvent", RealtimeTranslationSessionUpdateEvent.class,
                RealtimeTranslationClientEvent::ofSessionUpdate);
        write("TranslationSessionCloseEvent", RealtimeTranslationSessionCloseEvent.class,
                RealtimeTranslationClientEvent::ofSessionClose);
        write("TranslationInputAudioBufferAppendEvent", RealtimeTranslationInputAudioBufferAppendEvent.class,
                RealtimeTranslationClientEvent::ofSessionInputAudioBufferAppend);

        SERVER.forEach(name -> readEvent(name, RealtimeServerEvent.class));
        TRANSLATION.forEach(name -> readEvent(name, RealtimeTranslationServerEvent.class));

        // what they carry
        read("Conversation", ConversationCreatedEvent.Conversation.class);
        read("ResponseContentPart", ResponseContentPartAddedEvent.Part.class);
        read("LogProbProperties", LogProbProperties.class);
        read("TranscriptionUsage", ConversationItemInputAudioTranscriptionCompletedEvent.Usage.class);
        read("TranscriptTextUsageDuration",
                ConversationItemInputAudioTranscriptionCompletedEvent.Usage.TranscriptTextUsageDuration.class);
        read("TranscriptTextUsageTokens",
                ConversationItemInputAudioTranscriptionCompletedEvent.Usage.TranscriptTextUsageTokens.class);
        read("TranscriptionTokenInputDetails",
                ConversationItemInputAudioTranscriptionCompletedEvent.Usage.TranscriptTextUsageTokens
                        .InputTokenDetails.class);
        read("TranscriptionError", ConversationItemInputAudioTranscriptionFailedEvent.Error.class);
        read("RealtimeRateLimit", RateLimitsUpdatedEvent.RateLimit.class);
        read("RealtimeError", RealtimeError.class);

        // what a service receives over HTTP, as webhooks().unwrap reads it
        read("RealtimeCallIncomingWebhookEvent", UnwrapWebhookEvent.class);
        read("RealtimeCallIncomingData", RealtimeCallIncomingWebhookEvent.Data.class);
        read("RealtimeSipHeader", RealtimeCallIncomingWebhookEvent.Data.SipHeader.class);
    }
}

"""The unions of all events of a connection, told apart by their type, first or not (E1)."""

from typing import Annotated

from typing_extensions import TypeAliasType

from pytest_realtime.wire.registry import wire_alias
from pytest_realtime.wire.types.audio_buffer_events import (
    InputAudioBufferClearedEvent,
    InputAudioBufferCommittedEvent,
    InputAudioBufferDtmfEventReceivedEvent,
    InputAudioBufferSpeechStartedEvent,
    InputAudioBufferSpeechStoppedEvent,
    InputAudioBufferTimeoutTriggered,
    OutputAudioBufferCleared,
    OutputAudioBufferStarted,
    OutputAudioBufferStopped,
)
from pytest_realtime.wire.types.beta import (
    LegacySessionCreatedEvent,
    LegacySessionUpdatedEvent,
    LegacySessionUpdateEvent,
    TranscriptionSessionCreatedEvent,
    TranscriptionSessionUpdatedEvent,
    TranscriptionSessionUpdateEvent,
)
from pytest_realtime.wire.types.beta_events import (
    LegacyConversationItemCreatedEvent,
    LegacyConversationItemCreateEvent,
    LegacyConversationItemRetrieved,
    LegacyResponseAudioDeltaEvent,
    LegacyResponseAudioDoneEvent,
    LegacyResponseAudioTranscriptDeltaEvent,
    LegacyResponseAudioTranscriptDoneEvent,
    LegacyResponseCreatedEvent,
    LegacyResponseCreateEvent,
    LegacyResponseDoneEvent,
    LegacyResponseOutputItemAddedEvent,
    LegacyResponseOutputItemDoneEvent,
    LegacyResponseTextDeltaEvent,
    LegacyResponseTextDoneEvent,
)
from pytest_realtime.wire.types.client_events import (
    ConversationItemCreateEvent,
    ConversationItemDeleteEvent,
    ConversationItemRetrieveEvent,
    ConversationItemTruncateEvent,
    InputAudioBufferAppendEvent,
    InputAudioBufferClearEvent,
    InputAudioBufferCommitEvent,
    OutputAudioBufferClearEvent,
    ResponseCancelEvent,
    ResponseCreateEvent,
)
from pytest_realtime.wire.types.conversation_events import (
    ConversationCreatedEvent,
    ConversationItemAdded,
    ConversationItemCreatedEvent,
    ConversationItemDeletedEvent,
    ConversationItemDone,
    ConversationItemRetrieved,
    ConversationItemTruncatedEvent,
)
from pytest_realtime.wire.types.mcp_events import (
    McpListToolsCompleted,
    McpListToolsFailed,
    McpListToolsInProgress,
    ResponseMcpCallArgumentsDelta,
    ResponseMcpCallArgumentsDone,
    ResponseMcpCallCompleted,
    ResponseMcpCallFailed,
    ResponseMcpCallInProgress,
)
from pytest_realtime.wire.types.response_events import (
    ResponseAudioDeltaEvent,
    ResponseAudioDoneEvent,
    ResponseAudioTranscriptDeltaEvent,
    ResponseAudioTranscriptDoneEvent,
    ResponseContentPartAddedEvent,
    ResponseContentPartDoneEvent,
    ResponseCreatedEvent,
    ResponseDoneEvent,
    ResponseFunctionCallArgumentsDeltaEvent,
    ResponseFunctionCallArgumentsDoneEvent,
    ResponseOutputItemAddedEvent,
    ResponseOutputItemDoneEvent,
    ResponseTextDeltaEvent,
    ResponseTextDoneEvent,
)
from pytest_realtime.wire.types.service_events import (
    RateLimitsUpdatedEvent,
    RealtimeErrorEvent,
)
from pytest_realtime.wire.types.session_events import (
    SessionCreatedEvent,
    SessionUpdatedEvent,
    SessionUpdateEvent,
)
from pytest_realtime.wire.types.transcription_events import (
    ConversationItemInputAudioTranscriptionCompletedEvent,
    ConversationItemInputAudioTranscriptionDeltaEvent,
    ConversationItemInputAudioTranscriptionFailedEvent,
    ConversationItemInputAudioTranscriptionSegment,
)
from pytest_realtime.wire.types.translation import (
    TranslationSessionClosedEvent,
    TranslationSessionCloseEvent,
    TranslationSessionCreatedEvent,
    TranslationSessionUpdatedEvent,
    TranslationSessionUpdateEvent,
)
from pytest_realtime.wire.types.translation_events import (
    TranslationInputAudioBufferAppendEvent,
    TranslationInputTranscriptDeltaEvent,
    TranslationOutputAudioDeltaEvent,
    TranslationOutputTranscriptDeltaEvent,
)
from pytest_realtime.wire.unions import ByShape

RealtimeClientEvent = TypeAliasType(
    "RealtimeClientEvent",
    Annotated[
        SessionUpdateEvent
        | ConversationItemCreateEvent
        | ConversationItemDeleteEvent
        | ConversationItemRetrieveEvent
        | ConversationItemTruncateEvent
        | InputAudioBufferAppendEvent
        | InputAudioBufferClearEvent
        | InputAudioBufferCommitEvent
        | OutputAudioBufferClearEvent
        | ResponseCancelEvent
        | ResponseCreateEvent,
        ByShape(rule="E1"),
    ],
)
wire_alias(RealtimeClientEvent, "RealtimeClientEvent", travels="write")

RealtimeServerEvent = TypeAliasType(
    "RealtimeServerEvent",
    Annotated[
        SessionCreatedEvent
        | SessionUpdatedEvent
        | ConversationCreatedEvent
        | ConversationItemCreatedEvent
        | ConversationItemAdded
        | ConversationItemDone
        | ConversationItemDeletedEvent
        | ConversationItemRetrieved
        | ConversationItemTruncatedEvent
        | ConversationItemInputAudioTranscriptionDeltaEvent
        | ConversationItemInputAudioTranscriptionCompletedEvent
        | ConversationItemInputAudioTranscriptionFailedEvent
        | ConversationItemInputAudioTranscriptionSegment
        | InputAudioBufferClearedEvent
        | InputAudioBufferCommittedEvent
        | InputAudioBufferSpeechStartedEvent
        | InputAudioBufferSpeechStoppedEvent
        | InputAudioBufferTimeoutTriggered
        | InputAudioBufferDtmfEventReceivedEvent
        | OutputAudioBufferStarted
        | OutputAudioBufferStopped
        | OutputAudioBufferCleared
        | ResponseCreatedEvent
        | ResponseDoneEvent
        | ResponseOutputItemAddedEvent
        | ResponseOutputItemDoneEvent
        | ResponseContentPartAddedEvent
        | ResponseContentPartDoneEvent
        | ResponseTextDeltaEvent
        | ResponseTextDoneEvent
        | ResponseAudioDeltaEvent
        | ResponseAudioDoneEvent
        | ResponseAudioTranscriptDeltaEvent
        | ResponseAudioTranscriptDoneEvent
        | ResponseFunctionCallArgumentsDeltaEvent
        | ResponseFunctionCallArgumentsDoneEvent
        | ResponseMcpCallArgumentsDelta
        | ResponseMcpCallArgumentsDone
        | ResponseMcpCallInProgress
        | ResponseMcpCallCompleted
        | ResponseMcpCallFailed
        | McpListToolsInProgress
        | McpListToolsCompleted
        | McpListToolsFailed
        | RateLimitsUpdatedEvent
        | RealtimeErrorEvent,
        ByShape(rule="E1"),
    ],
)
wire_alias(RealtimeServerEvent, "RealtimeServerEvent", travels="read")

RealtimeTranslationClientEvent = TypeAliasType(
    "RealtimeTranslationClientEvent",
    Annotated[
        TranslationSessionUpdateEvent | TranslationInputAudioBufferAppendEvent | TranslationSessionCloseEvent,
        ByShape(rule="U5"),
    ],
)
wire_alias(RealtimeTranslationClientEvent, "RealtimeTranslationClientEvent", dialect="translation", travels="write")

RealtimeTranslationServerEvent = TypeAliasType(
    "RealtimeTranslationServerEvent",
    Annotated[
        RealtimeErrorEvent
        | TranslationSessionCreatedEvent
        | TranslationSessionUpdatedEvent
        | TranslationSessionClosedEvent
        | TranslationInputTranscriptDeltaEvent
        | TranslationOutputTranscriptDeltaEvent
        | TranslationOutputAudioDeltaEvent,
        ByShape(rule="U5"),
    ],
)
wire_alias(RealtimeTranslationServerEvent, "RealtimeTranslationServerEvent", dialect="translation", travels="read")

LegacyClientEvent = TypeAliasType(
    "LegacyClientEvent",
    Annotated[
        LegacySessionUpdateEvent
        | TranscriptionSessionUpdateEvent
        | LegacyConversationItemCreateEvent
        | LegacyResponseCreateEvent
        | ConversationItemDeleteEvent
        | ConversationItemRetrieveEvent
        | ConversationItemTruncateEvent
        | InputAudioBufferAppendEvent
        | InputAudioBufferClearEvent
        | InputAudioBufferCommitEvent
        | OutputAudioBufferClearEvent
        | ResponseCancelEvent,
        ByShape(rule="E1"),
    ],
)
wire_alias(
    LegacyClientEvent, "openai package: types.beta.realtime.RealtimeClientEvent", dialect="beta", travels="write"
)

LegacyServerEvent = TypeAliasType(
    "LegacyServerEvent",
    Annotated[
        LegacySessionCreatedEvent
        | LegacySessionUpdatedEvent
        | TranscriptionSessionCreatedEvent
        | TranscriptionSessionUpdatedEvent
        | ConversationCreatedEvent
        | LegacyConversationItemCreatedEvent
        | LegacyConversationItemRetrieved
        | LegacyResponseOutputItemAddedEvent
        | LegacyResponseOutputItemDoneEvent
        | LegacyResponseCreatedEvent
        | LegacyResponseDoneEvent
        | LegacyResponseTextDeltaEvent
        | LegacyResponseTextDoneEvent
        | LegacyResponseAudioDeltaEvent
        | LegacyResponseAudioDoneEvent
        | LegacyResponseAudioTranscriptDeltaEvent
        | LegacyResponseAudioTranscriptDoneEvent
        | ConversationItemDeletedEvent
        | ConversationItemTruncatedEvent
        | ConversationItemInputAudioTranscriptionCompletedEvent
        | ConversationItemInputAudioTranscriptionDeltaEvent
        | ConversationItemInputAudioTranscriptionFailedEvent
        | ConversationItemInputAudioTranscriptionSegment
        | RealtimeErrorEvent
        | InputAudioBufferClearedEvent
        | InputAudioBufferCommittedEvent
        | InputAudioBufferSpeechStartedEvent
        | InputAudioBufferSpeechStoppedEvent
        | OutputAudioBufferStarted
        | OutputAudioBufferStopped
        | OutputAudioBufferCleared
        | RateLimitsUpdatedEvent
        | ResponseContentPartAddedEvent
        | ResponseContentPartDoneEvent
        | ResponseFunctionCallArgumentsDeltaEvent
        | ResponseFunctionCallArgumentsDoneEvent
        | McpListToolsInProgress
        | McpListToolsCompleted
        | McpListToolsFailed
        | ResponseMcpCallArgumentsDelta
        | ResponseMcpCallArgumentsDone
        | ResponseMcpCallInProgress
        | ResponseMcpCallCompleted
        | ResponseMcpCallFailed,
        ByShape(rule="E1"),
    ],
)
wire_alias(
    LegacyServerEvent, "openai package: types.beta.realtime.RealtimeServerEvent", dialect="beta", travels="read"
)

"""Every event of the Realtime API: its name and its wire type, for each dialect and direction.

A new event is one row here and one class in :mod:`pytest_realtime.wire.types`; the unions of all events, the local
server, the live clients and the cases of contracts follow. Like :mod:`pytest_realtime.endpoints`, it names wire
types as strings, so that the local server starts without loading them.
"""

from collections.abc import Mapping

Events = Mapping[str, str]
"""Event type to wire type."""

CLIENT_EVENTS: Events = {
    "session.update": "SessionUpdateEvent",
    "conversation.item.create": "ConversationItemCreateEvent",
    "conversation.item.delete": "ConversationItemDeleteEvent",
    "conversation.item.retrieve": "ConversationItemRetrieveEvent",
    "conversation.item.truncate": "ConversationItemTruncateEvent",
    "input_audio_buffer.append": "InputAudioBufferAppendEvent",
    "input_audio_buffer.clear": "InputAudioBufferClearEvent",
    "input_audio_buffer.commit": "InputAudioBufferCommitEvent",
    "output_audio_buffer.clear": "OutputAudioBufferClearEvent",
    "response.cancel": "ResponseCancelEvent",
    "response.create": "ResponseCreateEvent",
}
"""What a client sends on a conversation or transcription connection."""
SERVER_EVENTS: Events = {
    "session.created": "SessionCreatedEvent",
    "session.updated": "SessionUpdatedEvent",
    "conversation.created": "ConversationCreatedEvent",
    "conversation.item.created": "ConversationItemCreatedEvent",
    "conversation.item.added": "ConversationItemAdded",
    "conversation.item.done": "ConversationItemDone",
    "conversation.item.deleted": "ConversationItemDeletedEvent",
    "conversation.item.retrieved": "ConversationItemRetrieved",
    "conversation.item.truncated": "ConversationItemTruncatedEvent",
    "conversation.item.input_audio_transcription.delta": "ConversationItemInputAudioTranscriptionDeltaEvent",
    "conversation.item.input_audio_transcription.completed": (
        "ConversationItemInputAudioTranscriptionCompletedEvent"
    ),
    "conversation.item.input_audio_transcription.failed": "ConversationItemInputAudioTranscriptionFailedEvent",
    "conversation.item.input_audio_transcription.segment": "ConversationItemInputAudioTranscriptionSegment",
    "input_audio_buffer.cleared": "InputAudioBufferClearedEvent",
    "input_audio_buffer.committed": "InputAudioBufferCommittedEvent",
    "input_audio_buffer.speech_started": "InputAudioBufferSpeechStartedEvent",
    "input_audio_buffer.speech_stopped": "InputAudioBufferSpeechStoppedEvent",
    "input_audio_buffer.timeout_triggered": "InputAudioBufferTimeoutTriggered",
    "input_audio_buffer.dtmf_event_received": "InputAudioBufferDtmfEventReceivedEvent",
    "output_audio_buffer.started": "OutputAudioBufferStarted",
    "output_audio_buffer.stopped": "OutputAudioBufferStopped",
    "output_audio_buffer.cleared": "OutputAudioBufferCleared",
    "response.created": "ResponseCreatedEvent",
    "response.done": "ResponseDoneEvent",
    "response.output_item.added": "ResponseOutputItemAddedEvent",
    "response.output_item.done": "ResponseOutputItemDoneEvent",
    "response.content_part.added": "ResponseContentPartAddedEvent",
    "response.content_part.done": "ResponseContentPartDoneEvent",
    "response.output_text.delta": "ResponseTextDeltaEvent",
    "response.output_text.done": "ResponseTextDoneEvent",
    "response.output_audio.delta": "ResponseAudioDeltaEvent",
    "response.output_audio.done": "ResponseAudioDoneEvent",
    "response.output_audio_transcript.delta": "ResponseAudioTranscriptDeltaEvent",
    "response.output_audio_transcript.done": "ResponseAudioTranscriptDoneEvent",
    "response.function_call_arguments.delta": "ResponseFunctionCallArgumentsDeltaEvent",
    "response.function_call_arguments.done": "ResponseFunctionCallArgumentsDoneEvent",
    "response.mcp_call_arguments.delta": "ResponseMcpCallArgumentsDelta",
    "response.mcp_call_arguments.done": "ResponseMcpCallArgumentsDone",
    "response.mcp_call.in_progress": "ResponseMcpCallInProgress",
    "response.mcp_call.completed": "ResponseMcpCallCompleted",
    "response.mcp_call.failed": "ResponseMcpCallFailed",
    "mcp_list_tools.in_progress": "McpListToolsInProgress",
    "mcp_list_tools.completed": "McpListToolsCompleted",
    "mcp_list_tools.failed": "McpListToolsFailed",
    "rate_limits.updated": "RateLimitsUpdatedEvent",
    "error": "RealtimeErrorEvent",
}
"""What a server sends there."""
TRANSLATION_CLIENT_EVENTS: Events = {
    "session.update": "TranslationSessionUpdateEvent",
    "session.input_audio_buffer.append": "TranslationInputAudioBufferAppendEvent",
    "session.close": "TranslationSessionCloseEvent",
}
TRANSLATION_SERVER_EVENTS: Events = {
    "session.created": "TranslationSessionCreatedEvent",
    "session.updated": "TranslationSessionUpdatedEvent",
    "session.closed": "TranslationSessionClosedEvent",
    "session.input_transcript.delta": "TranslationInputTranscriptDeltaEvent",
    "session.output_transcript.delta": "TranslationOutputTranscriptDeltaEvent",
    "session.output_audio.delta": "TranslationOutputAudioDeltaEvent",
    "error": "RealtimeErrorEvent",
}

BETA_CLIENT_EVENTS: Events = {
    **CLIENT_EVENTS,
    # What differs from the live API.
    "session.update": "LegacySessionUpdateEvent",
    "transcription_session.update": "TranscriptionSessionUpdateEvent",
    "conversation.item.create": "LegacyConversationItemCreateEvent",
    "response.create": "LegacyResponseCreateEvent",
}
_NEWER = {
    "conversation.item.added",
    "conversation.item.done",
    "input_audio_buffer.timeout_triggered",
    "input_audio_buffer.dtmf_event_received",
    "response.output_text.delta",
    "response.output_text.done",
    "response.output_audio.delta",
    "response.output_audio.done",
    "response.output_audio_transcript.delta",
    "response.output_audio_transcript.done",
}
"""Events that the beta did not have, or had under another name (E11, E12)."""
_BETA_SHARED = {name: wire_type for name, wire_type in SERVER_EVENTS.items() if name not in _NEWER}
BETA_SERVER_EVENTS: Events = {
    **_BETA_SHARED,
    "session.created": "LegacySessionCreatedEvent",
    "session.updated": "LegacySessionUpdatedEvent",
    "conversation.item.created": "LegacyConversationItemCreatedEvent",
    "conversation.item.retrieved": "LegacyConversationItemRetrieved",
    "response.output_item.added": "LegacyResponseOutputItemAddedEvent",
    "response.output_item.done": "LegacyResponseOutputItemDoneEvent",
    "response.created": "LegacyResponseCreatedEvent",
    "response.done": "LegacyResponseDoneEvent",
    "response.text.delta": "LegacyResponseTextDeltaEvent",
    "response.text.done": "LegacyResponseTextDoneEvent",
    "response.audio.delta": "LegacyResponseAudioDeltaEvent",
    "response.audio.done": "LegacyResponseAudioDoneEvent",
    "response.audio_transcript.delta": "LegacyResponseAudioTranscriptDeltaEvent",
    "response.audio_transcript.done": "LegacyResponseAudioTranscriptDoneEvent",
}
BETA_TRANSCRIPTION_SERVER_EVENTS: Events = {
    "transcription_session.created": "TranscriptionSessionCreatedEvent",
    "transcription_session.updated": "TranscriptionSessionUpdatedEvent",
    **{name: wire_type for name, wire_type in BETA_SERVER_EVENTS.items() if not name.startswith("session.")},
}

NOT_ON_WEBSOCKETS = frozenset(
    {
        "output_audio_buffer.clear",
        "output_audio_buffer.started",
        "output_audio_buffer.stopped",
        "output_audio_buffer.cleared",
        "input_audio_buffer.dtmf_event_received",
    }
)
"""Events of WebRTC and SIP connections only, where sound travels as media (E14, E15)."""

"""The kinds of connection: the kind, not an event's name, tells which wire type an event is (U5)."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class ConnectionKind(NamedTuple):
    """One kind of connection."""

    name: str
    settings: str
    """The wire type of what an update sets."""
    session: str
    """The wire type of the session as the server tells it."""
    events: Mapping[str, str]
    """The client's events that are wire types: event type to wire type."""
    prefix: str = "session"
    """The first part of the names of the events that tell the session."""


_UPDATE = {"session.update": "SessionUpdateEvent"}
_BETA = {
    "session.update": "LegacySessionUpdateEvent",
    "transcription_session.update": "TranscriptionSessionUpdateEvent",
}

CONVERSATION = ConnectionKind(
    "conversation", "RealtimeSessionCreateRequest", "RealtimeSessionCreateResponse", _UPDATE
)
TRANSCRIPTION = ConnectionKind(
    "transcription",
    "RealtimeTranscriptionSessionCreateRequest",
    "RealtimeTranscriptionSessionCreateResponse",
    _UPDATE,
)
TRANSLATION = ConnectionKind(
    "translation",
    "RealtimeTranslationSessionUpdateRequest",
    "RealtimeTranslationSession",
    {"session.update": "TranslationSessionUpdateEvent", "session.close": "TranslationSessionCloseEvent"},
)
BETA = ConnectionKind("beta", "LegacyRealtimeSessionCreateRequest", "LegacyRealtimeSession", _BETA)
BETA_TRANSCRIPTION = ConnectionKind(
    "beta transcription",
    "LegacyRealtimeTranscriptionSessionCreateRequest",
    "LegacyRealtimeTranscriptionSessionCreateResponse",
    _BETA,
    prefix="transcription_session",
)
KINDS = (CONVERSATION, TRANSCRIPTION, TRANSLATION, BETA, BETA_TRANSCRIPTION)

ONLY_LISTENING = (TRANSCRIPTION, BETA_TRANSCRIPTION)
"""The kinds without a model that answers."""

OF_SESSION_TYPE = {"realtime": CONVERSATION, "transcription": TRANSCRIPTION}
"""The kind of a session that names its type (U4)."""

BY_EVENT = {name: wire_type for kind in KINDS for name, wire_type in kind.events.items()}
"""Every event type of any kind, with one wire type that it may be."""


def kind_of_settings(settings: Mapping[str, Any]) -> ConnectionKind:
    """The kind of connection that a configuration is for; conversation where it does not say."""
    return OF_SESSION_TYPE.get(str(settings.get("type")), CONVERSATION)

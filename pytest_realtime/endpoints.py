"""Which events and HTTP bodies travel where: the only table of the API's connections and addresses.

It lies outside :mod:`pytest_realtime.wire` and names wire types as strings, so that the local server starts
without loading them, and pydantic with them. Add an event or an endpoint here, and the local server, the live
clients and the cases of two updates know it.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from pytest_realtime.event_table import (
    BETA_CLIENT_EVENTS,
    BETA_SERVER_EVENTS,
    BETA_TRANSCRIPTION_SERVER_EVENTS,
    CLIENT_EVENTS,
    SERVER_EVENTS,
    TRANSLATION_CLIENT_EVENTS,
    TRANSLATION_SERVER_EVENTS,
)


class ConnectionKind(NamedTuple):
    """A kind of WebSocket connection: the kind, not an event's name, decides which wire type an event is (U5)."""

    name: str
    settings: str
    """The wire type of the settings that an update sends."""
    session: str
    """The wire type of the session that the server sends."""
    client_events: Mapping[str, str]
    """The client's events: event type to wire type."""
    server_events: Mapping[str, str]
    """The server's events: event type to wire type."""
    path: str = "/realtime"
    """Where the connection is opened, below the API's base URL."""
    is_beta: bool = False
    """Whether it speaks the dialect that the API retired in May 2026 (S2)."""

    @property
    def prefix(self) -> str:
        """The first part of the names of the events that carry the session."""
        return next(iter(self.server_events)).partition(".")[0]


CONVERSATION = ConnectionKind(
    "conversation",
    "RealtimeSessionCreateRequest",
    "RealtimeSessionCreateResponse",
    CLIENT_EVENTS,
    SERVER_EVENTS,
)
TRANSCRIPTION = ConnectionKind(
    "transcription",
    "RealtimeTranscriptionSessionCreateRequest",
    "RealtimeTranscriptionSessionCreateResponse",
    CLIENT_EVENTS,
    SERVER_EVENTS,
)
TRANSLATION = ConnectionKind(
    "translation",
    "RealtimeTranslationSessionUpdateRequest",
    "RealtimeTranslationSession",
    TRANSLATION_CLIENT_EVENTS,
    TRANSLATION_SERVER_EVENTS,
    path="/realtime/translations",
)
BETA = ConnectionKind(
    "beta",
    "LegacyRealtimeSessionCreateRequest",
    "LegacyRealtimeSession",
    BETA_CLIENT_EVENTS,
    BETA_SERVER_EVENTS,
    is_beta=True,
)
BETA_TRANSCRIPTION = ConnectionKind(
    "beta transcription",
    "LegacyRealtimeTranscriptionSessionCreateRequest",
    "LegacyRealtimeTranscriptionSessionCreateResponse",
    BETA_CLIENT_EVENTS,
    BETA_TRANSCRIPTION_SERVER_EVENTS,
    is_beta=True,
)
KINDS = (CONVERSATION, TRANSCRIPTION, TRANSLATION, BETA, BETA_TRANSCRIPTION)

ONLY_LISTENING = (TRANSCRIPTION, BETA_TRANSCRIPTION)
"""The kinds without a model that responds."""

OF_SESSION_TYPE = {"realtime": CONVERSATION, "transcription": TRANSCRIPTION}
"""The kind of a session that names its type (U4)."""

TYPED_EVENTS = {name: wire_type for kind in KINDS for name, wire_type in kind.client_events.items()}
"""Every client event on some kind of connection, with one wire type that it may be."""
UPDATE_EVENTS = tuple(name for name in TYPED_EVENTS if name.endswith(".update"))
"""The client events that change a session."""


def kind_of_settings(settings: Mapping[str, Any]) -> ConnectionKind:
    """Return the kind of connection that a configuration is for; conversation where it does not say."""
    return OF_SESSION_TYPE.get(str(settings.get("type")), CONVERSATION)


class Endpoint(NamedTuple):
    """An address to which clients send HTTP requests."""

    name: str
    path: str
    """The path below the API's base URL; ``{call_id}`` stands for any call's id."""
    body: str = ""
    """The wire type of the request's body; empty where there is none."""
    response: str = ""
    """The wire type of the response's body; empty where it has none."""
    requires_body: bool = True
    needs_api_key: bool = True
    """Whether a client secret is not enough."""
    is_beta: bool = False
    method: str = "POST"

    def match(self, path: str) -> re.Match[str] | None:
        """Match a request's path; the match's group ``call_id`` is the call that the request is about."""
        return re.fullmatch(self.path.replace("{call_id}", "(?P<call_id>[^/]+)"), path)


ENDPOINTS = (
    Endpoint(
        "client_secret",
        "/realtime/client_secrets",
        "RealtimeClientSecretCreateRequest",
        "RealtimeClientSecretCreateResponse",
        requires_body=False,
    ),
    Endpoint(
        "translation_secret",
        "/realtime/translations/client_secrets",
        "RealtimeTranslationClientSecretCreateRequest",
        "RealtimeTranslationClientSecretCreateResponse",
    ),
    Endpoint(
        "beta_session",
        "/realtime/sessions",
        "LegacyRealtimeSessionCreateRequest",
        "LegacyRealtimeSessionCreateResponse",
        requires_body=False,
        is_beta=True,
    ),
    Endpoint(
        "beta_transcription",
        "/realtime/transcription_sessions",
        "LegacyRealtimeTranscriptionSessionCreateRequest",
        "LegacyRealtimeTranscriptionSessionCreateResponse",
        requires_body=False,
        is_beta=True,
    ),
    Endpoint("call", "/realtime/calls", "RealtimeCallCreateRequest", needs_api_key=False),
    Endpoint("accept", "/realtime/calls/{call_id}/accept", "RealtimeSessionCreateRequest"),
    Endpoint("refer", "/realtime/calls/{call_id}/refer", "RealtimeCallReferRequest"),
    Endpoint("reject", "/realtime/calls/{call_id}/reject", "RealtimeCallRejectRequest", requires_body=False),
    Endpoint("hangup", "/realtime/calls/{call_id}/hangup", requires_body=False, needs_api_key=False),
)

LIVE_EVENTS = tuple(
    dict.fromkeys(event for kind in KINDS if not kind.is_beta for event in kind.client_events.values())
)
"""The wire types of the live API's client events."""
LIVE_BODIES = {entry.body: entry for entry in ENDPOINTS if entry.body and not entry.is_beta}
"""The endpoints of the live API that take a body, by its wire type."""
SENT: Mapping[str, Endpoint | None] = {
    **{entry.body: entry for entry in ENDPOINTS if entry.body},
    **dict.fromkeys(event for kind in KINDS for event in kind.client_events.values()),
}
"""Every wire type that a client sends by itself, those of the beta too: a body's endpoint, or None for an event."""


WEBHOOKS = {"realtime.call.incoming": "RealtimeCallIncomingWebhookEvent"}
"""What the API sends to an application's own address: the wire types by event."""

_BODIES = tuple(name for entry in ENDPOINTS for name in (entry.body, entry.response) if name)
# The first settings of a translation session travel in the request of its client secret only.
_SETTINGS = (
    *(name for kind in KINDS for name in (kind.settings, kind.session)),
    "RealtimeTranslationSessionCreateRequest",
)
_EVENTS = tuple(
    (name, wire_type)
    for kind in KINDS
    for events in (kind.client_events, kind.server_events)
    for name, wire_type in events.items()
)
EVENTS = tuple(dict.fromkeys(wire_type for _, wire_type in _EVENTS))
"""The wire types of all events on connections, each one once."""


def types_of_event(name: str) -> tuple[str, ...]:
    """Return the wire types of the event ``name``, one or more, since dialects share names; none if unknown."""
    return tuple(dict.fromkeys(wire_type for event, wire_type in _EVENTS if event == name))


EVENT_NAMES = tuple(dict.fromkeys(name for name, _ in _EVENTS))
"""The ``type`` of every event on connections."""
SERVER_EVENT_NAMES = tuple(dict.fromkeys(name for kind in KINDS for name in kind.server_events))
"""The ``type`` of every event that a server sends there."""
SESSION_PAYLOADS = tuple(
    dict.fromkeys(
        (
            *_SETTINGS,
            *_BODIES,
            *(wire_type for name, wire_type in _EVENTS if re.fullmatch(r"(transcription_)?session\.\w+", name)),
        )
    )
)
"""The wire types of sessions, and of the bodies and events that are about a whole session or call."""
PAYLOADS = tuple(dict.fromkeys((*SESSION_PAYLOADS, *EVENTS, *WEBHOOKS.values())))
"""Every wire type that is a whole payload, each one once: bodies, events and sessions."""


def endpoint_at(path: str) -> Endpoint | None:
    """Return the endpoint at ``path`` (below the base URL), whatever the method; None where there is none."""
    return next((entry for entry in ENDPOINTS if entry.match(path)), None)


def is_known(path: str) -> bool:
    """Whether the API has anything at ``path``: an endpoint or WebSockets."""
    return endpoint_at(path) is not None or any(kind.path == path for kind in KINDS)

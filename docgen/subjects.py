"""The subjects of the wire types: which page of the reference each type is on."""

from typing import NamedTuple

from pytest_realtime import event_table
from pytest_realtime.wire import WireType

_MODULES = {
    "session": "session session_audio session_events client_secret tools tracing truncation prompt",
    "response": "response response_create response_events",
    "items": "content_parts items conversation_events",
    "input-audio": "audio turn_detection",
    "output-audio": "",
    "transcription": "transcription transcription_session transcription_events",
    "mcp": "mcp mcp_items mcp_events",
    "errors": "service_events event_unions",
    "calls": "calls",
    "translation": "translation translation_events",
    "beta": "beta beta_items beta_events",
}
"""The modules of :mod:`pytest_realtime.wire.types` whose types are on a page, apart from events."""
_EVENTS = {
    "conversation.item.input_audio_transcription.": "transcription",
    "response.mcp_": "mcp",
    "response.": "response",
    "conversation.": "items",
    "input_audio_buffer.": "input-audio",
    "output_audio_buffer.": "output-audio",
    "mcp_list_tools.": "mcp",
    "session.": "session",
}
"""The pages of the live API's events, by the beginning of their names; the first that fits."""
_CALLS = ("RealtimeSipHeader", "RealtimeCallIncomingData", "RealtimeCallIncomingWebhookEvent", "SipMediaSecurity")


class Subject(NamedTuple):
    """A page of wire types."""

    title: str
    lead: str


SUBJECTS: dict[str, Subject] = {
    "session": Subject(
        "Sessions", "What a client sets in a session, what the server says of it, and client secrets for it."
    ),
    "response": Subject("Responses", "What a client asks for in one response, and what the server sends of it."),
    "items": Subject("Items", "The items of a conversation, their parts, and the events about them."),
    "input-audio": Subject("Input audio", "Formats, turn detection, and the events of the audio that comes in."),
    "output-audio": Subject("Output audio", "The events of the sound that a server plays over WebRTC or SIP."),
    "transcription": Subject("Transcription", "Transcription sessions, and the events of a transcript."),
    "mcp": Subject("MCP", "Tools of MCP servers: their settings, items and events."),
    "errors": Subject("Errors, rate limits, all events", "What goes wrong, and the unions of all events."),
    "calls": Subject("Calls", "Phone calls: the requests about them, and the webhook of one that comes in."),
    "translation": Subject(
        "Translation", "The types of translation connections; other connections use the same event names."
    ),
    "beta": Subject(
        "Beta",
        "The types of the beta API, which was retired in May 2026. They are kept for clients that still read or "
        "write them; the live API's sessions must not contain them.",
    ),
}
"""The pages in the order in which they are listed."""


def subject_of(entry: WireType) -> str:
    """Return the subject of a wire type."""
    if entry.dialect != "ga":
        return entry.dialect
    events = {**event_table.CLIENT_EVENTS, **event_table.SERVER_EVENTS}
    event = next((name for name, wire_type in events.items() if wire_type == entry.name), "")
    if found := next((page for start, page in _EVENTS.items() if event.startswith(start)), ""):
        return found
    if entry.name in _CALLS:
        return "calls"
    module = entry.python.__module__.rpartition(".")[2]
    return next(page for page, modules in _MODULES.items() if module in modules.split())

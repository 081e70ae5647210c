"""The events around sessions, as data: which members a client's event needs, and what the server answers.

In a template a string ``$name`` stands for a value that is known when the event is sent.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pytest_realtime.server.actions import Send
from pytest_realtime.server.api.ids import Issuer

Template = Mapping[str, Any]

CLIENT_EVENTS: dict[str, dict[str, type]] = {
    "conversation.item.create": {"item": dict},
    "conversation.item.delete": {"item_id": str},
    "conversation.item.retrieve": {"item_id": str},
    "conversation.item.truncate": {"item_id": str, "content_index": int, "audio_end_ms": int},
    "input_audio_buffer.append": {"audio": str},
    "input_audio_buffer.clear": {},
    "input_audio_buffer.commit": {},
    "output_audio_buffer.clear": {},
    "response.cancel": {},
    "response.create": {},
    "session.input_audio_buffer.append": {"audio": str},
}
"""The client's events that have no wire type, with the members that each requires."""

OPTIONAL_MEMBERS: dict[str, dict[str, type]] = {
    "conversation.item.create": {"previous_item_id": str, "item.id": str, "item.content": list},
    "response.create": {"response.output_modalities": list, "response.modalities": list},
}
"""Optional members that the server reads, by their place."""

ITEM_ADDED: tuple[Template, ...] = (
    {"type": "conversation.item.added", "previous_item_id": "$previous", "item": "$item"},
    {"type": "conversation.item.done", "previous_item_id": "$previous", "item": "$item"},
)
BETA_ITEM_ADDED: tuple[Template, ...] = (
    {"type": "conversation.item.created", "previous_item_id": "$previous", "item": "$item"},
)
COMMITTED: Template = {
    "type": "input_audio_buffer.committed",
    "previous_item_id": "$previous",
    "item_id": "$item_id",
}
SPEECH: tuple[Template, ...] = (
    {"type": "input_audio_buffer.speech_started", "audio_start_ms": "$start_ms", "item_id": "$item_id"},
    {"type": "input_audio_buffer.speech_stopped", "audio_end_ms": "$end_ms", "item_id": "$item_id"},
)
DELETED: Template = {"type": "conversation.item.deleted", "item_id": "$item_id"}
RETRIEVED: Template = {"type": "conversation.item.retrieved", "item": "$item"}
TRUNCATED: Template = {
    "type": "conversation.item.truncated",
    "item_id": "$item_id",
    "content_index": "$content_index",
    "audio_end_ms": "$audio_end_ms",
}

_TRANSCRIPTION = "conversation.item.input_audio_transcription"
_TRANSCRIPT: Template = {"item_id": "$item_id", "content_index": 0}
TRANSCRIBED: tuple[Template, ...] = (
    {"type": f"{_TRANSCRIPTION}.delta", **_TRANSCRIPT, "delta": "$transcript"},
    {
        "type": f"{_TRANSCRIPTION}.completed",
        **_TRANSCRIPT,
        "transcript": "$transcript",
        "usage": {"type": "duration", "seconds": "$seconds"},
    },
)

_RESPONSE: Template = {"response_id": "$response_id", "output_index": 0}
_ITEM: Template = {**_RESPONSE, "item_id": "$item_id"}
_PART: Template = {**_ITEM, "content_index": 0}

BEGIN: tuple[Template, ...] = (
    {"type": "response.created", "response": "$begun"},
    {"type": "response.output_item.added", **_RESPONSE, "item": "$begun_item"},
)
PART_BEGINS: Template = {"type": "response.content_part.added", **_PART, "part": "$begun_part"}
DELTAS: dict[str, Template] = {
    "text": {"type": "response.output_text.delta", **_PART, "delta": "$delta"},
    "transcript": {"type": "response.output_audio_transcript.delta", **_PART, "delta": "$delta"},
    "audio": {"type": "response.output_audio.delta", **_PART, "delta": "$delta"},
    "arguments": {
        "type": "response.function_call_arguments.delta",
        **_ITEM,
        "call_id": "$call_id",
        "delta": "$delta",
    },
}
"""The event that carries a piece of each medium."""

_PART_ENDS: Template = {"type": "response.content_part.done", **_PART, "part": "$part"}
MEDIA_END: dict[str, tuple[Template, ...]] = {
    "text": ({"type": "response.output_text.done", **_PART, "text": "$text"}, _PART_ENDS),
    "audio": (
        {"type": "response.output_audio.done", **_PART},
        {"type": "response.output_audio_transcript.done", **_PART, "transcript": "$text"},
        _PART_ENDS,
    ),
    "function": (
        {
            "type": "response.function_call_arguments.done",
            **_ITEM,
            "call_id": "$call_id",
            "name": "$function",
            "arguments": "$arguments",
        },
    ),
}
"""The events at the end of each medium."""
ITEM_ENDS: Template = {"type": "response.output_item.done", **_RESPONSE, "item": "$item"}
END: tuple[Template, ...] = (
    {"type": "response.done", "response": "$done"},
    {
        "type": "rate_limits.updated",
        "rate_limits": [{"name": "requests", "limit": 1000, "remaining": 999, "reset_seconds": 60.0}],
    },
)

TRANSLATED: tuple[Template, ...] = (
    {"type": "session.input_transcript.delta", "delta": "$user_transcript", "elapsed_ms": None},
    {"type": "session.output_transcript.delta", "delta": "$text", "elapsed_ms": None},
    {
        "type": "session.output_audio.delta",
        "delta": "$audio",
        "format": "pcm16",
        "sample_rate": 24000,
        "channels": 1,
        "elapsed_ms": None,
    },
)


def send(issuer: Issuer, template: Template, values: Mapping[str, Any] | None = None, **more: Any) -> Send:
    """Return one event: a template with its values filled in, and an event id."""
    filled = _filled(template, {**values, **more} if values else more)
    return Send(json.dumps({"type": filled["type"], "event_id": issuer.new("event"), **filled}))


def session_event(issuer: Issuer, type: str, session: Mapping[str, Any]) -> Send:
    """Return an event with a session, such as ``session.updated``."""
    return send(issuer, {"type": type, "session": "$session"}, session=session)


def send_all(issuer: Issuer, templates: Iterable[Template], values: Mapping[str, Any]) -> list[Send]:
    """Return several events with the same values."""
    return [send(issuer, template, values) for template in templates]


def _filled(template: Any, values: Mapping[str, Any]) -> Any:
    if isinstance(template, Mapping):
        return {name: _filled(value, values) for name, value in template.items()}
    if isinstance(template, list):
        return [_filled(item, values) for item in template]
    if isinstance(template, str) and template.startswith("$"):
        return values[template[1:]]
    return template

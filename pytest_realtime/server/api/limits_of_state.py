"""What the present state of a session does not allow, although each event is valid by itself: a row per reason."""

from collections.abc import Callable
from typing import Any

from pytest_realtime.endpoints import ONLY_LISTENING
from pytest_realtime.server.api.audio_bytes import milliseconds
from pytest_realtime.server.api.errors import ApiError
from pytest_realtime.server.api.events import Members
from pytest_realtime.server.api.session_state import Session
from pytest_realtime.server.api.user_audio import buffered_ms
from pytest_realtime.server.members import member_at

LEAST_COMMIT_MS = 100
"""The least audio that can be committed (API rule O5)."""
_VOICE_PLACES = {
    "session.update": (("session", "audio", "output", "voice"), ("session", "voice")),
    "response.create": (("response", "audio", "output", "voice"), ("response", "voice")),
}


class RejectedEvent(Exception):
    """An event that the API answers with an error; the session does not change."""

    def __init__(self, error: ApiError) -> None:
        super().__init__(error.message)
        self.error = error


def check(session: Session, event: Members, order: int) -> None:
    """Check that the session allows an event now.

    Args:
        session: The session.
        event: The event, valid by itself.
        order: The order of its frame: what was sent later was not known when it arrived.

    Raises:
        RejectedEvent: It does not.
    """
    for reason in _REASONS.get(event["type"], ()):
        if error := reason(session, event, order):
            raise RejectedEvent(error)


def _fixed_voice(session: Session, event: Members, order: int) -> ApiError | None:
    settings = session.settings
    present = settings.get("voice") if session.is_beta else member_at(settings, "audio", "output", "voice")
    for place in _VOICE_PLACES[event["type"]]:
        voice = member_at(event, *place)
        if session.has_spoken and voice is not None and voice != present:
            message = "Cannot update a conversation's voice if assistant audio is present."
            return ApiError(message, "cannot_update_voice", ".".join(place))
    return None


def _short_buffer(session: Session, event: Members, order: int) -> ApiError | None:
    held = buffered_ms(session)
    if held >= LEAST_COMMIT_MS:
        return None
    message = f"Error committing input audio buffer: expected at least {LEAST_COMMIT_MS}ms of audio, got {held}ms."
    return ApiError(message, "input_audio_buffer_commit_empty")


def _unknown_previous(session: Session, event: Members, order: int) -> ApiError | None:
    after = event.get("previous_item_id")
    is_known = after in (None, "root") or after in session.items
    return None if is_known else _no_item(after, "previous_item_id")


def _repeated_id(session: Session, event: Members, order: int) -> ApiError | None:
    item_id = event["item"].get("id")
    if item_id not in session.items:
        return None
    return ApiError(f"The conversation already has an item with id '{item_id}'.", "invalid_value", "item.id")


def _unknown_call(session: Session, event: Members, order: int) -> ApiError | None:
    item = event["item"]
    if item.get("type") != "function_call_output" or session.is_beta:
        return None
    call_id = item["call_id"]
    if any(other.get("call_id") == call_id for other in session.items.values()):
        return None
    message = f"Tool call ID '{call_id}' not found in conversation."
    return ApiError(message, "invalid_tool_call_id", "item.call_id")


def _unknown_item(session: Session, event: Members, order: int) -> ApiError | None:
    item_id = event["item_id"]
    return _no_item(item_id, "item_id") if item_id not in session.items else None


def _not_spoken(session: Session, event: Members, order: int) -> ApiError | None:
    item_id = event["item_id"]
    if item_id in session.items and item_id in session.formats and event["content_index"] == 0:
        return None
    message = f"Item '{item_id}' is not an audio message of the model, or has no such part."
    return ApiError(message, "item_truncate_invalid_item_id", "item_id")


def _beyond_sound(session: Session, event: Members, order: int) -> ApiError | None:
    sent, end = _spoken_ms(session, event["item_id"]), event["audio_end_ms"]
    if end <= sent:
        return None
    return ApiError(f"Audio content of {sent}ms is already shorter than {end}ms.", param="audio_end_ms")


def _spoken_ms(session: Session, item_id: str) -> int:
    """How long the audio of an item is: what was sent of it, or on a call what the model had to say."""
    kind = session.formats.get(item_id, "")
    if session.is_call:
        return milliseconds(len(session.audio.get(item_id, {}).get(0, b"")), kind)
    return milliseconds(session.spoken.bytes_of(item_id), kind)


def _no_responses(session: Session, event: Members, order: int) -> ApiError | None:
    if session.kind not in ONLY_LISTENING:
        return None
    return ApiError("A transcription session has no responses.", param="type")


def _active_response(session: Session, event: Members, order: int) -> ApiError | None:
    options = event.get("response") or {}
    if options.get("conversation") == "none":
        return None
    running = session.running
    # An event that arrived before response.done was sent came too early, even if the server reads it later.
    if running is None and order > session.last_done:
        return None
    name = running.id if running else "its response.done was sent after this event"
    message = f"Conversation already has an active response in progress: {name}."
    return ApiError(message, "conversation_already_has_active_response")


def _nothing_to_cancel(session: Session, event: Members, order: int) -> ApiError | None:
    wanted = event.get("response_id")
    if session.running if wanted is None else wanted in session.responses:
        return None
    return ApiError("Cancellation failed: no active response found.", "response_cancel_not_active")


def _no_item(item_id: Any, param: str) -> ApiError:
    return ApiError(f"The conversation has no item with id '{item_id}'.", "item_not_found", param)


Reason = Callable[[Session, Members, int], ApiError | None]
_REASONS: dict[str, tuple[Reason, ...]] = {
    "session.update": (_fixed_voice,),
    "input_audio_buffer.commit": (_short_buffer,),
    "conversation.item.create": (_unknown_previous, _repeated_id, _unknown_call),
    "conversation.item.delete": (_unknown_item,),
    "conversation.item.retrieve": (_unknown_item,),
    "conversation.item.truncate": (_not_spoken, _beyond_sound),
    "response.create": (_no_responses, _active_response, _fixed_voice),
    "response.cancel": (_nothing_to_cancel,),
}
"""The reasons by event type, asked in their order."""

"""How the server answers each event of a client."""

import base64
import binascii
from collections.abc import Callable, Iterator
from typing import Any

from pytest_realtime.endpoints import OF_SESSION_TYPE, ONLY_LISTENING, TRANSLATION
from pytest_realtime.server.actions import Action, Close
from pytest_realtime.server.api import events
from pytest_realtime.server.api.audio_bytes import clip, format_of, milliseconds
from pytest_realtime.server.api.errors import ApiError
from pytest_realtime.server.api.responses import added, cancel, respond
from pytest_realtime.server.api.session_state import Session
from pytest_realtime.server.api.settings import new_session, public, updated

Event = dict[str, Any]


class RejectedEvent(Exception):
    """An event that the API answers with an error; the session does not change."""

    def __init__(self, error: ApiError) -> None:
        super().__init__(error.message)
        self.error = error


def answer(session: Session, event: Event) -> Iterator[Action]:
    """Yield what the server answers to an event of known type with valid members.

    Raises:
        RejectedEvent: The session's present state does not allow the event.
    """
    yield from _HANDLERS[event["type"]](session, event)


def is_served(session: Session, event_type: str) -> bool:
    """Whether connections of this kind have such an event."""
    if event_type in session.kind.client_events:
        return True
    is_of_translation = event_type.startswith("session.")
    return event_type in events.CLIENT_EVENTS and is_of_translation == (session.kind is TRANSLATION)


def _update(session: Session, event: Event) -> Iterator[Action]:
    update = event["session"]
    kind = OF_SESSION_TYPE.get(str(update.get("type")), session.kind) if not session.is_beta else session.kind
    if kind is not session.kind and session.kind is not TRANSLATION:
        # An update that names another type changes the session's type (API rule U4).
        session.kind, session.settings = kind, new_session(kind, session.issuer, {})
    session.settings = updated(session.kind, session.settings, update)
    changed = public(session.kind, session.settings)
    yield events.session_event(session.issuer, f"{session.kind.prefix}.updated", changed)


def _close(session: Session, event: Event) -> Iterator[Action]:
    yield events.send(session.issuer, {"type": "session.closed"})
    yield Close(1000)


def _append(session: Session, event: Event) -> Iterator[Action]:
    size = len(_decoded(event["audio"]))
    session.buffered += size
    session.appended += size
    detector = _input(session).get("turn_detection")
    is_listening = session.scenario.speech_ms and session.response_count < len(session.scenario.turns)
    if detector and is_listening and _ms(session, session.buffered) >= session.scenario.speech_ms:
        yield from _detect_speech(session, detector)


def _detect_speech(session: Session, detector: Event) -> Iterator[Action]:
    item_id = session.issuer.new("item")
    end = _ms(session, session.appended)
    start = end - _ms(session, session.buffered)
    values = {"item_id": item_id, "start_ms": start, "end_ms": end}
    if session.unfinished and detector.get("interrupt_response") is not False:
        yield from cancel(session)
    yield from events.send_all(session.issuer, events.SPEECH, values)
    yield from _commit_as(session, item_id)
    if session.kind in ONLY_LISTENING:
        session.response_count += 1
    elif detector.get("create_response") is not False:
        yield from respond(session, {})


def _commit(session: Session, event: Event) -> Iterator[Action]:
    if not session.buffered:
        message = "Error committing input audio buffer: the buffer is empty."
        raise RejectedEvent(ApiError(message, "input_audio_buffer_commit_empty"))
    yield from _commit_as(session, session.issuer.new("item"))


def _commit_as(session: Session, item_id: str) -> Iterator[Action]:
    seconds = _ms(session, session.buffered) / 1000
    session.buffered = 0
    transcript = session.turn().user_transcript
    yield events.send(session.issuer, events.COMMITTED, item_id=item_id, previous=session.last_item)
    # Null until it is known, as the API sends it although its schema has no null there: npm's agents SDK rejects a
    # part without this member.
    content = [{"type": "input_audio", "transcript": None}]
    item = session.add({"id": item_id, "type": "message", "role": "user", "content": content})
    yield from added(session, item)
    if _input(session).get("transcription"):
        values = {"item_id": item_id, "transcript": transcript, "seconds": seconds}
        yield from events.send_all(session.issuer, events.TRANSCRIBED, values)


def _clear(session: Session, event: Event) -> Iterator[Action]:
    session.buffered = 0
    yield events.send(session.issuer, {"type": "input_audio_buffer.cleared"})


def _create_item(session: Session, event: Event) -> Iterator[Action]:
    item, after = event["item"], event.get("previous_item_id")
    if after not in (None, "root", *session.items):
        raise RejectedEvent(_no_item(after, "previous_item_id"))
    yield from added(session, session.add(item, after=after))


def _delete_item(session: Session, event: Event) -> Iterator[Action]:
    del session.items[_item(session, event)["id"]]
    yield events.send(session.issuer, events.DELETED, event)


def _retrieve_item(session: Session, event: Event) -> Iterator[Action]:
    yield events.send(session.issuer, events.RETRIEVED, item=_item(session, event))


def _truncate_item(session: Session, event: Event) -> Iterator[Action]:
    item = _item(session, event)
    if item.get("role") != "assistant":
        raise RejectedEvent(ApiError("Only assistant messages can be truncated.", param="item_id"))
    index = event["content_index"]
    for part in item.get("content", [])[index : index + 1]:
        # The transcript ends where playback did, and the server can't know where in the text that is.
        if isinstance(part, dict):
            part.pop("transcript", None)
    yield events.send(session.issuer, events.TRUNCATED, event)


def _create_response(session: Session, event: Event) -> Iterator[Action]:
    if session.kind in ONLY_LISTENING:
        raise RejectedEvent(ApiError("A transcription session has no responses.", param="type"))
    if session.unfinished:
        message = f"The conversation has an active response: {session.unfinished.response_id}."
        raise RejectedEvent(ApiError(message, "conversation_already_has_active_response"))
    options = event.get("response")
    yield from respond(session, options if isinstance(options, dict) else {})


def _cancel(session: Session, event: Event) -> Iterator[Action]:
    if not session.unfinished:
        raise RejectedEvent(
            ApiError("Cancellation failed: no active response found.", "response_cancel_not_active")
        )
    yield from cancel(session)


def _translate(session: Session, event: Event) -> Iterator[Action]:
    _decoded(event["audio"])
    if session.response_count < len(session.scenario.turns):
        turn = session.turn()
        session.response_count += 1
        audio = base64.b64encode(clip("audio/pcm") if turn.audio is None else turn.audio).decode()
        values = {"user_transcript": turn.user_transcript, "text": turn.text, "audio": audio}
        yield from events.send_all(session.issuer, events.TRANSLATED, values)


def _item(session: Session, event: Event) -> Event:
    item_id = event["item_id"]
    if item_id not in session.items:
        raise RejectedEvent(_no_item(item_id, "item_id"))
    return session.items[item_id]


def _no_item(item_id: Any, param: str) -> ApiError:
    return ApiError(f"The conversation has no item with id '{item_id}'.", "item_not_found", param)


def _decoded(audio: str) -> bytes:
    try:
        return base64.b64decode(audio, validate=True)
    except binascii.Error:
        raise RejectedEvent(
            ApiError("Invalid 'audio': it is not valid base64.", "invalid_value", "audio")
        ) from None


def _input(session: Session) -> Event:
    """The settings of the input audio, under their names in the current API."""
    settings = session.settings
    flat = {
        "transcription": settings.get("input_audio_transcription"),
        "turn_detection": settings.get("turn_detection"),
    }
    return flat if session.is_beta else settings.get("audio", {}).get("input", {})


def _ms(session: Session, count: int) -> int:
    return milliseconds(count, format_of(session.settings, "input"))


_HANDLERS: dict[str, Callable[[Session, Event], Iterator[Action]]] = {
    "session.update": _update,
    "transcription_session.update": _update,
    "session.close": _close,
    "session.input_audio_buffer.append": _translate,
    "input_audio_buffer.append": _append,
    "input_audio_buffer.commit": _commit,
    "input_audio_buffer.clear": _clear,
    "output_audio_buffer.clear": lambda session, event: iter(()),  # only calls have such a buffer
    "conversation.item.create": _create_item,
    "conversation.item.delete": _delete_item,
    "conversation.item.retrieve": _retrieve_item,
    "conversation.item.truncate": _truncate_item,
    "response.create": _create_response,
    "response.cancel": _cancel,
}

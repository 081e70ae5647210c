"""How the server answers each event of a client."""

import base64
from collections.abc import Callable, Iterator

from pytest_realtime.endpoints import OF_SESSION_TYPE, TRANSLATION
from pytest_realtime.server.actions import Action, Close, Send
from pytest_realtime.server.api import limits_of_state as limits
from pytest_realtime.server.api.audio_bytes import byte_count, clip
from pytest_realtime.server.api.events import Members, say, say_added
from pytest_realtime.server.api.responses import BegunResponse, respond
from pytest_realtime.server.api.session_state import Session
from pytest_realtime.server.api.settings import new_session, public, updated
from pytest_realtime.server.api.user_audio import append, commit_as

Answer = Iterator[Action | BegunResponse]
_WITH_STATUS = ("message", "function_call", "function_call_output")
"""The items that have an object and a status; those about MCP have neither (API rule I18)."""


def answer(session: Session, event: Members, order: int) -> Answer:
    """Yield what the server answers to a valid event.

    Args:
        session: The session; it changes.
        event: The event, which its wire type allows.
        order: The order of its frame.

    Raises:
        RejectedEvent: The session's present state does not allow the event.
    """
    limits.check(session, event, order)
    yield from _HANDLERS[event["type"]](session, event)


def _update(session: Session, event: Members) -> Answer:
    update = event["session"]
    kind = OF_SESSION_TYPE.get(str(update.get("type")), session.kind) if not session.is_beta else session.kind
    if kind is not session.kind and session.kind is not TRANSLATION:
        # An update that names another type changes the session's type (API rule U4).
        session.kind, session.settings = kind, new_session(kind, session.issuer, {})
    session.settings = updated(session.kind, session.settings, update)
    yield from say(session, f"{session.kind.prefix}.updated", session=public(session.kind, session.settings))


def _close(session: Session, event: Members) -> Answer:
    yield from say(session, "session.closed")
    yield Close(1000)


def _append(session: Session, event: Members) -> Answer:
    yield from append(session, base64.b64decode(event["audio"], validate=True))


def _commit(session: Session, event: Members) -> Answer:
    yield from commit_as(session, session.issuer.new("item"))


def _clear(session: Session, event: Members) -> Answer:
    session.buffered.clear()
    yield from say(session, "input_audio_buffer.cleared")


def _clear_output(session: Session, event: Members) -> Answer:
    # Only calls have such a buffer. A response that was interrupted before had its sound cleared then.
    for response in list(session.responses.values()):
        yield from say(session, "output_audio_buffer.cleared", response_id=response.id)


def _create_item(session: Session, event: Members) -> Answer:
    item = event["item"]
    item_id = item.get("id") or session.issuer.new("item")
    parts = item.get("content") or []
    sounds = {index: part["audio"] for index, part in enumerate(parts) if isinstance(part.get("audio"), str)}
    if sounds:
        session.audio[item_id] = {index: base64.b64decode(audio) for index, audio in sounds.items()}
        item = {**item, "content": [{k: v for k, v in part.items() if k != "audio"} for part in parts]}
    status = {"object": "realtime.item", "status": "completed"} if item.get("type") in _WITH_STATUS else {}
    whole = session.add({"id": item_id, **status, **item}, after=event.get("previous_item_id"))
    yield from say_added(session, whole)


def _delete_item(session: Session, event: Members) -> Answer:
    del session.items[event["item_id"]]
    session.audio.pop(event["item_id"], None)
    yield from say(session, "conversation.item.deleted", item_id=event["item_id"])


def _retrieve_item(session: Session, event: Members) -> Answer:
    item = session.items[event["item_id"]]
    audio = session.audio.get(event["item_id"])
    if audio and item.get("content"):
        # The only event whose items hold audio (API rule I13).
        parts = [
            {**part, "audio": base64.b64encode(audio[index]).decode()} if index in audio else part
            for index, part in enumerate(item["content"])
        ]
        item = {**item, "content": parts}
    yield from say(session, "conversation.item.retrieved", item=item)


def _truncate_item(session: Session, event: Members) -> Answer:
    item_id, index = event["item_id"], event["content_index"]
    item = session.items[item_id]
    # The transcript ends where playback did, and the server can't know where in the text that is.
    parts = [
        {name: value for name, value in part.items() if name != "transcript" or place != index}
        for place, part in enumerate(item["content"])
    ]
    session.items[item_id] = {**item, "content": parts}
    heard = byte_count(event["audio_end_ms"], session.formats[item_id])
    session.audio[item_id] = {0: session.audio[item_id][0][:heard]}
    place = {name: event[name] for name in ("item_id", "content_index", "audio_end_ms")}
    yield from say(session, "conversation.item.truncated", **place)


def _create_response(session: Session, event: Members) -> Answer:
    yield from respond(session, event.get("response"))


def _cancel(session: Session, event: Members) -> Iterator[Send]:
    named = session.responses.get(event.get("response_id", ""))
    response = named or session.running
    assert response is not None
    yield from response.cancel("client_cancelled")


def _translate(session: Session, event: Members) -> Answer:
    if session.response_count >= len(session.scenario.turns):
        return
    turn = session.turn()
    session.response_count += 1
    audio = base64.b64encode(clip("audio/pcm") if turn.audio is None else turn.audio).decode()
    yield from say(session, "session.input_transcript.delta", delta=turn.user_transcript, elapsed_ms=None)
    yield from say(session, "session.output_transcript.delta", delta=turn.text, elapsed_ms=None)
    sound = {"format": "pcm16", "sample_rate": 24000, "channels": 1}
    yield from say(session, "session.output_audio.delta", delta=audio, **sound, elapsed_ms=None)


_HANDLERS: dict[str, Callable[[Session, Members], Answer]] = {
    "session.update": _update,
    "transcription_session.update": _update,
    "session.close": _close,
    "session.input_audio_buffer.append": _translate,
    "input_audio_buffer.append": _append,
    "input_audio_buffer.commit": _commit,
    "input_audio_buffer.clear": _clear,
    "output_audio_buffer.clear": _clear_output,
    "conversation.item.create": _create_item,
    "conversation.item.delete": _delete_item,
    "conversation.item.retrieve": _retrieve_item,
    "conversation.item.truncate": _truncate_item,
    "response.create": _create_response,
    "response.cancel": _cancel,
}

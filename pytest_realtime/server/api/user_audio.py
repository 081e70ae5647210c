"""What the server does with the audio of a user: it detects speech, commits, transcribes and responds."""

from collections.abc import Iterator
from typing import Any

from pytest_realtime.endpoints import ONLY_LISTENING
from pytest_realtime.server.actions import Send
from pytest_realtime.server.api.audio_bytes import format_of, milliseconds
from pytest_realtime.server.api.events import Members, say, say_added
from pytest_realtime.server.api.responses import BegunResponse, respond
from pytest_realtime.server.api.session_state import Session

Heard = Iterator[Send | BegunResponse]
_TRANSCRIPTION = "conversation.item.input_audio_transcription"
_UNHEARD = {
    "type": "transcription_error",
    "code": "audio_unintelligible",
    "message": "The audio could not be transcribed.",
    "param": None,
}


def append(session: Session, audio: bytes) -> Heard:
    """Buffer audio; if enough of it is speech, commit it and respond, as the session's settings say."""
    session.buffered += audio
    session.appended += len(audio)
    detector = input_of(session).get("turn_detection")
    is_listening = session.scenario.speech_ms and session.response_count < len(session.scenario.turns)
    if detector and is_listening and buffered_ms(session) >= session.scenario.speech_ms:
        yield from _detect_speech(session, detector)


def _detect_speech(session: Session, detector: Members) -> Heard:
    item_id = session.issuer.new("item")
    end = _ms(session, session.appended)
    yield from say(
        session, "input_audio_buffer.speech_started", audio_start_ms=end - buffered_ms(session), item_id=item_id
    )
    # The interruption first, and then the end of the running response (API rule O20).
    if session.running and detector.get("interrupt_response") is not False:
        yield from session.running.cancel("turn_detected")
    yield from say(session, "input_audio_buffer.speech_stopped", audio_end_ms=end, item_id=item_id)
    yield from commit_as(session, item_id)
    if session.kind in ONLY_LISTENING:
        session.response_count += 1
    elif detector.get("create_response") is not False and not session.running:
        yield from respond(session)


def commit_as(session: Session, item_id: str) -> Iterator[Send]:
    """Make an item of the buffered audio, and transcribe it if the session asks for that."""
    audio = bytes(session.buffered)
    session.buffered.clear()
    yield from say(session, "input_audio_buffer.committed", previous_item_id=session.last_item, item_id=item_id)
    # Null until it is known, as the API sends it although its schema has no null there: npm's agents SDK rejects a
    # part without this member.
    content = [{"type": "input_audio", "transcript": None}]
    item = {"id": item_id, "object": "realtime.item", "type": "message", "status": "completed", "role": "user"}
    session.audio[item_id] = {0: audio}
    yield from say_added(session, session.add({**item, "content": content}))
    if input_of(session).get("transcription"):
        yield from _transcribed(session, item_id, _ms(session, len(audio)) / 1000)


def _transcribed(session: Session, item_id: str, seconds: float) -> Iterator[Send]:
    turn = session.turn()
    place: Members = {"item_id": item_id, "content_index": 0}
    heard = [
        {"type": f"{_TRANSCRIPTION}.delta", **place, "delta": turn.user_transcript},
        {
            "type": f"{_TRANSCRIPTION}.completed",
            **place,
            "transcript": turn.user_transcript,
            "usage": {"type": "duration", "seconds": seconds},
        },
    ]
    failed = [{"type": f"{_TRANSCRIPTION}.failed", **place, "error": _UNHEARD}]
    told = {"failed": failed, "never": []}.get(turn.transcription, heard)
    if turn.transcription in ("interleaved", "late") and session.kind not in ONLY_LISTENING:
        session.transcriptions += told
        return
    for event in told:
        yield from say(session, event["type"], **{name: value for name, value in event.items() if name != "type"})


def input_of(session: Session) -> dict[str, Any]:
    """The settings of the input audio, under their names in the current API."""
    settings = session.settings
    if session.is_beta:
        return {
            "transcription": settings.get("input_audio_transcription"),
            "turn_detection": settings.get("turn_detection"),
        }
    found: dict[str, Any] = settings.get("audio", {}).get("input", {})
    return found


def buffered_ms(session: Session) -> int:
    """How long the audio since the last commit or clear lasts."""
    return _ms(session, len(session.buffered))


def _ms(session: Session, count: int) -> int:
    return milliseconds(count, format_of(session.settings, "input"))

"""All streams. Every event that a server can send is said in one of them."""

from collections.abc import Callable
from functools import cache, partial

from pytest_realtime.endpoints import BETA, BETA_TRANSCRIPTION, TRANSCRIPTION, TRANSLATION
from pytest_realtime.payloads.streams.scenes import (
    Scene,
    assistant,
    begun,
    called_function,
    called_mcp,
    ended,
    ending,
    kept_items,
    listed_tools,
    not_transcribed,
    opening,
    response,
    speech,
    spoken,
    spoken_item,
    spoken_response,
    telephone,
    timed_out,
    transcribed,
    written_response,
)
from pytest_realtime.payloads.streams.stream import SaidEvent, Stream, example, make_stream, said
from pytest_realtime.payloads.streams.surprises import (
    beta_names,
    doubled,
    late,
    live_nulls,
    newer_events,
    newer_members,
    newer_variants,
    newer_words,
)


@cache
def streams() -> dict[str, Stream]:
    """All streams by name."""
    return {stream.name: stream for stream in _streams()}


@cache
def home_of(wire_type: str) -> Stream | None:
    """The first stream in which an event of this wire type is said as it is known; None if there is none."""
    return next(
        (
            stream
            for stream in streams().values()
            if any(event.wire_type == wire_type and event.must == event.payload for event in stream.events)
        ),
        None,
    )


def _streams() -> tuple[Stream, ...]:
    return (
        _conversation("voice-turn", "a turn of speech", "O1 O8 E9", speech, spoken_response),
        _conversation("text-turn", "a turn of text", "O8", written_response),
        _conversation(
            "full-session", "a session with all its members, and a turn", "O3", _updated, spoken_response
        ),
        _conversation("function-call", "a call of a function", "O13", called_function),
        _conversation("mcp-call", "calls of MCP tools", "O14", listed_tools, called_mcp),
        _conversation("items", "what happens to items", "O17 E12", kept_items),
        _conversation("idle-timeout", "an idle timeout", "O18", timed_out),
        _conversation("telephone", "a call by telephone", "E14 E15 O16", telephone),
        _conversation("error", "errors amid a turn", "O19 E4", _errors),
        _conversation("cancelled-response", "a response that is cancelled", "O10 R13", _cancelled),
        _conversation("failed-response", "a response that fails", "R17 R13", _failed),
        _conversation("incomplete-response", "a response that is cut off", "R13", _incomplete),
        _conversation("late-events", "an interruption and what comes late", "O11 O12 O20", late),
        _conversation("doubled-events", "events that come twice", "E28", doubled),
        _conversation("live-nulls", "the nulls of live servers", "N6 R11 I9", live_nulls),
        _conversation("beta-names", "events under their names in the beta API", "E11", beta_names),
        _conversation("newer-event", "unknown events between known ones", "E28", newer_events),
        _conversation("newer-member", "unknown members in known events", "E28", newer_members),
        _conversation("newer-word", "unknown words in known events", "E5 R12", newer_words),
        _conversation("newer-variant", "unknown kinds of items, parts and tools", "I24", newer_variants),
        make_stream("refusal", "a connection that is refused", "O1", [said("error")], close_code=4000),
        make_stream("transcription", "transcriptions", "O12 E16 E18", _transcription(), kind=TRANSCRIPTION),
        make_stream("translation", "a translation", "O21 E26", _translation(), kind=TRANSLATION),
        make_stream("beta-turn", "turns in the beta API", "E11 I25", _beta(), kind=BETA),
    )


def _conversation(name: str, title: str, rules: str, *scenes: Callable[[], Scene]) -> Stream:
    events = [event for scene in (opening, *scenes, ending) for event in scene()]
    return make_stream(name, title, rules, events)


def _updated() -> Scene:
    yield said("session.updated")


def _errors() -> Scene:
    """Three errors: before, amid and after a response; the session goes on (O19)."""
    yield said("error")
    yield from begun(assistant("item_2"))
    refused = example("RealtimeError", code="conversation_already_has_active_response", without=("event_id",))
    yield said("error", error=refused)
    yield from spoken()
    yield from ended(spoken_item())
    yield said("error", error={"type": "invalid_request_error", "message": "Nothing to cancel."})


def _cut_off(status: str, reason: str) -> Scene:
    """A response that ends before its audio does."""
    yield from begun(assistant("item_2"))
    yield from spoken(deltas=1)
    details = {"type": status, "reason": reason}
    yield from ended(spoken_item(status="incomplete"), status, status_details=details)


_cancelled = partial(_cut_off, "cancelled", "client_cancelled")
_incomplete = partial(_cut_off, "incomplete", "max_output_tokens")


def _failed() -> Scene:
    yield said("response.created", response=response("in_progress", []))
    error = {"type": "server_error", "code": "rate_limit_exceeded"}
    details = {"type": "failed", "error": error}
    yield said("response.done", response=response("failed", [], status_details=details))


def _transcription() -> Scene:
    """Two turns, whose words come interleaved; a third one can't be recognised."""
    session = example("RealtimeTranscriptionSessionCreateResponse")
    yield said("session.created", TRANSCRIPTION, session=session)
    yield said("session.updated", TRANSCRIPTION, session=session)
    for item_id in ("item_1", "item_2", "item_3"):
        yield said("input_audio_buffer.committed", item_id=item_id)
    yield from _interleaved([*transcribed("item_2")], [*transcribed("item_1")])
    yield said("conversation.item.input_audio_transcription.segment", item_id="item_1")
    yield from not_transcribed("item_3")
    yield from ending()


def _interleaved(one: list[SaidEvent], other: list[SaidEvent]) -> Scene:
    for pair in zip(one, other, strict=True):
        yield from pair


def _translation() -> Scene:
    yield said("session.created", TRANSLATION)
    yield said("session.updated", TRANSLATION)
    for _ in range(2):
        yield said("session.input_transcript.delta", TRANSLATION)
        yield said("session.output_transcript.delta", TRANSLATION)
        yield said("session.output_audio.delta", TRANSLATION)
    yield said("error", TRANSLATION)
    yield said("session.output_transcript.delta", TRANSLATION, elapsed_ms=None)
    yield said("session.closed", TRANSLATION)


def _beta() -> Scene:
    """What the beta API names or shapes in another way than the live one, in the order of a conversation."""
    for name, wire_type in BETA.server_events.items():
        if wire_type.startswith("Legacy"):
            yield said(name, BETA)
    for name in BETA_TRANSCRIPTION.server_events:
        if name.startswith("transcription_session."):
            yield said(name, BETA_TRANSCRIPTION)
    yield said("rate_limits.updated", BETA)

"""What a client can do next in a conversation, and what the server then answers: a row of :data:`STEPS` each."""

import base64
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from hypothesis import strategies as st

from pytest_realtime.payloads.conversation.conversation_state import (
    BYTES_PER_MS,
    LEAST_COMMIT_MS,
    ConversationState,
    ConversationTurn,
    HeldItem,
    Json,
)
from pytest_realtime.payloads.conversation.response_stream import (
    CANCELLED,
    COMPLETED,
    FAILED,
    INCOMPLETE,
    ResponseOutcome,
    ResponseStream,
)
from pytest_realtime.payloads.generation.samples import STRINGS
from pytest_realtime.payloads.generation.strategy import payloads
from pytest_realtime.wire.session_merge import merge

_G711 = {"type": "audio/pcmu"}
_MESSAGES = (
    "RealtimeConversationItemUserMessage",
    "RealtimeConversationItemSystemMessage",
    "RealtimeConversationItemAssistantMessage",
)
_TRANSCRIPTION = {"model": "gpt-4o-transcribe"}
_FUNCTION = {"type": "function", "name": "roll", "parameters": {"type": "object"}}

Answers = Iterator[Json]


class Play:
    """A conversation that goes on: its state, and the response that is streamed, if any."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.conversation = ConversationState(draw)
        self.draw = draw
        self.running: ResponseStream | None = None
        self.owes_response = False
        """Whether the output of a call has had no response yet."""

    def opened(self) -> ConversationTurn:
        """The server opens: its session comes first, and before anything is sent (O1)."""
        session = {**self.draw(_sessions()), "id": self.conversation.new_id("sess")}
        session["audio"]["input"]["transcription"] = self.draw(st.sampled_from((None, _TRANSCRIPTION)))
        self.conversation.session = session
        return ConversationTurn(None, [self.conversation.server_event("session.created", session=session)])

    def closing(self) -> Iterator[ConversationTurn]:
        """What is still owed: the rest of a response, the outputs of calls, and one response to these (O9, O13)."""
        if self.running:
            yield goes_on(self)
        while self.conversation.open_calls:
            yield answers_call(self)
        if self.owes_response:
            yield responds(self, calls=False)


class Step(NamedTuple):
    """Something that a client can do, where it can."""

    is_possible: Callable[[Play], bool]
    take: Callable[[Play], ConversationTurn]
    weight: int = 1
    """How often it is taken, against others; what is seldom possible has more."""


@cache
def _sessions() -> st.SearchStrategy[Any]:
    fixed = {"audio.input.turn_detection": None, "audio.input.format": _G711, "audio.output.format": _G711}
    return payloads(
        "RealtimeSessionCreateResponse",
        overrides={**fixed, "model": "gpt-realtime", "tracing": None, "tools": [_FUNCTION], "tool_choice": "auto"},
        exclude=["reasoning", "prompt", "audio.input.transcription", "audio.input.noise_reduction"],
    )


@cache
def _updates() -> st.SearchStrategy[Any]:
    # Fixed for a connection (X7), needed for the conversation's audio, bound to other settings, or not sent back.
    fixed = ["model", "tracing", "audio.output", "audio.input.format", "audio.input.turn_detection", "tool_choice"]
    silent = ["parallel_tool_calls", "audio.input.transcription.keywords", "audio.input.transcription.delay"]
    return payloads("RealtimeSessionCreateRequest", exclude=[*fixed, *silent, "reasoning"])


@cache
def _params() -> st.SearchStrategy[Any]:
    # What is left out refers to items or tools that have to exist, or would change the format of the audio.
    return payloads(
        "RealtimeResponseCreateParams", exclude=["input", "conversation", "audio", "tool_choice", "prompt"]
    )


def updates(play: Play) -> ConversationTurn:
    """``session.update``, answered with the whole session (O3)."""
    it = play.conversation
    update = play.draw(_updates())
    it.session = merge(it.session, update)
    return ConversationTurn(
        it.client_event("session.update", session=update), [it.server_event("session.updated", session=it.session)]
    )


def creates_message(play: Play) -> ConversationTurn:
    """``conversation.item.create`` of a message: at the end, first, or after another item (E13)."""
    it = play.conversation
    own = {"id": it.new_id("msg")} if play.draw(st.booleans()) else {}
    item = {**play.draw(payloads(play.draw(st.sampled_from(_MESSAGES)), exclude=["id"])), **own}
    after = play.draw(st.sampled_from([None, "root", *(held.id for held in it.items)]))
    return _created(it, item, after)


def answers_call(play: Play) -> ConversationTurn:
    """``conversation.item.create`` of the output of a call (O13)."""
    it = play.conversation
    call_id = it.open_calls.pop(0)
    play.owes_response = True
    for held in it.items:
        held.is_fixed = held.is_fixed and held.item.get("call_id") != call_id
    output = play.draw(st.sampled_from(STRINGS))
    return _created(it, {"type": "function_call_output", "call_id": call_id, "output": output}, None)


def _created(it: ConversationState, item: Json, after: str | None) -> ConversationTurn:
    held = HeldItem({"id": it.new_id("item"), **item, "status": "completed"})
    parts = item.get("content", [])
    held.audio = {index: part["audio"] for index, part in enumerate(parts) if "audio" in part}
    if held.audio:
        held.item["content"] = [{k: v for k, v in part.items() if k != "audio"} for part in parts]
    before = it.put(held, after)
    where = {"previous_item_id": after} if after else {}
    sent = it.client_event("conversation.item.create", **where, item=item)
    return ConversationTurn(sent, it.place_events(held, before=before))


def appends(play: Play) -> ConversationTurn:
    """``input_audio_buffer.append``, which nothing answers (O4)."""
    it = play.conversation
    milliseconds = play.draw(st.sampled_from((LEAST_COMMIT_MS, 20)))
    it.buffered_ms += milliseconds
    return ConversationTurn(it.client_event("input_audio_buffer.append", audio=_silence(milliseconds)), [])


def _silence(milliseconds: int) -> str:
    return base64.b64encode(b"\xff" * BYTES_PER_MS * milliseconds).decode()


def clears(play: Play) -> ConversationTurn:
    """``input_audio_buffer.clear``: what was appended is forgotten."""
    it = play.conversation
    it.buffered_ms = 0
    return ConversationTurn(
        it.client_event("input_audio_buffer.clear"), [it.server_event("input_audio_buffer.cleared")]
    )


def commits(play: Play) -> ConversationTurn:
    """``input_audio_buffer.commit``: an item, its transcription if that is on, and no response (O5, O12)."""
    it = play.conversation
    content = [{"type": "input_audio", "transcript": None}]
    item = {"type": "message", "id": it.new_id("item"), "status": "completed", "role": "user", "content": content}
    held = HeldItem(item, {0: _silence(it.buffered_ms)})
    it.buffered_ms = 0
    before = it.put(held)
    committed = it.server_event("input_audio_buffer.committed", previous_item_id=before, item_id=held.id)
    answers = [committed, *it.place_events(held, before=before)]
    transcription = ((it.session.get("audio") or {}).get("input") or {}).get("transcription")
    if transcription:
        answers += _transcribed(play, held)
    return ConversationTurn(it.client_event("input_audio_buffer.commit"), answers)


def _transcribed(play: Play, held: HeldItem) -> Answers:
    it, name = play.conversation, "conversation.item.input_audio_transcription"
    place = {"item_id": held.id, "content_index": 0}
    pieces = play.draw(st.lists(st.sampled_from(STRINGS), max_size=2))
    for piece in pieces:
        yield it.server_event(f"{name}.delta", **place, delta=piece)
    if play.draw(st.booleans()):
        error = {"type": "transcription_error", "code": "audio_unintelligible", "message": "Nothing was heard."}
        yield it.server_event(f"{name}.failed", **place, error=error)
    else:
        transcript = "".join(pieces)
        held.item = {**held.item, "content": [{"type": "input_audio", "transcript": transcript}]}
        usage = play.draw(payloads("TranscriptionUsage"))
        yield it.server_event(f"{name}.completed", **place, transcript=transcript, usage=usage)


def _chosen(play: Play, *, audio: bool = False) -> HeldItem:
    fitting = [held for held in play.conversation.items if not held.is_fixed and (held.audio_ms or not audio)]
    return play.draw(st.sampled_from(fitting))


def retrieves(play: Play) -> ConversationTurn:
    """``conversation.item.retrieve``, answered with the item and its audio (O17, I13)."""
    it, held = play.conversation, _chosen(play)
    sent = it.client_event("conversation.item.retrieve", item_id=held.id)
    return ConversationTurn(sent, [it.server_event("conversation.item.retrieved", item=held.whole())])


def deletes(play: Play) -> ConversationTurn:
    """``conversation.item.delete`` (O17)."""
    it, held = play.conversation, _chosen(play)
    it.items.remove(held)
    sent = it.client_event("conversation.item.delete", item_id=held.id)
    return ConversationTurn(sent, [it.server_event("conversation.item.deleted", item_id=held.id)])


def truncates(play: Play) -> ConversationTurn:
    """``conversation.item.truncate`` of the model's speech, up to a position that exists (E7, O15)."""
    it, held = play.conversation, _chosen(play, audio=True)
    held.audio_ms = play.draw(st.integers(0, held.audio_ms))
    place = {"item_id": held.id, "content_index": 0, "audio_end_ms": held.audio_ms}
    held.audio[0] = _silence(held.audio_ms)
    # Nobody knows which words were heard: the server forgets the transcript.
    held.item = {**held.item, "content": [{"type": "output_audio"}]}
    sent = it.client_event("conversation.item.truncate", **place)
    return ConversationTurn(sent, [it.server_event("conversation.item.truncated", **place)])


def responds(play: Play, *, calls: bool = True) -> ConversationTurn:
    """``response.create`` and what is streamed: the whole response, or its beginning (O8)."""
    it = play.conversation
    params = play.draw(_params()) if play.draw(st.booleans()) else None
    if params is not None and calls and play.draw(st.booleans()):
        params = {**params, "conversation": "none"}
    sent = it.client_event("response.create", **({} if params is None else {"response": params}))
    function = play.draw(st.sampled_from([None, *_functions(it.session, params or {})])) if calls else None
    if (params or {}).get("conversation") == "none":
        # Outputs of calls belong to the default conversation.
        function = None
    else:
        play.owes_response = False
    streamed = ResponseStream(it, params or {}, function)
    answers = list(streamed.created())
    outcome = play.draw(st.sampled_from((COMPLETED, INCOMPLETE, FAILED, None))) if calls else COMPLETED
    if outcome is FAILED:
        return ConversationTurn(sent, [*answers, streamed.ended(FAILED, [])])
    answers += [*streamed.begun(), *streamed.pieces()]
    if outcome is None:
        play.running = streamed
        return ConversationTurn(sent, answers)
    return ConversationTurn(sent, [*answers, *_rest(play, streamed, outcome)])


def _functions(session: Json, params: Json) -> list[str]:
    """The functions that the model may call: the response's own tools hide those of the session (R9)."""
    tools = params["tools"] if "tools" in params else session.get("tools") or []
    return [tool["name"] for tool in tools if tool["type"] == "function" and "name" in tool]


def _rest(play: Play, streamed: ResponseStream, outcome: ResponseOutcome) -> Answers:
    play.running = None
    if outcome is COMPLETED:
        yield from streamed.arguments()
    yield from streamed.done(outcome)
    if play.draw(st.booleans()):
        limits = [{"name": "tokens", "limit": 40000, "remaining": 39000, "reset_seconds": 0.001}]
        yield play.conversation.server_event("rate_limits.updated", rate_limits=limits)


def goes_on(play: Play) -> ConversationTurn:
    """The server sends the rest of the response."""
    assert play.running
    return ConversationTurn(None, [*play.running.pieces(), *_rest(play, play.running, COMPLETED)])


def cancels(play: Play) -> ConversationTurn:
    """``response.cancel``: what has begun gets its end (O10)."""
    assert play.running
    which = {"response_id": play.running.id} if not play.running.is_in_band or play.draw(st.booleans()) else {}
    sent = play.conversation.client_event("response.cancel", **which)
    return ConversationTurn(sent, list(_rest(play, play.running, CANCELLED)))


STEPS = (
    Step(lambda play: True, creates_message),
    Step(lambda play: not play.running and not play.conversation.open_calls, responds, 3),
    Step(lambda play: bool(play.conversation.open_calls), answers_call, 3),
    Step(lambda play: play.running is not None, goes_on),
    Step(lambda play: play.running is not None, cancels, 3),
    Step(lambda play: True, appends),
    Step(lambda play: play.conversation.buffered_ms >= LEAST_COMMIT_MS, commits, 3),
    Step(lambda play: play.conversation.buffered_ms > 0, clears),
    Step(lambda play: any(held.audio_ms and not held.is_fixed for held in play.conversation.items), truncates, 3),
    Step(lambda play: any(not held.is_fixed for held in play.conversation.items), retrieves),
    Step(lambda play: any(not held.is_fixed for held in play.conversation.items), deletes),
    Step(lambda play: True, updates),
)
"""In the order in which failures shrink: the simplest first."""

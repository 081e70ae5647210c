"""What the API does in each state of a conversation, and what it then refuses."""

import base64
import itertools
import json
from collections.abc import Iterable
from typing import Any

import pytest

from pytest_realtime.server.actions import Action, Drop, Send, Wait
from pytest_realtime.server.api import (
    Acknowledgements,
    Delay,
    DropAfter,
    Dtmf,
    ErrorEvent,
    FunctionCall,
    IdleTimeout,
    Jitter,
    LiveNulls,
    McpCall,
    ModelMessage,
    MuchAudio,
    RealTime,
    RealtimeApi,
    Scenario,
    Turn,
    UnknownEvent,
)
from pytest_realtime.server.records import Frame
from tests.server.api_client import KEY, ApiClient, api

Json = dict[str, Any]
SECOND = base64.b64encode(bytes(48_000)).decode()
APPEND: Json = {"type": "input_audio_buffer.append", "audio": SECOND}
COMMIT: Json = {"type": "input_audio_buffer.commit"}
CREATE: Json = {"type": "response.create"}
CANCEL: Json = {"type": "response.cancel"}
ITEM: Json = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Hi"}]}
HEARD: Json = {"audio": {"input": {"transcription": {"model": "gpt-4o-transcribe"}}}}
ASIDE: Json = {"conversation": "none", "output_modalities": ["text"], "metadata": {"topic": "x"}}


def types(events: list[Json]) -> list[str]:
    return [event["type"] for event in events]


def done(events: list[Json]) -> Json:
    return next(event["response"] for event in events if event["type"] == "response.done")


def test_a_response_has_several_items_one_after_the_other() -> None:
    turn = Turn.of(ModelMessage("Wait."), FunctionCall("roll", '{"n": 1}'), FunctionCall("book"))
    events = ApiClient.connect(api(turns=(turn,))).send(CREATE)
    places = [event["output_index"] for event in events if event["type"] == "response.output_item.done"]
    assert places == [0, 1, 2]
    response = done(events)
    assert [item["type"] for item in response["output"]] == ["message", "function_call", "function_call"]
    calls = [item["call_id"] for item in response["output"][1:]]
    assert len(set(calls)) == 2


def test_mcp_calls_end_with_their_outcome() -> None:
    turns = (Turn.of(McpCall("docs", "find", '{"q": 1}', output="found"), McpCall("docs", "find", error="No.")),)
    events = ApiClient.connect(api(turns=turns)).send(CREATE)
    progress = [name for name in types(events) if name.startswith("response.mcp_call.")]
    assert progress == [
        f"response.mcp_call.{word}" for word in ("in_progress", "completed", "in_progress", "failed")
    ]
    good, bad = done(events)["output"]
    assert (good["output"], good["arguments"]) == ("found", '{"q": 1}')
    assert bad["error"] == {"type": "tool_execution_error", "message": "No."}


@pytest.mark.parametrize(
    ("turn", "status", "details", "output"),
    [
        (Turn.failed("rate_limit_exceeded"), "failed", "rate_limit_exceeded", []),
        (Turn.incomplete("Hel"), "incomplete", "max_output_tokens", ["incomplete"]),
        (Turn.incomplete("Hel", "content_filter"), "incomplete", "content_filter", ["incomplete"]),
    ],
)
def test_responses_can_fail_or_stay_incomplete(turn: Turn, status: str, details: str, output: list[str]) -> None:
    events = ApiClient.connect(api(turns=(turn,))).send(CREATE)
    response = done(events)
    assert response["status"] == response["status_details"]["type"] == status
    reason = response["status_details"].get("reason") or response["status_details"]["error"]["code"]
    assert reason == details
    assert [item["status"] for item in response["output"]] == output
    assert "error" not in types(events)


def test_an_interruption_comes_before_the_end_of_what_it_interrupts() -> None:
    client = ApiClient.connect(
        RealtimeApi(Scenario.interruption("A long menu.", "Go on.", speech_ms=500), api_key=KEY)
    )
    client.send(CREATE)
    events = client.send(APPEND)
    names = types(events)
    assert names[0] == "input_audio_buffer.speech_started"
    assert names.index("response.done") < names.index("input_audio_buffer.speech_stopped")
    response = done(events)
    assert (response["status"], response["status_details"]["reason"]) == ("cancelled", "turn_detected")
    assert "Go on." in str(events[-2])


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("early", "committed", "response.done"),
        ("interleaved", "response.created", "response.done"),
        ("late", "response.done", ""),
    ],
)
def test_transcriptions_come_before_between_or_after(when: Any, first: str, last: str) -> None:
    turn = Turn("One two three four.", transcription=when, user_transcript="Hello.")
    client = ApiClient.connect(api(turns=(turn,), speech_ms=300))
    client.send({"type": "session.update", "session": {"type": "realtime", **HEARD}})
    names = types(client.send(APPEND))
    place = names.index("conversation.item.input_audio_transcription.completed")
    before = "input_audio_buffer.committed" if first == "committed" else first
    assert names.index(before) < place
    assert not last or place < names.index(last)
    deltas = [name for name in names if name.endswith(".delta")]
    between = deltas.index("conversation.item.input_audio_transcription.delta")
    assert (0 < between < len(deltas) - 1) == (when == "interleaved")


def test_what_happens_by_itself() -> None:
    events = ApiClient.connect(api(moments=(IdleTimeout(silence_ms=5000),))).send(APPEND)
    assert types(events)[:3] == [
        "input_audio_buffer.timeout_triggered",
        "input_audio_buffer.committed",
        "conversation.item.added",
    ]
    assert (events[0]["audio_start_ms"], events[0]["audio_end_ms"]) == (1000, 6000)
    assert "response.done" in types(events)
    plain = ApiClient.connect(api(moments=(Dtmf("5", messages=0),)))
    assert types(plain.events) == ["session.created"]  # no telephone, no keys
    call = ApiClient.connect(api(moments=(Dtmf("5", messages=0),)), "/realtime?call_id=rtc_incoming")
    assert call.events[1]["event"] == "5"
    assert "event_id" not in call.events[1]


def test_the_sound_of_a_call_is_media() -> None:
    client = ApiClient.connect(api(turns=(Turn(), Turn.unfinished())), "/realtime?call_id=rtc_incoming")
    names = types(client.send(CREATE))
    assert "response.output_audio.delta" not in names
    assert names.index("output_audio_buffer.started") < names.index("response.done")
    assert names.index("response.done") < names.index("output_audio_buffer.stopped")
    client.send(CREATE)
    assert "output_audio_buffer.cleared" in types(client.send(CANCEL))


def test_responses_beside_the_conversation_overlap() -> None:
    client = ApiClient.connect(api(turns=(Turn.unfinished(), Turn("Aside."))))
    client.send(CREATE)
    aside = client.send({**CREATE, "response": ASIDE})
    assert done(aside)["conversation_id"] is None
    assert client.send(CREATE)[0]["error"]["code"] == "conversation_already_has_active_response"
    cancelled = client.send(CANCEL)
    assert done(cancelled)["id"] != done(aside)["id"]
    assert client.send({**CANCEL, "response_id": "other"})[0]["error"]["code"] == "response_cancel_not_active"


def test_a_response_is_active_until_its_end_is_sent() -> None:
    client = ApiClient.connect(api(faults=(Delay(1.0),)))
    [beside] = client.api.on_message(client.connection, frame_of(CREATE, 10))
    running = beside.actions  # type: ignore[union-attr]
    begun = list(itertools.islice(running, 4))
    assert [type(action) for action in begun] == [Wait, Send, Wait, Send]
    refused = client.send(CREATE)
    assert refused[0]["error"]["code"] == "conversation_already_has_active_response"
    cancelled = client.send(CANCEL)
    assert types(cancelled)[0] == "response.output_item.done" or types(cancelled)[-2] == "response.done"
    assert [action for action in running if isinstance(action, Send)] == []  # nothing follows response.done


def frame_of(event: Json, order: int) -> Any:
    return Frame("text", json.dumps(event).encode(), 0.0, order)


def test_what_arrived_before_the_end_of_a_response_is_too_early_for_another() -> None:
    client = ApiClient.connect(api())
    arrived = client.order + 1
    client.order += 1
    client.send(CREATE)
    [error] = client.perform(client.api.on_message(client.connection, frame_of(CREATE, arrived)))
    assert "conversation_already_has_active_response" in str(error)
    assert types(client.send(CREATE))[0] == "response.created"


def test_the_voice_is_fixed_once_it_was_heard() -> None:
    client = ApiClient.connect(api())
    output = {"voice": "cedar"}
    change: Json = {"type": "session.update", "session": {"type": "realtime", "audio": {"output": output}}}
    assert types(client.send(change)) == ["session.updated"]
    client.send(CREATE)
    assert types(client.send(change)) == ["session.updated"]  # the same one
    output["voice"] = "marin"
    [error] = client.send(change)
    assert (error["error"]["code"], error["error"]["param"]) == (
        "cannot_update_voice",
        "session.audio.output.voice",
    )
    other = {**CREATE, "response": {"audio": {"output": {"voice": "marin"}}}}
    assert client.send(other)[0]["error"]["code"] == "cannot_update_voice"


def test_truncation_ends_within_the_sound_that_was_sent() -> None:
    client = ApiClient.connect(api(turns=(Turn(), Turn(function="roll")), faults=(MuchAudio(480_000),)))
    item = done(client.send(CREATE))["output"][0]["id"]
    cut = {"type": "conversation.item.truncate", "item_id": item, "content_index": 0}
    [error] = client.send({**cut, "audio_end_ms": 10_001})
    assert (error["error"]["code"], error["error"]["param"]) == ("invalid_value", "audio_end_ms")
    assert types(client.send({**cut, "audio_end_ms": 10_000})) == ["conversation.item.truncated"]
    call = done(client.send(CREATE))["output"][0]["id"]
    assert client.send({**cut, "item_id": call, "audio_end_ms": 0})[0]["error"]["code"] == (
        "item_truncate_invalid_item_id"
    )


def test_the_sound_of_each_item_is_counted_as_it_grows() -> None:
    client = ApiClient.connect(api(faults=(MuchAudio(48_000),)))
    for _ in range(3):
        item = done(client.send(CREATE))["output"][0]["id"]
        cut = {"type": "conversation.item.truncate", "item_id": item, "content_index": 0}
        assert types(client.send({**cut, "audio_end_ms": 1_001})) == ["error"]
        assert types(client.send({**cut, "audio_end_ms": 1_000})) == ["conversation.item.truncated"]


def test_truncation_reads_each_frame_once() -> None:
    read = []

    class WatchedFrame(Frame):
        def __getattribute__(self, name: str) -> Any:
            read.append(name)
            return super().__getattribute__(name)

    client = ApiClient.connect(api())
    item = done(client.send(CREATE))["output"][0]["id"]
    sent = client.connection.server_messages
    sent[:] = [WatchedFrame(*frame) for frame in sent]
    cut = {"type": "conversation.item.truncate", "item_id": item, "content_index": 0, "audio_end_ms": 5}
    before = len(sent)
    for _ in range(9):
        assert types(client.send(cut)) == ["conversation.item.truncated"]
    assert before <= len(read) <= 2 * before


@pytest.mark.parametrize("text", ["audio.delta", '["audio.delta"]', '{"type":"response.output_audio.delta"}'])
def test_a_test_may_say_anything_before_a_truncation(text: str) -> None:
    class Nonsense:
        def apply(self, message_count: int, actions: Iterable[Action]) -> Iterable[Action]:
            return [*actions, Send(text)] if message_count == 0 else actions

    client = ApiClient.connect(api(faults=(Nonsense(),)))
    item = done(client.send(CREATE))["output"][0]["id"]
    cut = {"type": "conversation.item.truncate", "item_id": item, "content_index": 0, "audio_end_ms": 5}
    assert types(client.send(cut)) == ["conversation.item.truncated"]


def test_too_little_audio_is_not_committed() -> None:
    client = ApiClient.connect(api())
    client.send({**APPEND, "audio": base64.b64encode(bytes(99 * 48)).decode()})
    assert client.send(COMMIT)[0]["error"]["code"] == "input_audio_buffer_commit_empty"
    client.send({**APPEND, "audio": base64.b64encode(bytes(48)).decode()})
    assert types(client.send(COMMIT))[0] == "input_audio_buffer.committed"


def test_items_have_one_id_each_and_calls_are_answered() -> None:
    client = ApiClient.connect(api(turns=(Turn(function="roll"),)))
    item = {"type": "conversation.item.create", "item": {**ITEM, "id": "mine"}}
    client.send(item)
    assert client.send(item)[0]["error"]["param"] == "item.id"
    call = done(client.send(CREATE))["output"][0]["call_id"]
    output = {"type": "function_call_output", "call_id": call, "output": "4"}
    assert types(client.send({"type": "conversation.item.create", "item": output}))[-1] == "conversation.item.done"


def test_pieces_of_sound_take_their_time() -> None:
    audio = bytes(48 * 250)
    client = ApiClient.connect(api(turns=(Turn(audio=audio),), faults=(RealTime(piece_ms=100),)))
    client.send(CREATE)
    assert [action.seconds for action in client.actions if isinstance(action, Wait)] == [0.1, 0.1, 0.05]
    pieces = [event["delta"] for event in client.events if event["type"] == "response.output_audio.delta"]
    assert b"".join(map(base64.b64decode, pieces)) == audio
    waits = [
        [action for action in ApiClient.connect(api(faults=(Jitter(0.5),))).actions if isinstance(action, Wait)]
        for _ in range(2)
    ]
    assert waits[0] == waits[1]
    assert 0 < waits[0][0].seconds < 0.5


def test_odd_events_come_where_they_are_wanted() -> None:
    wanted = "response.output_audio.delta"
    client = ApiClient.connect(api(faults=(UnknownEvent(after=wanted), ErrorEvent(after=wanted, code="x"))))
    names = types(client.send(CREATE))
    place = names.index(wanted)
    assert names[place + 1 : place + 3] == ["error", "session.weather_changed"]
    update = {"type": "session.update", "session": {"type": "realtime"}}
    for times in (0, 2):
        server = api(faults=(Acknowledgements(times),))
        assert types(ApiClient.connect(server).send(update)) == ["session.updated"] * times
    first = ApiClient.connect(api(faults=(LiveNulls(),))).send(CREATE)[0]["response"]
    assert (first["usage"], first["status_details"]) == (None, None)


def test_a_fault_can_answer_instead_of_a_response() -> None:
    class Busy:
        def apply(self, message_count: int, actions: Iterable[Action]) -> Iterable[Action]:
            return [Send('{"type": "error", "event_id": "e", "error": {}}')] if message_count == 1 else actions

    client = ApiClient.connect(api(faults=(Busy(),)))
    assert types(client.send(CREATE)) == ["error"]
    assert types(client.send(CREATE))[0] == "response.created"


def test_a_fault_can_spare_the_connections_after_the_first() -> None:
    server = api(faults=(DropAfter(1, connections=1),))
    first, second = ApiClient.connect(server), ApiClient.connect(server)
    first.send(CREATE)
    assert first.actions[1:] == [Drop()]
    assert types(second.send(CREATE))[0] == "response.created"

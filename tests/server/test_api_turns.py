"""Conversations: items, audio, responses; every event is one that OpenAI's own package reads."""

import base64
import json
from typing import Any

import pytest
from openai.types.realtime import RealtimeServerEvent
from pydantic import TypeAdapter

from pytest_realtime.server.actions import Close, Drop, Send, Wait
from pytest_realtime.server.api import (
    CloseAfter,
    Delay,
    DropAfter,
    Fragmented,
    MuchAudio,
    NewerSession,
    Turn,
    UndeclaredNull,
    UnknownEvent,
)
from tests.server.api_client import ApiClient, api

PUBLISHED: TypeAdapter[Any] = TypeAdapter(RealtimeServerEvent)
SECOND = base64.b64encode(bytes(48_000)).decode()
APPEND = {"type": "input_audio_buffer.append", "audio": SECOND}
CREATE = {"type": "response.create"}
USER = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Hi"}]}


def types(events: list[dict[str, Any]]) -> list[str]:
    for event in events:
        PUBLISHED.validate_python(event)
    return [event["type"] for event in events]


def deltas(events: list[dict[str, Any]], kind: str) -> str:
    return "".join(event["delta"] for event in events if event["type"] == f"response.{kind}.delta")


def test_a_spoken_answer() -> None:
    events = ApiClient.connect(api(turns=(Turn("Good day."),))).send(CREATE)
    assert list(dict.fromkeys(types(events))) == [
        "response.created",
        "response.output_item.added",
        "conversation.item.added",
        "response.content_part.added",
        "response.output_audio.delta",
        "response.output_audio_transcript.delta",
        "response.output_audio.done",
        "response.output_audio_transcript.done",
        "response.content_part.done",
        "conversation.item.done",
        "response.output_item.done",
        "response.done",
        "rate_limits.updated",
    ]
    assert deltas(events, "output_audio_transcript") == "Good day."
    clip = base64.b64decode(deltas(events, "output_audio"))
    assert len(clip) == 4800
    assert any(clip)
    done = next(event["response"] for event in events if event["type"] == "response.done")
    assert done["status"] == "completed"
    assert done["output"][0]["content"] == [{"type": "output_audio", "transcript": "Good day."}]


@pytest.mark.parametrize("where", ["session", "response"])
def test_a_written_answer(where: str) -> None:
    client = ApiClient.connect(api())
    wanted = {"output_modalities": ["text"]}
    if where == "session":
        client.send({"type": "session.update", "session": {"type": "realtime", **wanted}})
    events = client.send(CREATE if where == "session" else {**CREATE, "response": wanted})
    assert "response.output_text.done" in types(events)
    assert deltas(events, "output_text") == "Hello there."


def test_a_call_of_a_function() -> None:
    turns = (Turn(function="roll", arguments='{"sides": 6}'), Turn("You rolled a 4."))
    client = ApiClient.connect(api(turns=turns))
    events = client.send(CREATE)
    assert "response.content_part.added" not in types(events)
    done = next(event for event in events if event["type"] == "response.function_call_arguments.done")
    assert (done["name"], json.loads(done["arguments"])) == ("roll", {"sides": 6})
    output = {"type": "function_call_output", "call_id": done["call_id"], "output": "4"}
    created = client.send({"type": "conversation.item.create", "item": output})
    assert types(created) == ["conversation.item.added", "conversation.item.done"]
    assert deltas(client.send(CREATE), "output_audio_transcript") == "You rolled a 4."


def test_given_audio_is_sent_unchanged_and_the_beep_in_the_right_format() -> None:
    events = ApiClient.connect(api(turns=(Turn(audio=b"\1\2"),))).send(CREATE)
    assert base64.b64decode(deltas(events, "output_audio")) == b"\1\2"
    client = ApiClient.connect(api(session={"audio": {"output": {"format": {"type": "audio/pcmu"}}}}))
    assert set(base64.b64decode(deltas(client.send(CREATE), "output_audio"))) == {0xFF}


def test_an_answer_goes_on_until_it_is_cancelled() -> None:
    client = ApiClient.connect(api(turns=(Turn(ends=False),)))
    assert types(client.send(CREATE))[-1] == "response.output_audio.delta"
    assert client.send(CREATE)[0]["error"]["code"] == "conversation_already_has_active_response"
    ended = client.send({"type": "response.cancel"})
    response = next(event["response"] for event in ended if event["type"] == "response.done")
    assert (response["status"], response["output"][0]["status"]) == ("cancelled", "incomplete")
    assert types(ended)[0] == "response.output_audio.done"
    assert types(client.send(CREATE))[0] == "response.created"


@pytest.mark.parametrize("text", ["", " ", "One", " One  two\n", "One two "])
def test_the_pieces_of_a_text_are_the_text(text: str) -> None:
    client = ApiClient.connect(api(turns=(Turn(text),)))
    events = client.send(CREATE)
    assert deltas(events, "output_audio_transcript") == text
    assert next(event["transcript"] for event in events if event["type"].endswith("transcript.done")) == text


def test_answers_outside_the_conversation_leave_no_item() -> None:
    client = ApiClient.connect(api())
    events = client.send({**CREATE, "response": {"conversation": "none", "metadata": {"topic": "x"}}})
    assert "conversation.item.added" not in types(events)
    assert events[0]["response"]["metadata"] == {"topic": "x"}
    assert client.connection.state.items == {}


def test_audio_is_committed_and_transcribed() -> None:
    client = ApiClient.connect(api(turns=(Turn(user_transcript="Good evening."),)))
    client.send(
        {
            "type": "session.update",
            "session": {"type": "realtime", "audio": {"input": {"transcription": {"model": "whisper-1"}}}},
        }
    )
    assert client.send(APPEND) == []
    events = client.send({"type": "input_audio_buffer.commit"})
    assert types(events) == [
        "input_audio_buffer.committed",
        "conversation.item.added",
        "conversation.item.done",
        "conversation.item.input_audio_transcription.delta",
        "conversation.item.input_audio_transcription.completed",
    ]
    assert events[-1]["transcript"] == "Good evening."
    assert events[-1]["usage"]["seconds"] == 1.0
    client.send(APPEND)
    assert types(client.send({"type": "input_audio_buffer.clear"})) == ["input_audio_buffer.cleared"]
    assert types(client.send({"type": "input_audio_buffer.commit"})) == ["error"]


def test_speech_is_detected_and_answered_once_per_turn() -> None:
    client = ApiClient.connect(api(speech_ms=2000))
    assert client.send(APPEND) == []
    events = client.send(APPEND)
    assert types(events)[:4] == [
        "input_audio_buffer.speech_started",
        "input_audio_buffer.speech_stopped",
        "input_audio_buffer.committed",
        "conversation.item.added",
    ]
    assert types(events)[-2:] == ["response.done", "rate_limits.updated"]
    assert (events[0]["audio_start_ms"], events[1]["audio_end_ms"]) == (0, 2000)
    assert client.send(APPEND) + client.send(APPEND) == []


def test_no_speech_is_detected_when_turn_detection_is_off() -> None:
    client = ApiClient.connect(api(speech_ms=500))
    audio = {"input": {"turn_detection": None}}
    client.send({"type": "session.update", "session": {"type": "realtime", "audio": audio}})
    assert client.send(APPEND) == []


def test_items_are_created_retrieved_truncated_and_deleted() -> None:
    client = ApiClient.connect(api())
    first, _ = client.send({"type": "conversation.item.create", "item": {**USER, "id": "mine"}})
    assert (first["item"]["id"], first["previous_item_id"]) == ("mine", None)
    answer = next(event for event in client.send(CREATE) if event["type"] == "conversation.item.done")
    item_id = answer["item"]["id"]
    assert answer["previous_item_id"] == "mine"
    cut = {"type": "conversation.item.truncate", "item_id": item_id, "content_index": 0, "audio_end_ms": 50}
    assert types(client.send(cut)) == ["conversation.item.truncated"]
    [event] = client.send({"type": "conversation.item.retrieve", "item_id": item_id})
    [part] = event["item"]["content"]
    assert (part["type"], "transcript" in part) == ("output_audio", False)
    assert len(base64.b64decode(part["audio"])) == 50 * 48
    assert types(client.send({"type": "conversation.item.delete", "item_id": item_id})) == [
        "conversation.item.deleted"
    ]
    assert types(client.send({**cut, "item_id": "mine"})) == ["error"]
    assert types(client.send({**cut, "content_index": -1})) == ["error"]
    root = {"type": "conversation.item.create", "item": USER, "previous_item_id": "root"}
    assert client.send(root)[0]["previous_item_id"] is None
    assert list(client.connection.state.items)[1] == "mine"


def test_a_translation_speaks_and_closes() -> None:
    client = ApiClient.connect(api(), "/realtime/translations?model=m")
    events = client.send({"type": "session.input_audio_buffer.append", "audio": SECOND})
    assert [event["type"] for event in events] == [
        "session.input_transcript.delta",
        "session.output_transcript.delta",
        "session.output_audio.delta",
    ]
    assert [event["type"] for event in client.send({"type": "session.close"})] == ["session.closed"]
    assert client.actions[-1] == Close(1000)
    assert client.send(CREATE)[0]["error"]["param"] == "type"


def test_a_transcription_has_no_responses() -> None:
    for beta in ("", "realtime=v1"):
        server = api(beta=True, speech_ms=500)
        client = ApiClient.connect(server, "/realtime?intent=transcription", OpenAI_Beta=beta)
        assert types(client.send(CREATE)) == ["error"]
        answers = [event["type"] for event in client.send(APPEND)]
        assert "input_audio_buffer.committed" in answers
        assert "response.created" not in answers


def test_faults_of_the_connection() -> None:
    dropped = ApiClient.connect(api(faults=(DropAfter(2),)))
    assert types(dropped.send(APPEND)) == []
    dropped.send(CREATE)
    assert dropped.actions[1:] == [Drop()]
    closed = ApiClient.connect(api(faults=(CloseAfter(1, 1012, "restart"),)))
    closed.send(CREATE)
    assert closed.actions[1:] == [Close(1012, "restart")]
    assert ApiClient.connect(api(faults=(DropAfter(0),))).actions == [Drop()]


def test_faults_of_the_network() -> None:
    client = ApiClient.connect(api(faults=(Delay(0.5), Fragmented(4))))
    wait, created = client.actions
    assert wait == Wait(0.5)
    assert isinstance(created, Send)
    assert created.fragments == 4


def test_faults_of_the_payloads() -> None:
    faults = (NewerSession(), UndeclaredNull("tools"), UnknownEvent())
    created, unknown = ApiClient.connect(api(faults=faults)).events
    assert created["session"]["later_setting"] == {"mode": "later"}
    assert created["session"]["include"] == ["item.later"]
    assert created["session"]["tools"] is None
    assert unknown["type"] == "session.weather_changed"


def test_minutes_of_audio() -> None:
    events = ApiClient.connect(api(faults=(MuchAudio(1_000_000),))).send(CREATE)
    pieces = [event["delta"] for event in events if event["type"] == "response.output_audio.delta"]
    assert [len(base64.b64decode(piece)) for piece in pieces] == [480_000, 480_000, 40_000]
    assert types(events)[-2] == "response.done"

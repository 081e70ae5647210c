"""Generated conversations: every payload is valid, the order is the API's, and ids refer to what exists."""

import base64
import json
from collections import Counter
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, seed, settings
from hypothesis.errors import InvalidArgument

from pytest_realtime import strategies, wire
from pytest_realtime.payloads.lint import violations_of
from pytest_realtime.strategies import ConversationTurn, conversations

Json = dict[str, Any]
PLAIN = settings(max_examples=60, database=None, deadline=None, suppress_health_check=list(HealthCheck))
ITEM_EVENTS = {"conversation.item.added", "conversation.item.done"}

ANSWERS = {
    "session.update": ["session.updated"],
    "input_audio_buffer.append": [],
    "input_audio_buffer.clear": ["input_audio_buffer.cleared"],
    "conversation.item.create": ["conversation.item.added", "conversation.item.done"],
    "conversation.item.delete": ["conversation.item.deleted"],
    "conversation.item.retrieve": ["conversation.item.retrieved"],
    "conversation.item.truncate": ["conversation.item.truncated"],
}
"""What answers each client event that has a fixed answer (O3, O4, O7, O15, O17)."""


CALL = ["response.create", "conversation.item.create", "response.create"]
"""What a client sends for a call of a function, its output and the response to that."""


class Reader:
    """Follows a conversation as an outsider, and asserts what the rulings of order say."""

    def __init__(self) -> None:
        self.ids: Counter[str] = Counter()
        self.items: dict[str, Json] = {}
        self.order: list[str] = []
        self.running: str | None = None
        self.open: set[str] = set()
        self.calls: set[str] = set()
        self.owes_response = False
        self.buffered = 0
        self.heard: dict[str, int] = Counter()

    def follow(self, turn: ConversationTurn) -> None:
        if turn.sent is not None:
            self.sent(turn.sent)
            kinds = [answer["type"] for answer in turn.answers]
            if turn.sent["type"] in ANSWERS:
                assert kinds == ANSWERS[turn.sent["type"]]
        for answer in turn.answers:
            self.answered(answer)
        if turn.sent is not None and turn.sent["type"] == "response.cancel":
            assert self.running is None

    def sent(self, event: Json) -> None:
        assert violations_of("RealtimeClientEvent", event) == []
        if "event_id" in event:
            self.ids[event["event_id"]] += 1
        match event["type"]:
            case "input_audio_buffer.append":
                self.buffered += len(base64.b64decode(event["audio"])) // 8
            case "input_audio_buffer.clear":
                self.buffered = 0
            case "input_audio_buffer.commit":
                assert self.buffered >= 100
                self.buffered = 0
            case "conversation.item.create":
                assert event.get("previous_item_id", "root") in {"root", *self.order}
                if event["item"]["type"] == "function_call_output":
                    self.calls.remove(event["item"]["call_id"])
                    self.owes_response = True
            case "conversation.item.delete" | "conversation.item.retrieve":
                assert event["item_id"] in self.order
            case "conversation.item.truncate":
                assert event["item_id"] in self.order
                assert event["audio_end_ms"] <= self.heard[event["item_id"]]
                self.heard[event["item_id"]] = event["audio_end_ms"]
            case "response.create":
                assert self.running is None
                assert not self.calls, "a call has no output yet"
                if event.get("response", {}).get("conversation") != "none":
                    self.owes_response = False
            case "response.cancel":
                assert self.running is not None
                assert event.get("response_id", self.running) == self.running

    def answered(self, event: Json) -> None:
        wire.validate("RealtimeServerEvent", event, direction="read")
        self.ids[event["event_id"]] += 1
        if event["type"] in ITEM_EVENTS:
            self.placed(event)
        elif event["type"].startswith("response."):
            self.streamed(event)
        elif event["type"] == "conversation.item.deleted":
            self.order.remove(event["item_id"])
        elif event["type"] == "input_audio_buffer.committed":
            assert event["previous_item_id"] == (self.order[-1] if self.order else None)
        elif "item_id" in event:
            assert event["item_id"] in self.order

    def placed(self, event: Json) -> None:
        name, before = event["item"]["id"], event["previous_item_id"]
        if event["type"].endswith("added"):
            self.ids[name] += 1
            self.order.insert(self.order.index(before) + 1 if before else 0, name)
        place = self.order.index(name)
        assert before == (self.order[place - 1] if place else None)
        self.items[name] = event["item"]

    def streamed(self, event: Json) -> None:
        kind, response = event["type"], event.get("response", {})
        if kind == "response.created":
            assert self.running is None
            self.running = response["id"]
            self.ids[response["id"]] += 1
            assert (response["status"], response["output"]) == ("in_progress", [])
            return
        assert event.get("response_id", response.get("id")) == self.running
        if kind == "response.done":
            assert not self.open, "something of the response did not end"
            self.running = None
            self.calls |= {
                item["call_id"]
                for item in response["output"]
                if item["type"] == "function_call" and item["status"] == "completed"
            }
        elif kind in ("response.output_item.added", "response.content_part.added"):
            self.open.add(kind.removesuffix(".added"))
        elif kind in ("response.output_item.done", "response.content_part.done"):
            self.open.remove(kind.removesuffix(".done"))
        else:
            assert "response.output_item" in self.open
            assert ("response.content_part" in self.open) == ("content_index" in event)
            if kind == "response.output_audio.delta":
                self.heard[event["item_id"]] += len(base64.b64decode(event["delta"])) // 8


@settings(PLAIN, max_examples=150)
@given(conversations())
def test_conversations_keep_to_the_order_of_the_api(turns: list[ConversationTurn]) -> None:
    first, *others = turns
    assert (first.sent, [answer["type"] for answer in first.answers]) == (None, ["session.created"])
    reader = Reader()
    for turn in (first, *others):
        reader.follow(turn)
    assert reader.running is None, "the last response did not end"
    assert not reader.calls, "a call has no output"
    assert not reader.owes_response, "an output has no response"
    assert {name: count for name, count in reader.ids.items() if count > 1} == {}
    assert json.loads(json.dumps(turns[0].answers)) == turns[0].answers


@PLAIN
@given(conversations())
def test_deltas_are_the_pieces_of_what_is_done(turns: list[ConversationTurn]) -> None:
    events = [answer for turn in turns for answer in turn.answers]
    for name, whole in (
        ("response.output_text", "text"),
        ("response.output_audio_transcript", "transcript"),
        ("response.function_call_arguments", "arguments"),
    ):
        pieces: dict[str, str] = {}
        for event in events:
            if event["type"] == f"{name}.delta":
                pieces[event["item_id"]] = pieces.get(event["item_id"], "") + event["delta"]
            if event["type"] == f"{name}.done":
                assert event[whole] == pieces.get(event["item_id"], "")


def test_every_kind_of_turn_comes_up() -> None:
    shown: Counter[str] = Counter()

    @seed(3)
    @settings(PLAIN, max_examples=300, phases=[Phase.generate])
    @given(conversations())
    def collect(turns: list[ConversationTurn]) -> None:
        for turn in turns:
            shown.update([turn.sent["type"]] if turn.sent else [])
            shown.update(answer["type"] for answer in turn.answers)
            shown.update(
                answer["response"]["status"] for answer in turn.answers if answer["type"] == "response.done"
            )

    collect()
    assert {"completed", "cancelled", "failed", "incomplete"} <= set(shown)
    assert {*ANSWERS, "input_audio_buffer.commit", "response.create", "response.cancel"} <= set(shown)
    transcription = "conversation.item.input_audio_transcription"
    assert {f"{transcription}.{end}" for end in ("delta", "completed", "failed")} <= set(shown)
    assert {"response.function_call_arguments.done", "rate_limits.updated"} <= set(shown)


def test_a_failure_shrinks_to_what_matters() -> None:
    def calls_a_function(turns: list[ConversationTurn]) -> bool:
        done = [answer for one in turns for answer in one.answers if answer["type"] == "response.done"]
        items = [item for event in done for item in event["response"]["output"]]
        return any(item["type"] == "function_call" and item["status"] == "completed" for item in items)

    def sent(start: int) -> list[str]:
        plain = settings(PLAIN, max_examples=2000)
        smallest = find(conversations(), calls_a_function, settings=plain, random=Random(start))
        return [turn.sent["type"] for turn in smallest if turn.sent]

    # The call, and what it entails: its output, and the response to that. Of eight searches one leaves a step more.
    found = [sent(start) for start in range(3)]
    assert all(types[-3:] == CALL for types in found)
    assert CALL in found


def test_no_steps_are_the_opening_alone() -> None:
    (opening,) = find(conversations(max_steps=0), lambda _: True)
    assert opening.answers[0]["session"]["object"] == "realtime.session"


@pytest.mark.parametrize("wrong", [-1, 2.0, "3", True, None])
def test_a_wrong_number_of_steps(wrong: Any) -> None:
    with pytest.raises(InvalidArgument, match=r"max_steps=.* is not valid; give a whole number from 0"):
        strategies.conversations(max_steps=wrong)

"""Live clients: their output is what arrived at the server."""

import json
import threading
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
from websockets.sync.client import connect

from pytest_realtime.clients import Status
from pytest_realtime.clients.live import client as live_client
from pytest_realtime.clients.live.capture import CaptureServer
from pytest_realtime.clients.live.client import LiveClient
from pytest_realtime.endpoints import types_of_event
from pytest_realtime.wire import parse
from tests.clients.live.plain import CLEAR, EVENT, RESPOND, Losing, Misbehaving, Plain

TIMEOUT = 20.0


def update(instructions: str) -> str:
    return f'{{"type":"session.update","session":{{"type":"realtime","instructions":"{instructions}"}}}}'


@pytest.mark.parametrize(
    "text",
    [
        update("Be brief."),
        '{ "session":{"max_output_tokens":1024.0,"tracing":null, "tracing":null},\n"type":"session.update" }',
        '{"type":"session.update","session":{"instructions":"\\u00e9 é \U0001f600"}}',
        '{"type":"sesion.update"}',
        "not JSON",
    ],
)
def test_the_text_is_what_arrived_character_for_character(text: str) -> None:
    with LiveClient(Plain()) as client:
        response = client.perform("send", EVENT, text, timeout=TIMEOUT)
    assert (response.status, response.text) == (Status.WROTE, text)


@pytest.mark.parametrize(
    ("instructions", "status", "message"),
    [
        ("nothing", Status.NOT_SENT, "plain finished sending, but no session.update arrived"),
        ("refuse", Status.REJECTED, "no such setting"),
        ("unsupported", Status.UNSUPPORTED, "it can't be set"),
        ("crash", Status.CRASHED, "RuntimeError: out of order"),
    ],
)
def test_each_failure_is_reported_and_the_next_request_is_answered(
    instructions: str, status: Status, message: str
) -> None:
    with LiveClient(Misbehaving()) as client:
        response = client.perform("send", EVENT, update(instructions), timeout=TIMEOUT)
        after = client.perform("send", EVENT, update("Be brief."), timeout=TIMEOUT)
    assert (response.status, response.text) == (status, None)
    assert message in response.message
    assert after.text == update("Be brief.")


def test_a_library_that_hangs_does_not_hang_the_caller_and_is_started_again() -> None:
    integration = Misbehaving()
    with LiveClient(integration) as client:
        response = client.perform("send", EVENT, update("hang"), timeout=0.2)
        after = client.perform("send", EVENT, update("Be brief."), timeout=TIMEOUT)
    assert response.status is Status.TIMED_OUT
    assert response.message == "plain did not finish sending within 0.2 s"
    assert after.text == update("Be brief.")
    assert integration.opened == 2


def test_one_connection_serves_all_requests() -> None:
    integration = Misbehaving()
    with LiveClient(integration) as client:
        for instructions in ("a", "refuse", "nothing", "b"):
            client.perform("send", EVENT, update(instructions), timeout=TIMEOUT)
    assert integration.opened == 1


def test_several_frames_are_merged() -> None:
    with LiveClient(Misbehaving()) as client:
        response = client.perform("send", EVENT, update("twice"), timeout=TIMEOUT)
    assert response.text == (
        '{"type": "session.update", "session": {"audio": {"output": {"voice": "ash", "speed": 1.5}}, "tools": []}}'
    )


@pytest.mark.parametrize("text", ['{"type":"input_audio_buffer.clear"}', '{"type":"input_audio_buffer.clean"}'])
def test_an_event_that_looks_like_the_mark_is_told_from_it(text: str) -> None:
    with LiveClient(Plain()) as client:
        response = client.perform("send", CLEAR, text, timeout=TIMEOUT)
    assert (response.status, response.text) == (Status.WROTE, text)


def test_the_mark_is_never_taken_for_such_an_event(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_client, "MARK_FOLLOWS_WITHIN", 0.1)
    with LiveClient(Misbehaving()) as client:
        lost = '{"type":"input_audio_buffer.clear","event_id":"nothing"}'
        response = client.perform("send", CLEAR, lost, timeout=TIMEOUT)
    assert (response.status, response.text) == (Status.NOT_SENT, None)
    assert response.message == "plain finished sending, but no input_audio_buffer.clear arrived"


def test_what_a_call_sends_besides_the_event_is_not_its_output() -> None:
    text = '{"type":"response.create","event_id":"with others"}'
    with LiveClient(Misbehaving()) as client:
        response = client.perform("send", RESPOND, text, timeout=TIMEOUT)
    assert (response.status, response.text) == (Status.WROTE, text)


READ = "ResponseDoneEvent"


class Reading(Plain):
    """Reads events, and refuses those without an id."""

    def __init__(self) -> None:
        super().__init__()
        self.card = replace(self.card, types={READ: frozenset({"read"})})

    async def read(self, wire_type: str, wire: str) -> str | None:
        event = json.loads(wire)
        return None if event["event_id"] == "hidden" else wire


@pytest.mark.parametrize(
    ("event", "status", "text"),
    [
        ('{"event_id":"ev_1"}', Status.WROTE, '{"event_id":"ev_1"}'),
        ('{"event_id":"hidden"}', Status.WROTE, None),
        ("not JSON", Status.REJECTED, None),
    ],
)
def test_a_library_reads_events_without_a_connection(event: str, status: Status, text: str | None) -> None:
    integration = Reading()
    with LiveClient(integration) as client:
        response = client.perform("read", READ, event, timeout=TIMEOUT)
    assert (response.status, response.text) == (status, text)
    assert integration.opened == 0


ITEM = {"type": "message", "role": "user", "content": []}


@pytest.mark.parametrize(
    ("event", "answers"),
    [
        ({"type": "response.create"}, ["response.created", "response.done"]),
        ({"type": "response.create", "response": None}, ["response.created", "response.done"]),
        ({"type": "conversation.item.create", "item": ITEM}, ["conversation.item.added", "conversation.item.done"]),
        ({"type": "conversation.item.create", "item": 1}, []),
        ({"type": "conversation.item.delete", "item_id": "it_1"}, ["conversation.item.deleted"]),
        ({"type": "input_audio_buffer.clear", "event_id": "evt_1"}, ["input_audio_buffer.cleared"]),
        ({"type": "input_audio_buffer.commit"}, ["input_audio_buffer.committed"]),
        ({"type": "input_audio_buffer.append", "audio": ""}, []),
        ({"type": ["unknown"]}, []),
        ({}, []),
    ],
)
def test_the_server_answers_what_libraries_wait_for(event: dict[str, Any], answers: list[str]) -> None:
    with (
        closing(CaptureServer()) as server,
        connect(f"{server.address.ws}/realtime?model=any", proxy=None) as socket,
    ):
        assert json.loads(socket.recv())["type"] == "session.created"
        socket.send(json.dumps(event))
        socket.send('{"type":"input_audio_buffer.clear"}')
        received = [json.loads(socket.recv()) for _ in (*answers, "mark")]
    assert [answer["type"] for answer in received] == [*answers, "input_audio_buffer.cleared"]
    for answer in received:
        # It raises for an event that the API would not send.
        parse(types_of_event(answer["type"])[0], json.dumps(answer), direction="read")


def test_later_payloads_of_a_sequence_are_marked_as_such() -> None:
    integration = Plain()
    with LiveClient(integration) as client:
        responses = client.send_sequence(EVENT, [update("a"), update("b")], timeout=TIMEOUT)
        client.perform("send", EVENT, update("c"), timeout=TIMEOUT)
    assert [response.text for response in responses] == [update("a"), update("b")]
    assert [(wire, is_later) for _, wire, is_later in integration.calls] == [
        (update("a"), False),
        (update("b"), True),
        (update("c"), False),
    ]


NULL = '{"type":"session.update","session":{"type":"realtime","tracing":null}}'


def test_a_loss_in_one_of_several_variants_is_reported() -> None:
    with LiveClient(Losing(variants=("good", "lossy"))) as client:
        lost = client.perform("send", EVENT, NULL, timeout=TIMEOUT)
        kept = client.perform("send", EVENT, update("Be brief."), timeout=TIMEOUT)
    assert (lost.text, lost.message) == (NULL.replace('"tracing":null', ""), "lossy")
    assert (kept.text, kept.message) == (update("Be brief."), "good")


def test_operations_that_the_card_does_not_list_are_unsupported() -> None:
    with LiveClient(Plain()) as client:
        response = client.perform("roundtrip", EVENT, update("a"), timeout=TIMEOUT)
    assert (response.status, response.message) == (
        Status.UNSUPPORTED,
        "plain does not support roundtrip for SessionUpdateEvent",
    )


def test_nothing_is_left_behind() -> None:
    before = set(threading.enumerate())
    with LiveClient(Plain()) as client:
        client.perform("send", EVENT, update("a"), timeout=TIMEOUT)
    client.close()
    assert set(threading.enumerate()) - before == set()

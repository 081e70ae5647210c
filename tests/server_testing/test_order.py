"""The order of conversations: each fault is found, with both frames, and what is right is not."""

import json
from collections.abc import Iterable
from typing import Any

import pytest

from pytest_realtime.server.actions import Action, Reply, Send
from pytest_realtime.server.api import Delay, ErrorEvent, FunctionCall, MuchAudio, RealtimeApi, Scenario, Turn
from pytest_realtime.server.records import Frame
from pytest_realtime.server_testing.traffic import Traffic
from tests.server.api_client import KEY, ApiClient, api, flat

Json = dict[str, Any]
UPDATE: Json = {"type": "session.update", "session": {"type": "realtime"}}
CREATE: Json = {"type": "response.create"}
APPEND: Json = {"type": "input_audio_buffer.append", "audio": "AAAA"}
ITEM = "conversation.item.create"


def judged(client: ApiClient, *, is_over: bool = True) -> list[str]:
    """What is found, as ``kind rule level``, in the order of the frames."""
    messages = Traffic().messages([client.connection.request], [client.connection], {}, is_over=is_over)
    return [f"{found.finding.kind} {found.rule} {found.level}" for one in messages for found in one.findings]


def arrives(client: ApiClient, event: Json | str, kind: Any = "text") -> Frame:
    """A frame arrives, and the server has not read it yet."""
    client.order += 1
    raw = (event if isinstance(event, str) else json.dumps(event)).encode()
    frame = Frame(kind, raw, 0.0, client.order)
    client.connection.client_messages.append(frame)
    return frame


def read(client: ApiClient, frame: Frame) -> None:
    """The server reads a frame that has arrived."""
    client.perform(client.api.on_message(client.connection, frame))


def output(call_id: str) -> Json:
    return {"type": ITEM, "item": {"type": "function_call_output", "call_id": call_id, "output": "4"}}


def items_of(client: ApiClient) -> list[Json]:
    return [event["item"] for event in client.events if event["type"] == "response.output_item.done"]


def test_a_conversation_in_its_order_has_no_findings() -> None:
    client = ApiClient.connect(api(turns=(Turn(function="roll"), Turn())))
    client.send(UPDATE)
    client.send(APPEND)
    client.send(CREATE)
    client.send(output(items_of(client)[0]["call_id"]))
    client.send(CREATE)
    spoken = items_of(client)[1]["id"]
    client.send({"type": f"{ITEM[:-6]}truncate", "item_id": spoken, "content_index": 0, "audio_end_ms": 100})
    arrives(client, "", "close")
    assert judged(client) == []


def test_a_second_response_names_the_first() -> None:
    client = ApiClient.connect(api(turns=(Turn.unfinished(),)))
    client.send(CREATE)
    client.send({**CREATE, "event_id": "second"})
    [message] = Traffic().messages([], [client.connection], {}, is_over=True)[-1:]
    [found] = message.findings
    assert (found.rule, found.level, found.other_text) == ("O9", "MUST", json.dumps(CREATE))
    assert "response.create of the client" in found.other
    assert message.refusal is not None
    assert message.refusal.code == "conversation_already_has_active_response"


def test_a_response_that_arrives_before_the_end_of_another_is_too_early_however_fast_the_server_is() -> None:
    client = ApiClient.connect(api())
    first, second = arrives(client, CREATE), arrives(client, CREATE)
    read(client, first)
    read(client, second)
    assert judged(client) == ["out-of-order O9 MUST"]
    client.send(CREATE)  # after the end
    assert judged(client) == ["out-of-order O9 MUST"]


def test_a_response_beside_the_conversation_may_overlap_and_one_of_the_server_is_less_known() -> None:
    aside = {**CREATE, "response": {"conversation": "none"}}
    client = ApiClient.connect(api(turns=(Turn.unfinished(), Turn()), speech_ms=1))
    client.send({**APPEND, "audio": "A" * 400})
    client.send(aside)
    assert judged(client) == []
    client.send(CREATE)
    assert judged(client) == ["out-of-order O9 SHOULD"]


@pytest.mark.parametrize("sent", [APPEND, CREATE], ids=lambda event: event["type"])
def test_nothing_precedes_the_first_acknowledgement(sent: Json) -> None:
    client = ApiClient.connect(api())
    frames = [arrives(client, event) for event in (UPDATE, sent, sent if sent is APPEND else APPEND)]
    for frame in frames:
        read(client, frame)
    assert judged(client) == ["out-of-order O3 SHOULD"]
    client.send(UPDATE)
    client.send(sent)
    assert judged(client) == ["out-of-order O3 SHOULD"]


def test_an_update_comes_after_the_session() -> None:
    server = RealtimeApi(Scenario(created="late"), api_key=KEY)
    client = ApiClient.connect(server)
    created = client.connection.server_messages.pop()
    update = arrives(client, UPDATE)
    client.order += 1
    client.connection.server_messages.append(created._replace(order=client.order))
    read(client, update)
    assert judged(client) == ["out-of-order O2 SHOULD"]


def test_an_output_needs_its_call() -> None:
    client = ApiClient.connect(api(turns=(Turn.of(FunctionCall("roll"), FunctionCall("book")), Turn())))
    client.send(output("call_none"))
    assert judged(client, is_over=False) == ["out-of-order I17 MUST"]
    given = {"type": "function_call", "call_id": "mine", "name": "roll", "arguments": "{}"}
    client.send({"type": ITEM, "item": given})
    client.send(output("mine"))
    client.send(CREATE)
    assert judged(client, is_over=False) == ["out-of-order I17 MUST"]
    assert judged(client) == ["out-of-order I17 MUST", *["out-of-order O13 SHOULD"] * 2]  # two calls, no output
    for item in items_of(client):
        client.send(output(item["call_id"]))
    assert judged(client) == ["out-of-order I17 MUST", "out-of-order O13 SHOULD"]  # and no response
    client.send(CREATE)
    assert judged(client) == ["out-of-order I17 MUST"]


def test_a_truncation_ends_within_what_was_sent() -> None:
    client = ApiClient.connect(api(faults=(MuchAudio(96_000),)))
    client.send(CREATE)
    cut = {"type": f"{ITEM[:-6]}truncate", "item_id": items_of(client)[0]["id"], "content_index": 0}
    client.send({**cut, "audio_end_ms": 2000})
    assert judged(client) == []
    client.send({**cut, "audio_end_ms": 2001})
    assert judged(client) == ["out-of-order E7 MUST"]


def test_the_voice_stays_after_the_first_sound() -> None:
    client = ApiClient.connect(api())

    def update(voice: Any) -> Json:
        return {"type": "session.update", "session": {"type": "realtime", "audio": {"output": {"voice": voice}}}}

    client.send(update("cedar"))
    client.send(CREATE)
    client.send(update("cedar"))
    assert judged(client) == []
    client.send(update("marin"))
    assert judged(client) == ["out-of-order X7 MUST"]


def test_nothing_is_appended_after_the_close_of_a_translation() -> None:
    client = ApiClient.connect(api(), "/realtime/translations?model=m")
    append = {"type": "session.input_audio_buffer.append", "audio": "AAAA"}
    client.send(append)
    client.send({"type": "session.close"})
    assert judged(client) == []
    arrives(client, append)
    assert judged(client) == ["out-of-order O21 MUST"]


def test_an_error_that_refuses_nothing_is_no_reason_to_close() -> None:
    faults = (ErrorEvent(after="response.created"),)
    client = ApiClient.connect(api(turns=(Turn.unfinished(),), faults=faults))
    client.send(CREATE)
    assert judged(client) == []
    arrives(client, "", "close")
    assert judged(client) == ["out-of-order O19 MUST"]
    going_on = ApiClient.connect(api(turns=(Turn.unfinished(),), faults=faults))
    going_on.send(CREATE)
    going_on.send({"type": "response.cancel"})
    arrives(going_on, "", "close")
    assert judged(going_on) == []
    done = ApiClient.connect(api(faults=faults))
    done.send(CREATE)
    arrives(done, "", "close")
    assert judged(done) == []


def test_what_is_refused_is_found_once() -> None:
    client = ApiClient.connect(api())
    client.send({"type": "input_audio_buffer.commit"})
    client.send({"type": "response.cancel"})
    client.send({"type": "response.cancel", "later": 1})
    client.send("{")
    wanted = ["refused O5 MUST", "refused O10 MAY", "member-invented U7 MUST", "not-json  MUST"]
    assert judged(client) == wanted
    read(client, arrives(client, "sound", "binary"))
    client.send({"type": "session.newest"})
    assert judged(client) == [*wanted, "refused E31 MUST", "refused  SHOULD"]


def test_without_a_servers_state_an_error_names_what_it_refuses() -> None:
    client = ApiClient.connect(api())
    client.send({"type": "input_audio_buffer.commit", "event_id": "mine"})
    client.send({"type": "input_audio_buffer.commit"})
    client.connection.state = None
    assert judged(client) == ["refused O5 MUST"]


def test_a_planned_error_may_answer_instead_of_a_response() -> None:
    class Busy:
        def apply(self, message_count: int, actions: Iterable[Action]) -> Iterable[Action]:
            error = {"type": "error", "event_id": "e", "error": {"type": "server_error", "message": "Busy."}}
            return [Send(json.dumps(error))] if message_count == 1 else actions

    client = ApiClient.connect(api(faults=(Busy(),)))
    client.send(CREATE)
    client.send(CREATE)
    assert judged(client) == []


def test_planned_errors_are_no_refusals() -> None:
    client = ApiClient.connect(api(faults=(ErrorEvent(),)))
    client.send(UPDATE)
    assert judged(client) == []


def test_refused_requests_are_found() -> None:
    server = api()
    client = ApiClient.connect(server)
    from tests.server.api_client import request

    asked = request("/realtime/client_secrets", method="GET")._replace(order=50)
    reply = server.on_request(asked)
    assert isinstance(reply, Reply)
    [message] = Traffic().messages([asked], [client.connection], server.refused, is_over=True)
    assert message.name == "GET /realtime/client_secrets"
    assert message.refusal is not None
    assert (message.refusal.code, message.findings[0].finding.kind) == ("method_not_supported", "refused")


def test_frames_are_judged_as_they_come_and_each_once() -> None:
    client = ApiClient.connect(api(faults=(Delay(1.0),)))
    exchange = Traffic()
    for number in range(3):
        frame = arrives(client, CREATE)
        for _ in flat(client.api.on_message(client.connection, frame)):
            break
        messages = exchange.messages([], [client.connection], {}, is_over=False)
        assert len([found for one in messages for found in one.findings]) == number

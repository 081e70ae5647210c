"""Actions beside others: their waits delay nothing else, and nothing of them is left when a connection ends."""

import base64
import json
import socket
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

from pytest_realtime.server.actions import Action, Beside, Close, Send, Wait
from pytest_realtime.server.api import Delay, ErrorEvent, Jitter, LiveNulls, RealTime, RealtimeApi, Scenario, Turn
from tests.server.harness import ScriptedApi, serving

KEY = "sk-test-lanes"
SPOKEN = Turn("A long answer.", audio=bytes(48 * 2000))
APPEND = json.dumps({"type": "input_audio_buffer.append", "audio": base64.b64encode(bytes(48 * 300)).decode()})
CREATE = '{"type": "response.create"}'


def connected(server: Any) -> AbstractContextManager[ClientConnection]:
    headers = {"Authorization": f"Bearer {KEY}"}
    return connect(f"{server.ws_url}?model=m", additional_headers=headers, compression=None)


def until(client: ClientConnection, name: str) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = []
    while not events or events[-1]["type"] != name:
        events.append(json.loads(client.recv(30)))
    return events


def texts(client: ClientConnection, count: int) -> list[str | bytes]:
    return [client.recv(30) for _ in range(count)]


def test_waits_beside_delay_nothing_else() -> None:
    slow: list[Action] = [Wait(0.05), Send("slow"), Wait(0.05), Send("slower")]
    api = ScriptedApi(on_open=lambda _: [Send("first"), Beside(iter(slow)), Send("second")])
    with serving(api) as server, connect(server.ws_url) as client:
        assert texts(client, 4) == ["first", "second", "slow", "slower"]


def test_actions_beside_wait_for_those_before_them() -> None:
    api = ScriptedApi(on_open=lambda _: [Wait(0.05), Send("first"), Beside(iter([Send("second")]))])
    with serving(api) as server, connect(server.ws_url) as client:
        assert texts(client, 2) == ["first", "second"]


def test_each_action_beside_is_asked_for_when_its_turn_has_come() -> None:
    asked: list[str] = []

    def actions() -> Iterator[Action]:
        for name in ("one", "two"):
            asked.append(name)
            yield Send(name)
            yield Wait(30.0)

    with serving(ScriptedApi(on_open=lambda _: [Beside(actions())])) as server, connect(server.ws_url) as client:
        assert texts(client, 1) == ["one"]
        assert asked == ["one"]


@pytest.mark.parametrize("fails", ["at once", "later"])
def test_what_fails_beside_closes_the_connection_and_is_recorded(fails: str) -> None:
    def actions() -> Iterator[Action]:
        if fails == "later":
            yield Wait(0.02)
        raise RuntimeError("the API is broken")

    api = ScriptedApi(on_open=lambda _: [Beside(actions())])
    broken = pytest.raises(Exception, match="1011")
    with serving(api, errors=1) as server, connect(server.ws_url) as client, broken:
        client.recv(30)


def test_nothing_follows_a_close() -> None:
    rest: list[Action] = [Wait(0.05), Send("late")]
    with serving(ScriptedApi(on_open=lambda _: [Beside(iter(rest)), Close(1000)])) as server:
        with connect(server.ws_url) as client, pytest.raises(Exception, match="1000"):
            client.recv(30)
        server.connections[0].wait_closed()
    assert [frame.kind for frame in server.connections[0].server_messages] == ["close"]


def test_an_update_is_answered_while_the_model_speaks() -> None:
    api = RealtimeApi(Scenario(turns=(SPOKEN,), faults=(RealTime(piece_ms=200),)), api_key=KEY)
    with serving(api) as server, connected(server) as client:  # type: ignore[arg-type]
        until(client, "session.created")
        client.send(CREATE)
        until(client, "response.output_audio.delta")
        client.send('{"type": "session.update", "session": {"type": "realtime"}}')
        assert "response.done" not in [event["type"] for event in until(client, "session.updated")]
        client.send('{"type": "response.cancel"}')
        ended = until(client, "rate_limits.updated")
        assert (
            next(event for event in ended if event["type"] == "response.done")["response"]["status"] == "cancelled"
        )
        client.send('{"type": "session.update", "session": {"type": "realtime"}}')
        assert len(until(client, "session.updated")) == 1  # nothing of the response follows its end


@pytest.mark.parametrize("fault", [RealTime(piece_ms=100), Delay(0.05), Jitter(0.05)], ids=str)
def test_speech_interrupts_the_model_in_the_middle(fault: Any) -> None:
    scenario = Scenario(turns=(SPOKEN, Turn("Yes?")), speech_ms=300, faults=(fault,))
    with serving(RealtimeApi(scenario, api_key=KEY)) as server, connected(server) as client:  # type: ignore[arg-type]
        client.send(CREATE)
        until(client, "response.output_audio.delta")
        client.send(APPEND)
        events = until(client, "response.done") + until(client, "response.done")
        names = [event["type"] for event in events]
        assert names.index("input_audio_buffer.speech_started") < names.index("response.done")
        first, second = (event["response"] for event in events if event["type"] == "response.done")
        assert (first["status"], second["status"]) == ("cancelled", "completed")
        after = events[names.index("response.done") + 1 :]
        assert first["id"] not in {event.get("response_id") for event in after}


@pytest.mark.parametrize("ending", ["stop", "drop", "close"])
def test_nothing_is_left_of_a_connection_that_ends_while_the_model_speaks(ending: str) -> None:
    faults = (RealTime(piece_ms=1000), LiveNulls(), ErrorEvent())
    api = RealtimeApi(Scenario(turns=(SPOKEN,), faults=faults), api_key=KEY)
    began = time.monotonic()
    with ExitStack() as clients, serving(api) as server:  # type: ignore[arg-type]
        client = clients.enter_context(connected(server))
        client.send(CREATE)
        until(client, "response.output_audio.delta")
        if ending == "drop":
            client.socket.shutdown(socket.SHUT_RDWR)
        elif ending == "close":
            client.close()
        if ending != "stop":
            server.connections[0].wait_closed()
    assert time.monotonic() - began < 20

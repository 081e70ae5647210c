"""Many clients at once: nothing is lost, and too many are rejected with a reason."""

import asyncio
import json
import socket
import threading

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus, WebSocketException

from pytest_realtime.server.actions import Send
from pytest_realtime.server.limits import ServerLimits
from pytest_realtime.server.server import RealtimeServer
from pytest_realtime.server_testing.checked_server import CheckedServer
from tests.server.harness import ScriptedApi, ask, bare_websocket, event, head, knock, rest, serving

CLIENTS = 500
UPDATES = 20
CONVERSATIONS = 500


@pytest.fixture(autouse=True)
def many_files() -> None:
    """Let this process open as many sockets as its system allows."""
    resource = pytest.importorskip("resource", reason="only Unix limits open files in this way")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4 * CLIENTS
    if soft < wanted:
        if hard != resource.RLIM_INFINITY and hard < wanted:
            pytest.skip(f"this system allows {hard} open files, and the test needs {wanted}")
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


async def send_updates(server: RealtimeServer, number: int, ready: asyncio.Barrier) -> None:
    async with connect(f"{server.ws_url}?client={number}", compression=None, open_timeout=60) as client:
        await ready.wait()
        for update in range(UPDATES):
            await client.send(event("session.update", client=number, update=update))
        for _ in range(UPDATES):
            await client.recv()


def test_records_every_frame_of_500_clients_in_order() -> None:
    api = ScriptedApi(on_message=lambda connection, frame: [Send(event("session.updated"))])

    async def run_clients() -> None:
        ready = asyncio.Barrier(CLIENTS)
        async with asyncio.TaskGroup() as group:
            for number in range(CLIENTS):
                group.create_task(send_updates(server, number, ready))

    with serving(api) as server:
        asyncio.run(run_clients())
        server.wait_for(lambda server: len(api.closed) == CLIENTS, timeout=60)
    assert not server.rejected
    seen = {connection.request.query["client"]: connection.messages() for connection in server.connections}
    assert len(seen) == CLIENTS
    for number, frames in seen.items():
        events = [json.loads(frame.raw) for frame in frames]
        assert [(str(event["client"]), event["update"]) for event in events] == [
            (number, update) for update in range(UPDATES)
        ]
        assert [frame.order for frame in frames] == sorted(frame.order for frame in frames)
    orders = [
        frame.order
        for connection in server.connections
        for frame in (*connection.client_messages, *connection.server_messages)
    ] + [request.order for request in server.requests]
    assert sorted(orders) == list(range(len(orders)))


def test_answers_every_update_of_500_clients(realtime_server: CheckedServer) -> None:
    async def send_and_receive(number: int, ready: asyncio.Barrier) -> list[str]:
        headers = {"Authorization": f"Bearer {realtime_server.api_key}"}
        url = f"{realtime_server.ws_url}?model=gpt-realtime-2.1"
        async with connect(url, compression=None, open_timeout=60, additional_headers=headers) as client:
            await ready.wait()
            for update in range(UPDATES):
                session = {"type": "realtime", "instructions": f"{number} {update}"}
                await client.send(event("session.update", session=session))
            events = [json.loads(await client.recv()) for _ in range(1 + UPDATES)]
        assert [event["type"] for event in events] == ["session.created"] + ["session.updated"] * UPDATES
        return [event["session"]["instructions"] for event in events[1:]]

    async def run_clients() -> list[list[str]]:
        ready = asyncio.Barrier(CLIENTS)
        return await asyncio.gather(*(send_and_receive(number, ready) for number in range(CLIENTS)))

    answers = asyncio.run(run_clients())
    sent = [[f"{number} {update}" for update in range(UPDATES)] for number in range(CLIENTS)]
    assert answers == sent
    recorded = [
        [json.loads(frame.raw)["session"]["instructions"] for frame in connection.messages()]
        for connection in realtime_server.connections
    ]
    assert sorted(recorded) == sorted(sent)


def test_every_frame_of_500_conversations_is_recorded_in_order_and_judged(realtime_server: CheckedServer) -> None:
    async def converse(number: int, ready: asyncio.Barrier) -> tuple[list[str], list[str | bytes]]:
        sent, received = [], []
        headers = {"Authorization": f"Bearer {realtime_server.api_key}"}
        url = f"{realtime_server.ws_url}?model=gpt-realtime-2.1&client={number}"
        async with connect(url, compression=None, open_timeout=60, additional_headers=headers) as client:
            await ready.wait()
            for texts, answer in script(number):
                for text in texts:
                    sent.append(text)
                    await client.send(text)
                times = len(texts)
                while times:
                    received.append(await client.recv())
                    times -= json.loads(received[-1])["type"] == answer
            received.append(await client.recv())  # of the last response, after its end
        return sent, received

    async def run_clients() -> list[tuple[list[str], list[str | bytes]]]:
        ready = asyncio.Barrier(CONVERSATIONS)
        return await asyncio.gather(*(converse(number, ready) for number in range(CONVERSATIONS)))

    heard = asyncio.run(run_clients())
    by_client = {connection.request.query["client"]: connection for connection in realtime_server.connections}
    for number, (sent, received) in enumerate(heard):
        connection = by_client[str(number)]
        assert [frame.text for frame in connection.messages()] == sent
        assert [frame.text for frame in connection.server_messages if frame.kind == "text"] == received
    messages = realtime_server.validated_messages()
    assert len(messages) == CONVERSATIONS * (2 * UPDATES + 5)
    assert realtime_server.findings == []


def script(number: int) -> list[tuple[list[str], str]]:
    """What one client says, and what answers each of the texts that are sent in one go."""

    def update(step: int) -> str:
        return event("session.update", session={"type": "realtime", "instructions": f"{number} {step}"})

    def item(step: int) -> str:
        content = [{"type": "input_text", "text": f"{number} {step}"}]
        return event("conversation.item.create", item={"type": "message", "role": "user", "content": content})

    return [
        ([update(step) for step in range(UPDATES)], "session.updated"),
        ([item(step) for step in range(UPDATES)], "conversation.item.done"),
        *[([event("response.create")], "response.done")] * 5,
    ]


def test_a_stop_does_not_hang_with_500_open_connections() -> None:
    with serving(limits=ServerLimits(sockets=CLIENTS)) as server:
        knocking = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(CLIENTS - 1)]
        with bare_websocket(server) as bare:
            server.stop()
            assert rest(bare)
        for bare in knocking:
            assert bare.recv(1) == b""
            bare.close()


def test_limits_the_sockets_that_are_open_at_once() -> None:
    with serving(limits=ServerLimits(sockets=3)) as server:
        with bare_websocket(server), bare_websocket(server), knock(server) as third:
            third.sendall(head("POST", "/x").encode())
            assert third.recv(1000).startswith(b"HTTP/1.1 200 ")
            answer = ask(server, head("POST", "/x"))
            assert answer.startswith(b"HTTP/1.1 503 ")
            assert b"3 sockets are open at once" in answer
            assert [rejection.status for rejection in server.rejected] == [503]
        server.wait_for(lambda server: all(connection.closed for connection in server.connections))
        assert ask(server, head("POST", "/x", "Connection: close")).startswith(b"HTTP/1.1 200 ")


def test_ends_an_endless_reconnect_loop() -> None:
    async def reconnect() -> int:
        for number in range(1000):
            try:
                async with connect(server.ws_url):
                    pass
            except InvalidStatus as rejected:
                return number if rejected.response.status_code == 503 else -1
            except (OSError, WebSocketException):
                continue
        return -1

    with serving(limits=ServerLimits(total_sockets=20)) as server:
        assert asyncio.run(reconnect()) == 20
        assert "reconnects endlessly" in server.rejected[0].reason
        with pytest.raises(TimeoutError, match="reconnects endlessly"):
            server.wait_for_connection(21, timeout=0.01)


def test_serves_many_threads_at_once() -> None:
    def act() -> None:
        for _ in range(10):
            assert ask(server, head("POST", "/x", "Connection: close")).startswith(b"HTTP/1.1 200 ")

    with serving() as server:
        acting = [threading.Thread(target=act) for _ in range(20)]
        for thread in acting:
            thread.start()
        server.wait_for(lambda server: len(server.requests) == 200, timeout=30)
        for thread in acting:
            thread.join()

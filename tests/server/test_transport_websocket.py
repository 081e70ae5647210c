"""WebSockets: messages are recorded as they were sent, and the API's actions are carried out in order."""

import gc
import time
import warnings
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, ConnectionClosedError, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from pytest_realtime.server.actions import Accept, Action, Close, Drop, Push, Reply, Send, SendBytes, Wait
from pytest_realtime.server.records import Connection, Frame
from pytest_realtime.server.server import RealtimeServer
from tests.server.harness import ScriptedApi, bare_websocket, close_code, event, frame, rest, serving


def opened(server: RealtimeServer, *, compression: str | None = None, **options: str) -> ClientConnection:
    query = "&".join(f"{name}={value}" for name, value in options.items())
    return connect(f"{server.ws_url}?{query}", compression=compression, max_size=None, open_timeout=10)


@pytest.mark.parametrize("compression", ["deflate", None])
def test_keeps_the_text_exactly(compression: str | None) -> None:
    text = '{ "type":"session.update",\t"a":1.10, "a":"\\u00e9é\U0001f600" }\n'
    with serving(compression=True) as server, opened(server, compression=compression, model="m") as client:
        client.send(text)
        client.send(b"\x00\xff")
        connection = server.wait_for_connection()
        connection.wait_for_messages(2)
        assert connection.request.query == {"model": "m"}
        assert [(frame.kind, frame.raw) for frame in connection.client_messages] == [
            ("text", text.encode()),
            ("binary", b"\x00\xff"),
        ]
        assert connection.client_messages[0].text == text


def test_offers_compression_only_where_it_is_turned_on() -> None:
    with serving() as server, opened(server, compression="deflate") as client:
        assert not client.protocol.extensions
    with serving(compression=True) as server, opened(server, compression="deflate") as client:
        assert client.protocol.extensions


def test_puts_fragments_together_and_keeps_the_order() -> None:
    with serving() as server, bare_websocket(server) as bare:
        first = frame(1, "é".encode()[:1], fin=False) + frame(9, b"ping") + frame(0, fin=False)
        bare.sendall(first + frame(0, "é".encode()[1:]) + frame(1, b"last") + frame(10, b"odd") + frame(8))
        assert rest(bare)
        bare.close()
        connection = server.wait_for_connection()
        connection.wait_closed()
    assert [(frame.kind, frame.raw, frame.fragments) for frame in connection.client_messages] == [
        ("ping", b"ping", 1),
        ("text", "é".encode(), 3),
        ("text", b"last", 1),
        ("pong", b"odd", 1),
        ("close", b"", 1),
    ]
    assert [(frame.kind, frame.raw) for frame in connection.server_messages] == [("pong", b"ping"), ("close", b"")]
    both = sorted(connection.client_messages + connection.server_messages, key=lambda frame: frame.order)
    assert [frame.kind for frame in both] == ["ping", "pong", "text", "text", "pong", "close", "close"]
    assert [frame.time for frame in both] == sorted(frame.time for frame in both)
    assert connection.close_code == 1005


def test_carries_15_megabytes_both_ways() -> None:
    api = ScriptedApi(on_message=lambda connection, frame: [Send(frame.text)])
    text = event("input_audio_buffer.append", audio="A" * 15_000_000)
    with serving(api) as server, opened(server) as client:
        client.send(text)
        assert client.recv(timeout=10) == text
    assert server.connections[0].client_messages[0].text == server.connections[0].server_messages[0].text == text


def test_carries_out_actions_in_order() -> None:
    script: list[Action] = [Send("1"), Send("äöü", fragments=4), Wait(0.001), SendBytes(b"\x81\x013"), Send("", 3)]
    with serving(ScriptedApi(on_open=lambda connection: script)) as server, opened(server) as client:
        assert [client.recv(timeout=5) for _ in range(4)] == ["1", "äöü", "3", ""]
        received = server.connections[0].server_messages
        assert [(frame.kind, frame.text, frame.fragments) for frame in received] == [
            ("text", "1", 1),
            ("text", "äöü", 4),
            ("raw", "\ufffd\x013", 1),
            ("text", "", 3),
        ]


def test_a_pause_delays_its_own_connection_only() -> None:
    def answer(connection: Connection, frame: Frame) -> Iterable[Action]:
        return [Wait(600), Send("late")] if connection.request.query["name"] == "slow" else [Send(frame.text)]

    api = ScriptedApi(on_message=answer)
    with serving(api) as server, opened(server, name="slow") as slow, opened(server, name="quick") as quick:
        slow.send("hello")
        quick.send("hello")
        assert quick.recv(timeout=5) == "hello"
        assert not server.connections[0].server_messages


def test_pushes_to_another_connection() -> None:
    def answer(connection: Connection, frame: Frame) -> Iterable[Push]:
        return [Push(other, (Send(frame.text),)) for other in server.connections if other is not connection]

    with serving(ScriptedApi(on_message=answer)) as server:
        with opened(server) as one, opened(server) as other:
            one.send("to you")
            assert other.recv(timeout=5) == "to you"
        server.wait_for(lambda server: all(connection.closed for connection in server.connections))
        with opened(server) as third:
            third.send("to nobody")
            server.connections[2].wait_for_messages()


def test_closes_with_the_code_of_the_api() -> None:
    api = ScriptedApi(on_message=lambda connection, frame: [Send("bye"), Close(4001, "enough"), Send("never")])
    with serving(api) as server, opened(server) as client:
        client.send("x")
        assert client.recv(timeout=5) == "bye"
        with pytest.raises(ConnectionClosedError) as closed:
            client.recv(timeout=5)
        assert closed.value.rcvd is not None
        assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (4001, "enough")
        server.connections[0].wait_closed()
        assert (server.connections[0].close_code, api.closed) == (4001, server.connections)


def test_drops_the_socket_after_what_was_sent() -> None:
    text = "A" * 5_000_000
    api = ScriptedApi(on_message=lambda connection, frame: [Send(text), Drop(), Send("never")])
    with serving(api) as server, opened(server) as client:
        client.send("x")
        assert client.recv(timeout=5) == text
        with pytest.raises(ConnectionClosedError) as closed:
            client.recv(timeout=5)
        assert closed.value.rcvd is None
        server.connections[0].wait_closed()
        assert server.connections[0].close_code == 1006


def test_accepts_with_the_subprotocol_and_headers_of_the_api() -> None:
    accept = Accept(subprotocol="realtime", headers=(("X-Request-Id", "req_1"),))
    offered = [Subprotocol("realtime"), Subprotocol("openai-insecure-api-key.k")]
    with serving(ScriptedApi(on_request=lambda request: accept)) as server:
        with connect(server.ws_url, subprotocols=offered) as client:
            assert client.subprotocol == "realtime"
            assert client.response is not None
            assert client.response.headers["X-Request-Id"] == "req_1"
        connection = server.wait_for_connection()
    assert connection.subprotocols == ("realtime", "openai-insecure-api-key.k")
    assert "api-key" not in repr(connection)


def test_rejects_clients_with_the_reply_of_the_api() -> None:
    with serving(ScriptedApi(on_request=lambda request: Reply(401, b"no"))) as server:
        with pytest.raises(InvalidStatus) as rejected:
            opened(server)
        assert (rejected.value.response.status_code, rejected.value.response.body) == (401, b"no")
    assert not server.connections
    assert len(server.requests) == 1


WRONG: dict[str, Callable[[], Any]] = {
    "raises": lambda: [Send("x"), 1 / 0],
    "none": lambda: None,
    "no action": lambda: ["text"],
    "no close code": lambda: [Close(1)],
    "no text": lambda: [Send("\ud800")],
    "no frame": lambda: [Send("x", fragments=0)],
    "no time": lambda: [Wait("long")],  # type: ignore[arg-type]
}


@pytest.mark.parametrize("wrong", WRONG)
def test_an_api_that_raises_closes_with_1011_and_is_recorded(wrong: str) -> None:
    api = ScriptedApi(on_message=lambda connection, frame: WRONG[wrong]())
    with serving(api, errors=1) as server, bare_websocket(server) as bare:
        bare.sendall(frame(1, b"x"))
        assert close_code(bare) == 1011
        server.wait_for(lambda server: server.errors)


def test_a_stop_does_not_hang_when_on_close_raises_and_the_error_is_recorded() -> None:
    def fail(connection: Connection) -> None:
        raise ValueError("boom")

    with serving(ScriptedApi(after_close=fail), errors=1) as server, opened(server):
        pass
    assert repr(server.errors) == "[ValueError('boom')]"


def test_records_what_was_sent_right_before_the_stop() -> None:
    with serving() as server, opened(server) as client:
        for number in range(50):
            client.send(f"{number}")
        server.stop()
        assert [frame.text for frame in server.connections[0].messages()] == [str(number) for number in range(50)]
        with pytest.raises(ConnectionClosed) as closed:
            client.recv(timeout=5)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1001


def test_serves_clients_that_insist_on_tls() -> None:
    import ssl

    pytest.importorskip("trustme", reason="the extra pytest-realtime[tls] is not installed")
    with serving(ScriptedApi(on_message=lambda connection, frame: [Send(frame.text)]), tls=True) as server:
        context = ssl.create_default_context(cafile=server.ca_bundle)
        text = "A" * 3_000_000
        with connect(server.ws_url, ssl=context, max_size=None) as client:
            client.send(text)
            assert client.recv(timeout=10) == text
        server.connections[0].wait_closed()
        assert server.connections[0].close_code == 1000
        bundle = server.ca_bundle
    assert not bundle.exists()


def test_leaves_nothing_to_the_garbage_collector() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with serving() as server, opened(server) as client:
            client.send("x")
            server.wait_for_connection().wait_for_messages()
        del server
        gc.collect()


def test_times_count_from_the_start() -> None:
    begun = time.perf_counter()
    with serving() as server, opened(server) as client:
        client.send("x")
        sent = server.wait_for_connection().wait_for_messages()
    assert 0 < server.requests[0].time < sent[0].time < time.perf_counter() - begun

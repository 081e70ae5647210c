"""A server starts and stops promptly and leaves nothing behind, whatever its clients do."""

import socket
import subprocess
import sys
import threading

import pytest
from websockets.sync.client import connect

from pytest_realtime.server.actions import Action, Reply, Send, Wait
from pytest_realtime.server.records import Connection, Request
from pytest_realtime.server.server import RealtimeServer
from pytest_realtime.server.transport.thread import listen
from tests.server.harness import ScriptedApi, assert_left, bare_websocket, knock, left, serving


def test_starts_and_stops_many_times() -> None:
    ports = set()
    for _ in range(50):
        with serving() as server:
            ports.add(server.port)
    assert ports


def test_a_stop_still_records_a_request_on_its_way() -> None:
    with serving() as server, knock(server) as bare:
        bare.sendall(b"GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n")
        server.stop()
        assert len(server.requests) == 1


def test_listens_on_loopback_only() -> None:
    with serving() as server:
        if not sys.platform.startswith("linux"):
            pytest.skip("only Linux lists the addresses of sockets in /proc")
        with open("/proc/net/tcp") as table:
            port = f"{server.port:04X}"
            bound = [line.split()[1] for line in table if line.split()[1].endswith(f":{port}")]
        assert bound
        assert set(bound) == {f"0100007F:{port}"}


@pytest.mark.parametrize("tls", [False, True])
def test_a_stop_does_not_hang_with_handshakes_that_never_end(tls: bool) -> None:
    with serving(tls=tls) as server:
        knocking = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(20)]
        for bare in knocking[:10]:
            bare.sendall(b"\x16\x03\x01" if tls else b"GET /v1/realtime HTT")
        server.stop()
        for bare in knocking:
            bare.close()


def test_a_stop_does_not_hang_during_a_pause() -> None:
    script: list[Action] = [Wait(600), Send("late")]
    with serving(ScriptedApi(on_open=lambda connection: script)) as server, bare_websocket(server):
        server.wait_for_connection()
        server.stop()


def test_a_stop_does_not_hang_with_a_client_that_does_not_read() -> None:
    flood = [Send("A" * 20_000_000)]
    api = ScriptedApi(on_open=lambda connection: flood)
    with serving(api) as server, bare_websocket(server, receive_buffer=4096):
        connection = server.wait_for_connection()
        connection.wait_for(lambda connection: connection.server_messages)
        server.stop()
        assert (connection.closed, api.closed) == (True, [connection])


def test_calls_on_close_once_for_each_connection() -> None:
    api = ScriptedApi()
    with serving(api) as server:
        for _ in range(3):
            with connect(server.ws_url):
                pass
        server.wait_for(lambda server: all(connection.closed for connection in server.connections), what="ends")
        with bare_websocket(server):
            server.wait_for_connection(4)
            server.stop()
    assert sorted(map(id, api.closed)) == sorted(map(id, server.connections))


def test_can_be_stopped_twice_and_started_once() -> None:
    server = RealtimeServer(ScriptedApi())
    server.stop()
    with pytest.raises(RuntimeError, match="no port before it is started"):
        _ = server.base_url
    server.start()
    server.stop()
    server.stop()
    with pytest.raises(RuntimeError, match="create another one"):
        server.start()


def test_a_stop_does_not_hang_when_the_api_never_returns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pytest_realtime.server.transport.thread.JOIN_SECONDS", 0.01)
    before = left()
    asked, go_on = threading.Event(), threading.Event()

    def hang(request: Request) -> Reply:
        asked.set()
        go_on.wait()
        return Reply()

    server = RealtimeServer(ScriptedApi(on_request=hang)).start()
    with knock(server) as bare:
        bare.sendall(b"GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert asked.wait(5)
        with pytest.raises(RuntimeError, match="the API behind it never returned"):
            server.stop()
        go_on.set()
    for thread in threading.enumerate():
        if thread.name == "pytest-realtime-server":
            thread.join(5)
    assert_left(before)


def test_says_what_to_install_for_tls() -> None:
    code = (
        "import sys; sys.modules['trustme'] = None\n"
        "from pytest_realtime.server.server import RealtimeServer\n"
        "RealtimeServer(None, tls=True).start()"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.stderr.splitlines()[-1].endswith("pip install 'pytest-realtime[tls]'")


def test_has_a_bundle_with_tls_only() -> None:
    with serving() as server, pytest.raises(RuntimeError, match="tls=True"):
        _ = server.ca_bundle


def test_writes_nothing_to_stderr_or_logs(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")

    def speak(connection: Connection) -> list[Send]:
        return [Send("A" * 100_000)] * 20

    with serving(ScriptedApi(on_open=speak)) as server:
        for _ in range(20):
            with bare_websocket(server):
                pass  # closed while the server writes
        server.wait_for(lambda server: sum(connection.closed for connection in server.connections) == 20)
    assert capfd.readouterr() == ("", "")
    assert not [
        record
        for record in caplog.records
        if "SelectorEventLoop" not in record.message and "selector" not in record.message
    ]


def test_an_answer_in_parts_does_not_wait_for_the_client_to_acknowledge_the_first() -> None:
    with listen() as listening, socket.create_connection(listening.getsockname()):
        listening.setblocking(True)
        accepted, _ = listening.accept()
        with accepted:
            # asyncio turns Nagle's algorithm off for sockets like this one, and for no others.
            assert accepted.proto == socket.IPPROTO_TCP

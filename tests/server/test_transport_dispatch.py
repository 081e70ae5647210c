"""What arrives is recorded at once; the API processes it in order, as soon as it can."""

import socket
from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest

from pytest_realtime.server.actions import Action, Drop, Send
from pytest_realtime.server.limits import ServerLimits
from pytest_realtime.server.records import Connection, Frame
from tests.server.harness import ScriptedApi, bare_websocket, frame, rest, serving

CHUNK = 256 * 1024
"""The most that the loop reads from a socket at once."""


@dataclass
class Processed:
    """What the API has processed, and how many messages were recorded each time."""

    texts: list[str] = field(default_factory=list)
    recorded: list[int] = field(default_factory=list)

    def __call__(self, connection: Connection, frame: Frame) -> Iterable[Action]:
        self.texts.append(frame.text)
        self.recorded.append(len(connection.client_messages))
        return [Send(frame.text)]


def numbers(first: int, last: int) -> list[str]:
    return [str(number) for number in range(first, last)]


def messages(texts: Iterable[str]) -> bytes:
    return b"".join(frame(1, text.encode()) for text in texts)


def test_records_what_arrives_before_the_api_processes_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pytest_realtime.server.transport.dispatch.SLICE_SECONDS", 0)
    processed = Processed()
    bares: list[socket.socket] = []

    def send_more(connection: Connection, frame: Frame) -> Iterable[Action]:
        if not processed.texts:
            bares[0].sendall(messages(numbers(2, 52)))
        return processed(connection, frame)

    with serving(ScriptedApi(on_message=send_more)) as server, bare_websocket(server) as bare:
        bares.append(bare)
        bare.sendall(messages(numbers(0, 2)))
        connection = server.wait_for_connection()
        connection.wait_for(lambda connection: len(connection.server_messages) == 52)
    assert processed.texts == numbers(0, 52)
    assert processed.recorded == [2] + [52] * 51


def test_a_flood_on_one_connection_delays_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pytest_realtime.server.transport.dispatch.SLICE_SECONDS", 0)
    processed = Processed()
    neighbours: list[socket.socket] = []

    def let_neighbour_speak(connection: Connection, frame: Frame) -> Iterable[Action]:
        if not processed.texts:
            neighbours[0].sendall(messages(["neighbour"]))
        return processed(connection, frame)

    api = ScriptedApi(on_message=let_neighbour_speak)
    with serving(api) as server, bare_websocket(server) as bare, bare_websocket(server) as neighbour:
        neighbours.append(neighbour)
        bare.sendall(messages(numbers(0, 500)))
        server.wait_for(lambda server: len(processed.texts) == 501)
    assert "neighbour" in processed.texts[:4]


def test_answers_everything_before_the_close_frame() -> None:
    processed = Processed()
    with serving(ScriptedApi(on_message=processed)) as server, bare_websocket(server) as bare:
        bare.sendall(messages(numbers(0, 100)) + frame(8, (1000).to_bytes(2, "big")) + messages(["late"]) + b"\xff")
        assert rest(bare).endswith(b"99\x88\x02\x03\xe8")
        bare.close()
        connection = server.wait_for_connection()
        connection.wait_closed()
    assert processed.texts == numbers(0, 100)
    assert [sent.kind for sent in connection.client_messages] == ["text"] * 100 + ["close"]
    assert [sent.kind for sent in connection.server_messages] == ["text"] * 100 + ["close"]
    assert connection.close_code == 1000


def test_on_close_comes_after_all_messages() -> None:
    processed = Processed()
    counts: list[int] = []
    api = ScriptedApi(on_message=processed, after_close=lambda connection: counts.append(len(processed.texts)))
    with serving(api) as server:
        with bare_websocket(server) as bare:
            bare.sendall(messages(numbers(0, 5000)))
        server.wait_for_connection().wait_closed()
    assert counts == [5000]
    assert processed.texts == numbers(0, 5000)


def test_processes_nothing_after_it_dropped_the_socket() -> None:
    processed = Processed()
    api = ScriptedApi(on_message=lambda connection, frame: [*processed(connection, frame), Drop()])
    with serving(api) as server, bare_websocket(server) as bare:
        bare.sendall(messages(["1", "2", "3"]))
        assert rest(bare)
        connection = server.wait_for_connection()
        connection.wait_closed()
    assert processed.texts == ["1"]
    assert [sent.text for sent in connection.client_messages] == ["1", "2", "3"]


def test_stops_reading_while_too_much_is_unprocessed() -> None:
    processed = Processed()
    text = "A" * 3000
    limits = ServerLimits(unprocessed=10_000)
    with serving(ScriptedApi(on_message=processed), limits=limits) as server, bare_websocket(server) as bare:
        bare.sendall(messages([text] * 1000))
        connection = server.wait_for_connection()
        connection.wait_for(lambda connection: len(connection.server_messages) == 1000)
    unprocessed = [(recorded - number) * len(text) for number, recorded in enumerate(processed.recorded)]
    assert max(unprocessed) <= 10_000 + CHUNK
    assert processed.texts == [text] * 1000


def test_processes_everything_recorded_before_it_stops() -> None:
    processed = Processed()
    with serving(ScriptedApi(on_message=processed)) as server, bare_websocket(server) as bare:
        server.wait_for_connection()
        bare.sendall(messages(numbers(0, 2000)))
        server.stop()
    assert processed.texts == [sent.text for sent in server.connections[0].client_messages] == numbers(0, 2000)


def test_a_stop_does_not_hang_with_a_slow_api(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pytest_realtime.server.transport.thread.PROCESSING_SECONDS", 0)
    monkeypatch.setattr("pytest_realtime.server.transport.dispatch.SLICE_SECONDS", 0)
    processed = Processed()
    api = ScriptedApi(on_message=processed)
    with serving(api) as server, bare_websocket(server) as bare:
        server.wait_for_connection()
        bare.sendall(messages(numbers(0, 2000)))
        server.stop()
    assert len(processed.texts) < len(server.connections[0].client_messages) == 2000
    assert "before the API had processed all messages" in server.rejected[-1].reason
    assert api.closed == server.connections

"""What arrives is on record at once; the API hears it in order, as soon as it can."""

import socket
from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest

from pytest_realtime.server.actions import Action, Drop, Send
from pytest_realtime.server.limits import ServerLimits
from pytest_realtime.server.records import Connection, Frame
from tests.server.serving import Ordered, bare_websocket, frame, rest, serving

CHUNK = 256 * 1024
"""What a socket gives at once, at most."""


@dataclass
class Heard:
    """What the API has heard, and how many messages were on record each time."""

    texts: list[str] = field(default_factory=list)
    recorded: list[int] = field(default_factory=list)

    def __call__(self, connection: Connection, frame: Frame) -> Iterable[Action]:
        self.texts.append(frame.text)
        self.recorded.append(len(connection.sent))
        return [Send(frame.text)]


def numbers(first: int, last: int) -> list[str]:
    return [str(number) for number in range(first, last)]


def messages(texts: Iterable[str]) -> bytes:
    return b"".join(frame(1, text.encode()) for text in texts)


def test_records_what_arrives_before_the_api_hears_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pytest_realtime.server.transport.dispatch.SLICE_SECONDS", 0)
    heard = Heard()
    bares: list[socket.socket] = []

    def send_more(connection: Connection, frame: Frame) -> Iterable[Action]:
        if not heard.texts:
            bares[0].sendall(messages(numbers(2, 52)))
        return heard(connection, frame)

    with serving(Ordered(on_frame=send_more)) as server, bare_websocket(server) as bare:
        bares.append(bare)
        bare.sendall(messages(numbers(0, 2)))
        connection = server.wait_for_connection()
        connection.wait_for(lambda connection: len(connection.received) == 52)
    assert heard.texts == numbers(0, 52)
    assert heard.recorded == [2] + [52] * 51


def test_a_flood_on_one_connection_holds_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pytest_realtime.server.transport.dispatch.SLICE_SECONDS", 0)
    heard = Heard()
    neighbours: list[socket.socket] = []

    def let_neighbour_speak(connection: Connection, frame: Frame) -> Iterable[Action]:
        if not heard.texts:
            neighbours[0].sendall(messages(["neighbour"]))
        return heard(connection, frame)

    api = Ordered(on_frame=let_neighbour_speak)
    with serving(api) as server, bare_websocket(server) as bare, bare_websocket(server) as neighbour:
        neighbours.append(neighbour)
        bare.sendall(messages(numbers(0, 500)))
        server.wait_for(lambda server: len(heard.texts) == 501)
    assert "neighbour" in heard.texts[:4]


def test_answers_what_was_said_before_the_client_leaves() -> None:
    heard = Heard()
    with serving(Ordered(on_frame=heard)) as server, bare_websocket(server) as bare:
        bare.sendall(messages(numbers(0, 100)) + frame(8, (1000).to_bytes(2, "big")) + messages(["late"]) + b"\xff")
        assert rest(bare).endswith(b"99\x88\x02\x03\xe8")
        bare.close()
        connection = server.wait_for_connection()
        connection.wait_closed()
    assert heard.texts == numbers(0, 100)
    assert [sent.kind for sent in connection.sent] == ["text"] * 100 + ["close"]
    assert [told.kind for told in connection.received] == ["text"] * 100 + ["close"]
    assert connection.close_code == 1000


def test_is_told_of_the_end_after_all_messages() -> None:
    heard = Heard()
    counts: list[int] = []
    api = Ordered(on_frame=heard, on_end=lambda connection: counts.append(len(heard.texts)))
    with serving(api) as server:
        with bare_websocket(server) as bare:
            bare.sendall(messages(numbers(0, 5000)))
        server.wait_for_connection().wait_closed()
    assert counts == [5000]
    assert heard.texts == numbers(0, 5000)


def test_hears_nothing_after_it_dropped_the_socket() -> None:
    heard = Heard()
    api = Ordered(on_frame=lambda connection, frame: [*heard(connection, frame), Drop()])
    with serving(api) as server, bare_websocket(server) as bare:
        bare.sendall(messages(["1", "2", "3"]))
        assert rest(bare)
        connection = server.wait_for_connection()
        connection.wait_closed()
    assert heard.texts == ["1"]
    assert [sent.text for sent in connection.sent] == ["1", "2", "3"]


def test_reads_no_further_while_too_much_is_unheard() -> None:
    heard = Heard()
    text = "A" * 3000
    limits = ServerLimits(unheard=10_000)
    with serving(Ordered(on_frame=heard), limits=limits) as server, bare_websocket(server) as bare:
        bare.sendall(messages([text] * 1000))
        connection = server.wait_for_connection()
        connection.wait_for(lambda connection: len(connection.received) == 1000)
    unheard = [(recorded - number) * len(text) for number, recorded in enumerate(heard.recorded)]
    assert max(unheard) <= 10_000 + CHUNK
    assert heard.texts == [text] * 1000


def test_hears_all_that_is_on_record_before_it_stops() -> None:
    heard = Heard()
    with serving(Ordered(on_frame=heard)) as server, bare_websocket(server) as bare:
        server.wait_for_connection()
        bare.sendall(messages(numbers(0, 2000)))
        server.stop()
    assert heard.texts == [sent.text for sent in server.connections[0].sent] == numbers(0, 2000)


def test_a_stop_does_not_wait_for_a_slow_api_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pytest_realtime.server.transport.thread.HEARING_SECONDS", 0)
    monkeypatch.setattr("pytest_realtime.server.transport.dispatch.SLICE_SECONDS", 0)
    heard = Heard()
    api = Ordered(on_frame=heard)
    with serving(api) as server, bare_websocket(server) as bare:
        server.wait_for_connection()
        bare.sendall(messages(numbers(0, 2000)))
        server.stop()
    assert len(heard.texts) < len(server.connections[0].sent) == 2000
    assert "heard not all that is on record" in server.refused[-1].reason
    assert api.over == server.connections

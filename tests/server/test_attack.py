"""Hostile and broken clients: each is rejected with a reason, is recorded, and harms no other client."""

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from websockets.sync.client import connect

from pytest_realtime.server.actions import Send
from pytest_realtime.server.limits import ServerLimits
from pytest_realtime.server.server import RealtimeServer
from tests.server.harness import (
    UPGRADE,
    ScriptedApi,
    ask,
    bare_websocket,
    close_code,
    frame,
    head,
    knock,
    rest,
    serving,
)

ECHO = ScriptedApi(on_message=lambda connection, frame: [Send(frame.text)])


@contextmanager
def harmless(*, compression: bool = False, **limits: float) -> Iterator[RealtimeServer]:
    """A server that still serves another client, and a new one, after what happens in the block."""
    api = ScriptedApi(
        on_message=lambda connection, frame: [Send("A" * 1_000_000)] * (20 if frame.raw == b"flood" else 1)
    )
    given = ServerLimits(**limits)  # type: ignore[arg-type]
    started = serving(api, limits=given, compression=compression)
    with started as server, connect(server.ws_url, max_size=None) as neighbour:
        yield server
        neighbour.send("still there?")
        assert neighbour.recv(timeout=10)
        assert ask(server, head("POST", "/x", "Connection: close")).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:1", "localhost", "LOCALHOST:99999", "[::1]", "[::1]:80"])
def test_accepts_the_names_of_loopback(host: str) -> None:
    with serving() as server:
        assert ask(server, head("POST", "/x", "Connection: close", host=host)).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    "host", ["example.com", "localhost.example.com", "127.0.0.1.nip.io", "127.0.0.2", "", "user@localhost", "[::1"]
)
@pytest.mark.parametrize("lines", [(), UPGRADE.split("\r\n")[:-1]], ids=["http", "websocket"])
def test_rejects_other_hosts(host: str, lines: tuple[str, ...]) -> None:
    with harmless() as server:
        before = len(server.requests)
        answer = ask(server, head("GET", "/v1/realtime", *lines, host=host))
        assert answer.startswith(b"HTTP/1.1 421 ")
        assert b"only to the hosts 127.0.0.1, localhost and [::1]" in answer
        assert (len(server.requests), server.rejected[-1].status) == (before, 421)


def test_rejects_another_host_in_the_target() -> None:
    with harmless() as server:
        assert ask(server, head("POST", "http://example.com/v1/realtime")).startswith(b"HTTP/1.1 421 ")


@pytest.mark.parametrize("target", ["http://[::1", "http://]/v1/realtime", "ws://[/v1/realtime"])
def test_rejects_a_target_that_is_not_a_url(target: str) -> None:
    with harmless() as server:
        answer = ask(server, head("POST", target))
        assert answer.startswith(b"HTTP/1.1 400 ")
        assert b"its target is not a valid URL" in answer
        assert [rejection.status for rejection in server.rejected] == [400]


SMUGGLED = {
    "both": ("Content-Length: 3", "Transfer-Encoding: chunked"),
    "two lengths": ("Content-Length: 3", "Content-Length: 4"),
    "one length twice": ("Content-Length: 3", "content-length: 3"),
    "one length twice in a line": ("Content-Length: 3, 3",),
    "no number": ("Content-Length: +3",),
    "negative": ("Content-Length: -1",),
    "very large": ("Content-Length: " + "9" * 30,),
    "space before the colon": ("Content-Length : 3",),
    "no colon": ("SECRET",),
    "folded": ("X: y", " Content-Length: 3"),
}


@pytest.mark.parametrize("lines", SMUGGLED.values(), ids=SMUGGLED)
def test_rejects_smuggled_lengths(lines: tuple[str, ...]) -> None:
    with harmless() as server:
        before = len(server.requests)
        smuggled = head("GET", "/smuggled")
        answer = ask(server, head("POST", "/x", *lines) + "0\r\n\r\n" + smuggled)
        assert answer.startswith(b"HTTP/1.1 400 ")
        assert len(re.findall(rb"HTTP/1\.1 \d", answer)) == 1
        assert b"SECRET" not in answer
        assert "SECRET" not in server.rejected[0].reason
        assert len(server.requests) == before


GARBAGE = {
    "words": b"hello\r\n\r\n",
    "not HTTP": b"\x00\xff\xfe" * 1000,
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200),
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
    "control characters": b"GET / HTTP/1.1\r\nHost: localhost\r\nX: \x00\r\n\r\n",
    "a bad chunk": head("POST", "/", "Transfer-Encoding: chunked").encode() + b"zz\r\n",
    "an unknown coding": head("POST", "/", "Transfer-Encoding: gzip").encode(),
    "half a request": b"POST / HTTP/1.1\r\nHost: loc",
    "half a body": head("POST", "/", "Content-Length: 5").encode() + b"ab",
}


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE)
def test_rejects_what_is_not_http(garbage: bytes) -> None:
    with harmless() as server:
        before = len(server.requests)
        with knock(server) as bare:
            bare.sendall(garbage)
            bare.shutdown(socket.SHUT_WR)
            answer = rest(bare)
        assert answer.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 501 ", b"HTTP/1.1 505 "))
        assert (len(server.requests), len(server.rejected)) == (before, 1)


@pytest.mark.parametrize(
    "request_head",
    [
        head("GET", "/x", "X: " + "a" * 100_000),
        head("GET", "/x", *("X: y" for _ in range(20_000))),
        head("GET", "/" + "a" * 100_000),
        "GET /" + "a" * 100_000,
    ],
    ids=["one header", "many headers", "target", "no end"],
)
def test_rejects_oversized_heads(request_head: str) -> None:
    with harmless() as server:
        assert ask(server, request_head).startswith(b"HTTP/1.1 431 ")
        assert server.rejected[-1].status == 431


@pytest.mark.parametrize(
    "lines", [("Content-Length: 100000000",), ("Transfer-Encoding: chunked",)], ids=["long", "chunked"]
)
def test_rejects_100_megabytes(lines: tuple[str, ...]) -> None:
    with harmless(closing_seconds=60) as server, knock(server) as bare:
        bare.sendall(head("POST", "/x", *lines).encode())
        chunk = b"100000\r\n" + b"A" * 2**20 + b"\r\n"
        for _ in range(95):
            bare.sendall(chunk)
        # The client that sends first and reads later gets its answer all the same.
        bare.shutdown(socket.SHUT_WR)
        assert rest(bare).startswith(b"HTTP/1.1 413 ")
        assert server.rejected[0].status == 413


def test_accepts_a_body_up_to_the_limit() -> None:
    with serving(limits=ServerLimits(body=1000)) as server:
        for length, status in ((1000, b"200"), (1001, b"413")):
            lines = (f"Content-Length: {length}", "Connection: close")
            assert ask(server, head("POST", "/x", *lines) + "A" * length).split()[1] == status


def test_does_not_invite_a_body_that_is_too_long() -> None:
    with serving() as server:
        answer = ask(server, head("POST", "/x", "Expect: 100-continue", "Content-Length: 999999999"))
        assert answer.startswith(b"HTTP/1.1 413 ")


FRAMES = {
    "longer than the limit": (frame(1, length=2**40), 1009),
    "fragments longer than the limit": (frame(1, b"A" * 600, fin=False) + frame(0, b"A" * 600), 1009),
    "no UTF-8": (frame(1, b"\xff"), 1007),
    "no UTF-8 in fragments": (frame(1, b"\xc3", fin=False) + frame(0, b"\xc3"), 1007),
    "no UTF-8 in the reason": (frame(8, b"\x03\xe8\xff"), 1007),
    "not masked": (b"\x81\x01A", 1002),
    "a reserved bit": (b"\xf1\x80" + bytes(4), 1002),
    "an unknown opcode": (frame(3), 1002),
    "a long ping": (frame(9, b"A" * 126), 1002),
    "a ping in fragments": (frame(9, fin=False), 1002),
    "a continuation of nothing": (frame(0, b"A"), 1002),
    "a message within another": (frame(1, b"A", fin=False) + frame(1, b"A"), 1002),
    "an invalid code": (frame(8, b"\x00\x01"), 1002),
    "half a code": (frame(8, b"\x03"), 1002),
}


@pytest.mark.parametrize(("data", "code"), FRAMES.values(), ids=FRAMES)
def test_closes_on_wrong_frames(data: bytes, code: int) -> None:
    with harmless(message=1000) as server, bare_websocket(server) as bare:
        bare.sendall(frame(1, b"good") + data)
        assert close_code(bare) == code
        bare.close()
        connection = server.wait_for_connection(2)
        connection.wait_closed()
        assert connection.client_messages[0].raw == b"good"
        assert connection.server_messages[-1].kind == "close"
        server.wait_for(lambda server: server.rejected)
        assert [rejection.status for rejection in server.rejected] == [code]


def test_records_a_text_that_is_not_valid_utf_8() -> None:
    with serving() as server, bare_websocket(server) as bare:
        bare.sendall(frame(1, b"ab\xffc"))
        assert close_code(bare) == 1007
        (wrong,) = server.connections[0].client_messages
        assert (wrong.kind, wrong.raw, wrong.text) == ("text", b"ab\xffc", "ab\ufffdc")


def test_rejects_a_message_that_is_large_only_when_unpacked() -> None:
    import zlib

    packer = zlib.compressobj(wbits=-15)
    packed = packer.compress(bytes(50_000_000)) + packer.flush(zlib.Z_SYNC_FLUSH)
    offer = UPGRADE + "Sec-WebSocket-Extensions: permessage-deflate\r\n"
    with harmless(message=1_000_000, compression=True) as server, knock(server) as bare:
        bare.sendall(head("GET", "/v1/realtime", *offer.split("\r\n")[:-1]).encode())
        sent = frame(1, packed[:-4])
        bare.sendall(bytes([sent[0] | 0x40]) + sent[1:])
        assert close_code(bare) == 1009


@pytest.mark.parametrize("data", [frame(1, b"A", length=10_000_000), frame(1, b"A", fin=False), b"\x81"])
def test_a_stop_does_not_hang_with_a_frame_that_never_ends(data: bytes) -> None:
    with harmless() as server, bare_websocket(server) as bare:
        bare.sendall(data)
        server.wait_for_connection(2)


def test_accepts_the_end_of_a_stream_right_after_a_close_frame() -> None:
    """The client ends its stream without waiting for the answer, which is still to come after many messages."""
    with harmless() as server, bare_websocket(server) as bare:
        bare.sendall(frame(1, b"A") * 50 + frame(8, b"\x03\xe8") + frame(1, b"B"))
        bare.shutdown(socket.SHUT_WR)
        connection = server.wait_for_connection(2)
        connection.wait_closed()
        assert [message.raw for message in connection.messages()] == [b"A"] * 50
        assert connection.close_code == 1000
        assert connection.server_messages[-1].kind == "close"


def test_accepts_100_000_empty_fragments() -> None:
    with harmless() as server, bare_websocket(server) as bare:
        bare.sendall(frame(1, fin=False) + frame(0, fin=False) * 100_000 + frame(0, b"end"))
        server.wait_for_connection(2).wait_for_messages(timeout=30)
        assert server.connections[1].client_messages[0].raw == b"end"


def test_drops_a_client_that_does_not_read() -> None:
    with harmless(unread=3_000_000) as server, bare_websocket(server, receive_buffer=4096) as bare:
        bare.sendall(frame(1, b"flood"))
        connection = server.wait_for_connection(2)
        connection.wait_closed()
        assert "a client did not read" in server.rejected[0].reason


@pytest.mark.parametrize("start", [b"GET /x HT", head("POST", "/x", "Content-Length: 9").encode() + b"half"])
def test_does_not_hang_with_a_request_that_never_ends(start: bytes) -> None:
    with harmless(request_seconds=0.05) as server:
        assert ask(server, start).startswith(b"HTTP/1.1 408 ")


def test_does_not_hang_with_a_client_that_never_closes() -> None:
    with harmless(closing_seconds=0.05) as server, knock(server) as bare:
        bare.sendall(b"garbage\r\n\r\n")
        assert rest(bare).startswith(b"HTTP/1.1 400 ")
        server.wait_for(lambda server: server.rejected)
        with pytest.raises(ConnectionError):
            _flood(bare)


WRONG_HANDSHAKES = {
    "no key": ("Sec-WebSocket-Key", "X"),
    "a short key": ("dGhlIHNhbXBsZSBub25jZQ==", "QUJD"),
    "an old version": ("Version: 13", "Version: 8"),
    "no connection": ("Connection: Upgrade", "Connection: keep-alive"),
}


@pytest.mark.parametrize("change", WRONG_HANDSHAKES.values(), ids=WRONG_HANDSHAKES)
def test_rejects_invalid_handshakes(change: tuple[str, str]) -> None:
    with harmless() as server:
        lines = UPGRADE.replace(*change).split("\r\n")[:-1]
        answer = ask(server, head("GET", "/v1/realtime", *lines))
        assert answer.split()[1] in (b"400", b"426")
        assert len(server.rejected) == 1
        assert len(server.connections) == 1


def test_rejects_plain_clients_when_it_uses_tls() -> None:
    with serving(tls=True) as server, knock(server) as bare:
        bare.sendall(head("GET", "/x").encode())
        assert b"HTTP" not in _until_the_end(bare)
        server.wait_for(lambda server: server.rejected)
        assert "TLS" in server.rejected[0].reason


def _flood(bare: socket.socket) -> None:
    while True:
        bare.sendall(b"more")


def _until_the_end(bare: socket.socket) -> bytes:
    try:
        return rest(bare)
    except ConnectionError:
        return b""

"""For tests of the transport: a server that must leave nothing behind, a scripted API, and bare sockets."""

import json
import os
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from pytest_realtime.server.actions import Accept, Action, Push, Reply
from pytest_realtime.server.limits import ServerLimits
from pytest_realtime.server.records import Connection, Frame, Request
from pytest_realtime.server.server import RealtimeServer

SECONDS = 10.0
"""The deadline of a bare socket."""
UPGRADE = (
    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
)


@dataclass
class ScriptedApi:
    """An API that does what a test scripts."""

    on_request: Callable[[Request], Reply | Accept] = lambda request: (
        Accept() if request.method == "GET" and request.path == "/realtime" else Reply(200, b"{}")
    )
    on_open: Callable[[Connection], Iterable[Action | Push]] = lambda connection: ()
    on_message: Callable[[Connection, Frame], Iterable[Action | Push]] = lambda connection, frame: ()
    after_close: Callable[[Connection], None] = lambda connection: None
    closed: list[Connection] = field(default_factory=list)

    def on_close(self, connection: Connection) -> None:
        self.closed.append(connection)
        self.after_close(connection)


@contextmanager
def serving(
    api: ScriptedApi | None = None, *, errors: int = 0, limits: ServerLimits | None = None, **options: Any
) -> Iterator[RealtimeServer]:
    """A server for one test. It must leave no thread, file or socket behind, and as many errors as expected."""
    before = left()
    with RealtimeServer(api or ScriptedApi(), limits=limits, **options) as server:
        yield server
    assert_left(before)
    assert len(server.errors) == errors, server.errors


def assert_left(before: tuple[set[threading.Thread], set[str]]) -> None:
    """Nothing of the server is left, nor of its clients once their threads have ended."""
    threads = set(threading.enumerate()) - before[0]
    assert "pytest-realtime-server" not in {thread.name for thread in threads}
    for thread in threads:
        thread.join(SECONDS)
    now = left()
    assert now[0] <= before[0]
    assert now[1] <= before[1]


def left() -> tuple[set[threading.Thread], set[str]]:
    """The threads of this process, and its open files where the system lists them."""
    files: set[str] = set()
    if os.path.isdir("/proc/self/fd"):
        for number in os.listdir("/proc/self/fd"):
            try:
                files.add(f"{number} {os.readlink(f'/proc/self/fd/{number}')}")
            except FileNotFoundError:  # the one of the listing itself
                continue
    return set(threading.enumerate()), files


@contextmanager
def knock(server: RealtimeServer) -> Iterator[socket.socket]:
    """A bare socket to the server."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=SECONDS) as knocking:
        yield knocking


def ask(server: RealtimeServer, request: str | bytes) -> bytes:
    """Send these bytes and return all that the server answers; it must close then."""
    with knock(server) as bare:
        bare.sendall(request if isinstance(request, bytes) else request.encode())
        return rest(bare)


def rest(bare: socket.socket) -> bytes:
    """All bytes until the end of the stream."""
    parts = []
    while part := bare.recv(65536):
        parts.append(part)
    return b"".join(parts)


def head(method: str, path: str, *lines: str, host: str = "localhost") -> str:
    """The head of a request."""
    return "".join(f"{line}\r\n" for line in (f"{method} {path} HTTP/1.1", f"Host: {host}", *lines)) + "\r\n"


@contextmanager
def bare_websocket(
    server: RealtimeServer, *, receive_buffer: int = 0, target: str = "/v1/realtime", lines: str = ""
) -> Iterator[socket.socket]:
    """A bare socket, after the opening handshake of a WebSocket, with further lines in its head."""
    with socket.socket() as bare:
        bare.settimeout(SECONDS)
        if receive_buffer:
            bare.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        bare.connect(("127.0.0.1", server.port))
        bare.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n{UPGRADE}{lines}\r\n".encode())
        answer = b""
        while not answer.endswith(b"\r\n\r\n"):
            answer += bare.recv(1)
        assert answer.startswith(b"HTTP/1.1 101 ")
        yield bare


def frame(opcode: int, payload: bytes = b"", *, fin: bool = True, length: int | None = None) -> bytes:
    """A masked frame (with the mask 0); its length may be a lie."""
    size = len(payload) if length is None else length
    first = (0x80 if fin else 0) | opcode
    if size < 126:
        start = bytes([first, 0x80 | size])
    elif size < 2**16:
        start = bytes([first, 0x80 | 126]) + size.to_bytes(2, "big")
    else:
        start = bytes([first, 0x80 | 127]) + size.to_bytes(8, "big")
    return start + bytes(4) + payload


def close_code(bare: socket.socket) -> int:
    """The code of the close frame that the server sends last."""
    answer = rest(bare)
    at = answer.rindex(b"\x88", 0, len(answer))
    return int.from_bytes(answer[at + 2 : at + 4], "big")


def event(kind: str, **members: Any) -> str:
    """The text of an event."""
    return json.dumps({"type": kind, **members})

"""Hostile peers of every scenario: they leave nothing, harm nobody else, and all that they sent is judged."""

import asyncio
import itertools
import json
import socket
import struct
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from pytest_realtime.server import api
from pytest_realtime.server import server as starting
from pytest_realtime.server.api import (
    Acknowledgements,
    CloseAfter,
    DropAfter,
    Fragmented,
    MuchAudio,
    Scenario,
)
from pytest_realtime.server.transport.thread import new_loop
from pytest_realtime.server_testing.checked_server import CheckedServer
from tests.server.harness import ask, assert_left, bare_websocket, event, frame, left
from tests.server.test_frames import APPEND, COMMIT, CREATE, ODD, SCENARIOS


def played() -> Any:
    """What plays back a recording: each client is told that its buffer is empty."""
    passed = [
        ("server", "session.created"),
        ("client", "input_audio_buffer.clear"),
        ("server", "input_audio_buffer.cleared"),
    ]
    lines: list[Any] = [{"recording": 1}]
    for direction, kind in passed:
        text = json.dumps({"type": kind})
        lines.append({"time": len(lines), "connection": 1, "direction": direction, "text": text})
    with TemporaryDirectory() as folder:
        file = Path(folder, "session.jsonl")
        file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
        return Scenario.from_recording(file).playbacks


TARGETS = ("/v1/realtime?model=m", "/v1/realtime?call_id=rtc_incoming")
HOSTILE_SCENARIOS: dict[str, dict[str, Any]] = {
    **SCENARIOS,
    **ODD,
    "created late": {"created": "late", "late_seconds": 0.01},
    "created never": {"created": "never"},
    "never acknowledged": {"faults": (Acknowledgements(),)},
    "in fragments": {"faults": (Fragmented(), MuchAudio(1_000_000))},
    "dropped at once": {"faults": (DropAfter(0),)},
    "dropped while it speaks": {"faults": (DropAfter(5),)},
    "closed while it speaks": {"faults": (CloseAfter(5),)},
    "played back": {"playbacks": played()},
}
TALK = b"".join(
    frame(1, json.dumps(message).encode())
    for message in ({"type": "session.update", "session": {"type": "realtime"}}, APPEND, COMMIT, CREATE, APPEND)
)


def vanishes(bare: socket.socket) -> None:
    """Is gone in the midst of a response, without a word."""
    bare.sendall(TALK)
    bare.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    bare.close()


def stalls(bare: socket.socket) -> None:
    """Begins a frame of a gigabyte, and reads nothing."""
    bare.sendall(TALK + frame(1, b"{", length=2**30))


def breaks_frames(bare: socket.socket) -> None:
    """Sends a text that is none."""
    bare.sendall(TALK + frame(1, b"\xff") + TALK)


def floods(bare: socket.socket) -> None:
    """Asks for many responses at once, cancels them, and stays."""
    create, cancel = (frame(1, event(f"response.{word}").encode()) for word in ("create", "cancel"))
    bare.sendall(TALK + 20 * (create + cancel))


def says_nonsense(bare: socket.socket) -> None:
    """Sends what is no event, and no JSON, and much too deep."""
    deep = b'{"type":"session.update","session":' + b"[" * 20_000
    for nonsense in (b"", b"null", b"[]", b'{"type":[]}', b"\xc3\xa9", deep, deep + b"]" * 20_000 + b"}"):
        bare.sendall(frame(1, nonsense) + frame(2, nonsense))
    bare.sendall(TALK)


def half_closes(bare: socket.socket) -> None:
    """Closes properly while the model speaks, and then goes on."""
    bare.sendall(TALK + frame(8, b"\x03\xe8") + TALK)
    bare.shutdown(socket.SHUT_WR)


PEERS: tuple[Callable[[socket.socket], None], ...] = (
    vanishes,
    stalls,
    breaks_frames,
    floods,
    says_nonsense,
    half_closes,
)


@contextmanager
def leaving_nothing(options: dict[str, Any]) -> Iterator[CheckedServer]:
    """A server that runs meanwhile. It must leave no thread, socket, file or task behind."""
    loops = []

    def recorded() -> asyncio.AbstractEventLoop:
        loops.append(new_loop())
        return loops[-1]

    before = left()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(starting, "new_loop", recorded)
        with CheckedServer(Scenario(**options)) as server:
            yield server
    assert_left(before)
    [loop] = loops
    assert loop.is_closed()
    assert not asyncio.all_tasks(loop)


@pytest.mark.parametrize("name", HOSTILE_SCENARIOS)
def test_hostile_peers_leave_nothing_and_harm_nobody(name: str) -> None:
    """All peers at once; most still have open sockets when the server stops."""
    with leaving_nothing(HOSTILE_SCENARIOS[name]) as server, ExitStack() as stack:
        lines = f"Authorization: Bearer {server.api_key}\r\n"
        neighbour = stack.enter_context(
            connect(
                f"{server.ws_url}?model=m",
                additional_headers={"Authorization": f"Bearer {server.api_key}"},
                max_queue=None,  # it is closed while more is unread
            )
        )
        for peer, target in zip(PEERS, itertools.cycle(TARGETS), strict=False):
            opened = bare_websocket(server, receive_buffer=4096, target=target, lines=lines)
            with suppress(OSError):  # the scenario has cut it
                peer(stack.enter_context(opened))
        try:
            neighbour.send(event("input_audio_buffer.clear"))
            while json.loads(neighbour.recv(timeout=30))["type"] != "input_audio_buffer.cleared":
                pass
            is_cut = False
        except ConnectionClosed:
            is_cut = True
        assert is_cut is (name == "dropped at once")
        body = "Content-Length: 2\r\nContent-Type: application/json\r\nConnection: close\r\n"
        secret = f"POST /v1/realtime/client_secrets HTTP/1.1\r\nHost: localhost\r\n{lines}{body}\r\n{{}}"
        assert ask(server, secret).startswith(b"HTTP/1.1 200 ")
        server.wait_for(lambda server: len(server.connections) == 1 + len(PEERS))
        server.stop()
    assert server.errors == []
    sent = {frame.order for connection in server.connections for frame in connection.messages()}
    sent |= {request.order for request in server.requests if request.body}
    assert sent <= {message.order for message in server.validated_messages()}


def test_these_are_all_scenarios() -> None:
    """What a scenario can have, and no test of hostile peers has, is missing above."""
    used = [*HOSTILE_SCENARIOS.values()]
    kinds = {
        type(part).__name__
        for options in used
        for part in (*options.get("faults", ()), *options.get("moments", ()))
    }
    known = {name for names in api._LATER.values() for name in names}
    assert kinds == known - {"Fault"}
    members = {member for options in used for member in options}
    assert {field.name for field in fields(Scenario)} - members == {
        *("secret_seconds", "beta", "incoming_calls", "session")
    }

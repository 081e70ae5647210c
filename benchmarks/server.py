"""The local server: its life, what it captures and echoes, and its import, beside websockets' own server."""

import asyncio
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol

from common import Bar, Options, Result, fresh, in_turns, main, median, ratio, table
from websockets.asyncio.server import ServerConnection, serve
from websockets.sync.client import ClientConnection, connect

from pytest_realtime.server.actions import Accept, Action, Reply, Send
from pytest_realtime.server.api import RealtimeApi, Scenario
from pytest_realtime.server.records import Connection, Frame, Request
from pytest_realtime.server.server import RealtimeServer

FRAME_BYTES = 3264
DISTINCT = 64
CAPTURED = 4_000
ECHOED = 1_500
LIVES = 20
MILLISECONDS = 1000
DEADLINE = 60.0

IMPORT = """
import json, time
import pytest, pytest_realtime.plugin

def cpu(work):
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)

def peer():
    import websockets.asyncio.server

def libraries():
    import asyncio, h11, websockets.server

def ours():
    import pytest_realtime.server_testing.fixture, pytest_realtime.server.transport.http_handler

print(json.dumps({name: cpu(work) for name, work in {"peer": peer}.items()} if PEER else
                 {name: cpu(work) for name, work in {"libraries": libraries, "ours": ours}.items()}))
"""

Serving = Callable[..., AbstractContextManager[tuple[str, "Stored"]]]
"""Starts a server; gives the URL of its WebSocket, and what waits for its records."""


class Stored(Protocol):
    """The records of a server."""

    def wait(self, frames: int) -> None:
        """Wait until so many frames are stored."""


class Recorded:
    """The records of the local server."""

    def __init__(self, server: RealtimeServer) -> None:
        self._server = server

    def wait(self, frames: int) -> None:
        connection = self._server.wait_for_connection()
        self._server.wait_for(lambda server: len(connection.client_messages) >= frames, DEADLINE)


class Listed:
    """The list of a bare server."""

    def __init__(self) -> None:
        self.frames: list[str | bytes] = []
        self._wanted = 0
        self._reached = threading.Event()

    def store(self, frame: str | bytes) -> None:
        self.frames.append(frame)
        if len(self.frames) == self._wanted:
            self._reached.set()

    def wait(self, frames: int) -> None:
        self._wanted = frames
        if len(self.frames) < frames:
            self._reached.wait(DEADLINE)


class Silent:
    """An API that does nothing, or that sends each message back."""

    def __init__(self, *, echo: bool) -> None:
        self._echo = echo

    def on_request(self, request: Request) -> Reply | Accept:
        return Accept()

    def on_open(self, connection: Connection) -> tuple[Action, ...]:
        return ()

    def on_message(self, connection: Connection, frame: Frame) -> tuple[Action, ...]:
        return (Send(frame.text),) if self._echo else ()

    def on_close(self, connection: Connection) -> None:
        pass


@contextmanager
def ours(*, echo: bool = False) -> Iterator[tuple[str, Stored]]:
    """The local server, as far as bytes go."""
    with RealtimeServer(Silent(echo=echo)) as server:
        yield server.ws_url, Recorded(server)
    assert not server.errors


@contextmanager
def real(*, echo: bool = False) -> Iterator[tuple[str, Stored]]:
    """The local server as tests meet it, which reads each event, keeps the session and answers, asked or not."""
    with RealtimeServer(RealtimeApi(Scenario(created="never"), api_key="sk-benchmark")) as server:
        yield f"{server.ws_url}?model=gpt-realtime", Recorded(server)
    assert not server.errors


@contextmanager
def theirs(*, echo: bool = False) -> Iterator[tuple[str, Stored]]:
    """A bare server of websockets that stores each frame, on a loop in a thread."""
    stored = Listed()
    loop = asyncio.new_event_loop()
    stop: asyncio.Event = asyncio.Event()
    ready = threading.Event()
    port: list[int] = []

    async def handle(connection: ServerConnection) -> None:
        async for message in connection:
            stored.store(message)
            if echo:
                await connection.send(message)

    async def live() -> None:
        async with serve(handle, "127.0.0.1", 0, max_size=None) as server:
            port.append(next(iter(server.sockets)).getsockname()[1])
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(live()))
    thread.start()
    ready.wait()
    try:
        yield f"ws://127.0.0.1:{port[0]}/v1/realtime", stored
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()


def texts() -> list[str]:
    """Distinct JSON events of the size of a full session."""
    start = '{"type":"session.update","session":{"type":"realtime","instructions":"'
    return [f"{start}{number:04}".ljust(FRAME_BYTES - 3, "x") + '"}}' for number in range(DISTINCT)]


def capture(client: ClientConnection, stored: Stored, frames: int) -> None:
    """Send frames as fast as they are taken, until all are stored."""
    events = texts()
    for number in range(frames):
        client.send(events[number % DISTINCT])
    stored.wait(frames)


def converse(client: ClientConnection, stored: Stored, frames: int) -> None:
    """Send one frame at a time, and wait until it is answered."""
    events = texts()
    for number in range(frames):
        client.send(events[number % DISTINCT])
        client.recv()


def burst(client: ClientConnection, stored: Stored, frames: int) -> None:
    """Send all frames, then wait until all are answered."""
    events = texts()
    for number in range(frames):
        client.send(events[number % DISTINCT])
    for _ in range(frames):
        client.recv()


def lives(serving: Serving, times: int) -> None:
    """Start and stop."""
    for _ in range(times):
        with serving():
            pass


def measure(options: Options) -> Result:
    """Measure all, side by side."""
    rounds = 1 if options.quick else max(9, options.rounds)
    started = in_turns({"ours": lambda: lives(ours, LIVES), "websockets": lambda: lives(theirs, LIVES)}, rounds)
    life = median(started["ours"]) * MILLISECONDS / LIVES
    rows: list[list[Any]] = [
        ["start and stop, ms", life, median(started["websockets"]) * MILLISECONDS / LIVES, "-"],
    ]
    bars = [Bar("start and stop together: about 2 ms", f"{life:.2f} ms", life <= 2.5)]
    with real() as (url, stored), _client(url, None) as client:
        converse(client, stored, 1)  # imports the wire types, once in a process
    for name, serving, work, frames, compression in MEASURED:
        rate, other, times = _side_by_side(serving, work, frames, compression, rounds)
        rows.append([f"{name}, a second", rate, other, times])
        if serving is real and work is capture:
            goal = "session updates of 3 kB captured: at least 0.9 x a bare websockets server"
            bars.append(Bar(goal, f"{times:.2f} x", times >= 0.9))
    cost, peer = _import_cost(1 if options.quick else 9)
    first = cost["libraries"] + cost["ours"]
    rows.append(["import on top of pytest, CPU ms", first, peer, first / peer])
    bars.append(Bar("import at first use: at most 40 ms", f"{first:.1f} ms", first <= 40))
    note = (
        f"\n\nOf the import {cost['libraries']:.1f} ms are asyncio, h11 and websockets, which most clients import "
        "anyway. The client is websockets' own sync one, in another thread of the same process, as in a test."
    )
    head = ("", "ours", "websockets.asyncio", "ratio")
    return Result("The local server", table(head, rows) + note, bars)


Work = Callable[[ClientConnection, Stored, int], None]

MEASURED: tuple[tuple[str, Serving, Work, int, str | None], ...] = (
    ("session updates captured, while the API answers", real, capture, CAPTURED, None),
    ("frames captured with an API that does nothing", ours, capture, CAPTURED, None),
    ("the same, by a client that offers permessage-deflate", ours, capture, CAPTURED, "deflate"),
    ("frames sent back, one at a time", ours, converse, ECHOED, None),
    ("the same, by a client that offers permessage-deflate", ours, converse, ECHOED, "deflate"),
    ("session updates answered one at a time (websockets: sent back unread)", real, converse, ECHOED, None),
    ("session updates answered, sent in one go (websockets: sent back unread)", real, burst, ECHOED, None),
)
"""What is measured: a name, our server, what the client does, how often, and what it offers."""


def _side_by_side(
    serving: Serving, work: Work, frames: int, compression: str | None, rounds: int
) -> tuple[float, float, float]:
    """Frames a second of our server and of theirs, and the ratio."""
    echoing = work is not capture

    def turn(serving: Serving) -> Callable[[], None]:
        def take() -> None:
            with serving(echo=echoing) as (url, stored), _client(url, compression) as client:
                started = time.perf_counter()
                work(client, stored, frames)
                spent.append(time.perf_counter() - started)

        spent: list[float] = []
        turns[serving] = spent
        return take

    turns: dict[Serving, list[float]] = {}
    in_turns({"ours": turn(serving), "websockets": turn(theirs)}, rounds)
    mine, others = turns[serving], turns[theirs]
    return frames / median(mine), frames / median(others), ratio(others, mine)


def _client(url: str, compression: str | None) -> AbstractContextManager[ClientConnection]:
    key = {"Authorization": "Bearer sk-benchmark"}
    # Answers that nobody asks for must not hold up the end of the connection.
    return connect(url, compression=compression, additional_headers=key, max_queue=None)


def _import_cost(rounds: int) -> tuple[dict[str, float], float]:
    """CPU milliseconds of fresh processes; the smallest, since others on the machine only add to it."""
    with tempfile.TemporaryDirectory() as compiled:  # as an installer does, and before anything is timed

        def found(peer: bool) -> dict[str, float]:
            environment = {"PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}
            cost: dict[str, float] = fresh(f"PEER = {peer}\n{IMPORT}", **environment)
            return cost

        ours_found, theirs_found = [[found(peer) for _ in range(rounds + 1)][1:] for peer in (False, True)]
    mine = {name: min(found[name] for found in ours_found) for name in ours_found[0]}
    return mine, min(found["peer"] for found in theirs_found)


if __name__ == "__main__":
    main(measure)

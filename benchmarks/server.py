"""The local server: its life, what it captures and echoes, and its import, beside websockets' own server."""

import asyncio
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from common import Bar, Options, Result, fresh, in_turns, main, median, ratio, table
from websockets.asyncio.server import ServerConnection, serve
from websockets.sync.client import ClientConnection, connect

from pytest_realtime.server.actions import Accept, Action, Push, Reply, Send
from pytest_realtime.server.api import RealtimeApi
from pytest_realtime.server.records import Connection, Frame, Request
from pytest_realtime.server.server import RealtimeServer

FRAME_BYTES = 3264
DISTINCT = 64
CAPTURED = 4_000
ECHOED = 1_500
LIVES = 20
MILLISECONDS = 1000

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
    import pytest_realtime.server.server, pytest_realtime.server.transport.requesting

print(json.dumps({name: cpu(work) for name, work in {"peer": peer}.items()} if PEER else
                 {name: cpu(work) for name, work in {"libraries": libraries, "ours": ours}.items()}))
"""

Serving = Callable[[], AbstractContextManager[tuple[str, "Goal"]]]
"""Starts a server; gives the URL of its WebSocket, and tells when it has stored enough frames."""


class Goal:
    """So many frames are stored."""

    def __init__(self) -> None:
        self.missing = 0
        self.reached = threading.Event()

    def one(self) -> None:
        """One more is."""
        self.missing -= 1
        if not self.missing:
            self.reached.set()


class Silent:
    """An API that does nothing, or that sends each message back."""

    def __init__(self, *, echo: bool) -> None:
        self._echo = echo
        self.goal = Goal()

    def request(self, request: Request) -> Reply | Accept:
        return Accept()

    def opened(self, connection: Connection) -> tuple[Action, ...]:
        return ()

    def heard(self, connection: Connection, frame: Frame) -> tuple[Action, ...]:
        self.goal.one()
        return (Send(frame.text),) if self._echo else ()

    def ended(self, connection: Connection) -> None:
        pass


@contextmanager
def ours(*, echo: bool = False) -> Iterator[tuple[str, Goal]]:
    """The local server."""
    api = Silent(echo=echo)
    with RealtimeServer(api) as server:
        yield server.ws_url, api.goal
    assert not server.errors


class Real(RealtimeApi):
    """The API that tests meet, which reads each event, keeps the session and answers."""

    def __init__(self) -> None:
        super().__init__(api_key="sk-benchmark")
        self.goal = Goal()

    def heard(self, connection: Connection, frame: Frame) -> Iterable[Action | Push]:
        self.goal.one()
        return super().heard(connection, frame)


@contextmanager
def real(*, echo: bool = False) -> Iterator[tuple[str, Goal]]:
    """The local server with the API that tests meet; it answers as that one does."""
    api = Real()
    with RealtimeServer(api) as server:
        yield f"{server.ws_url}?model=gpt-realtime", api.goal
    assert not server.errors


@contextmanager
def theirs(*, echo: bool = False) -> Iterator[tuple[str, Goal]]:
    """A bare server of websockets that stores each frame, on a loop in a thread."""
    stored: list[str | bytes] = []
    goal = Goal()
    loop = asyncio.new_event_loop()
    stop: asyncio.Event = asyncio.Event()
    ready = threading.Event()
    port: list[int] = []

    async def handle(connection: ServerConnection) -> None:
        async for message in connection:
            stored.append(message)
            goal.one()
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
        yield f"ws://127.0.0.1:{port[0]}/v1/realtime", goal
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()


def texts() -> list[str]:
    """Distinct JSON events of the size of a full session."""
    start = '{"type":"session.update","session":{"type":"realtime","instructions":"'
    return [f"{start}{number:04}".ljust(FRAME_BYTES - 3, "x") + '"}}' for number in range(DISTINCT)]


def capture(client: ClientConnection, goal: Goal, frames: int) -> None:
    """Send frames as fast as they are taken, until all are stored."""
    events = texts()
    for number in range(frames):
        client.send(events[number % DISTINCT])
    goal.reached.wait()


def echo(client: ClientConnection, frames: int) -> None:
    """Send one frame at a time, and wait until it is back."""
    events = texts()
    for number in range(frames):
        client.send(events[number % DISTINCT])
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
    for compression in (None, "deflate"):
        words = "permessage-deflate" if compression else "no compression"
        for name, frames, echoing in (("captured", CAPTURED, False), ("echoed", ECHOED, True)):
            rate, other, times = _side_by_side(frames, echoing, compression, rounds)
            rows.append([f"frames of {FRAME_BYTES:,} bytes {name} a second, {words}", rate, other, times])
            if name == "captured" and compression is None:
                goal = "3 kB frames captured: at least 0.9 x a bare websockets server"
                bars.append(Bar(goal, f"{times:.2f} x", times >= 0.9))
    rate, other, times = _side_by_side(CAPTURED // 4, False, None, rounds, real)
    rows.append([f"session updates of {FRAME_BYTES:,} bytes merged and answered a second", rate, other, times])
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


def _side_by_side(
    frames: int, echoing: bool, compression: str | None, rounds: int, serving: Callable[..., Any] = ours
) -> tuple[float, float, float]:
    """Frames a second of our server and of theirs, and the ratio."""

    def turn(serving: Callable[..., Any]) -> Callable[[], None]:
        def work() -> None:
            with serving(echo=echoing) as (url, goal), _client(url, compression) as client:
                goal.missing = frames
                echo(client, frames) if echoing else capture(client, goal, frames)

        return work

    times = in_turns({"ours": turn(serving), "websockets": turn(theirs)}, rounds)
    rate, other = (frames / median(times[name]) for name in ("ours", "websockets"))
    return rate, other, ratio(times["websockets"], times["ours"])


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

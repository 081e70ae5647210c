"""The thread of a server: its event loop, from the first socket to the last, with nothing left behind."""

import asyncio
import errno
import socket
import ssl
import threading
from typing import Any

from pytest_realtime.server.transport.interfaces import FirstHandler
from pytest_realtime.server.transport.socket import ClientSocket
from pytest_realtime.server.transport.state import ServerState

BACKLOG = 1024
"""Connections that the system accepts before the loop does. asyncio's default is 100; a client beyond the backlog
repeats its SYN only after a second, and then after three. Systems cap the number (Linux at 4,096, before 5.4 at
128)."""
IDLE_TURNS = 4
"""Turns of the loop without an event after which nothing is on its way. A socket needs that many until its bytes
are seen: accept it, call connection_made, register it for reading, read."""
MAX_TURNS = 200
"""Turns after which a stop no longer waits for clients that send without a pause."""
PROCESSING_SECONDS = 5.0
"""How long a stop waits for the API to process what clients sent before it; as long as tests wait by default."""
JOIN_SECONDS = 10.0
"""How long a stop waits for the thread: twice the time for processing, so that only an API that never returns
fails."""
OUT_OF_FILES = (errno.EMFILE, errno.ENFILE)


def listen(port: int = 0) -> socket.socket:
    """Return a listening socket on the loopback interface.

    Args:
        port: 0 for any that is free.

    Raises:
        OSError: The port is taken.
    """
    # With the protocol by its number: asyncio turns Nagle's algorithm off only for sockets that say it. Left on, an
    # answer in two parts takes 40 ms, until the client's system acknowledges the first.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.bind(("127.0.0.1", port))
        listening.listen(BACKLOG)
        listening.setblocking(False)
    except BaseException:
        listening.close()
        raise
    return listening


def new_loop() -> asyncio.AbstractEventLoop:
    """Return a new event loop of the platform, whatever policy the code under test has set."""
    # A selector on Windows is limited to 512 sockets.
    loop: asyncio.AbstractEventLoop = getattr(asyncio, "ProactorEventLoop", asyncio.SelectorEventLoop)()
    return loop


class ServingThread:
    """Serves one listening socket until it is stopped."""

    def __init__(self, state: ServerState, listening: socket.socket, context: ssl.SSLContext | None) -> None:
        self._state = state
        self._listening = listening
        self._context = context
        self._stopping = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="pytest-realtime-server", daemon=True)

    def start(self) -> None:
        """Begin to serve. Clients may connect before this: the system lets them wait."""
        self._state.loop.set_exception_handler(self._on_loop_error)
        self._thread.start()

    def stop(self) -> None:
        """Close all sockets and end the thread.

        Raises:
            RuntimeError: The API behind the server blocks the thread.
        """
        self._state.loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(JOIN_SECONDS)
        if self._thread.is_alive():
            raise RuntimeError(
                f"the local Realtime server did not stop in {JOIN_SECONDS:g} s: the API behind it never returned"
            )

    def _run(self) -> None:
        loop = self._state.loop
        try:
            loop.run_until_complete(self._serve())
        except Exception as error:
            self._state.recorder.errors.append(error)
        finally:
            self._listening.close()
            loop.close()
            self._state.recorder.watch.notify()

    async def _serve(self) -> None:
        state = self._state
        server = await state.loop.create_server(
            lambda: ClientSocket(state, self._context, _first_handler), sock=self._listening, backlog=BACKLOG
        )
        await self._stopping.wait()
        await self._read_the_rest()
        if not await state.queue.drain(PROCESSING_SECONDS):
            reason = f"the server stopped before the API had processed all messages, after {PROCESSING_SECONDS:g} s"
            state.reject(0, reason)
        server.close()
        while True:
            for client in list(state.sockets):
                client.shut_down()
            await asyncio.sleep(0)
            if not state.sockets and len(asyncio.all_tasks(state.loop)) == 1:
                return

    async def _read_the_rest(self) -> None:
        """Read what clients sent before the stop: it has to be recorded and checked."""
        idle = 0
        for _ in range(MAX_TURNS):
            before = self._state.event_count
            await asyncio.sleep(0)
            idle = idle + 1 if before == self._state.event_count else 0
            if idle == IDLE_TURNS:
                return

    def _on_loop_error(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Record what went wrong in the loop; what clients do to their sockets is not an error."""
        error = context.get("exception")
        if isinstance(error, OSError) and error.errno in OUT_OF_FILES:
            self._state.reject(0, "this process has no file descriptors left for another socket")
        elif not isinstance(error, OSError):
            self._state.record_error(error or RuntimeError(context.get("message", "the event loop failed")))


def _first_handler(client: ClientSocket) -> FirstHandler:
    # Imported with the first client: a server starts without h11 and websockets.
    from pytest_realtime.server.transport.http_handler import HttpHandler

    return HttpHandler(client)

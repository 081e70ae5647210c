"""The thread of a server: its event loop, from the first socket to the last, and nothing left behind."""

import asyncio
import errno
import socket
import ssl
import threading
from typing import Any

from pytest_realtime.server.transport.socket import ClientSocket
from pytest_realtime.server.transport.state import ServerState

BACKLOG = 1024
"""Clients that may knock at once; with the default of many servers a hundred of them wait for seconds."""
IDLE_TURNS = 4
"""Turns of the loop without news after which nothing is on its way: accept, begin, listen, read."""
MOST_TURNS = 200
HEARING_SECONDS = 5.0
"""How long a stop waits for the API to hear what was sent before it."""
JOIN_SECONDS = 10.0
OUT_OF_FILES = (errno.EMFILE, errno.ENFILE)


def listen(port: int = 0) -> socket.socket:
    """A listening socket of the loopback interface; port 0 is any that is free. Raises OSError."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.bind(("127.0.0.1", port))
        listening.listen(BACKLOG)
        listening.setblocking(False)
    except BaseException:
        listening.close()
        raise
    return listening


def new_loop() -> asyncio.AbstractEventLoop:
    """The event loop of the platform, whatever policy the code under test has set."""
    # A selector on Windows takes 512 sockets at most.
    loop: asyncio.AbstractEventLoop = getattr(asyncio, "ProactorEventLoop", asyncio.SelectorEventLoop)()
    return loop


class ServingThread:
    """Serves one listening socket until it is told to stop."""

    def __init__(self, hub: ServerState, listening: socket.socket, context: ssl.SSLContext | None) -> None:
        self._hub = hub
        self._listening = listening
        self._context = context
        self._stopping = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="pytest-realtime-server", daemon=True)

    def start(self) -> None:
        """Start to serve. Clients may knock before this: the system lets them wait."""
        self._hub.loop.set_exception_handler(self._note)
        self._thread.start()

    def stop(self) -> None:
        """Close all sockets and end the thread.

        Raises RuntimeError if the API behind the server holds the thread.
        """
        self._hub.loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(JOIN_SECONDS)
        if self._thread.is_alive():
            raise RuntimeError(
                f"the local Realtime server did not stop in {JOIN_SECONDS:g} s: the API behind it never returned"
            )

    def _run(self) -> None:
        loop = self._hub.loop
        try:
            loop.run_until_complete(self._serve())
        except Exception as error:
            self._hub.recording.errors.append(error)
        finally:
            self._listening.close()
            loop.close()
            self._hub.recording.watch.changed()

    async def _serve(self) -> None:
        hub = self._hub
        server = await hub.loop.create_server(
            lambda: ClientSocket(hub, self._context), sock=self._listening, backlog=BACKLOG
        )
        await self._stopping.wait()
        await self._read_the_rest()
        if not await hub.hearing.finish(HEARING_SECONDS):
            hub.refuse(
                0, f"the server stopped; the API heard not all that is on record within {HEARING_SECONDS:g} s"
            )
        server.close()
        while True:
            for visitor in list(hub.visitors):
                visitor.dismiss()
            await asyncio.sleep(0)
            if not hub.visitors and len(asyncio.all_tasks(hub.loop)) == 1:
                return

    async def _read_the_rest(self) -> None:
        """Take in what clients sent before the stop; what was sent is to be judged."""
        idle = 0
        for _ in range(MOST_TURNS):
            seen = self._hub.events
            await asyncio.sleep(0)
            idle = idle + 1 if seen == self._hub.events else 0
            if idle == IDLE_TURNS:
                return

    def _note(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Keep what went wrong in the loop; what clients do to their sockets is no error."""
        error = context.get("exception")
        if isinstance(error, OSError) and error.errno in OUT_OF_FILES:
            self._hub.refuse(0, "this process has no file descriptors left for another socket")
        elif not isinstance(error, OSError):
            self._hub.failed(error or RuntimeError(context.get("message", "the event loop failed")))

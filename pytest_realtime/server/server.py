"""The local Realtime server: one loopback port, records of all that clients do there, and ways to wait for it."""

from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from pytest_realtime.server.actions import Api
from pytest_realtime.server.limits import ServerLimits
from pytest_realtime.server.recorder import Recorder
from pytest_realtime.server.records import Connection, Refusal, Request
from pytest_realtime.server.telling import tell_visitors
from pytest_realtime.server.transport import tls as certificates
from pytest_realtime.server.transport.state import ServerState
from pytest_realtime.server.transport.thread import ServingThread, listen, new_loop
from pytest_realtime.server.waiting import TIMEOUT

API_KEY = "sk-local-realtime"
"""The key that clients are given where the API behind the server has none of its own; it opens nothing anywhere."""

Check = Callable[["RealtimeServer"], object]


class RealtimeServer:
    """Serves an API on 127.0.0.1, over HTTP/1.1 and WebSockets, in a thread of its own.

    Use it as a context manager, or call :meth:`start` and :meth:`stop`. One object serves once.
    """

    def __init__(
        self,
        api: Api,
        *,
        tls: bool = False,
        limits: ServerLimits | None = None,
        compression: bool = False,
        port: int = 0,
    ) -> None:
        self.api = api
        self.limits = limits or ServerLimits()
        self._tls = tls
        self._compression = compression
        """Whether clients that offer permessage-deflate get it: it costs half the speed, and no client insists."""
        self._recording = Recorder()
        self._recording.watch.hints += [self._tell_stopped, self._tell_errors, self._tell_refused]
        self._thread: ServingThread | None = None
        self._running = False
        self._wanted_port = port
        """Where to listen; 0: on any port that is free."""
        self._port = 0
        self._bundle: Path | None = None

    # Life.

    def start(self) -> "RealtimeServer":
        """Listen, and serve from now on.

        Raises RuntimeError if it was started before, or for TLS without its extra, and OSError for a port that
        is taken.
        """
        if self._thread is not None:
            raise RuntimeError("this RealtimeServer was started before; make another one")
        context = certificates.server_context() if self._tls else None
        listening = listen(self._wanted_port)
        self._port = listening.getsockname()[1]
        hub = ServerState(self.api, self._recording, self.limits, new_loop(), compression=self._compression)
        self._bundle = certificates.write_bundle() if self._tls else None
        self._thread = ServingThread(hub, listening, context)
        self._thread.start()
        self._running = True
        return self

    def stop(self) -> None:
        """Take in what clients have already sent, close all sockets, end the thread. The records stay.

        Raises RuntimeError if the API behind the server never returns.
        """
        if not self._running or self._thread is None:
            return
        self._running = False
        try:
            self._thread.stop()
        finally:
            if self._bundle is not None:
                self._bundle.unlink(missing_ok=True)

    def __enter__(self) -> "RealtimeServer":
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    # Where clients find it.

    @property
    def port(self) -> int:
        """The port on 127.0.0.1; raises RuntimeError before the start."""
        if not self._port:
            raise RuntimeError("this RealtimeServer has no port before it is started")
        return self._port

    @property
    def base_url(self) -> str:
        """The base URL as HTTP clients take it, with ``/v1``."""
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}/v1"

    @property
    def ws_url(self) -> str:
        """The URL of the WebSocket, without query."""
        return f"{'wss' if self._tls else 'ws'}://127.0.0.1:{self.port}/v1/realtime"

    @property
    def api_key(self) -> str:
        """A key that the API behind the server takes; it opens nothing anywhere else."""
        return str(getattr(self.api, "api_key", API_KEY))

    @property
    def ca_bundle(self) -> Path:
        """The file with the certificate that clients are to trust; raises RuntimeError without TLS."""
        if self._bundle is None:
            raise RuntimeError("there is a ca_bundle only after RealtimeServer(…, tls=True) is started")
        return self._bundle

    # What it keeps.

    @property
    def requests(self) -> list[Request]:
        """All HTTP requests, those that opened WebSockets included."""
        return self._recording.requests

    @property
    def answers(self) -> dict[int, int]:
        """The HTTP status of each answer, by the ``order`` of its request; 101 where a WebSocket was opened."""
        return self._recording.answers

    @property
    def connections(self) -> list[Connection]:
        """All WebSockets, in the order in which they were opened."""
        return self._recording.connections

    @property
    def refused(self) -> list[Refusal]:
        """Visitors that were turned away or cut off before the API heard of them; of a storm the first 1,000."""
        return self._recording.refused

    @property
    def refusals(self) -> int:
        """How many visitors were turned away or cut off in all, told or not."""
        return self._recording.refusals

    @property
    def errors(self) -> list[BaseException]:
        """What failed in the API or the transport; a test with any of them must not pass."""
        return self._recording.errors

    # Waiting.

    def wait_for(self, check: Check, timeout: float = TIMEOUT, what: str = "") -> None:
        """Wait until the check of this server holds; ``what`` names it where the code of the check does not.

        Raises TimeoutError after so many seconds, which tells what had arrived.
        """
        self._recording.watch.wait(lambda: check(self), timeout, what or check, self._tell)

    async def until(self, check: Check, timeout: float = TIMEOUT, what: str = "") -> None:
        """The same for async tests, on the event loop of asyncio or trio."""
        await self._recording.watch.until(lambda: check(self), timeout, what or check, self._tell)

    def wait_for_connection(self, n: int = 1, timeout: float = TIMEOUT) -> Connection:
        """Wait for the n-th WebSocket, counted from 1.

        Raises TimeoutError, which tells what had arrived.
        """
        self.wait_for(lambda server: len(server.connections) >= n, timeout, f"WebSocket connection {n}")
        return self.connections[n - 1]

    async def until_connection(self, n: int = 1, timeout: float = TIMEOUT) -> Connection:
        """The same for async tests."""
        await self.until(lambda server: len(server.connections) >= n, timeout, f"WebSocket connection {n}")
        return self.connections[n - 1]

    def wait_for_request(self, n: int = 1, timeout: float = TIMEOUT) -> Request:
        """Wait for the n-th HTTP request, counted from 1.

        Raises TimeoutError, which tells what had arrived.
        """
        self.wait_for(lambda server: len(server.requests) >= n, timeout, f"HTTP request {n}")
        return self.requests[n - 1]

    async def until_request(self, n: int = 1, timeout: float = TIMEOUT) -> Request:
        """The same for async tests."""
        await self.until(lambda server: len(server.requests) >= n, timeout, f"HTTP request {n}")
        return self.requests[n - 1]

    def _tell(self) -> str:
        return tell_visitors(list(self.requests), list(self.connections))

    def _tell_stopped(self) -> str:
        return "" if self._running else "The server does not run"

    def _tell_errors(self) -> str:
        return f"The API behind the server failed: {self.errors[0]!r}" if self.errors else ""

    def _tell_refused(self) -> str:
        if not self.refused:
            return ""
        last = self.refused[-1]
        return f"{self.refusals:,} refused, the last with {last.status}: {last.reason}"

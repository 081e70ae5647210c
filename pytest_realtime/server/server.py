"""The local Realtime server: one port on the loopback interface, records of what clients do, and waiting for it."""

from collections.abc import Sized
from pathlib import Path
from types import TracebackType
from typing import Self

from pytest_realtime.server.actions import Api
from pytest_realtime.server.limits import ServerLimits
from pytest_realtime.server.recorder import Recorder
from pytest_realtime.server.records import Connection, Rejection, Request, describe_records
from pytest_realtime.server.transport import tls as certificates
from pytest_realtime.server.transport.state import ServerState
from pytest_realtime.server.transport.thread import ServingThread, listen, new_loop
from pytest_realtime.server.watch import TIMEOUT, Goal, Waitable, shortfall

API_KEY = "sk-local-realtime"
"""The key for clients if the API behind the server has none of its own; it is valid nowhere else."""


class RealtimeServer(Waitable):
    """Serves an API on 127.0.0.1, over HTTP/1.1 and WebSockets, in a thread of its own.

    Use it as a context manager, or call :meth:`start` and :meth:`stop`. One object serves once.

    Args:
        api: What answers the clients.
        tls: Serve ``https`` and ``wss``; needs the extra ``tls``.
        limits: How much the server takes from a client.
        compression: Accept permessage-deflate from clients that offer it. It costs half the speed, and no client
            needs it.
        port: The port to listen on; 0 for any that is free.
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
        self._recorder = Recorder()
        self.watch = self._recorder.watch
        self.watch.hint = self._hint
        self._thread: ServingThread | None = None
        self._running = False
        self._wanted_port = port
        self._port = 0
        self._bundle: Path | None = None

    def start(self) -> Self:
        """Begin to listen and serve.

        Raises:
            RuntimeError: It was started before, or the extra ``tls`` is not installed.
            OSError: The port is taken.
        """
        if self._thread is not None:
            raise RuntimeError("this RealtimeServer was started before; create another one")
        context = certificates.server_context() if self._tls else None
        listening = listen(self._wanted_port)
        self._port = listening.getsockname()[1]
        state = ServerState(self.api, self._recorder, self.limits, new_loop(), compression=self._compression)
        self._bundle = certificates.write_bundle() if self._tls else None
        self._thread = ServingThread(state, listening, context)
        self._thread.start()
        self._running = True
        return self

    def stop(self) -> None:
        """Process what clients have already sent, close all sockets and end the thread. The records remain.

        Raises:
            RuntimeError: The API behind the server never returned.
        """
        if not self._running or self._thread is None:
            return
        self._running = False
        try:
            self._thread.stop()
        finally:
            if self._bundle is not None:
                self._bundle.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    # Where clients find it.

    @property
    def port(self) -> int:
        """The port on 127.0.0.1. Raises RuntimeError before the start."""
        if not self._port:
            raise RuntimeError("this RealtimeServer has no port before it is started")
        return self._port

    @property
    def base_url(self) -> str:
        """The base URL for HTTP clients, with ``/v1``."""
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}/v1"

    @property
    def ws_url(self) -> str:
        """The URL of the WebSocket, without query."""
        return f"{'wss' if self._tls else 'ws'}://127.0.0.1:{self.port}/v1/realtime"

    @property
    def api_key(self) -> str:
        """A key that this server accepts; it is valid nowhere else."""
        return str(getattr(self.api, "api_key", API_KEY))

    @property
    def ca_bundle(self) -> Path:
        """The file with the certificate that clients have to trust. Raises RuntimeError without TLS."""
        if self._bundle is None:
            raise RuntimeError("there is a ca_bundle only after RealtimeServer(…, tls=True) is started")
        return self._bundle

    @property
    def is_running(self) -> bool:
        """Whether it serves."""
        return self._running

    # What it records.

    @property
    def requests(self) -> list[Request]:
        """All HTTP requests, including those that opened WebSockets."""
        return self._recorder.requests

    @property
    def statuses(self) -> dict[int, int]:
        """The HTTP status of each reply, by the ``order`` of its request; 101 where a WebSocket was opened."""
        return self._recorder.statuses

    @property
    def connections(self) -> list[Connection]:
        """All WebSockets, in the order in which they were opened."""
        return self._recorder.connections

    @property
    def rejected(self) -> list[Rejection]:
        """Clients that were rejected or cut off before the API saw them; the first 1,000 of them."""
        return self._recorder.rejected

    @property
    def rejection_count(self) -> int:
        """How many clients were rejected or cut off in all."""
        return self._recorder.rejection_count

    @property
    def errors(self) -> list[BaseException]:
        """Exceptions of the API or the transport; a test with any of them must not pass."""
        return self._recorder.errors

    # Waiting.

    def wait_for_connection(self, n: int = 1, timeout: float = TIMEOUT) -> Connection:
        """Wait for the n-th WebSocket, counted from 1.

        Raises:
            TimeoutError: Fewer were opened within ``timeout`` seconds. The text lists what arrived.
        """
        self.watch.wait(self._connection_goal(n), timeout)
        return self.connections[n - 1]

    async def until_connection(self, n: int = 1, timeout: float = TIMEOUT) -> Connection:
        """Like :meth:`wait_for_connection`, for async code."""
        await self.watch.until(self._connection_goal(n), timeout)
        return self.connections[n - 1]

    def wait_for_request(self, n: int = 1, timeout: float = TIMEOUT) -> Request:
        """Wait for the n-th HTTP request, counted from 1 and including those that open WebSockets.

        Raises:
            TimeoutError: Fewer arrived within ``timeout`` seconds. The text lists what arrived.
        """
        self.watch.wait(self._request_goal(n), timeout)
        return self.requests[n - 1]

    async def until_request(self, n: int = 1, timeout: float = TIMEOUT) -> Request:
        """Like :meth:`wait_for_request`, for async code."""
        await self.watch.until(self._request_goal(n), timeout)
        return self.requests[n - 1]

    def describe(self) -> str:
        """Return one line about what arrived so far, without anything that could be a secret."""
        return describe_records(list(self.requests), list(self.connections))

    def _connection_goal(self, n: int) -> Goal:
        return self._count_goal(self.connections, n, "WebSocket connection", "opened")

    def _request_goal(self, n: int) -> Goal:
        return self._count_goal(self.requests, n, "HTTP request", "received")

    def _count_goal(self, records: Sized, n: int, noun: str, verb: str) -> Goal:
        return self._goal(
            lambda: len(records) >= n, lambda: f"{shortfall(len(records), n, noun, f'{noun}s')} {verb}"
        )

    def _hint(self) -> str:
        """What else a timeout should say: a full stop after each sentence but the last."""
        hints = [] if self._running else ["The server is not running"]
        hints += [f"The API behind the server failed: {error!r}" for error in self.errors[:1]]
        hints += [
            f"Rejected clients: {self.rejection_count:,}, the last with {last.status}: {last.reason}"
            for last in self.rejected[-1:]
        ]
        return ". ".join(hints)

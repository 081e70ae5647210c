"""What all sockets of one server share: the API, the records, and the way from one socket to another."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from pytest_realtime.server.actions import Accept, Action, Api, Reply
from pytest_realtime.server.limits import ServerLimits
from pytest_realtime.server.recorder import Recorder
from pytest_realtime.server.records import Connection, Request
from pytest_realtime.server.transport.dispatch import DispatchQueue
from pytest_realtime.server.transport.interfaces import MessageHandler, OpenSocket

FAILED = "the API behind the local Realtime server failed; the test report has the error"
Result = TypeVar("Result")


class ServerState:
    """The shared state of one server. Belongs to its thread."""

    def __init__(
        self,
        api: Api,
        recorder: Recorder,
        limits: ServerLimits,
        loop: asyncio.AbstractEventLoop,
        *,
        compression: bool,
    ) -> None:
        self.api = api
        self.recorder = recorder
        self.limits = limits
        self.loop = loop
        self.compression = compression
        self.sockets: set[OpenSocket] = set()
        self.handlers: dict[Connection, MessageHandler] = {}
        self.event_count = 0
        """Counts sockets and reads, so that a stop sees when nothing more arrives."""
        self.queue = DispatchQueue(loop)
        self._socket_count = 0
        self._is_notifying = False

    def admit(self, socket: OpenSocket) -> str:
        """Count a new socket; return the reason if it must be rejected, else an empty string."""
        self._socket_count += 1
        self.event_count += 1
        reason = ""
        if len(self.sockets) >= self.limits.sockets:
            reason = f"{self.limits.sockets:,} sockets are open at once"
        elif self._socket_count > self.limits.total_sockets:
            reason = f"{self.limits.total_sockets:,} sockets were opened, as by a client that reconnects endlessly"
        self.sockets.add(socket)
        return reason

    def forget(self, socket: OpenSocket) -> None:
        """Remove a socket that is gone."""
        self.sockets.discard(socket)
        self.notify()

    def reply_to(self, request: Request) -> Reply | Accept:
        """Return what the API answers to a request; 500 if it fails."""
        reply = self.guarded(lambda: self.api.on_request(request))
        if reply is None:
            return Reply(500, f"{FAILED}.\n".encode(), (("Content-Type", "text/plain; charset=utf-8"),))
        return reply

    def guarded(self, work: Callable[[], Result]) -> Result | None:
        """Return the result of code of the API; if it raises, record the error and return None."""
        try:
            return work()
        except Exception as error:
            self.record_error(error)
            return None

    def record_error(self, error: BaseException) -> None:
        """Record an error of the API or of the transport itself."""
        self.recorder.errors.append(error)
        self.notify()

    def reject(self, status: int, reason: str) -> None:
        """Record that a client was rejected or cut off."""
        self.recorder.reject(status, reason)
        self.notify()

    def push(self, connection: Connection, actions: tuple[Action, ...]) -> None:
        """Carry out actions on another connection, unless it is over."""
        if handler := self.handlers.get(connection):
            handler.perform(lambda: actions)

    def notify(self) -> None:
        """Wake the tests that wait, once for all that happens in one turn of the loop."""
        if self.recorder.watch.has_waiters and not self._is_notifying:
            self._is_notifying = True
            self.loop.call_soon(self._wake)

    def _wake(self) -> None:
        self._is_notifying = False
        self.recorder.watch.notify()

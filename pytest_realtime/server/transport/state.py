"""What all sockets of one server share: the API behind them, the records, and the way from one to another."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from pytest_realtime.server.actions import Accept, Action, Api, Reply
from pytest_realtime.server.limits import ServerLimits
from pytest_realtime.server.recorder import Recorder
from pytest_realtime.server.records import Connection, Request
from pytest_realtime.server.transport.dispatch import DispatchQueue

if TYPE_CHECKING:
    from pytest_realtime.server.transport.socket import ClientSocket
    from pytest_realtime.server.transport.websocket_handler import WebSocketHandler

FAILED = "the API behind the local Realtime server failed; the test tells how"
Result = TypeVar("Result")


class ServerState:
    """The middle of a server. Belongs to its thread."""

    def __init__(
        self,
        api: Api,
        recording: Recorder,
        limits: ServerLimits,
        loop: asyncio.AbstractEventLoop,
        *,
        compression: bool,
    ) -> None:
        self.api = api
        self.recording = recording
        self.limits = limits
        self.loop = loop
        self.compression = compression
        self.visitors: set[ClientSocket] = set()
        self.conversations: dict[Connection, WebSocketHandler] = {}
        self.events = 0
        """Counts what arrives, so that a stop can see when nothing more does."""
        self.hearing = DispatchQueue(loop)
        self._visits = 0
        self._telling = False

    def admit(self, visitor: "ClientSocket") -> str:
        """Count a new socket in; a text says why it must go."""
        self._visits += 1
        self.events += 1
        reason = ""
        if len(self.visitors) >= self.limits.sockets:
            reason = f"{self.limits.sockets:,} sockets are open at once"
        elif self._visits > self.limits.visits:
            reason = f"{self.limits.visits:,} sockets were opened, as by a client that reconnects without end"
        self.visitors.add(visitor)
        return reason

    def dismiss(self, visitor: "ClientSocket") -> None:
        """Forget a socket that is gone."""
        self.visitors.discard(visitor)
        self.changed()

    def answer(self, request: Request) -> Reply | Accept:
        """What the API says to a request; 500 where it fails."""
        reply = self.guarded(lambda: self.api.request(request))
        if reply is None:
            return Reply(500, f"{FAILED}.\n".encode(), (("Content-Type", "text/plain; charset=utf-8"),))
        return reply

    def guarded(self, work: Callable[[], Result]) -> Result | None:
        """The result of code that is not the transport's; what it raises is kept for the test."""
        try:
            return work()
        except Exception as error:
            self.failed(error)
            return None

    def failed(self, error: BaseException) -> None:
        """Keep what the API, or the transport itself, did wrong."""
        self.recording.errors.append(error)
        self.changed()

    def refuse(self, status: int, reason: str) -> None:
        """Keep why a visitor was turned away or cut off."""
        self.recording.refuse(status, reason)
        self.changed()

    def push(self, connection: Connection, actions: tuple[Action, ...]) -> None:
        """Actions for another connection; none where it is over."""
        if conversation := self.conversations.get(connection):
            conversation.plan(lambda: actions)

    def changed(self) -> None:
        """Wake those who wait: once for all that happens in one turn of the loop."""
        if self.recording.watch.awaited and not self._telling:
            self._telling = True
            self.loop.call_soon(self._tell)

    def _tell(self) -> None:
        self._telling = False
        self.recording.watch.changed()

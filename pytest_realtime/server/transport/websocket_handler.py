"""A WebSocket in use: messages are recorded, then go to the API, and what it answers is done, in order."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from pytest_realtime.server.actions import Action, Close, Drop, Push, Send, SendBytes, Wait
from pytest_realtime.server.records import Frame
from pytest_realtime.server.transport.socket import ClientSocket
from pytest_realtime.server.transport.state import FAILED
from pytest_realtime.server.transport.websocket import WebSocket

GOING_AWAY = 1001
INTERNAL_ERROR = 1011


class WebSocketHandler:
    """The talk of a socket from its opening handshake on.

    The client's messages, its leave and the end of the socket are for the API in the order in which they came,
    though later than they came where the API is slow. After a :class:`Drop`, and after the API has failed,
    messages may still be on record, but none is heard any more.
    """

    def __init__(self, visitor: ClientSocket, socket: WebSocket) -> None:
        self._visitor = visitor
        self._hub = visitor.hub
        self._socket = socket
        self._connection = socket.connection
        self._planned: deque[Action | Push] = deque()
        self._pause: asyncio.TimerHandle | None = None
        self._inbox: deque[Callable[[], None]] = deque()
        self._unheard = 0
        """Bytes of messages in the inbox."""
        self._is_deaf = False
        self._acts: dict[type, Callable[[Any], None]] = {
            Send: self._send,
            SendBytes: self._send_bytes,
            Wait: self._wait,
            Close: self._close,
            Drop: self._drop,
            Push: self._push,
        }

    def begin(self, opening: bytes, early: bytes) -> None:
        """Open the WebSocket; some of the client's frames may be here already."""
        self._hub.conversations[self._connection] = self
        # On record before the client knows: a test may look as soon as its client is connected.
        self._hub.recording.connections.append(self._connection)
        self._visitor.write(opening)
        self.plan(lambda: self._hub.api.opened(self._connection))
        if early:
            self.feed(early)

    def feed(self, data: bytes) -> None:
        """Record what arrived, and have the API answer it soon."""
        for frame in self._socket.feed(data):
            self._unheard += len(frame.raw)
            self._hub.hearing.arrived += 1
            self._put(partial(self._heard, frame))
        if self._socket.take_leave():
            self._put(self._part)
        if failure := self._socket.take_failure():
            self._hub.refuse(*failure)
        if self._unheard > self._hub.limits.unheard:
            self._visitor.pause()
        self._flush()

    def hear(self) -> bool:
        """Tell the API the next thing that happened; whether there is more."""
        self._inbox[0]()
        # Only now: what is put in meanwhile must not ask for a turn of its own.
        self._inbox.popleft()
        self._hub.changed()
        return bool(self._inbox)

    def give_up(self) -> None:
        """Leave messages unheard; the API is told the rest."""
        self._is_deaf = True
        while self._inbox:
            self.hear()

    def plan(self, ask: Callable[[], Iterable[Action | Push]]) -> None:
        """Do what the API wants, after all that it wanted before."""
        try:
            self._planned.extend(ask())
        except Exception as error:
            self._fail(error)
        self._perform()

    def dismiss(self) -> None:
        """Say that the server goes."""
        if self._socket.open:
            self._socket.close(GOING_AWAY, "the server stops")
            self._flush()

    def ended(self) -> None:
        """Tell the API, once, and after all that came before."""
        self._planned.clear()
        if self._inbox:
            self._put(self._end)
        else:
            self._end()

    def _put(self, happened: Callable[[], None]) -> None:
        self._inbox.append(happened)
        if len(self._inbox) == 1:
            self._hub.hearing.ask(self)

    def _heard(self, frame: Frame) -> None:
        self._unheard -= len(frame.raw)
        if self._unheard <= self._hub.limits.unheard // 2:
            self._visitor.resume()
        if not self._is_deaf:
            self.plan(lambda: self._hub.api.heard(self._connection, frame))

    def _part(self) -> None:
        self._socket.part()
        self._flush()

    def _end(self) -> None:
        if self._pause:
            self._pause.cancel()
        self._socket.end()
        self._hub.conversations.pop(self._connection, None)
        self._hub.guarded(lambda: self._hub.api.ended(self._connection))

    def _perform(self) -> None:
        while self._planned and self._pause is None and not self._visitor.leaving:
            action = self._planned.popleft()
            try:
                self._acts[type(action)](action)
            except Exception as error:
                self._fail(error)
        self._flush()

    def _fail(self, error: Exception) -> None:
        self._hub.failed(error)
        self._is_deaf = True
        self._planned.clear()
        if self._socket.open:
            self._socket.fail(INTERNAL_ERROR, FAILED)

    def _flush(self) -> None:
        data, last = self._socket.to_send()
        if data:
            self._visitor.write(data)
        if last:
            self._visitor.leave()

    def _send(self, action: Send) -> None:
        if self._socket.open:  # the client may have closed meanwhile
            self._socket.say(action)

    def _send_bytes(self, action: SendBytes) -> None:
        self._flush()
        self._socket.told("raw", action.raw)
        self._visitor.write(action.raw)

    def _wait(self, action: Wait) -> None:
        self._flush()
        self._pause = self._hub.loop.call_later(action.seconds, self._resume)

    def _resume(self) -> None:
        self._pause = None
        self._perform()
        self._hub.changed()

    def _close(self, action: Close) -> None:
        if self._socket.open:
            self._socket.close(action.code, action.reason)
            self._visitor.leave_soon()

    def _drop(self, action: Drop) -> None:
        self._is_deaf = True
        self._planned.clear()
        self._flush()
        self._visitor.cut()

    def _push(self, action: Push) -> None:
        self._hub.push(action.connection, action.actions)

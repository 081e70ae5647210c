"""A WebSocket in use: messages are recorded, then passed to the API, and its actions are carried out in order."""

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
    """The protocol of a socket from its opening handshake on.

    The client's messages, its close frame and the end of its socket reach the API in the order in which they
    arrived, later if the API is slow. After a :class:`Drop`, or once the API has failed, messages are still
    recorded but no longer passed to the API.
    """

    def __init__(self, socket: ClientSocket, websocket: WebSocket) -> None:
        self._socket = socket
        self._state = socket.state
        self._websocket = websocket
        self._connection = websocket.connection
        self._actions: deque[Action | Push] = deque()
        self._pause: asyncio.TimerHandle | None = None
        self._inbox: deque[Callable[[], None]] = deque()
        self._unprocessed = 0
        """Bytes of the messages in the inbox."""
        self._ignores_messages = False
        self._performers: dict[type, Callable[[Any], None]] = {
            Send: self._send,
            SendBytes: self._send_bytes,
            Wait: self._wait,
            Close: self._close,
            Drop: self._drop,
            Push: lambda push: self._state.push(push.connection, push.actions),
        }

    def begin(self, opening: bytes, early: bytes) -> None:
        """Open the WebSocket; the client may already have sent frames after its handshake."""
        self._state.handlers[self._connection] = self
        # Recorded before the client knows: a test may look as soon as its client is connected.
        self._state.recorder.connections.append(self._connection)
        self._socket.write(opening)
        self.perform(lambda: self._state.api.on_open(self._connection))
        if early:
            self.feed(early)

    def feed(self, data: bytes) -> None:
        """Record what arrived, and have it processed soon."""
        for frame in self._websocket.feed(data):
            self._unprocessed += len(frame.raw)
            self._state.queue.message_count += 1
            self._enqueue(partial(self._on_message, frame))
        if self._websocket.take_close():
            self._enqueue(self._on_close_frame)
        if failure := self._websocket.take_failure():
            self._state.reject(*failure)
        if self._unprocessed > self._state.limits.unprocessed:
            self._socket.pause()
        self._flush()

    def process_next(self) -> bool:
        """Process the next thing in the inbox; whether there is more."""
        self._inbox[0]()
        # Removed only now: what is added meanwhile must not enqueue this handler a second time.
        self._inbox.popleft()
        self._state.notify()
        return bool(self._inbox)

    def discard(self) -> None:
        """Empty the inbox without passing further messages to the API."""
        self._ignores_messages = True
        while self._inbox:
            self.process_next()

    def perform(self, actions: Callable[[], Iterable[Action | Push]]) -> None:
        """Carry out actions of the API after all that it requested before."""
        try:
            self._actions.extend(actions())
        except Exception as error:
            self._fail(error)
        self._go_on()

    def shut_down(self) -> None:
        """Tell the client that the server stops."""
        if self._websocket.open:
            self._websocket.close(GOING_AWAY, "the server stops")
            self._flush()

    def connection_lost(self) -> None:
        """Tell the API, once and after everything that came before."""
        self._actions.clear()
        if self._inbox:
            self._enqueue(self._on_end)
        else:
            self._on_end()

    def _enqueue(self, happened: Callable[[], None]) -> None:
        self._inbox.append(happened)
        if len(self._inbox) == 1:
            self._state.queue.enqueue(self)

    def _on_message(self, frame: Frame) -> None:
        self._unprocessed -= len(frame.raw)
        if self._unprocessed <= self._state.limits.unprocessed // 2:
            self._socket.resume()
        if not self._ignores_messages:
            self.perform(lambda: self._state.api.on_message(self._connection, frame))

    def _on_close_frame(self) -> None:
        self._websocket.answer_close()
        self._flush()

    def _on_end(self) -> None:
        if self._pause:
            self._pause.cancel()
        self._websocket.end()
        self._state.handlers.pop(self._connection, None)
        self._state.guarded(lambda: self._state.api.on_close(self._connection))

    def _go_on(self) -> None:
        while self._actions and self._pause is None and not self._socket.closing:
            action = self._actions.popleft()
            try:
                self._performers[type(action)](action)
            except Exception as error:
                self._fail(error)
        self._flush()

    def _fail(self, error: Exception) -> None:
        self._state.record_error(error)
        self._ignores_messages = True
        self._actions.clear()
        if self._websocket.open:
            self._websocket.fail(INTERNAL_ERROR, FAILED)

    def _flush(self) -> None:
        data, is_last = self._websocket.to_send()
        if data:
            self._socket.write(data)
        if is_last:
            self._socket.close()

    # The actions.

    def _send(self, action: Send) -> None:
        if self._websocket.open:  # the client may have closed meanwhile
            self._websocket.send(action)

    def _send_bytes(self, action: SendBytes) -> None:
        self._flush()
        self._websocket.record_sent("raw", action.raw)
        self._socket.write(action.raw)

    def _wait(self, action: Wait) -> None:
        def resume() -> None:
            self._pause = None
            self._go_on()
            self._state.notify()

        self._flush()
        self._pause = self._state.loop.call_later(action.seconds, resume)

    def _close(self, action: Close) -> None:
        if self._websocket.open:
            self._websocket.close(action.code, action.reason)
            self._socket.abort_later()

    def _drop(self, action: Drop) -> None:
        self._ignores_messages = True
        self._actions.clear()
        self._flush()
        self._socket.drop()

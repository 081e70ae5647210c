"""A WebSocket in use: messages are recorded, then passed to the API, and its actions are carried out in order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from pytest_realtime.server.actions import Action, Beside, Close, Drop, Push, Send, SendBytes
from pytest_realtime.server.records import Frame
from pytest_realtime.server.transport.lane import Lane
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
        self._lanes: list[Lane] = []
        """The first is that of the answers; the others run beside it."""
        self._inbox: deque[Callable[[], None]] = deque()
        self._unprocessed = 0
        """Bytes of the messages in the inbox."""
        self._ignores_messages = False
        self._performers: dict[type, Callable[[Any], None]] = {
            Send: self._send,
            SendBytes: self._send_bytes,
            Beside: lambda beside: self._begin_lane(beside.actions),
            Close: self._close,
            Drop: self._drop,
            Push: lambda push: self._state.push(push.connection, push.actions),
        }
        self._answers = self._new_lane()

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
            self._answers.add(list(actions()))
        except Exception as error:
            self._fail(error)
        self._answers.go_on()
        self._flush()

    def shut_down(self) -> None:
        """Tell the client that the server stops."""
        if self._websocket.open:
            self._websocket.close(GOING_AWAY, "the server stops")
            self._flush()

    def connection_lost(self) -> None:
        """Tell the API, once and after everything that came before."""
        self._clear_lanes()
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
        self._clear_lanes()
        self._websocket.end()
        self._state.handlers.pop(self._connection, None)
        self._state.guarded(lambda: self._state.api.on_close(self._connection))

    # The lanes.

    def _new_lane(self) -> Lane:
        lane = Lane(self._state.loop, self._perform, self._fail, self._resume)
        self._lanes.append(lane)
        return lane

    def _begin_lane(self, actions: Iterator[Action]) -> None:
        self._lanes = [lane for lane in self._lanes if lane is self._answers or not lane.is_done]
        lane = self._new_lane()
        lane.add(actions)
        lane.go_on()

    def _perform(self, action: Action | Push) -> bool:
        """Carry out an action unless the socket is closing; whether there is any sense in another one."""
        if self._socket.closing:
            return False
        self._performers[type(action)](action)
        return True

    def _resume(self) -> None:
        self._flush()
        self._state.notify()

    def _clear_lanes(self) -> None:
        for lane in self._lanes:
            lane.clear()

    def _fail(self, error: Exception) -> None:
        self._state.record_error(error)
        self._ignores_messages = True
        self._clear_lanes()
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

    def _close(self, action: Close) -> None:
        if self._websocket.open:
            self._websocket.close(action.code, action.reason)
            self._socket.abort_later()

    def _drop(self, action: Drop) -> None:
        self._ignores_messages = True
        self._clear_lanes()
        self._flush()
        self._socket.drop()

"""HTTP on one socket: passes each request to the API, and switches to a WebSocket where the API accepts one."""

import asyncio

import h11

from pytest_realtime.server.actions import Accept, Reply
from pytest_realtime.server.records import Request
from pytest_realtime.server.transport.head import RejectedRequest
from pytest_realtime.server.transport.http import CLOSE, HttpReader, asks_upgrade, rejection
from pytest_realtime.server.transport.socket import ClientSocket
from pytest_realtime.server.transport.websocket import WebSocket
from pytest_realtime.server.transport.websocket_handler import WebSocketHandler

OPTIONS = Reply(204, headers=(("Allow", "GET, HEAD, OPTIONS, POST"),))
"""The reply to OPTIONS, which asks about the server and not about the API."""
NO_UPGRADE = Reply(
    426,
    b"This is the address of a WebSocket: request it with the header Upgrade: websocket.\n",
    (("Content-Type", "text/plain; charset=utf-8"), ("Upgrade", "websocket"), CLOSE),
)


class HttpHandler:
    """The protocol of a socket until it becomes a WebSocket."""

    def __init__(self, socket: ClientSocket) -> None:
        self._socket = socket
        self._state = socket.state
        self._reader = HttpReader(self._state.recorder, self._state.limits)
        self._timer: asyncio.TimerHandle | None = None

    def feed(self, data: bytes) -> None:
        """Answer all requests that are now complete."""
        self._reader.feed(data)
        try:
            for item in self._reader.requests():
                if isinstance(item, bytes):
                    self._socket.write(item)
                elif not self._answer(item):
                    self._stop_timer()
                    return
        except RejectedRequest as rejected:
            self.reject(rejected.status, str(rejected))
            return
        if not self._reader.pending:
            self._stop_timer()
        elif self._timer is None:
            seconds = self._state.limits.request_seconds
            reason = f"it took longer than {seconds:g} s"
            self._timer = self._state.loop.call_later(seconds, self.reject, 408, reason)

    def reject(self, status: int, reason: str) -> None:
        """Turn the client down."""
        self._state.reject(status, reason)
        self._stop_timer()
        self._send(rejection(status, reason))
        self._socket.close()

    def shut_down(self) -> None:
        """HTTP has no way to say goodbye."""

    def connection_lost(self) -> None:
        """Stop waiting for the rest of a request."""
        self._stop_timer()

    def _stop_timer(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def _answer(self, request: Request) -> bool:
        """Answer a request; whether another one may follow on this socket."""
        self._state.recorder.requests.append(request)
        reply = OPTIONS if request.method == "OPTIONS" else self._state.reply_to(request)
        if isinstance(reply, Accept):
            if asks_upgrade(request):
                self._upgrade(request, reply)
                return False
            reply = NO_UPGRADE
        self._state.recorder.statuses[request.order] = reply.status
        if self._send(reply) and self._reader.next():
            return True
        self._socket.close()
        return False

    def _send(self, reply: Reply) -> bool:
        try:
            data = self._reader.reply(reply)
        except (h11.LocalProtocolError, TypeError, ValueError, AttributeError) as error:
            # The API made a reply that HTTP can't carry, so the client gets none.
            self._state.record_error(error)
            return False
        self._socket.write(data)
        return True

    def _upgrade(self, request: Request, accept: Accept) -> None:
        state, statuses = self._state, self._state.recorder.statuses
        websocket = WebSocket(request, state.recorder, state.limits, compression=state.compression)
        try:
            opening = websocket.handshake(accept)
        except RejectedRequest as rejected:
            statuses[request.order] = rejected.status
            raise
        statuses[request.order] = 101
        handler = WebSocketHandler(self._socket, websocket)
        self._socket.switch_to(handler)
        handler.begin(opening, self._reader.rest)

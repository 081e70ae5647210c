"""HTTP on one socket: asks the API for each request, and turns to a WebSocket where it lets one in."""

import asyncio

import h11

from pytest_realtime.server.actions import Accept, Reply
from pytest_realtime.server.records import Request
from pytest_realtime.server.transport.head import RejectedRequest
from pytest_realtime.server.transport.http import CLOSE, HttpReader, asks_upgrade, refusal
from pytest_realtime.server.transport.socket import ClientSocket
from pytest_realtime.server.transport.websocket import WebSocket
from pytest_realtime.server.transport.websocket_handler import WebSocketHandler

OPTIONS = Reply(204, headers=(("Allow", "GET, HEAD, OPTIONS, POST"),))
"""The answer to OPTIONS, which is a question for the server and not for the API."""
NO_UPGRADE = Reply(
    426,
    b"There is a WebSocket here: ask for it with the header Upgrade: websocket.\n",
    (("Content-Type", "text/plain; charset=utf-8"), ("Upgrade", "websocket"), CLOSE),
)


class HttpHandler:
    """The talk of a socket until it becomes a WebSocket."""

    def __init__(self, visitor: ClientSocket) -> None:
        self._visitor = visitor
        self._hub = visitor.hub
        self._reader = HttpReader(self._hub.recording, self._hub.limits)
        self._timer: asyncio.TimerHandle | None = None

    def feed(self, data: bytes) -> None:
        """Answer all requests that are now whole."""
        self._reader.feed(data)
        try:
            for item in self._reader.requests():
                if isinstance(item, bytes):
                    self._visitor.write(item)
                elif not self._goes_on(item):
                    self.ended()
                    return
        except RejectedRequest as refused:
            self.refuse(refused.status, str(refused))
            return
        self._await_rest()

    def refuse(self, status: int, reason: str) -> None:
        """Turn the visitor away."""
        self._hub.refuse(status, reason)
        self.ended()
        self._send(refusal(status, reason))
        self._visitor.leave()

    def dismiss(self) -> None:
        """Say nothing: HTTP has no word for it."""

    def ended(self) -> None:
        """Stop waiting for the rest of a request."""
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def _await_rest(self) -> None:
        if not self._reader.pending:
            self.ended()
        elif self._timer is None:
            seconds = self._hub.limits.request_seconds
            reason = f"it took longer than {seconds:g} s"
            self._timer = self._hub.loop.call_later(seconds, self.refuse, 408, reason)

    def _goes_on(self, request: Request) -> bool:
        """Answer a request; whether another may follow on this socket."""
        self._hub.recording.requests.append(request)
        reply = OPTIONS if request.method == "OPTIONS" else self._hub.answer(request)
        if isinstance(reply, Accept):
            if asks_upgrade(request):
                self._upgrade(request, reply)
                return False
            reply = NO_UPGRADE
        self._hub.recording.answers[request.order] = reply.status
        if self._send(reply) and self._reader.next():
            return True
        self._visitor.leave()
        return False

    def _send(self, reply: Reply) -> bool:
        try:
            data = self._reader.reply(reply)
        except (h11.LocalProtocolError, TypeError, ValueError, AttributeError) as error:
            # HTTP can't carry this answer, so that the client gets none.
            self._hub.failed(error)
            return False
        self._visitor.write(data)
        return True

    def _upgrade(self, request: Request, accept: Accept) -> None:
        hub = self._hub
        socket = WebSocket(request, hub.recording, hub.limits, compression=hub.compression)
        answers = hub.recording.answers
        try:
            opening = socket.handshake(accept)
        except RejectedRequest as refused:
            answers[request.order] = refused.status
            raise
        answers[request.order] = 101
        conversation = WebSocketHandler(self._visitor, socket)
        self._visitor.turn_to(conversation)
        conversation.begin(opening, self._reader.rest)

"""HTTP/1.1 without I/O: bytes in, complete requests out, and the bytes of replies."""

from collections.abc import Iterator
from http import HTTPStatus

import h11

from pytest_realtime.server.actions import Reply
from pytest_realtime.server.limits import ServerLimits
from pytest_realtime.server.recorder import Recorder
from pytest_realtime.server.records import Request
from pytest_realtime.server.transport.head import (
    RejectedRequest,
    check_head,
    read_headers,
    read_target,
    values,
)

BODILESS = (204, 304)
CLOSE = ("Connection", "close")


def rejection(status: int, reason: str) -> Reply:
    """Return the reply to a request that the transport rejects."""
    body = f"The local Realtime server rejected this request: {reason}.\n"
    return Reply(status, body.encode(), (("Content-Type", "text/plain; charset=utf-8"), CLOSE))


class HttpReader:
    """One HTTP connection, as the server sees it."""

    def __init__(self, recorder: Recorder, limits: ServerLimits) -> None:
        self._recorder = recorder
        self._limits = limits
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=limits.head)
        self._begin(b"")

    def _begin(self, head: bytes) -> None:
        self._head = bytearray(head)
        self._request: h11.Request | None = None
        self._body = bytearray()

    @property
    def pending(self) -> bool:
        """Whether a request has begun and is not complete."""
        return bool(self._head) and self._http.our_state is not h11.MUST_CLOSE

    @property
    def rest(self) -> bytes:
        """What followed the request: the first bytes of the protocol that it switches to."""
        return self._http.trailing_data[0]

    def feed(self, data: bytes) -> None:
        """Take the bytes that arrived; empty at the end of the stream."""
        if self._request is None:
            self._head += data
        self._http.receive_data(data)

    def requests(self) -> Iterator[Request | bytes]:
        """Yield the complete requests so far, each to be answered before the next one; bytes are sent at once.

        Raises:
            RejectedRequest: The request is invalid; nothing after it is read.
        """
        while True:
            try:
                event = self._http.next_event()
            except h11.RemoteProtocolError as error:
                # What follows the colon is the client's own text, which may hold a secret.
                reason = str(error).partition(":")[0]
                raise RejectedRequest(error.error_status_hint, f"it is not valid HTTP/1.1 ({reason})") from None
            match event:
                case h11.Request():
                    self._open(event)
                case h11.Data():
                    self._body += event.data
                    self._check_size(len(self._body))
                case h11.EndOfMessage():
                    yield self._complete()
                    continue
                case _ if event is h11.NEED_DATA and self._request and self._http.they_are_waiting_for_100_continue:
                    yield self._http.send(h11.InformationalResponse(status_code=100, headers=[])) or b""
                case _:
                    self._check_head()
                    return

    def reply(self, reply: Reply) -> bytes:
        """Return the bytes of a reply.

        Raises:
            h11.LocalProtocolError: HTTP can't carry this reply.
        """
        method = self._request.method if self._request else b""
        body = b"" if method == b"HEAD" or reply.status in BODILESS else reply.body
        headers = list(reply.headers)
        if reply.status not in BODILESS and not any(values(headers, "content-length")):
            headers.append(("Content-Length", str(len(reply.body))))
        reason = HTTPStatus(reply.status).phrase if reply.status in set(HTTPStatus) else ""
        response = h11.Response(status_code=reply.status, headers=headers, reason=reason.encode())
        sent = [self._http.send(response), self._http.send(h11.Data(body)), self._http.send(h11.EndOfMessage())]
        return b"".join(filter(None, sent))

    def next(self) -> bool:
        """Prepare for another request after the reply; whether the connection allows one."""
        if self._http.our_state is not h11.DONE or self._http.their_state is not h11.DONE:
            return False
        self._http.start_next_cycle()
        self._begin(self.rest)
        return True

    def _open(self, request: h11.Request) -> None:
        self._request = request
        del self._head[len(self._head) - len(self.rest) :]
        self._check_head()
        if request.http_version not in (b"1.0", b"1.1"):
            raise RejectedRequest(505, "it is not HTTP/1.1")
        headers = read_headers(bytes(self._head))
        check_head(request.target.decode("latin-1"), headers)
        self._check_size(int(next(iter(values(headers, "content-length")), 0)))

    def _check_head(self) -> None:
        if len(self._head) > self._limits.head:
            raise RejectedRequest(431, f"its headers are longer than {self._limits.head:,} bytes")

    def _check_size(self, size: int) -> None:
        if size > self._limits.body:
            raise RejectedRequest(413, f"its body is longer than {self._limits.body:,} bytes")

    def _complete(self) -> Request:
        assert self._request is not None
        target = self._request.target.decode("latin-1")
        path, query = read_target(target)
        time, order = self._recorder.stamp()
        return Request(
            method=self._request.method.decode("ascii"),
            path=path,
            target=target,
            query=query,
            headers=read_headers(bytes(self._head)),
            body=bytes(self._body),
            time=time,
            order=order,
            head=bytes(self._head),
        )


def asks_upgrade(request: Request) -> bool:
    """Whether a request asks to continue as a WebSocket."""
    upgrades = map(str.lower, request.header_items("upgrade"))
    return request.method == "GET" and "websocket" in upgrades

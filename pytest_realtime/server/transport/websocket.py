"""WebSockets without I/O: the opening handshake, and messages and control frames in both directions."""

import itertools
import logging

from websockets.datastructures import Headers
from websockets.exceptions import ProtocolError
from websockets.extensions.permessage_deflate import enable_server_permessage_deflate
from websockets.frames import Close as CloseFrame
from websockets.frames import CloseCode, Opcode
from websockets.frames import Frame as WireFrame
from websockets.http11 import Request as Handshake
from websockets.protocol import OPEN
from websockets.server import ServerProtocol

from pytest_realtime.server.actions import Accept, Send
from pytest_realtime.server.limits import ServerLimits
from pytest_realtime.server.recorder import Recorder
from pytest_realtime.server.records import Connection, Frame, FrameKind, Request
from pytest_realtime.server.transport.head import RejectedRequest, listed

_KINDS: dict[Opcode, FrameKind] = {
    Opcode.TEXT: "text",
    Opcode.BINARY: "binary",
    Opcode.CLOSE: "close",
    Opcode.PING: "ping",
    Opcode.PONG: "pong",
}
_SILENT = logging.Logger("pytest_realtime.server", logging.CRITICAL + 1)
"""No logger of the test's: frames hold secrets, and what is logged belongs to the code under test."""


class _Protocol(ServerProtocol):
    """Tells of each frame in the moment in which it passes, so that all have their true order."""

    socket: "WebSocket"
    leave: WireFrame | None = None
    """The client's close frame, to be answered when all that it said before is."""
    is_amid_message = False
    """Whether a message's last fragment is still to come."""

    def recv_frame(self, frame: WireFrame) -> None:
        if frame.opcode >= Opcode.CLOSE:
            self.socket.heard(frame)
        if frame.opcode is Opcode.CLOSE and not self.is_amid_message and _is_sound(frame):
            self.leave = frame
            self.reader.discard()  # nothing counts after it
        elif frame.opcode >= Opcode.CLOSE:
            super().recv_frame(frame)
        else:
            super().recv_frame(frame)
            self.is_amid_message = not frame.fin
            self.socket.join(frame)

    def part(self) -> None:
        """Answer the close frame."""
        if self.leave is not None:
            super().recv_frame(self.leave)

    def send_frame(self, frame: WireFrame) -> None:
        super().send_frame(frame)
        if frame.opcode >= Opcode.CLOSE:
            self.socket.told(_KINDS[frame.opcode], bytes(frame.data))


class WebSocket:
    """One WebSocket, as the server sees it: records all that passes."""

    def __init__(self, request: Request, recording: Recorder, limits: ServerLimits, *, compression: bool) -> None:
        extensions = enable_server_permessage_deflate(None) if compression else None
        self._protocol = _Protocol(state=OPEN, extensions=extensions, max_size=limits.message, logger=_SILENT)
        self._protocol.socket = self
        self._recording = recording
        self._kind: FrameKind = "text"
        self._parts = bytearray()
        self._fragments = 0
        self._failed = False
        self._left = False
        self._messages: list[Frame] = []
        offered = listed(request.headers, "sec-websocket-protocol")
        self.connection = Connection(request, offered, watch=recording.watch)

    def handshake(self, accept: Accept) -> bytes:
        """The bytes that open the WebSocket.

        Raises RejectedRequest for a handshake that is none.
        """
        request = self.connection.request
        headers = Headers(request.headers)
        response = self._protocol.accept(Handshake(request.target, headers, request.method))
        if response.status_code != 101:
            reason = response.body.decode("utf-8", "replace").partition("\n")[0].rstrip(".")
            raise RejectedRequest(response.status_code, reason)
        if accept.subprotocol is not None:
            response.headers["Sec-WebSocket-Protocol"] = accept.subprotocol
        for name, value in accept.headers:
            response.headers[name] = value
        return response.serialize()

    @property
    def open(self) -> bool:
        """Whether messages can still be sent."""
        return self._protocol.state is OPEN

    def take_failure(self) -> tuple[int, str] | None:
        """What the peer did against the protocol, told once: the close code, and words."""
        error = self._protocol.parser_exc
        if error is None or self._failed or isinstance(error, EOFError):
            return None
        self._failed = True
        closing = self._protocol.close_sent
        return int(closing.code) if closing else 0, str(error)

    def feed(self, data: bytes) -> list[Frame]:
        """The messages that are now whole; control frames are recorded and answered. Empty data end the stream."""
        if data and self._protocol.leave is None:
            self._protocol.receive_data(data)
        elif not data:
            self._protocol.receive_eof()
        self._protocol.events_received()
        messages, self._messages = self._messages, []
        return messages

    def take_leave(self) -> bool:
        """Whether the client said that it leaves, told once; :meth:`part` answers it."""
        is_new = self._protocol.leave is not None and not self._left
        self._left = self._left or is_new
        return is_new

    def part(self) -> None:
        """Answer the client's close frame."""
        self._protocol.part()

    def to_send(self) -> tuple[bytes, bool]:
        """What is to be written, and whether nothing comes after it."""
        writes = self._protocol.data_to_send()
        return b"".join(writes), b"" in writes

    def say(self, message: Send) -> None:
        """Send a text message, in as many frames as it asks for."""
        raw = message.text.encode()
        self.told("text", raw, message.fragments)
        pieces = _split(raw, message.fragments)
        self._protocol.send_text(pieces[0], fin=len(pieces) == 1)
        for piece in pieces[1:-1]:
            self._protocol.send_continuation(piece, fin=False)
        if len(pieces) > 1:
            self._protocol.send_continuation(pieces[-1], fin=True)

    def close(self, code: int, reason: str) -> None:
        """Begin the closing handshake."""
        self._protocol.send_close(code, reason)

    def fail(self, code: int, reason: str) -> None:
        """Close without waiting for the answer."""
        self._protocol.fail(code, reason)

    def end(self) -> None:
        """The socket is gone: note how."""
        closing: CloseFrame | None = self._protocol.close_rcvd
        self.connection.close_code = int(closing.code) if closing else int(CloseCode.ABNORMAL_CLOSURE)
        self.connection.close_reason = closing.reason if closing else ""
        self.connection.closed = True

    def told(self, kind: FrameKind, raw: bytes, fragments: int = 1) -> None:
        """Record what the server sends."""
        self.connection.received.append(self._recording.frame(kind, raw, fragments))

    def heard(self, frame: WireFrame) -> None:
        """Record a control frame of the client."""
        self.connection.sent.append(self._recording.frame(_KINDS[frame.opcode], bytes(frame.data)))

    def join(self, frame: WireFrame) -> None:
        """Record a message once its last fragment is here.

        Raises UnicodeDecodeError, which closes with 1007, for a text that is none; it is on record.
        """
        if frame.opcode is not Opcode.CONT:
            self._kind = _KINDS[frame.opcode]
            self._fragments = 0
        self._fragments += 1
        if not frame.fin or self._parts:
            self._parts += frame.data
        if not frame.fin:
            return
        raw = bytes(self._parts or frame.data)
        self._parts.clear()
        message = self._recording.frame(self._kind, raw, self._fragments)
        self.connection.sent.append(message)
        if self._kind == "text":
            raw.decode()
        self._messages.append(message)


def _is_sound(frame: WireFrame) -> bool:
    """Whether a close frame says something that it may say."""
    try:
        CloseFrame.parse(frame.data)
    except (ProtocolError, UnicodeDecodeError):
        return False
    return True


def _split(raw: bytes, pieces: int) -> list[bytes]:
    """As many pieces as asked for, of about the same length; some are empty where there are more than bytes."""
    if pieces < 1:
        raise ValueError(f"Send(fragments={pieces}): a message takes at least 1 frame")
    marks = [len(raw) * number // pieces for number in range(pieces + 1)]
    return [raw[start:end] for start, end in itertools.pairwise(marks)]

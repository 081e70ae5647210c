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
from pytest_realtime.server.transport.head import RejectedRequest

_KINDS: dict[Opcode, FrameKind] = {
    Opcode.TEXT: "text",
    Opcode.BINARY: "binary",
    Opcode.CLOSE: "close",
    Opcode.PING: "ping",
    Opcode.PONG: "pong",
}
_SILENT = logging.Logger("pytest_realtime.server", logging.CRITICAL + 1)
"""Not the test's logger: frames hold secrets, and the log belongs to the code under test."""


class _Protocol(ServerProtocol):
    """Reports each frame at the moment in which it passes, so that all are recorded in their true order."""

    websocket: "WebSocket"
    close_frame: WireFrame | None = None
    """The client's close frame, to be answered after everything that it sent before."""
    is_amid_message = False
    """Whether a message's last fragment is still to come."""

    def recv_frame(self, frame: WireFrame) -> None:
        if frame.opcode >= Opcode.CLOSE:
            self.websocket.record_control(frame)
        if frame.opcode is Opcode.CLOSE and not self.is_amid_message and _is_sound(frame):
            self.close_frame = frame
            self.reader.discard()  # RFC 6455: nothing follows a close frame
        elif frame.opcode >= Opcode.CLOSE:
            super().recv_frame(frame)
        else:
            super().recv_frame(frame)
            self.is_amid_message = not frame.fin
            self.websocket.collect(frame)

    def answer_close(self) -> None:
        if self.close_frame is not None:
            super().recv_frame(self.close_frame)

    def send_frame(self, frame: WireFrame) -> None:
        super().send_frame(frame)
        if frame.opcode >= Opcode.CLOSE:
            self.websocket.record_sent(_KINDS[frame.opcode], bytes(frame.data))


class WebSocket:
    """One WebSocket from the server's side; records everything that passes."""

    def __init__(self, request: Request, recorder: Recorder, limits: ServerLimits, *, compression: bool) -> None:
        extensions = enable_server_permessage_deflate(None) if compression else None
        self._protocol = _Protocol(state=OPEN, extensions=extensions, max_size=limits.message, logger=_SILENT)
        self._protocol.websocket = self
        self._recorder = recorder
        self._kind: FrameKind = "text"
        self._parts = bytearray()
        self._fragments = 0
        self._has_failed = False
        self._has_closed = False
        self._messages: list[Frame] = []
        offered = request.header_items("sec-websocket-protocol")
        self.connection = Connection(request, offered, watch=recorder.watch)

    def handshake(self, accept: Accept) -> bytes:
        """Return the bytes that open the WebSocket.

        Raises:
            RejectedRequest: The client's handshake is invalid.
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
        """Return the close code and a description if the client broke the protocol; only once."""
        error = self._protocol.parser_exc
        if error is None or self._has_failed or isinstance(error, EOFError):
            return None
        self._has_failed = True
        closing = self._protocol.close_sent
        return int(closing.code) if closing else 0, str(error)

    def feed(self, data: bytes) -> list[Frame]:
        """Return the messages that are now complete; answer control frames. Empty data end the stream."""
        if self._protocol.close_frame is None:
            if data:
                self._protocol.receive_data(data)
            else:
                self._protocol.receive_eof()
        # After a close frame nothing counts. Its answer ends the stream, after all that the client sent before.
        self._protocol.events_received()
        messages, self._messages = self._messages, []
        return messages

    def take_close(self) -> bool:
        """Whether the client sent a close frame, which :meth:`answer_close` answers; true only once."""
        is_new = self._protocol.close_frame is not None and not self._has_closed
        self._has_closed = self._has_closed or is_new
        return is_new

    def answer_close(self) -> None:
        """Answer the client's close frame."""
        self._protocol.answer_close()

    def to_send(self) -> tuple[bytes, bool]:
        """Return the bytes to write, and whether they are the last ones."""
        writes = self._protocol.data_to_send()
        return b"".join(writes), b"" in writes

    def send(self, message: Send) -> None:
        """Send a text message, in as many frames as it asks for."""
        raw = message.text.encode()
        self.record_sent("text", raw, message.fragments)
        if message.fragments < 1:
            raise ValueError(f"Send(fragments={message.fragments}): a message takes at least 1 frame")
        # Of about the same length; some are empty if there are more frames than bytes.
        marks = [len(raw) * number // message.fragments for number in range(message.fragments + 1)]
        pieces = [raw[start:end] for start, end in itertools.pairwise(marks)]
        self._protocol.send_text(pieces[0], fin=len(pieces) == 1)
        for piece in pieces[1:-1]:
            self._protocol.send_continuation(piece, fin=False)
        if len(pieces) > 1:
            self._protocol.send_continuation(pieces[-1], fin=True)

    def close(self, code: int, reason: str) -> None:
        """Begin the closing handshake."""
        self._protocol.send_close(code, reason)

    def fail(self, code: int, reason: str) -> None:
        """Close without waiting for the client's close frame."""
        self._protocol.fail(code, reason)

    def end(self) -> None:
        """Record how the connection ended."""
        closing: CloseFrame | None = self._protocol.close_rcvd
        self.connection.close_code = int(closing.code) if closing else int(CloseCode.ABNORMAL_CLOSURE)
        self.connection.close_reason = closing.reason if closing else ""
        self.connection.closed = True

    def record_sent(self, kind: FrameKind, raw: bytes, fragments: int = 1) -> None:
        """Record what the server sends."""
        self.connection.server_messages.append(self._recorder.frame(kind, raw, fragments))

    def record_control(self, frame: WireFrame) -> None:
        """Record a control frame of the client."""
        self.connection.client_messages.append(self._recorder.frame(_KINDS[frame.opcode], bytes(frame.data)))

    def collect(self, frame: WireFrame) -> None:
        """Record a message when its last fragment arrives.

        Raises:
            UnicodeDecodeError: A text message is not valid UTF-8. It is recorded; the parser closes with 1007.
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
        message = self._recorder.frame(self._kind, raw, self._fragments)
        self.connection.client_messages.append(message)
        if self._kind == "text":
            raw.decode()
        self._messages.append(message)


def _is_sound(frame: WireFrame) -> bool:
    """Whether a close frame has a valid code and reason."""
    try:
        CloseFrame.parse(frame.data)
    except (ProtocolError, UnicodeDecodeError):
        return False
    return True

"""One socket: what arrives goes to HTTP or to a WebSocket; it leaves politely, or is cut."""

import asyncio
import ssl
from typing import Protocol, cast

from pytest_realtime.server.transport.state import ServerState


class ProtocolHandler(Protocol):
    """What is spoken on a socket."""

    def feed(self, data: bytes) -> None:
        """Bytes arrived; empty at the end of the stream."""

    def dismiss(self) -> None:
        """The server stops: a last word, if there is one."""

    def ended(self) -> None:
        """The socket is gone."""


class ClientSocket(asyncio.Protocol):
    """A socket of a client."""

    def __init__(self, hub: ServerState, context: ssl.SSLContext | None) -> None:
        self.hub = hub
        self._context = context
        self._transport: asyncio.Transport
        self._talk: ProtocolHandler | None = None
        self._early = bytearray()
        self._leaving = False
        self._gone = False
        self._timer: asyncio.TimerHandle | None = None

    # What asyncio calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Let the visitor in, or turn it away."""
        from pytest_realtime.server.transport.http_handler import HttpHandler

        self._transport = cast("asyncio.Transport", transport)
        reason = self.hub.admit(self)
        talk = HttpHandler(self)
        if self._context is not None:
            if reason:
                self.hub.refuse(503, reason)
                self._transport.abort()
            else:
                self._transport.pause_reading()
                self._securing = self.hub.loop.create_task(self._secure(self._context, talk))
            return
        self._talk = talk
        if reason:
            talk.refuse(503, reason)

    def data_received(self, data: bytes) -> None:
        """Hand on what arrived, unless the server is done with this visitor."""
        self.hub.events += 1
        if self._talk is None:
            self._early += data
        elif not self._leaving:
            self._talk.feed(data)
            self.hub.changed()

    def eof_received(self) -> None:
        """Hand on the end of what the client sends; nothing is left to say after it."""
        if self._talk is not None and not self._leaving:
            self._talk.feed(b"")
            self.hub.changed()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tidy up; that clients vanish is no error of anybody here."""
        if self._gone:
            return
        self._gone = self._leaving = True
        if self._timer:
            self._timer.cancel()
        if self._talk is not None:
            self._talk.ended()
        self.hub.dismiss(self)

    # What is spoken calls these.

    def turn_to(self, talk: ProtocolHandler) -> None:
        """Go on with another protocol."""
        self._talk = talk

    @property
    def leaving(self) -> bool:
        """Whether nothing more can be said to this visitor."""
        return self._leaving

    def write(self, data: bytes) -> None:
        """Send bytes; a peer that does not read, so that too much waits for it, is dropped."""
        if self._leaving:
            return
        self._transport.write(data)
        waiting = self._transport.get_write_buffer_size()
        if waiting > self.hub.limits.unread:
            self._leaving = True
            self.hub.refuse(0, f"a peer did not read, and {waiting:,} bytes waited for it")
            self._transport.abort()

    def pause(self) -> None:
        """Read no more for now, so that the peer has to wait."""
        self._transport.pause_reading()

    def resume(self) -> None:
        """Read on after :meth:`pause`."""
        self._transport.resume_reading()

    def leave(self) -> None:
        """End the sending side, and wait a while for the client to end its own.

        A socket closed at once, with bytes of the client unread, would take our last words from it.
        """
        if self._leaving:
            return
        self._leaving = True
        if self._transport.can_write_eof():
            self._transport.write_eof()
        else:
            self._transport.close()
        self.leave_soon()

    def leave_soon(self) -> None:
        """Cut the socket if it is still there after a while."""
        if self._timer is None:
            self._timer = self.hub.loop.call_later(self.hub.limits.farewell_seconds, self._transport.abort)

    def cut(self) -> None:
        """End the socket without a word, after what was already said."""
        self._leaving = True
        if self._transport.get_write_buffer_size():
            self._transport.close()
            self.leave_soon()
        else:
            self._transport.abort()

    def dismiss(self) -> None:
        """The server stops."""
        if self._talk is not None and not self._leaving:
            self._talk.dismiss()
        self._leaving = True
        self._transport.abort()

    async def _secure(self, context: ssl.SSLContext, talk: ProtocolHandler) -> None:
        raw = self._transport
        try:
            secured = await self.hub.loop.start_tls(
                raw, self, context, server_side=True, ssl_handshake_timeout=self.hub.limits.request_seconds
            )
        except OSError as error:  # those of ssl among them
            self.hub.refuse(0, f"the TLS handshake failed ({type(error).__name__})")
            self.connection_lost(None)
            return
        if secured is None:  # pragma: no cover - gone while the handshake ended
            self.connection_lost(None)
            return
        self._transport = secured
        self._talk = talk
        if self._early and not self._leaving:
            self.data_received(bytes(self._early))
        self._early.clear()

"""The socket of a client: its bytes, TLS, and the ways to close it, politely or not."""

import asyncio
import ssl
from collections.abc import Callable
from typing import cast

from pytest_realtime.server.transport.interfaces import FirstHandler, ProtocolHandler
from pytest_realtime.server.transport.state import ServerState


class ClientSocket(asyncio.Protocol):
    """A socket of a client."""

    def __init__(
        self,
        state: ServerState,
        context: ssl.SSLContext | None,
        first_handler: "Callable[[ClientSocket], FirstHandler]",
    ) -> None:
        self.state = state
        self._context = context
        self._first_handler = first_handler
        self._transport: asyncio.Transport
        self._handler: ProtocolHandler | None = None
        """None until a TLS handshake is complete."""
        self._early = bytearray()
        """What arrived before there was a handler."""
        self._closing = False
        self._gone = False
        self._timer: asyncio.TimerHandle | None = None

    # Called by asyncio.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Admit the client, or reject it."""
        self._transport = cast("asyncio.Transport", transport)
        reason = self.state.admit(self)
        handler = self._first_handler(self)
        if self._context is None:
            self._handler = handler
            if reason:
                handler.reject(503, reason)
        elif reason:
            self.state.reject(503, reason)
            self._transport.abort()
        else:
            self._transport.pause_reading()
            self._securing = self.state.loop.create_task(self._secure(self._context, handler))

    def data_received(self, data: bytes) -> None:
        """Pass on what arrived, unless the server is done with this client."""
        self.state.event_count += 1
        if self._handler is None:
            self._early += data
        elif not self._closing:
            self._handler.feed(data)
            self.state.notify()

    def eof_received(self) -> None:
        """Pass on that the client sends nothing more. Returning None closes the socket."""
        if self._handler is not None and not self._closing:
            self._handler.feed(b"")
            self.state.notify()

    def connection_lost(self, exc: Exception | None) -> None:
        """Clean up. That clients vanish is not an error."""
        if self._gone:
            return
        self._gone = self._closing = True
        if self._timer:
            self._timer.cancel()
        if self._handler is not None:
            self._handler.connection_lost()
        self.state.forget(self)

    # Called by handlers.

    def switch_to(self, handler: ProtocolHandler) -> None:
        """Continue with another protocol."""
        self._handler = handler

    @property
    def closing(self) -> bool:
        """Whether nothing more can be sent to this client."""
        return self._closing

    def write(self, data: bytes) -> None:
        """Send bytes. A client that does not read, so that too much is buffered for it, is dropped."""
        if self._closing:
            return
        self._transport.write(data)
        buffered = self._transport.get_write_buffer_size()
        if buffered > self.state.limits.unread:
            self._closing = True
            self.state.reject(0, f"a client did not read, and {buffered:,} bytes were buffered for it")
            self._transport.abort()

    def pause(self) -> None:
        """Stop reading, so that the client has to wait."""
        self._transport.pause_reading()

    def resume(self) -> None:
        """Read again after :meth:`pause`."""
        self._transport.resume_reading()

    def close(self) -> None:
        """End the sending side, and give the client some time to end its own.

        Closing a socket while bytes of the client are unread would reset it, and the client would lose the last
        bytes that it was sent.
        """
        if self._closing:
            return
        self._closing = True
        if self._transport.can_write_eof():
            self._transport.write_eof()
        else:
            self._transport.close()
        self.abort_later()

    def abort_later(self) -> None:
        """Cut the socket if it is still open after ``closing_seconds``."""
        if self._timer is None:
            self._timer = self.state.loop.call_later(self.state.limits.closing_seconds, self._transport.abort)

    def drop(self) -> None:
        """Cut the socket as soon as the bytes written so far are sent."""
        self._closing = True
        if self._transport.get_write_buffer_size():
            self._transport.close()
            self.abort_later()
        else:
            self._transport.abort()

    def shut_down(self) -> None:
        """The server stops: let the protocol say goodbye, and cut the socket."""
        if self._handler is not None and not self._closing:
            self._handler.shut_down()
        self._closing = True
        self._transport.abort()

    async def _secure(self, context: ssl.SSLContext, handler: ProtocolHandler) -> None:
        seconds = self.state.limits.request_seconds
        try:
            secured = await self.state.loop.start_tls(
                self._transport, self, context, server_side=True, ssl_handshake_timeout=seconds
            )
        except OSError as error:  # including those of ssl
            self.state.reject(0, f"the TLS handshake failed ({type(error).__name__})")
            self.connection_lost(None)
            return
        if secured is None:  # pragma: no cover - gone while the handshake ended
            self.connection_lost(None)
            return
        self._transport = secured
        self._handler = handler
        if self._early and not self._closing:
            self.data_received(bytes(self._early))
        self._early.clear()

"""What the parts of the transport need of each other; here, so that they need not import each other."""

from collections.abc import Callable, Iterable
from typing import Protocol

from pytest_realtime.server.actions import Action, Push


class OpenSocket(Protocol):
    """A socket, as the server's state counts it."""

    def shut_down(self) -> None:
        """The server stops: close."""


class ProtocolHandler(Protocol):
    """The protocol spoken on a socket, as the socket calls it."""

    def feed(self, data: bytes) -> None:
        """Bytes arrived; empty at the end of the stream."""

    def shut_down(self) -> None:
        """The server stops: say goodbye if the protocol can."""

    def connection_lost(self) -> None:
        """The socket is gone."""


class FirstHandler(ProtocolHandler, Protocol):
    """The protocol that a socket begins with."""

    def reject(self, status: int, reason: str) -> None:
        """Turn the client down."""


class MessageHandler(Protocol):
    """A WebSocket with an inbox, as the queue and other connections call it."""

    def process_next(self) -> bool:
        """Pass the next thing in the inbox to the API; whether there is more."""

    def discard(self) -> None:
        """Empty the inbox without passing further messages to the API."""

    def perform(self, actions: Callable[[], Iterable[Action | Push]]) -> None:
        """Carry out actions after all that were requested before."""

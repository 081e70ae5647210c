"""The calls of the API behind the server: the one seam between the protocol and the sockets.

The API (:class:`Api`) is plain code without I/O. The transport reports what arrived; the API returns actions, which
the transport carries out in order.

Immutable values are named tuples, here and in the records: a frozen dataclass takes seven times as long to import
and several times as long to make, and every test and every frame would pay for that.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from pytest_realtime.server.records import Connection, Frame, Request


class Reply(NamedTuple):
    """The response to an HTTP request."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


class Accept(NamedTuple):
    """Open the WebSocket that a request asks for; :meth:`Api.on_open` comes next."""

    subprotocol: str | None = None
    headers: tuple[tuple[str, str], ...] = ()


class Send(NamedTuple):
    """Send a text message, split into the given number of frames (1: unfragmented)."""

    text: str
    fragments: int = 1


class SendBytes(NamedTuple):
    """Write bytes to the socket as they are, for frames that no well-behaved server would write."""

    raw: bytes


class Wait(NamedTuple):
    """Pause this connection for a number of seconds before its next action; other connections go on."""

    seconds: float


class Close(NamedTuple):
    """Begin a closing handshake."""

    code: int = 1000
    reason: str = ""


class Drop(NamedTuple):
    """Cut the socket without a close frame. Messages that are recorded but not yet processed are discarded."""


class Beside(NamedTuple):
    """Carry out actions beside those that follow, with waits of their own.

    Each is asked for when its turn has come, so that what was sent is known, and the rest can still change.
    """

    actions: "Iterator[Action]"


Action = Send | SendBytes | Wait | Close | Drop | Beside


class Push(NamedTuple):
    """Actions for another connection than the one whose message is being answered."""

    connection: Connection
    actions: tuple[Action, ...] = ()


class Api(Protocol):
    """What stands behind the transport. All calls come from the server's thread."""

    def on_request(self, request: Request) -> Reply | Accept:
        """Answer an HTTP request, or accept a WebSocket."""

    def on_open(self, connection: Connection) -> Iterable[Action | Push]:
        """A WebSocket was opened; return the first actions."""

    def on_message(self, connection: Connection, frame: Frame) -> Iterable[Action | Push]:
        """A text or binary message arrived and is recorded; return the actions that answer it."""

    def on_close(self, connection: Connection) -> None:
        """A connection is over. Called once for each."""

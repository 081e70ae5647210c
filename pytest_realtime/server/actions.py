"""What the API behind the server can do: the one seam between what is said and how bytes travel.

The API (:class:`Api`) is plain code without I/O. The transport tells it what arrived; it answers with actions,
which the transport carries out in order.

What does not change is a named tuple, here and in the records: a frozen dataclass takes seven times as long to
import and several times as long to make, which a test pays for at its start and in every frame.
"""

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from pytest_realtime.server.records import Connection, Frame, Request


class Reply(NamedTuple):
    """The answer to an HTTP request."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


class Accept(NamedTuple):
    """Opens the WebSocket that a request asked for; its API state and first actions follow."""

    subprotocol: str | None = None
    headers: tuple[tuple[str, str], ...] = ()


class Send(NamedTuple):
    """A text message, in as many frames as given (1: unfragmented)."""

    text: str
    fragments: int = 1


class SendBytes(NamedTuple):
    """Bytes put on the socket as they are, for frames that no well-behaved server would write."""

    raw: bytes


class Wait(NamedTuple):
    """A pause of so many seconds before the next action of this connection; others go on."""

    seconds: float


class Close(NamedTuple):
    """A closing handshake."""

    code: int = 1000
    reason: str = ""


class Drop:
    """The socket is cut without a word. Messages that are already on record are not heard."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "Drop()"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Drop)

    def __hash__(self) -> int:
        return hash(Drop)


Action = Send | SendBytes | Wait | Close | Drop


class Push(NamedTuple):
    """Actions for another connection than the one that was heard."""

    connection: Connection
    actions: tuple[Action, ...] = ()


class Api(Protocol):
    """What stands behind the transport. All calls come from one thread."""

    def request(self, request: Request) -> Reply | Accept:
        """Answer an HTTP request, or let a WebSocket in."""

    def opened(self, connection: Connection) -> Iterable[Action | Push]:
        """A WebSocket was opened: what to say first."""

    def heard(self, connection: Connection, frame: Frame) -> Iterable[Action | Push]:
        """A text or binary message arrived, already recorded."""

    def ended(self, connection: Connection) -> None:
        """A connection is over."""

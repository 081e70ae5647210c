"""What the server keeps of its visitors: requests and frames, as they arrived and before anyone judged them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from pytest_realtime.server.telling import event_type, short, tell_connection, tell_frame
from pytest_realtime.server.waiting import TIMEOUT, Watch

FrameKind = Literal["text", "binary", "close", "ping", "pong", "raw"]
"""``raw`` is what the server put on the socket without framing it."""


class Request(NamedTuple):
    """One HTTP request, the upgrade of a WebSocket included. Its repr leaves out what may hold a secret."""

    method: str
    path: str
    """The path below the prefix, without query: ``/realtime/client_secrets``."""
    target: str
    """The request target exactly as it was sent."""
    query: Mapping[str, str]
    headers: tuple[tuple[str, str], ...]
    """Names and values in the order and the spelling in which they were sent."""
    body: bytes
    time: float
    """Seconds since the server started."""
    order: int
    """Counts requests and frames of the whole server in the order in which they arrived."""
    head: bytes = b""
    """Request line and headers, byte for byte."""

    def header(self, name: str) -> str | None:
        """The first header of that name, whatever its case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def __repr__(self) -> str:
        return f"Request(method={self.method!r}, path={short(self.path)!r}, order={self.order})"


class Frame(NamedTuple):
    """One WebSocket message (its fragments put together) or control frame, as its sender wrote it.

    Its repr, which ends up in the log when an assertion fails, tells of it and leaves out what may hold a secret.
    """

    kind: FrameKind
    raw: bytes
    """The payload: for text UTF-8, exactly as it came."""
    time: float
    order: int
    fragments: int = 1
    """In how many frames the message came."""

    @property
    def text(self) -> str:
        """The payload as text; bytes that are no UTF-8 show as replacement characters."""
        return self.raw.decode("utf-8", "replace")

    def __repr__(self) -> str:
        return f"Frame({tell_frame(self)}, order={self.order})"


@dataclass(eq=False)
class Connection:
    """One WebSocket: how it was opened, and all that passed in both directions."""

    request: Request
    subprotocols: tuple[str, ...] = field(default=(), repr=False)
    """What the client offered."""
    sent: list[Frame] = field(default_factory=list)
    """What the client sent."""
    received: list[Frame] = field(default_factory=list)
    """What the server sent to it."""
    closed: bool = False
    close_code: int | None = None
    """The code that the client closed with; 1005 where it gave none, 1006 where the socket just ended."""
    close_reason: str = field(default="", repr=False)
    state: Any = None
    """What the API behind the server keeps of this connection."""
    watch: Watch = field(default_factory=Watch, repr=False)
    """Tells those who wait for this connection."""

    def messages(self, type: str | None = None) -> list[Frame]:
        """The text and binary messages that the client sent; with a type, the JSON events of it."""
        frames = [frame for frame in list(self.sent) if frame.kind in ("text", "binary")]
        return frames if type is None else [frame for frame in frames if event_type(frame.raw) == type]

    def wait_for_sent(self, count: int = 1, *, type: str | None = None, timeout: float = TIMEOUT) -> list[Frame]:
        """Wait until the client has sent so many messages (of an event type), and return all of them.

        Raises TimeoutError, which tells what had arrived.
        """
        check, what = self._sent(count, type)
        self.watch.wait(check, timeout, what, lambda: tell_connection(self))
        return self.messages(type)

    async def until_sent(self, count: int = 1, *, type: str | None = None, timeout: float = TIMEOUT) -> list[Frame]:
        """The same for async tests."""
        check, what = self._sent(count, type)
        await self.watch.until(check, timeout, what, lambda: tell_connection(self))
        return self.messages(type)

    def wait_for(self, check: "Callable[[Connection], object]", timeout: float = TIMEOUT, what: str = "") -> None:
        """Wait until the check of this connection holds.

        Raises TimeoutError, which tells what had arrived.
        """
        self.watch.wait(lambda: check(self), timeout, what or check, lambda: tell_connection(self))

    async def until(
        self, check: "Callable[[Connection], object]", timeout: float = TIMEOUT, what: str = ""
    ) -> None:
        """The same for async tests."""
        await self.watch.until(lambda: check(self), timeout, what or check, lambda: tell_connection(self))

    def wait_closed(self, timeout: float = TIMEOUT) -> None:
        """Wait until the connection is over.

        Raises TimeoutError, which tells what had arrived.
        """
        self.wait_for(lambda connection: connection.closed, timeout, "the end of the connection")

    async def until_closed(self, timeout: float = TIMEOUT) -> None:
        """The same for async tests."""
        await self.until(lambda connection: connection.closed, timeout, "the end of the connection")

    def _sent(self, count: int, type: str | None) -> tuple[Callable[[], object], str]:
        what = f"{count} {type or 'message'}{'s' if count != 1 and not type else ''} of the client"
        return lambda: len(self.sent) >= count and len(self.messages(type)) >= count, what


class Refusal(NamedTuple):
    """A visitor that the transport turned away or cut off by itself."""

    status: int
    """The HTTP status or the WebSocket close code of the answer; 0 where there was none."""
    reason: str
    time: float

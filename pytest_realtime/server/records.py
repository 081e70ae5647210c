"""What the server keeps of its visitors: requests and frames, as they arrived and before anyone judged them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

FrameKind = Literal["text", "binary", "close", "ping", "pong"]


@dataclass(frozen=True)
class Request:
    """One HTTP request, the upgrade of a WebSocket included."""

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

    def header(self, name: str) -> str | None:
        """The first header of that name, whatever its case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True)
class Frame:
    """One WebSocket message (its fragments put together) or control frame, as its sender wrote it."""

    kind: FrameKind
    raw: bytes
    """The payload: for text UTF-8, exactly as it came."""
    time: float
    order: int

    @property
    def text(self) -> str:
        """The payload as text; bytes that are no UTF-8 show as replacement characters."""
        return self.raw.decode("utf-8", "replace")


@dataclass
class Connection:
    """One WebSocket: how it was opened, and all that passed in both directions."""

    request: Request
    subprotocols: tuple[str, ...] = ()
    """What the client offered."""
    sent: list[Frame] = field(default_factory=list)
    """What the client sent."""
    received: list[Frame] = field(default_factory=list)
    """What the server sent to it."""
    closed: bool = False
    close_code: int | None = None
    state: Any = None
    """What the API behind the server keeps of this connection."""

"""What the server records of its clients: requests, connections and their frames, unchanged and unchecked.

Descriptions of records, in a repr or a timeout, leave out all that could hold a secret: headers, queries, payloads.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, TypeVar

from pytest_realtime.server.watch import TIMEOUT, Goal, Waitable, Watch, shortfall

FrameKind = Literal["text", "binary", "close", "ping", "pong", "raw"]

MAX_LISTED = 8
"""Records that a description lists; with more a timeout would fill the screen."""
MAX_NAME = 60
"""Characters of a path or event type in a description; longer than any that the API has."""
_KEY = re.compile(r"(?<![A-Za-z0-9_])(?:sk-|ek_)[\w-]+")
"""A key, which a client in error may put where an event type or a path belongs."""
_Record = TypeVar("_Record")


class Request(NamedTuple):
    """One HTTP request, the upgrade of a WebSocket included."""

    method: str
    """``GET``, ``POST``, …"""
    path: str
    """The path below the prefix, without query: ``/realtime/client_secrets``."""
    target: str
    """The request target exactly as it was sent."""
    query: Mapping[str, str]
    """The query parameters; of a repeated one the last value."""
    headers: tuple[tuple[str, str], ...]
    """Names and values in the order and spelling in which they were sent."""
    body: bytes
    """The body, byte for byte; chunks are joined."""
    time: float
    """Seconds since the server started."""
    order: int
    """Counts the requests and frames of the whole server in the order in which they arrived."""
    head: bytes = b""
    """Request line and headers, byte for byte."""

    def header(self, name: str) -> str | None:
        """Return the first header of that name, in any case; None if there is none."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def header_items(self, name: str) -> tuple[str, ...]:
        """Return the items of a header that is a list, however many lines it takes."""
        lines = (value for key, value in self.headers if key.lower() == name.lower())
        return tuple(item for line in lines for part in line.split(",") if (item := part.strip()))

    def __repr__(self) -> str:
        return f"Request(method={self.method!r}, path={_without_keys(self.path)!r}, order={self.order})"


class Frame(NamedTuple):
    """One WebSocket message, its fragments reassembled, or one control frame, as its sender wrote it."""

    kind: FrameKind
    """``text``, ``binary``, ``close``, ``ping`` or ``pong``; ``raw`` for bytes that the server did not frame."""
    raw: bytes
    """The payload; of a text message its UTF-8 bytes, exactly as they were sent."""
    time: float
    """Seconds since the server started."""
    order: int
    """Counts the requests and frames of the whole server in the order in which they arrived."""
    fragments: int = 1
    """The number of frames in which the message was sent."""

    @property
    def text(self) -> str:
        """The payload as a string; bytes that are not valid UTF-8 become replacement characters."""
        return self.raw.decode("utf-8", "replace")

    @property
    def event(self) -> dict[str, Any]:
        """The payload as a JSON event; empty for what is not one."""
        return _event_in(self.raw) if self.kind == "text" else {}

    @property
    def name(self) -> str:
        """The type of its event, or else its kind; without anything that could be a secret."""
        return _without_keys((event_type(self.raw) if self.kind == "text" else None) or self.kind)

    def __repr__(self) -> str:
        return f"Frame({_describe_frame(self)}, order={self.order})"


@dataclass(eq=False)
class Connection(Waitable):
    """One WebSocket: how it was opened, and everything that passed in both directions."""

    request: Request
    """The request that opened it."""
    subprotocols: tuple[str, ...] = field(default=(), repr=False)
    """The subprotocols that the client offered."""
    client_messages: list[Frame] = field(default_factory=list)
    """What the client sent, control frames included."""
    server_messages: list[Frame] = field(default_factory=list)
    """What the server sent, control frames included."""
    closed: bool = False
    """Whether the connection is over."""
    close_code: int | None = None
    """The code that the client closed with; 1005 if it gave none, 1006 if the socket just ended."""
    close_reason: str = field(default="", repr=False)
    """The reason that the client closed with."""
    state: Any = None
    """What the API behind the server keeps for this connection."""
    watch: Watch = field(default_factory=Watch, repr=False)

    def messages(self, type: str | None = None) -> list[Frame]:
        """Return the messages that the client sent so far, without control frames.

        Args:
            type: Only JSON events of this type, such as ``"session.update"``.
        """
        frames = [frame for frame in list(self.client_messages) if frame.kind in ("text", "binary")]
        return frames if type is None else [frame for frame in frames if event_type(frame.raw) == type]

    def wait_for_messages(
        self, count: int = 1, *, type: str | None = None, timeout: float = TIMEOUT
    ) -> list[Frame]:
        """Wait until the client has sent a number of messages.

        Args:
            count: How many messages to wait for.
            type: Count only JSON events of this type, such as ``"session.update"``.
            timeout: Seconds to wait at most.

        Returns:
            All messages (of that type) so far, at least ``count``.

        Raises:
            TimeoutError: Too few messages arrived in time. The text lists what arrived.
        """
        self.watch.wait(self._message_goal(count, type), timeout)
        return self.messages(type)

    async def until_messages(
        self, count: int = 1, *, type: str | None = None, timeout: float = TIMEOUT
    ) -> list[Frame]:
        """Like :meth:`wait_for_messages`, for async code."""
        await self.watch.until(self._message_goal(count, type), timeout)
        return self.messages(type)

    def wait_closed(self, timeout: float = TIMEOUT) -> None:
        """Wait until the connection is over.

        Raises:
            TimeoutError: It was still open after ``timeout`` seconds. The text lists what arrived.
        """
        self.watch.wait(self._closing_goal(), timeout)

    async def until_closed(self, timeout: float = TIMEOUT) -> None:
        """Like :meth:`wait_closed`, for async code."""
        await self.watch.until(self._closing_goal(), timeout)

    def describe(self) -> str:
        """Return one line about what the client sent so far, without anything that could be a secret."""
        frames = _listing("frame", self.client_messages, _describe_frame) or "nothing"
        return f"{frames}; closed with {self.close_code}" if self.closed else frames

    def _closing_goal(self) -> Goal:
        return self._goal(lambda: self.closed, lambda: "The connection was not closed")

    def _message_goal(self, count: int, type: str | None) -> Goal:
        return self._goal(
            # The cheap count first: messages of a type have to be parsed.
            lambda: len(self.client_messages) >= count and len(self.messages(type)) >= count,
            lambda: shortfall(len(self.messages(type)), count, type or "message", type or "messages") + " received",
        )


class Rejection(NamedTuple):
    """A client that the transport itself rejected or cut off, before the API saw it."""

    status: int
    """The HTTP status or WebSocket close code that the client got; 0 if it got none."""
    reason: str
    time: float
    """Seconds since the server started."""
    order: int = -1
    """Its place among the requests and frames of the whole server."""


def event_type(raw: bytes) -> str | None:
    """Return the ``type`` of a JSON event; None if there is none to read."""
    kind = _event_in(raw).get("type")
    return kind if isinstance(kind, str) else None


def _event_in(raw: bytes) -> dict[str, Any]:
    try:
        event: Any = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return event if isinstance(event, dict) else {}


def describe_records(requests: Sequence[Request], connections: Sequence[Connection]) -> str:
    """Return one line about all that arrived so far, such as ``1 request: GET /realtime; 1 connection: (…)``."""
    parts = [
        _listing("request", requests, lambda request: f"{request.method} {_without_keys(request.path)}"),
        _listing("connection", connections, lambda connection: f"({connection.describe()})"),
    ]
    return "; ".join(filter(None, parts)) or "nothing"


def _describe_frame(frame: Frame) -> str:
    return f"{frame.name} of {counted(len(frame.raw), 'byte')}"


def _listing(noun: str, records: Sequence[_Record], describe: Callable[[_Record], str]) -> str:
    listed = [describe(record) for record in records[:MAX_LISTED]] + ["…"] * (len(records) > MAX_LISTED)
    return f"{counted(len(records), noun)}: {', '.join(listed)}" if listed else ""


def counted(number: int, noun: str) -> str:
    """Return ``1 frame`` or ``2 frames``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _without_keys(name: str) -> str:
    """A path or event type of a client, cut where it is long."""
    plain = _KEY.sub("***", name)
    return plain if len(plain) <= MAX_NAME else plain[:MAX_NAME] + "…"

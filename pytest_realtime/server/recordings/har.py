"""Read a HAR: what Chromium's DevTools, and Playwright, write of the requests and WebSockets of a page."""

import base64
import binascii
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pytest_realtime.endpoints import EVENT_NAMES, is_known
from pytest_realtime.server.recordings.contents import FIRST_ERROR, Recording, request_of
from pytest_realtime.server.records import Connection, Frame, FrameKind, event_type
from pytest_realtime.wire.json.pointer import pointer_of

_TEXT = 1
_OPCODES: dict[int, FrameKind] = {_TEXT: "text", 2: "binary", 8: "close", 9: "ping", 10: "pong"}
_MILLISECONDS = 1e11
"""Times above are milliseconds: they are of this century then, and as seconds of none to come."""
_DIRECTIONS = ("send", "receive")
_WHERE = "export it from the network panel of Chromium's DevTools, where it is called HAR"
_NO_MESSAGES = (
    "the WebSocket {url} has no messages (_webSocketMessages), so that nothing could be judged; " + _WHERE
)


class HarError(ValueError):
    """A HAR that can't be judged. The message says what is wrong with it."""


class HarPart(BaseModel):
    """A part of a HAR. Programs add members of their own to all of them."""

    model_config = ConfigDict(extra="ignore", strict=True)


class HarHeader(HarPart):
    """A header."""

    name: str
    value: str


class HarBody(HarPart):
    """The body of a request, or of its response."""

    text: str = ""
    encoding: str = ""

    @property
    def raw(self) -> bytes:
        """The bytes."""
        if self.encoding == "base64":
            return _decoded(self.text, "a body")
        return self.text.encode("utf-8", "surrogatepass")


class HarRequest(HarPart):
    """A request."""

    method: str
    url: str
    headers: list[HarHeader] = []
    body: HarBody = Field(HarBody(), alias="postData")


class HarResponse(HarPart):
    """A response."""

    status: int = 0
    content: HarBody = HarBody()


class HarMessage(HarPart):
    """A message on a WebSocket. They are an extension of the format, by Chromium's DevTools."""

    type: str
    """``send``, ``receive``, or ``error`` for a failure that the page was told."""
    time: float
    """Since 1970: seconds as DevTools write them, milliseconds as Playwright does."""
    opcode: int
    data: str
    """The text; of a binary message its base64."""

    @property
    def seconds(self) -> float:
        """The time in seconds since 1970. As seconds, what Playwright writes would be in 50,000 years."""
        return self.time / 1000 if self.time > _MILLISECONDS else self.time


class HarEntry(HarPart):
    """A request with its response, and with the messages of the WebSocket that it opened."""

    started: str = Field(alias="startedDateTime")
    request: HarRequest
    response: HarResponse = HarResponse()
    messages: list[HarMessage] | None = Field(None, alias="_webSocketMessages")


class HarLog(HarPart):
    """All entries."""

    entries: list[HarEntry]


class Har(HarPart):
    """A whole HAR."""

    log: HarLog


class _Passed(NamedTuple):
    """A request, or a message of the WebSocket that it opened, at its time."""

    time: float
    entry: HarEntry
    message: HarMessage | None = None


def read_har(value: Any) -> Recording:
    """Read a HAR.

    Args:
        value: Its JSON value.

    Returns:
        Its WebSockets and requests that are about the Realtime API; the others are counted.

    Raises:
        HarError: It is not a HAR, or lacks the messages.
    """
    try:
        whole = Har.model_validate(value)
    except ValidationError as error:
        line = error.errors()[0]
        raise HarError(f"{pointer_of(line['loc'])} {line['msg'].removeprefix('Input ')}") from None
    recording = Recording(has_lines=False)
    entries = [entry for entry in whole.log.entries if _is_ours(entry)]
    recording.ignored = len(whole.log.entries) - len(entries)
    passed = sorted((one for entry in entries for one in _passed(entry)), key=lambda one: one.time)
    connections: dict[int, Connection] = {}
    for order, one in enumerate(passed):
        time = one.time - passed[0].time
        if one.message is None:
            _open(recording, connections, one.entry, time, order)
        else:
            frames = connections[id(one.entry)]
            sent = one.message.type == "send"
            (frames.client_messages if sent else frames.server_messages).append(_frame(one.message, time, order))
    return recording


def _is_socket(entry: HarEntry) -> bool:
    return entry.messages is not None or entry.request.url.startswith(("ws:", "wss:"))


def _is_ours(entry: HarEntry) -> bool:
    """Whether an entry is about the Realtime API: by its address or, if it goes through a relay, its events."""
    sent = entry.request
    if is_known(request_of(sent.method, sent.url, (), body=b"", time=0, order=0).path):
        return _is_socket(entry) or sent.method not in ("GET", "OPTIONS")
    return any(
        event_type(message.data.encode()) in EVENT_NAMES for message in entry.messages or () if message.opcode == 1
    )


def _passed(entry: HarEntry) -> Iterator[_Passed]:
    if _is_socket(entry) and entry.messages is None and entry.response.status < FIRST_ERROR:
        raise HarError(_NO_MESSAGES.format(url=entry.request.url.partition("?")[0]))
    messages = [one for one in entry.messages or () if one.opcode in _OPCODES and one.type in _DIRECTIONS]
    try:
        started = datetime.fromisoformat(entry.started).timestamp()
    except ValueError:
        raise HarError(f"startedDateTime {entry.started!r:.40} is not ISO 8601") from None
    # The clocks of both are not the same one; a message never precedes its connection.
    yield _Passed(min([started, *(message.seconds for message in messages)]), entry)
    yield from (_Passed(message.seconds, entry, message) for message in messages)


def _open(
    recording: Recording, connections: dict[int, Connection], entry: HarEntry, time: float, order: int
) -> None:
    sent = entry.request
    headers = tuple((header.name, header.value) for header in sent.headers)
    request = request_of(sent.method, sent.url, headers, body=sent.body.raw, time=time, order=order)
    recording.add_request(request, entry.response.status, entry.response.content.raw)
    if entry.messages is not None:
        connections[id(entry)] = Connection(request)
        recording.connections.append(connections[id(entry)])


def _frame(message: HarMessage, time: float, order: int) -> Frame:
    kind = _OPCODES[message.opcode]
    is_binary = kind == "binary"
    raw = _decoded(message.data, "a message") if is_binary else message.data.encode("utf-8", "surrogatepass")
    return Frame(kind, raw, time, order)


def _decoded(text: str, what: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise HarError(f"{what} that should be base64 is {text[:40]!r}") from None

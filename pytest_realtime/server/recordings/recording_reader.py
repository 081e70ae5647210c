"""Read a recording: JSON lines of this package or of another program, or a HAR of a browser."""

import base64
import codecs
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from pydantic import ValidationError

from pytest_realtime.did_you_mean import did_you_mean
from pytest_realtime.endpoints import KINDS
from pytest_realtime.server.api.connection_kinds import kind_of
from pytest_realtime.server.members import member_at
from pytest_realtime.server.recordings import har
from pytest_realtime.server.recordings.contents import RecordedState, Recording, RecordingError, request_of
from pytest_realtime.server.recordings.lines import (
    BY_MEMBER,
    VERSION,
    AnyLine,
    HeadLine,
    MessageLine,
    RejectionLine,
    RequestLine,
)
from pytest_realtime.server.records import Connection, Frame, FrameKind, Rejection

_HEAD = f'{{"recording": {VERSION}}}'
_FAULT = "The recording is wrong here, not the client that it is about"
_SHOWN = 60


def read_recording(path: Path) -> Recording:
    """Read a recording.

    Args:
        path: The file: JSON lines, or a HAR with the messages of WebSockets.

    Raises:
        RecordingError: It can't be read, is neither of them, or nothing in it is about the Realtime API.
    """
    text = _text_of(path)
    value = _har_in(path, text)
    try:
        found = _LineReader(path, text).read() if value is None else har.read_har(value)
    except har.HarError as error:
        raise RecordingError(f"{path}: not a HAR that can be judged: {error}") from None
    if not found.requests and not found.connections and not found.rejected:
        raise RecordingError(f"{path}: no WebSocket of the Realtime API in it, and no request to its addresses")
    return found


def _text_of(path: Path) -> str:
    try:
        data = path.read_bytes().removeprefix(codecs.BOM_UTF8)
        text = data.decode("utf-8")
    except IsADirectoryError:
        raise RecordingError(f"{path}: this is a folder; name the recordings in it: {path}/*.jsonl") from None
    except OSError as error:
        raise RecordingError(f"{path}: can't read the recording: {error.strerror}") from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RecordingError(f"{path}, line {line}: not UTF-8. Recordings are UTF-8. {_FAULT}") from None
    if not text.strip():
        raise RecordingError(f"{path}: the file is empty; a recording begins with {_HEAD}")
    return text


def _har_in(path: Path, text: str) -> Any:
    """Return the JSON value of a HAR; None if the text is not one."""
    if '"log"' not in text.lstrip()[:_SHOWN]:
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        problem = f"a HAR that is not JSON ({error}): it was cut off or edited. Export it again"
        raise RecordingError(f"{path}: {problem}") from None
    return value if isinstance(value, dict) and "log" in value else None


class _LineReader:
    """Reads JSON lines, each checked by itself and with those before it."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._lines = text.split("\n")
        self._recording = Recording()
        self._by_number: dict[int, Connection] = {}
        self._number = 0
        self._last = 0.0
        self._is_first = True

    def read(self) -> Recording:
        """Return what the lines say."""
        for number, text in enumerate(self._lines, start=1):
            self._number = number
            if text.strip():
                line = self._parse(text)
                if self._is_first != isinstance(line, HeadLine):
                    self._fail(f"the first line of a recording is {_HEAD}, and no other one is")
                self._is_first = False
                self._take(line)
        return self._recording

    def _parse(self, text: str) -> AnyLine:
        try:
            value = json.loads(text)
        except (ValueError, RecursionError) as error:
            is_last = not any(line.strip() for line in self._lines[self._number :])
            hint = "it was cut off: remove this line to use the others" if is_last else "write one object per line"
            if self._is_first:
                hint = f"a recording begins with {_HEAD}; a HAR is one JSON object"
            self._fail(f"not JSON ({error}); {hint}")
        if not isinstance(value, dict):
            self._fail(f"not a JSON object but {text[:_SHOWN]}; write one object per line")
        if "recording" in value and value["recording"] != VERSION:
            self._fail(
                f"version {value['recording']!r:.{_SHOWN}} of the format; this release reads {VERSION}. "
                "Upgrade pytest-realtime if the version is a later one"
            )
        kinds = [kind for member, kind in BY_MEMBER.items() if member in value]
        if not kinds:
            self._fail(f"not a line of a recording; each has one of {', '.join(BY_MEMBER)}")
        try:
            # As JSON: numbers and arrays are then what JSON calls so.
            return kinds[0].model_validate_json(text)
        except ValidationError as error:
            self._fail("; ".join(_problems(error, kinds[0])))

    def _take(self, line: AnyLine) -> None:
        if isinstance(line, HeadLine):
            return
        if line.time < self._last:
            self._fail(
                f"out of time order: {line.time:g} s comes after {self._last:g} s; lines are in the order in which "
                "everything passed, on all connections together"
            )
        self._last = line.time
        if isinstance(line, RequestLine):
            self._take_request(line)
        elif isinstance(line, MessageLine):
            self._take_message(line)
        else:
            self._take_rejection(line)

    def _take_rejection(self, line: RejectionLine) -> None:
        rejected = Rejection(line.rejected.status, line.rejected.reason, line.time, self._number)
        self._recording.rejected.append(rejected)

    def _take_request(self, line: RequestLine) -> None:
        sent = line.request
        headers = tuple((header.name, header.value) for header in sent.headers)
        body = base64.b64decode(sent.body_base64) or sent.body.encode()
        request = request_of(sent.method, sent.url, headers, body=body, time=line.time, order=self._number)
        self._recording.add_request(request, line.status or 0, line.reply.encode())
        if line.connection is None:
            return
        if line.connection in self._by_number:
            self._fail(f"connection {line.connection} is opened twice; give each WebSocket a number of its own")
        connection = self._open(line.connection, Connection(request))
        if line.kind:
            kind = next(kind for kind in KINDS if kind.name == line.kind)
            connection.state = RecordedState(kind, {})

    def _open(self, number: int, connection: Connection) -> Connection:
        following = len(self._by_number) + 1
        if number != following:
            self._fail(f"connection {number} instead of {following}; they are numbered from 1, as they open")
        self._by_number[number] = connection
        self._recording.connections.append(connection)
        return connection

    def _take_message(self, line: MessageLine) -> None:
        connection = self._by_number.get(line.connection)
        if connection is None:
            opening = request_of("GET", "/realtime", (), body=b"", time=line.time, order=-1)
            connection = self._open(line.connection, Connection(opening))
        frame = Frame(*self._contents(line), line.time, self._number, line.fragments)
        is_clients = line.direction == "client"
        (connection.client_messages if is_clients else connection.server_messages).append(frame)
        if line.refuses is not None:
            self._note_refusal(connection, frame, line.refuses)
        if is_clients and line.close is not None:
            connection.closed, connection.close_code = True, line.close.code
            connection.close_reason = line.close.reason

    def _note_refusal(self, connection: Connection, frame: Frame, refused: int) -> None:
        if refused >= self._number:
            self._fail(f"refuses line {refused}, which is not before it; allowed: the number of an earlier line")
        if connection.state is None:
            connection.state = RecordedState(kind_of(connection.request), {})
        connection.state.refusals[member_at(frame.event, "event_id")] = refused

    def _contents(self, line: MessageLine) -> tuple[FrameKind, bytes]:
        if line.text is not None:
            return "text", self._whole(line).encode("utf-8", "surrogatepass")
        if line.close is not None:
            code = b"" if line.close.code is None else line.close.code.to_bytes(2)
            return "close", code + line.close.reason.encode("utf-8", "surrogatepass")
        kinds: tuple[FrameKind, ...] = ("binary", "ping", "pong", "raw")
        kind = next(kind for kind in kinds if getattr(line, kind) is not None)
        return kind, base64.b64decode(getattr(line, kind))

    def _whole(self, line: MessageLine) -> str:
        """The text with silence where audio was removed."""
        pieces, start = [], 0
        for removed in line.abridged:
            if not start <= removed.at <= len(line.text):
                self._fail(f"abridged at {removed.at} is not in the text, or before another one; allowed: in order")
            pieces += [line.text[start : removed.at], "A" * removed.characters]
            start = removed.at
        return "".join([*pieces, line.text[start:]])

    def _fail(self, problem: str) -> NoReturn:
        raise RecordingError(f"{self._path}, line {self._number}: {problem}. {_FAULT}")


def _problems(error: ValidationError, kind: type[AnyLine]) -> Iterator[str]:
    for line in error.errors():
        place = ".".join(map(str, line["loc"]))
        if line["type"] == "extra_forbidden":
            known = list(kind.model_fields)
            hint = did_you_mean(str(line["loc"][-1]), known)
            yield f"unknown member {place!r}{hint}; allowed: {', '.join(known)}"
        elif line["type"] == "missing":
            yield f"the member {place!r} is missing"
        else:
            message = line["msg"].removeprefix("Value error, ").removeprefix("Input ")
            yield f"{place} {message}".strip()

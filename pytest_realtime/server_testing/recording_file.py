"""Write what passed at a server as a recording, without secrets."""

import base64
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from pytest_realtime import __version__
from pytest_realtime.server.api import RealtimeApi
from pytest_realtime.server.members import member_at
from pytest_realtime.server.recordings.lines import (
    Abridgement,
    AnyLine,
    HeadLine,
    MessageLine,
    RecordedClose,
    RecordedHeader,
    RecordedRejection,
    RecordedRequest,
    RejectionLine,
    RequestLine,
    line_text,
)
from pytest_realtime.server.records import Connection, Frame, Rejection, Request, event_type
from pytest_realtime.server.server import RealtimeServer
from pytest_realtime.server_testing.secret_masks import SecretMasks

Audio = Literal["whole", "abridged"]
"""Whether the audio in messages is written."""
_DELTAS = ("response.output_audio.delta", "response.audio.delta", "session.output_audio.delta")
"""The events whose member ``delta`` is audio; elsewhere the member ``audio`` is."""
_AUDIO, _DELTA = (re.compile(rf'"{name}"\s*:\s*"([A-Za-z0-9+/]{{64,}})(?==*")') for name in ("audio", "delta"))
"""Base64 from 64 characters on; the padding stays, so that its length remains right."""


def save_recording(server: RealtimeServer, path: Path, *, audio: Audio = "whole", test: str = "") -> bool:
    """Write a recording; an unfinished file is never seen under its name.

    Args:
        server: The server, best after it has stopped.
        path: The file. Its folder is created.
        audio: Whether audio is written, or only how long it is.
        test: The node id of the test.

    Returns:
        Whether anything had passed. If not, no file is written.

    Raises:
        OSError: It can't be written.
    """
    lines = list(_Lines(server, audio, test))
    if len(lines) == 1:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    text = "".join(f"{line_text(line)}\n" for line in lines)
    # A lone surrogate can't be written; escaped it stays valid JSON.
    unfinished.write_bytes(text.encode("utf-8", "backslashreplace"))
    unfinished.replace(path)
    return True


class _Lines:
    """The lines of a server's records, in the order in which everything passed."""

    def __init__(self, server: RealtimeServer, audio: Audio, test: str) -> None:
        self._server = server
        self._is_abridged = audio == "abridged"
        self._masks = SecretMasks(_issued(server))
        self._test = test
        self._connections = {connection.request.order: connection for connection in list(server.connections)}
        self._numbers = {order: number for number, order in enumerate(self._connections, start=1)}
        by_order = self._connections.get
        records: list[tuple[int, Any, Connection | None, bool]] = []
        records += [(request.order, request, by_order(request.order), True) for request in list(server.requests)]
        records += [(rejection.order, rejection, None, True) for rejection in list(server.rejected)]
        for connection in self._connections.values():
            records += [(frame.order, frame, connection, True) for frame in list(connection.client_messages)]
            records += [(frame.order, frame, connection, False) for frame in list(connection.server_messages)]
        self._records = sorted(records, key=lambda record: record[0])
        # The head is line 1.
        self._line_numbers = {record[0]: number for number, record in enumerate(self._records, start=2)}

    def __iter__(self) -> Iterator[AnyLine]:
        test = {"test": self._masks.text(self._test)} if self._test else {}
        yield HeadLine(recording=1, tool=f"pytest-realtime {__version__}", **test)
        last = 0.0
        for _, record, connection, is_clients in self._records:
            # A request has the time at which it began, and the order of its end.
            last = max(last, round(record.time, 6))
            if isinstance(record, Request):
                yield self._request(record, connection, last)
            elif isinstance(record, Rejection):
                reason = self._masks.text(record.reason)
                yield RejectionLine(time=last, rejected=RecordedRejection(status=record.status, reason=reason))
            else:
                assert connection is not None
                yield self._message(record, connection, last, is_clients=is_clients)

    def _request(self, request: Request, connection: Connection | None, time: float) -> RequestLine:
        masks = self._masks
        headers = [RecordedHeader(name=name, value=value) for name, value in masks.headers(request)]
        method, url = masks.text(request.method), masks.url(request)
        sent = RecordedRequest(method=method, url=url, headers=headers, **self._body(request))
        more: dict[str, Any] = {}
        if connection is not None:
            more["connection"] = self._numbers[request.order]
        if status := self._server.statuses.get(request.order):
            more["status"] = status
        if reply := getattr(self._server.api, "refused", {}).get(request.order):
            more["reply"] = self._masks.text(reply.body.decode("utf-8", "replace"))
        if connection is not None and connection.state is not None:
            more["kind"] = connection.state.kind.name
        return RequestLine(time=time, request=sent, **more)

    def _body(self, request: Request) -> dict[str, str]:
        if not request.body:
            return {}
        try:
            return {"body": self._masks.text(request.body.decode("utf-8"))}
        except UnicodeDecodeError:
            return {"body_base64": base64.b64encode(self._masks.data(request.body)).decode()}

    def _message(self, frame: Frame, connection: Connection, time: float, *, is_clients: bool) -> MessageLine:
        more: dict[str, Any] = {"fragments": frame.fragments} if frame.fragments != 1 else {}
        if frame.kind == "text":
            more |= self._text(frame)
            if not is_clients and (refused := self._refused(frame, connection)) is not None:
                more["refuses"] = refused
        elif frame.kind == "close":
            more["close"] = self._close(frame)
        else:
            more[frame.kind] = base64.b64encode(self._masks.data(frame.raw)).decode()
        number = self._numbers[connection.request.order]
        direction: Literal["client", "server"] = "client" if is_clients else "server"
        return MessageLine(time=time, connection=number, direction=direction, **more)

    def _text(self, frame: Frame) -> dict[str, Any]:
        text = self._masks.text(frame.text)
        if not self._is_abridged:
            return {"text": text}
        pattern = _DELTA if event_type(frame.raw) in _DELTAS else _AUDIO
        removed = [found.span(1) for found in pattern.finditer(text)]
        pieces, places, start, length = [], [], 0, 0
        for begin, end in removed:
            pieces.append(text[start:begin])
            length += begin - start
            places.append(Abridgement(at=length, characters=end - begin))
            start = end
        whole = {"text": "".join([*pieces, text[start:]])}
        return {**whole, "abridged": places} if places else whole

    def _close(self, frame: Frame) -> RecordedClose:
        given: dict[str, Any] = {"code": int.from_bytes(frame.raw[:2])} if len(frame.raw) > 1 else {}
        if reason := frame.raw[2:].decode("utf-8", "replace"):
            given["reason"] = self._masks.text(reason)
        return RecordedClose(**given)

    def _refused(self, frame: Frame, connection: Connection) -> int | None:
        if connection.state is None or '"error"' not in frame.text[:100]:
            return None
        order = connection.state.refusals.get(member_at(frame.event, "event_id"))
        return self._line_numbers.get(order) if order is not None else None


def _issued(server: RealtimeServer) -> Iterator[str]:
    yield server.api_key
    if isinstance(server.api, RealtimeApi):
        yield from server.api.credentials.secrets

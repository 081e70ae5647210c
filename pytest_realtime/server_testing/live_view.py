"""The local server in a terminal: one line per request and frame, with its findings below."""

import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Self

from pytest_realtime.judge import mask
from pytest_realtime.safe_text import on_one_line, visible
from pytest_realtime.server.records import Connection, Frame, Request, counted, event_type
from pytest_realtime.server_testing.checked_server import CheckedServer
from pytest_realtime.server_testing.connection_judge import ConnectionJudge
from pytest_realtime.server_testing.traffic import is_explained, level_of, order_finding, refusal_finding
from pytest_realtime.server_testing.validation import (
    ClientMessage,
    ServerFinding,
    validate_frame,
    validate_request,
)

MAX_NAME = 110
"""Columns of a line's name, so that a long path does not fill the screen."""


@dataclass
class LiveView:
    """The lines about a server, each returned once."""

    server: CheckedServer
    message_count: int = 0
    """Requests and messages of clients so far."""
    finding_count: int = 0
    """Their findings of level MUST."""
    _requests: int = 0
    _rejected: int = 0
    _judges: dict[int, ConnectionJudge] = field(default_factory=dict)
    _sent: dict[int, ClientMessage] = field(default_factory=dict)
    """The messages so far, by their order."""
    _shown: dict[int, tuple[int, int, bool]] = field(default_factory=dict)
    """What was shown of each connection: how many frames of either side, and whether its end."""

    @property
    def has_news(self) -> bool:
        """Whether there is anything that was not shown yet."""
        if self._new_requests() or len(self.server.rejected) > self._rejected:
            return True
        connections = enumerate(list(self.server.connections))
        return any(_extent(connection) != self._shown_of(index) for index, connection in connections)

    def lines(self) -> Iterator[str]:
        """Yield what is new, in the order in which it happened."""
        news: list[tuple[int, list[str]]] = []
        for request in self._new_requests():
            self._requests += 1
            self.message_count += 1
            line = _line(request, "→", f"{request.method} {request.path} {self.server.statuses[request.order]}")
            news.append((request.order, self._with_verdict(line, validate_request(request))))
        for index, connection in enumerate(list(self.server.connections)):
            news += self._new_frames(index, connection)
            news += self._new_verdicts(index, connection)
        for _, lines in sorted(news, key=lambda entry: entry[0]):
            yield from (mask(visible(line)).rstrip() for line in lines)
        rejected = self.server.rejected[self._rejected :]
        self._rejected += len(rejected)
        for rejection in rejected:
            yield mask(visible(f"{rejection.time:8.3f}  rejected ({rejection.status}): {rejection.reason}"))

    def _shown_of(self, index: int) -> tuple[int, int, bool]:
        return self._shown.get(index, (0, 0, False))

    def _new_requests(self) -> list[Request]:
        """The requests that were not shown yet, up to the first without a reply."""
        statuses = self.server.statuses
        return list(takewhile(lambda request: request.order in statuses, self.server.requests[self._requests :]))

    def _new_frames(self, index: int, connection: Connection) -> Iterator[tuple[int, list[str]]]:
        client, server, was_closed = self._shown_of(index)
        self._shown[index] = extent = _extent(connection)
        for frame in connection.client_messages[client : extent[0]]:
            self.message_count += frame.kind in ("text", "binary")
            line = _line(frame, f"→ {index + 1}", _name(frame))
            message = validate_frame(connection, frame, number=index + 1)
            if message:
                self._sent[frame.order] = message
            yield frame.order, self._with_verdict(line, message)
        for frame in connection.server_messages[server : extent[1]]:
            yield frame.order, [_line(frame, f"← {index + 1}", _name(frame))]
        if extent[2] and not was_closed:
            yield self.server.next_order, [f"{'':8}  x {index + 1}   closed with {connection.close_code}"]

    def _new_verdicts(self, index: int, connection: Connection) -> Iterator[tuple[int, list[str]]]:
        """Yield what is wrong with the order of a connection, and what was refused."""
        judge = self._judges.setdefault(index, ConnectionJudge(connection))
        judge.advance(is_final=connection.closed)
        faults, refusals = judge.take_news()
        found = [order_finding(fault) for fault in faults]
        for fault in faults:
            if message := self._sent.get(fault.passage.order):
                more = (*message.findings, order_finding(fault))
                self._sent[message.order] = replace(message, findings=more)
        for refusal in refusals:
            message = self._sent.get(refusal.order)
            if message and not is_explained(refusal, message):
                found.append(refusal_finding(refusal, level_of(refusal, message)))
        for finding in found:
            self.finding_count += finding.level == "MUST"
            yield self.server.next_order, [f"{'':8}  ! {index + 1}   {_difference(finding)}"]

    def _with_verdict(self, line: str, message: ClientMessage | None) -> list[str]:
        if message is None:
            return [line]
        if not message.is_known:
            return [f"{line}  unknown event, not checked"]
        must = [found for found in message.findings if found.level == "MUST"]
        self.finding_count += len(must)
        lines = [f"{line}  {'INVALID' if must else 'advisory' if message.findings else 'ok'}"]
        for found in message.findings:
            lines.append(f"{'':15} {_difference(found)}")
        return lines


class Interruption:
    """Handles Ctrl-C between lines, so that what has arrived by then is still shown; a second one acts at once.

    A context manager for the main thread.
    """

    def __init__(self) -> None:
        self.is_requested = False
        self._is_waiting = False

    def __enter__(self) -> Self:
        self._before = signal.signal(signal.SIGINT, self._note)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> None:
        signal.signal(signal.SIGINT, self._before)

    def during(self, wait: Callable[[], None]) -> None:
        """Wait until that is done or Ctrl-C is pressed."""
        try:
            self._is_waiting = True
            if not self.is_requested:
                wait()
        except (KeyboardInterrupt, TimeoutError):
            pass
        finally:
            self._is_waiting = False

    def _note(self, number: int, frame: object) -> None:
        is_urgent = self.is_requested or self._is_waiting
        self.is_requested = True
        if is_urgent:
            raise KeyboardInterrupt


def watch(server: CheckedServer, *, interval: float = 3600.0) -> Iterator[str]:
    """Yield the lines of a running server as they come, until Ctrl-C.

    Args:
        server: The server.
        interval: Seconds after which to look even though nothing has happened.
    """
    view = LiveView(server)
    with Interruption() as interruption:
        while not interruption.is_requested:
            interruption.during(lambda: server.wait_for(lambda _: view.has_news, interval))
            yield from view.lines()
        yield f"{counted(view.message_count, 'message')}, {counted(view.finding_count, 'finding')} of level MUST"


def _difference(found: ServerFinding) -> str:
    finding = found.finding.masked()
    return f"{finding}: expected {finding.expected}, observed {finding.observed} [{found.level}]"


def _extent(connection: Connection) -> tuple[int, int, bool]:
    return len(connection.client_messages), len(connection.server_messages), connection.closed


def _line(record: Request | Frame, direction: str, name: str) -> str:
    return f"{record.time:8.3f}  {direction:5} {on_one_line(name)[:MAX_NAME]:44}"


def _name(frame: Frame) -> str:
    name = event_type(frame.raw) if frame.kind == "text" else frame.kind
    return f"{name or 'text'} ({len(frame.raw)} bytes)"

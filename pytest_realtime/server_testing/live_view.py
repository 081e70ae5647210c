"""The local server in a terminal: one line for all that passes, with what is wrong below it."""

import signal
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Self

from pytest_realtime.judge import mask
from pytest_realtime.safe_text import on_one_line, visible
from pytest_realtime.server.records import Connection, Frame, Request
from pytest_realtime.server.telling import event_type
from pytest_realtime.server_testing.fixture import CheckedServer
from pytest_realtime.server_testing.validation import ClientMessage, judge_frame, judge_request

WIDTH = 110


@dataclass
class LiveView:
    """Tells what has happened since it was asked last."""

    server: CheckedServer
    messages: int = 0
    """Requests and messages of clients so far."""
    findings: int = 0
    """What was wrong with them, of level MUST."""
    _requests: int = 0
    _refused: int = 0
    _seen: dict[int, list[int]] = field(default_factory=dict)
    """For each connection how many frames of the client and of the server were told, and whether its end was."""

    @property
    def has_news(self) -> bool:
        """Whether there is anything that was not told yet."""
        if self._answered() or len(self.server.refused) > self._refused:
            return True
        return any(self._state(connection) != self._told(index) for index, connection in self._connections())

    def lines(self) -> Iterator[str]:
        """What is new, in the order in which it happened."""
        news = [*self._new_requests()]
        for index, connection in self._connections():
            news += self._new_frames(index, connection)
        for _, lines in sorted(news, key=lambda entry: entry[0]):
            yield from (mask(visible(line)).rstrip() for line in lines)
        refused = self.server.refused[self._refused :]
        self._refused += len(refused)
        for refusal in refused:
            yield mask(visible(f"{refusal.time:8.3f}  turned away ({refusal.status}): {refusal.reason}"))

    def _connections(self) -> list[tuple[int, Connection]]:
        return list(enumerate(list(self.server.connections)))

    def _state(self, connection: Connection) -> list[int]:
        return [len(connection.sent), len(connection.received), int(connection.closed)]

    def _told(self, index: int) -> list[int]:
        return self._seen.get(index, [0, 0, 0])

    def _answered(self) -> list[Request]:
        """The requests that are not told yet, each as soon as it is answered."""
        answers = self.server.answers
        return list(takewhile(lambda request: request.order in answers, self.server.requests[self._requests :]))

    def _new_requests(self) -> Iterator[tuple[int, list[str]]]:
        requests = self._answered()
        self._requests += len(requests)
        for request in requests:
            self.messages += 1
            status = self.server.answers[request.order]
            line = _line(request, "→", f"{request.method} {request.path} {status}")
            yield request.order, self._with_verdict(line, judge_request(request))

    def _new_frames(self, index: int, connection: Connection) -> Iterator[tuple[int, list[str]]]:
        sent, received, was_closed = self._told(index)
        self._seen[index] = state = self._state(connection)
        for frame in connection.sent[sent : state[0]]:
            self.messages += frame.kind in ("text", "binary")
            line = _line(frame, f"→ {index + 1}", _name(frame))
            yield frame.order, self._with_verdict(line, judge_frame(connection, frame, number=index + 1))
        for frame in connection.received[received : state[1]]:
            yield frame.order, [_line(frame, f"← {index + 1}", _name(frame))]
        if state[2] and not was_closed:
            yield self.server.arrived, [f"{'':8}  x {index + 1}   closed with {connection.close_code}"]

    def _with_verdict(self, line: str, sent: ClientMessage | None) -> list[str]:
        if sent is None:
            return [line]
        if not sent.is_judged:
            return [f"{line}  not known, not judged"]
        binding = [remark for remark in sent.remarks if remark.level == "MUST"]
        self.findings += len(binding)
        told = [remark.finding.masked() for remark in sent.remarks]
        details = [
            f"{'':15} {finding}: expected {finding.expected}, observed {finding.observed} [{remark.level}]"
            for finding, remark in zip(told, sent.remarks, strict=True)
        ]
        return [f"{line}  {_verdict(sent.remarks, binding)}", *details]


class Interruption:
    """Ctrl-C, heeded between lines: what has arrived by then is still told; a second one is heeded at once.

    For the main thread, as a context manager.
    """

    def __init__(self) -> None:
        self.is_asked = False
        self._is_awaited = False

    def __enter__(self) -> Self:
        self._before = signal.signal(signal.SIGINT, self._note)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> None:
        signal.signal(signal.SIGINT, self._before)

    def during(self, wait: Callable[[], None]) -> None:
        """Wait; Ctrl-C ends that."""
        try:
            self._is_awaited = True
            if not self.is_asked:
                wait()
        except (KeyboardInterrupt, TimeoutError):
            pass
        finally:
            self._is_awaited = False

    def _note(self, number: int, frame: object) -> None:
        is_urgent = self.is_asked or self._is_awaited
        self.is_asked = True
        if is_urgent:
            raise KeyboardInterrupt


def watch(server: CheckedServer, *, patience: float = 3600.0) -> Iterator[str]:
    """The lines of a running server until Ctrl-C; each comes when it is known.

    ``patience``: the seconds after which it looks anew although nothing has happened.
    """
    view = LiveView(server)
    with Interruption() as interruption:
        while not interruption.is_asked:
            interruption.during(lambda: server.wait_for(lambda _: view.has_news, patience))
            yield from view.lines()
        yield f"{view.messages} messages, {view.findings} findings of level MUST"


def _verdict(remarks: Iterable[object], binding: Iterable[object]) -> str:
    return "WRONG" if list(binding) else "doubtful" if list(remarks) else "ok"


def _line(record: Request | Frame, direction: str, name: str) -> str:
    return f"{record.time:8.3f}  {direction:5} {on_one_line(name)[:WIDTH]:44}"


def _name(frame: Frame) -> str:
    name = event_type(frame.raw) if frame.kind == "text" else frame.kind
    return f"{name or 'text'} ({len(frame.raw)} bytes)"

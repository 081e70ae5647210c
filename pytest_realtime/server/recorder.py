"""The records of one server: everything that arrived, in one order, and what went wrong."""

import time
from dataclasses import dataclass, field

from pytest_realtime.server.records import Connection, Frame, FrameKind, Rejection, Request
from pytest_realtime.server.watch import Watch

MAX_REJECTIONS = 1_000
"""Keep at most this many, as many as sockets can be open at once; further rejections add no information."""


@dataclass(eq=False, repr=False)
class Recorder:
    """What the server keeps. Written by its thread only, read by any thread."""

    requests: list[Request] = field(default_factory=list)
    connections: list[Connection] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    """The HTTP status of each reply, by the order of its request; 101 where a WebSocket was opened."""
    rejected: list[Rejection] = field(default_factory=list)
    rejection_count: int = 0
    """How many there were, kept or not."""
    errors: list[BaseException] = field(default_factory=list)
    """What failed behind the transport or in it; never the fault of a client."""
    watch: Watch = field(default_factory=Watch)
    _started: float = field(default_factory=time.perf_counter)
    _order: int = 0

    def stamp(self) -> tuple[float, int]:
        """Return the seconds since the start, and the next number of the common order."""
        self._order += 1
        return time.perf_counter() - self._started, self._order - 1

    def frame(self, kind: FrameKind, raw: bytes, fragments: int = 1) -> Frame:
        """Return a frame that passes right now."""
        time, order = self.stamp()
        return Frame(kind, raw, time, order, fragments)

    def reject(self, status: int, reason: str) -> None:
        """Note that a client was rejected."""
        self.rejection_count += 1
        if len(self.rejected) < MAX_REJECTIONS:
            moment, order = self.stamp()
            self.rejected.append(Rejection(status, reason, moment, order))

"""The memory of one server: everything that arrived, in one order; and what went wrong."""

import time
from dataclasses import dataclass, field

from pytest_realtime.server.records import Connection, Frame, FrameKind, Refusal, Request
from pytest_realtime.server.waiting import Watch

MOST_REFUSALS = 1_000
"""So many are kept; a storm of them tells nothing more."""


@dataclass(eq=False, repr=False)
class Recorder:
    """What the server keeps. Written by its thread alone, read by any."""

    requests: list[Request] = field(default_factory=list)
    connections: list[Connection] = field(default_factory=list)
    answers: dict[int, int] = field(default_factory=dict)
    """The HTTP status of each answer, by the order of its request; 101 where a WebSocket was opened."""
    refused: list[Refusal] = field(default_factory=list)
    refusals: int = 0
    """How many there were, kept or not."""
    errors: list[BaseException] = field(default_factory=list)
    """What failed behind the transport, or in it: never the fault of a client."""
    watch: Watch = field(default_factory=Watch)
    _started: float = field(default_factory=time.perf_counter)
    _order: int = 0

    def stamp(self) -> tuple[float, int]:
        """The time of now, in seconds since the start, and the next number of the common order."""
        self._order += 1
        return time.perf_counter() - self._started, self._order - 1

    def frame(self, kind: FrameKind, raw: bytes, fragments: int = 1) -> Frame:
        """A frame that passes right now."""
        time, order = self.stamp()
        return Frame(kind, raw, time, order, fragments)

    def refuse(self, status: int, reason: str) -> None:
        """A visitor was turned away."""
        self.refusals += 1
        if len(self.refused) < MOST_REFUSALS:
            self.refused.append(Refusal(status, reason, time.perf_counter() - self._started))

"""The judge of one connection: the order of its frames, and what the server refused."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from pytest_realtime.levels import Level
from pytest_realtime.server.members import member_at
from pytest_realtime.server.records import Connection
from pytest_realtime.server_testing.conversation_log import ConversationLog
from pytest_realtime.server_testing.order_rules import (
    OrderFault,
    closing_fault,
    early_updates,
    faults_of,
    silences,
)
from pytest_realtime.server_testing.passages import Passage, Passages


class Refusal(NamedTuple):
    """That the server refused a frame or request."""

    order: int
    """The order of the frame or request."""
    code: str
    message: str
    answer: str
    """The text of the error."""

    @property
    def level(self) -> Level:
        """How much it matters: a cancellation that has crossed the end of its response is harmless (O10)."""
        return "MAY" if self.code in _HARMLESS else "MUST"


_HARMLESS = {"response_cancel_not_active"}


@dataclass
class ConnectionJudge:
    """Judges a connection as far as it has gone; each frame is read once."""

    connection: Connection
    faults: list[OrderFault] = field(default_factory=list)
    refusals: dict[int, Refusal] = field(default_factory=dict)
    """By the order of what was refused."""
    _named: dict[str, int] = field(default_factory=dict)
    """The orders of the client's events, by the ids that it gave them."""
    _is_over: bool = False
    _taken: tuple[int, int] = (0, 0)

    def __post_init__(self) -> None:
        self._passages = Passages(self.connection)
        self._log = ConversationLog(self._refused)

    def advance(self, *, is_final: bool) -> None:
        """Judge what is new. With ``is_final`` nothing more will come, and what is missing is missing for good."""
        if self._is_over:
            return
        self._is_over = is_final
        for passage in self._passages.news(is_final=is_final):
            if passage.is_clients and isinstance(name := passage.event.get("event_id"), str):
                self._named[name] = passage.order
            self.faults += self._judge(passage)
            self._log.note(passage)
        if is_final:
            self.faults += silences(self._log)

    def take_news(self) -> tuple[list[OrderFault], list[Refusal]]:
        """Return what was found since the last call."""
        faults, refusals = self.faults[self._taken[0] :], [*self.refusals.values()][self._taken[1] :]
        self._taken = len(self.faults), len(self.refusals)
        return faults, refusals

    def _judge(self, passage: Passage) -> Iterator[OrderFault]:
        if passage.is_clients and passage.frame.kind == "close":
            if fault := closing_fault(self._log, passage):
                yield fault
        elif passage.is_clients:
            yield from faults_of(self._log, passage)
        elif passage.type.endswith("session.created"):
            yield from early_updates(self._log, passage)

    def _refused(self, passage: Passage) -> int | None:
        """The order of what an error refuses, as the server says; errors of a scenario refuse nothing.

        A connection without a server's state is a recording: there an error names what it refuses, or not.
        """
        session = self.connection.state
        known = session.refusals if session else self._named
        key = passage.event.get("event_id") if session else member_at(passage.event, "error", "event_id")
        order: int | None = known.get(key) if isinstance(key, str) else None
        if order is not None:
            code, message = (str(member_at(passage.event, "error", name)) for name in ("code", "message"))
            self.refusals[order] = Refusal(order, code, message, passage.frame.text)
        return order

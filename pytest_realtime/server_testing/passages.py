"""What passed on one connection, in both directions and in its order, each frame read once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from pytest_realtime.server.records import Connection, Frame


class Passage(NamedTuple):
    """One frame that passed, read as an event."""

    frame: Frame
    is_clients: bool
    event: dict[str, Any]
    """Empty for control frames, and for what is not an event."""

    @property
    def type(self) -> str:
        """The event's type; of a control frame its kind; empty if it has neither."""
        name = self.event.get("type") if self.frame.kind == "text" else self.frame.kind
        return name if isinstance(name, str) else ""

    @property
    def order(self) -> int:
        """The number of its frame on the server."""
        return self.frame.order


@dataclass
class Passages:
    """The frames of a connection, each yielded once."""

    connection: Connection
    _clients: int = 0
    _servers: int = 0

    def news(self, *, is_final: bool) -> Iterator[Passage]:
        """Yield the frames since the last call.

        Args:
            is_final: Whether nothing more will come. If not, frames are left for later if the server may be about
                to record one that belongs before them.
        """
        first = self.connection.client_messages[self._clients :]
        servers = self.connection.server_messages[self._servers :]
        clients = self.connection.client_messages[self._clients :]
        # One thread records all frames in their order. So up to the last frame of the first two lists, each list
        # that was taken later holds everything.
        last = max((frame.order for frame in (*first[-1:], *servers[-1:])), default=-1)
        taken = clients if is_final else [frame for frame in clients if frame.order <= last]
        self._clients += len(taken)
        self._servers += len(servers)
        merged = [(frame, True) for frame in taken] + [(frame, False) for frame in servers]
        for frame, is_clients in sorted(merged, key=lambda entry: entry[0].order):
            yield Passage(frame, is_clients, frame.event)

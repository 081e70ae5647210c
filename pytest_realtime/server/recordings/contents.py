"""A recording that was read: the records that a server would have of the same session."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pytest_realtime.endpoints import ConnectionKind
from pytest_realtime.server.actions import Reply
from pytest_realtime.server.records import Connection, Rejection, Request
from pytest_realtime.server.transport.head import read_target

FIRST_ERROR = 400
"""The lowest HTTP status of a reply that refuses its request."""


class RecordingError(ValueError):
    """A file that can't be read as a recording. The message says where it is wrong, and what is allowed."""


class RecordedState(NamedTuple):
    """What the server that made a recording knew of a connection."""

    kind: ConnectionKind
    refusals: Mapping[str, int]
    """The orders of what was refused, by the ids of the error events."""


@dataclass(eq=False)
class Recording:
    """The records of a session. Their orders are the numbers of their lines; in a HAR they just count."""

    requests: list[Request] = field(default_factory=list)
    connections: list[Connection] = field(default_factory=list)
    refused: dict[int, Reply] = field(default_factory=dict)
    """The replies to requests that were refused, by the orders of the requests."""
    rejected: list[Rejection] = field(default_factory=list)
    has_lines: bool = True
    ignored: int = 0
    """Requests and WebSockets in a HAR that are about something else."""

    def add_request(self, request: Request, status: int, reply: bytes) -> None:
        """Add a request with its reply; a status of 0 is none."""
        self.requests.append(request)
        if status >= FIRST_ERROR:
            self.refused[request.order] = Reply(status, reply)


def request_of(
    method: str, url: str, headers: tuple[tuple[str, str], ...], *, body: bytes, time: float, order: int
) -> Request:
    """Return a request as a server would have recorded it."""
    path, query = read_target(url)
    return Request(method, path, url, query, headers, body, time, order)

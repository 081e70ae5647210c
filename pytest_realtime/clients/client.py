"""The interface that every client implements, whatever its transport: requests and responses."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import NamedTuple, Self

from pytest_realtime.clients.card import Card, Operation

MAX_OUTPUT = 8 * 1024 * 1024
"""The longest output that is accepted from a client, in bytes of UTF-8.

It is the driver protocol's limit for a line: far more than any session needs, and little enough that a client
which floods its output can't exhaust memory.
"""


class Status(StrEnum):
    """How a request to a client ended."""

    WROTE = "wrote"
    """The client answered; ``text`` is what it wrote, if it wrote anything."""
    REJECTED = "rejected"
    """The client refused the input: its own parse or validation error."""
    UNSUPPORTED = "unsupported"
    """The client can't express the input."""
    ERROR = "error"
    """What wraps the client (a driver, an adapter) failed; not the client itself."""
    CRASHED = "crashed"
    """The client's process ended, or it raised something other than a rejection."""
    TIMED_OUT = "timed-out"
    """No answer in time."""
    NOT_SENT = "not-sent"
    """A live client answered, but nothing arrived at the server."""


@dataclass(frozen=True, slots=True)
class Response:
    """A client's response to one request; the same type for every transport."""

    status: Status
    text: str | None = None
    """Exactly the JSON text that the client wrote; None when it wrote none."""
    message: str = ""
    """Why it did not write: its own error message, the end of a traceback or of stderr."""
    unasked: tuple[str, ...] = ()
    """What the client sent of its own accord when it connected, as JSON texts."""


FAILURES = frozenset({Status.ERROR, Status.CRASHED, Status.TIMED_OUT, Status.NOT_SENT})
"""After these, the next request would most likely end the same way."""


class ClientError(Exception):
    """A client that can't be loaded or started. The message says why and whose fault it is."""


class ClientRequest(NamedTuple):
    """One of several requests for :meth:`Client.perform_many`."""

    operation: Operation
    wire_type: str
    wire: str


class Client(ABC):
    """Something that speaks the Realtime API and can be tested."""

    @property
    @abstractmethod
    def card(self) -> Card:
        """Describes the client. Raises :class:`ClientError` when it does not start."""

    @abstractmethod
    def perform(self, operation: Operation, wire_type: str, wire: str, *, timeout: float) -> Response:
        """Have the client do one thing.

        Never raises for anything that the client does; that is in the response.

        Args:
            operation: What to do.
            wire_type: The payload's wire type, by name.
            wire: The payload, as JSON text.
            timeout: How long to wait, in seconds.
        """

    def perform_many(self, requests: Sequence[ClientRequest], *, timeout: float) -> list[Response]:
        """Perform requests in order, until one fails. Transports that can send ahead of the answers do.

        Args:
            requests: The requests.
            timeout: How long each may take, in seconds.

        Returns:
            The responses, up to and including the first whose status is in ``FAILURES``.
        """
        responses: list[Response] = []
        for operation, wire_type, wire in requests:
            responses.append(self.perform(operation, wire_type, wire, timeout=timeout))
            if responses[-1].status in FAILURES:
                break
        return responses

    def send_sequence(self, wire_type: str, wires: Sequence[str], *, timeout: float) -> list[Response]:
        """Have the client send several payloads of one type through one connection, in order.

        Called only for clients whose card has ``keeps_connection``.

        Args:
            wire_type: The payloads' wire type, by name.
            wires: The payloads, as JSON text.
            timeout: How long each may take, in seconds.

        Returns:
            The responses, up to and including the first whose status is in ``FAILURES``.
        """
        message = f"{self.card.name} does not keep a connection"
        return [Response(Status.UNSUPPORTED, message=message)] * len(wires)

    def close(self) -> None:  # noqa: B027 - most clients keep nothing open
        """Close whatever the client keeps open. May be called more than once."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

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
    heard: tuple[str, ...] = ()
    """What the client handed to its user while it listened, in order; see :meth:`Client.listen`."""


FAILURES = frozenset({Status.ERROR, Status.CRASHED, Status.TIMED_OUT, Status.NOT_SENT})
"""After these, the next request would most likely end the same way."""


class ClientError(Exception):
    """A client that can't be loaded or started. The message says why and whose fault it is."""


class ClientRequest(NamedTuple):
    """One of several requests for :meth:`Client.perform_many`."""

    operation: Operation
    wire_type: str
    wire: str


class ListenRequest(NamedTuple):
    """A request to connect to a server and listen; see :meth:`Client.listen`."""

    base_url: str
    """Where the server is, such as ``http://127.0.0.1:4123/v1``."""
    api_key: str
    model: str = "gpt-realtime"
    kind: str = "conversation"
    """The kind of connection to open: ``conversation``, ``transcription``, ``translation`` or ``beta``."""
    until: str = ""
    """The type of the last event; empty if the client does not hear it: then the server closes."""

    @property
    def ws_url(self) -> str:
        """The same place for WebSockets: ``ws://127.0.0.1:4123/v1``."""
        return self.base_url.replace("http", "ws", 1)


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

    def listen(self, request: ListenRequest, *, timeout: float) -> Response:
        """Have the client connect, play nothing, and collect what it hands to its user.

        It listens until the event ``request.until`` has been handed over, or until the connection is over. Called
        only for clients whose card has ``hears``.

        Args:
            request: Where to connect, and how.
            timeout: How long to listen at most, in seconds.

        Returns:
            The response, with ``heard``: one text for each event, in order. It is the client's own event as JSON
            text, or only the event's type for a client that hands over something else. If the client ended its
            listening with an error of its own, the status says so, and ``heard`` has what came before.
        """
        return Response(Status.UNSUPPORTED, message=f"{self.card.name} does not listen")

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

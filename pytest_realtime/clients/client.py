"""The one interface behind which every client stands, whatever its transport."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import NamedTuple, Self

from pytest_realtime.clients.card import Card, Operation

MAX_OUTPUT = 8 * 1024 * 1024
"""The longest text that is taken from a client, in bytes of UTF-8."""


class Status(StrEnum):
    """The ways in which a question to a client can end."""

    WROTE = "wrote"
    """The client answered; ``text`` is what it wrote, if it wrote anything."""
    REJECTED = "rejected"
    """The client refused the input: its own parse or validation error."""
    UNSUPPORTED = "unsupported"
    """The client has no way to express this."""
    ERROR = "error"
    """What wraps the client (a driver, an adapter) failed; not the client itself."""
    CRASHED = "crashed"
    """The client ended, or raised what is no refusal."""
    TIMED_OUT = "timed-out"
    """No answer in time."""
    NOT_SENT = "not-sent"
    """A live client answered, but nothing arrived on the wire."""


@dataclass(frozen=True, slots=True)
class Response:
    """One answer of one client."""

    status: Status
    text: str | None = None
    """Exactly the JSON text that the client wrote; None when it wrote none."""
    message: str = ""
    """Why it did not write: its own error text, the end of a traceback or of stderr."""


FAILURES = frozenset({Status.ERROR, Status.CRASHED, Status.TIMED_OUT, Status.NOT_SENT})
"""The answers after which the next question would most likely end the same way."""


class ClientError(Exception):
    """A client that can't be had: not found, not importable, wrongly built. The message says whose fault it is."""


class ClientRequest(NamedTuple):
    """One question of several, as :meth:`Client.perform` takes it."""

    operation: Operation
    wire_type: str
    wire: str


class Client(ABC):
    """Something that speaks the Realtime API and can be asked about it."""

    @property
    @abstractmethod
    def card(self) -> Card:
        """Who the client is and what it can be asked. Raises :class:`ClientError` when it does not start."""

    @abstractmethod
    def perform(self, operation: Operation, wire_type: str, wire: str, *, timeout: float) -> Response:
        """Ask one question and wait at most ``timeout`` seconds. Never raises for what the client does.

        ``wire`` is JSON text of the wire type with that name. The outcome's text is exactly what the
        client wrote.
        """

    def perform_many(self, requests: Sequence[ClientRequest], *, timeout: float) -> list[Response]:
        """Ask one after the other, each for at most ``timeout`` seconds, up to and with the first that fails.

        Transports that can send ahead of the answers do.
        """
        outcomes: list[Response] = []
        for operation, wire_type, wire in requests:
            outcomes.append(self.perform(operation, wire_type, wire, timeout=timeout))
            if outcomes[-1].status in FAILURES:
                break
        return outcomes

    def send_sequence(self, wire_type: str, wires: Sequence[str], *, timeout: float) -> list[Response]:
        """Have several payloads of one type sent through one connection, one after the other.

        Returns the outcomes in the order of ``wires``, up to and with the first that fails. Asked of clients
        only whose card says that they keep a connection.
        """
        return [Response(Status.UNSUPPORTED, message=f"{self.card.name} keeps no connection")] * len(wires)

    def close(self) -> None:  # noqa: B027 - most clients hold nothing open
        """End whatever the client holds open. May be called more than once."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

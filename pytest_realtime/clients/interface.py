"""The one interface behind which every client stands, whatever its transport."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from types import TracebackType
from typing import NamedTuple, Self

from pytest_realtime.clients.card import Ability, Card
from pytest_realtime.clients.outcome import Answer, Outcome

FAILURES = frozenset({Answer.ERROR, Answer.CRASHED, Answer.TIMED_OUT, Answer.NOT_SENT})
"""The answers after which the next question would most likely end the same way."""


class ClientError(Exception):
    """A client that can't be had: not found, not importable, wrongly built. The message says whose fault it is."""


class Request(NamedTuple):
    """One question of several, as :meth:`Client.ask` takes it."""

    ability: Ability
    wire_type: str
    wire: str


class Client(ABC):
    """Something that speaks the Realtime API and can be asked about it."""

    @property
    @abstractmethod
    def card(self) -> Card:
        """Who the client is and what it can be asked. Raises :class:`ClientError` when it does not start."""

    @abstractmethod
    def ask(self, ability: Ability, wire_type: str, wire: str, *, timeout: float) -> Outcome:
        """Ask one question and wait at most ``timeout`` seconds. Never raises for what the client does.

        ``wire`` is JSON text of the wire type with that name. The outcome's text is exactly what the
        client wrote.
        """

    def ask_many(self, requests: Sequence[Request], *, timeout: float) -> list[Outcome]:
        """Ask one after the other, each for at most ``timeout`` seconds, up to and with the first that fails.

        Transports that can send ahead of the answers do.
        """
        outcomes: list[Outcome] = []
        for ability, wire_type, wire in requests:
            outcomes.append(self.ask(ability, wire_type, wire, timeout=timeout))
            if outcomes[-1].answer in FAILURES:
                break
        return outcomes

    def ask_in_turn(self, wire_type: str, wires: Sequence[str], *, timeout: float) -> list[Outcome]:
        """Have several payloads of one type sent through one connection, one after the other.

        Returns the outcomes in the order of ``wires``, up to and with the first that fails. Asked of clients
        only whose card says that they keep a connection.
        """
        return [Outcome(Answer.UNSUPPORTED, message=f"{self.card.name} keeps no connection")] * len(wires)

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

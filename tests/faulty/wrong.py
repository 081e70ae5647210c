"""One wrong client, as a row of a table: what is wrong with it and what has to be told about it."""

from dataclasses import dataclass

from pytest_realtime.clients import Client
from pytest_realtime.judge import FindingKind
from pytest_realtime.wire import Direction
from tests.faulty.reference import Answers, DirectClient, Turns, card, read, write


@dataclass(frozen=True)
class Wrong:
    """A client that is wrong in one way."""

    name: str
    fault: str
    """What is wrong with it, in a sentence."""
    rules: tuple[str, ...]
    """The rulings that it breaks: for each of them it has to break a contract that names it as its source."""
    kind: FindingKind
    """The kind of finding that it has to show."""
    example: tuple[str, str]
    """A contract that it breaks, and one of the findings there."""
    write: Answers | None = None
    """How it writes; None where it does that as well as the reference."""
    read: Answers | None = None
    """How it reads, likewise."""
    turns: Turns | None = None
    """How it sends several payloads through one connection; without, it keeps none."""
    also: frozenset[FindingKind] = frozenset()
    """The kinds that come with it; no others may."""
    places: str = ""
    """A regular expression that the pointer of each of its findings contains."""
    on_everything: bool = False
    """Wrong nearly whatever it is asked: such a client proves nothing about the contracts that it breaks."""

    @property
    def kinds(self) -> frozenset[FindingKind]:
        """All kinds of findings that it shows."""
        return self.also | {self.kind}

    @property
    def directions(self) -> frozenset[Direction]:
        """The directions in which it differs from the reference."""
        ways: dict[Direction, Answers | Turns | None] = {"write": self.write or self.turns, "read": self.read}
        return frozenset(direction for direction, answers in ways.items() if answers)

    def client(self) -> Client:
        """A new client of this sort."""
        introduced = card(self.name, keeps_connection=self.turns is not None)
        client = DirectClient(introduced, roundtrip=self.write or write, read=self.read or read)
        client.turns = self.turns
        return client

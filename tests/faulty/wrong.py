"""One wrong client, as a row of a table: its mistake, and the findings that have to be reported."""

from collections.abc import Callable
from dataclasses import dataclass

from pytest_realtime.clients import Client
from pytest_realtime.judge import FindingKind
from pytest_realtime.wire import Direction
from tests.faulty.changes import TypedAdapter
from tests.faulty.listener import Ear, listener
from tests.faulty.reference import Adapter, DirectClient, SequenceAdapter, card, read, write


@dataclass(frozen=True)
class Wrong:
    """A client with one mistake."""

    name: str
    mistake: str
    """The mistake, in a sentence."""
    rules: tuple[str, ...]
    """The API rules that it breaks: for each, it has to fail a contract with that rule as its source."""
    kind: FindingKind
    """The finding kind that it has to cause."""
    example: tuple[str, str]
    """A contract that it fails, and one of the findings there."""
    write: Adapter | None = None
    """How it writes; None if like the reference."""
    read: Adapter | None = None
    """How it reads, likewise."""
    build: Adapter | None = None
    """How it writes what its constructors make; None if it has none. Its round trips are like the reference."""
    sequence: SequenceAdapter | None = None
    """How it sends several payloads through one connection; None if it keeps none."""
    listen: Callable[[], Ear] | None = None
    """How it listens; None if it does not."""
    also: frozenset[FindingKind] = frozenset()
    """Other finding kinds that are allowed."""
    places: str = ""
    """A regular expression that the pointer of each finding contains."""
    on_everything: bool = False
    """Wrong for nearly every payload: such a client proves nothing about the contracts that it fails."""

    @property
    def kinds(self) -> frozenset[FindingKind]:
        """All finding kinds that it causes."""
        return self.also | {self.kind}

    @property
    def directions(self) -> frozenset[Direction]:
        """The directions in which it differs from the reference."""
        adapters: dict[Direction, object] = {
            "write": self.write or self.sequence or self.build,
            "read": self.read or self.listen,
        }
        return frozenset(direction for direction, adapter in adapters.items() if adapter)

    def concerns(self, wire_type: str, *, is_refused: bool) -> bool:
        """Whether it may answer in another way than the reference, which refuses the payload or does not."""
        adapters = [adapter for adapter in (self.write, self.read, self.build) if adapter]
        return self.sequence is not None or any(
            not isinstance(adapter, TypedAdapter) or adapter.concerns(wire_type, is_refused=is_refused)
            for adapter in adapters
        )

    def client(self) -> Client:
        """A new client of this sort."""
        own_card = card(
            self.name,
            keeps_connection=self.sequence is not None,
            builds=self.build is not None,
            listens=self.listen is not None,
        )
        client = DirectClient(
            own_card,
            roundtrip=self.write or write,
            write=self.build,
            read=self.read or read,
            listen=listener(self.listen) if self.listen else None,
        )
        client.sequence = self.sequence
        return client

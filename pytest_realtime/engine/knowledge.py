"""What a run knows about its clients: the causes that the deviations file explains, and what was rejected."""

from collections.abc import Callable
from dataclasses import dataclass, field

from pytest_realtime.clients import Client, ClientRequest, Status
from pytest_realtime.engine.hearings import Hearing

RequestKey = tuple[str, ClientRequest]


def _nothing(client: str, key: str) -> bool:
    return False


@dataclass
class Knowledge:
    """The knowledge of one run, in one process."""

    explains: Callable[[str, str], bool] = _nothing
    """Whether an entry of the deviations file explains a cause key of a client, by the client's name."""
    rejected: dict[RequestKey, bool] = field(default_factory=dict)
    """Whether a client, by name, rejected a payload that was asked to find the place of a rejection."""

    hearings: dict[tuple[str, str], Hearing] = field(default_factory=dict)
    """What each client, by name, heard of each stream: all contracts about a stream judge one hearing."""
    updates: dict[tuple[str, str], bool] = field(default_factory=dict)
    """Whether a client, by name, updates its session when it has connected, by the kind of connection."""

    def rejects(self, client: Client, request: ClientRequest, timeout: float) -> bool:
        """Whether a client rejects a payload, which is put to it once in a run."""
        key = (client.card.name, request)
        if key not in self.rejected:
            self.rejected[key] = client.perform(*request, timeout=timeout).status is Status.REJECTED
        return self.rejected[key]

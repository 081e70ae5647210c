"""What the server keeps for one connection."""

from dataclasses import dataclass, field
from typing import Any

from pytest_realtime.endpoints import ConnectionKind
from pytest_realtime.server.api.ids import Issuer
from pytest_realtime.server.api.scenario import Scenario, Turn


@dataclass(eq=False, repr=False)
class UnfinishedResponse:
    """A response that goes on until the client cancels it or its user interrupts it."""

    response_id: str
    values: dict[str, Any]
    medium: str


@dataclass(eq=False, repr=False)
class Session:
    """One session, from the opening of its connection on."""

    kind: ConnectionKind
    settings: dict[str, Any]
    """Its settings; see :mod:`pytest_realtime.server.api.settings`."""
    scenario: Scenario
    issuer: Issuer
    conversation_id: str = ""
    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The items of the conversation by their ids, in order."""
    buffered: int = 0
    """Bytes of audio since the last commit or clear."""
    appended: int = 0
    """Bytes of audio in all."""
    message_count: int = 0
    """The client's messages so far."""
    response_count: int = 0
    """The model's responses so far."""
    unfinished: UnfinishedResponse | None = None

    @property
    def is_beta(self) -> bool:
        """Whether the client speaks the beta protocol, which the API retired."""
        return self.kind.is_beta

    @property
    def last_item(self) -> str | None:
        """The id of the last item of the conversation; None if it has none."""
        return next(reversed(self.items), None)

    def item_before(self, item_id: str) -> str | None:
        """Return the id of the item before another one; None for the first."""
        ids = list(self.items)
        place = ids.index(item_id)
        return ids[place - 1] if place else None

    def turn(self) -> Turn:
        """Return the turn that comes next."""
        turns = self.scenario.turns or (Turn(),)
        return turns[min(self.response_count, len(turns) - 1)]

    def add(self, item: dict[str, Any], *, after: str | None = None) -> dict[str, Any]:
        """Add an item to the conversation; the members that it lacks get default values.

        Args:
            item: The item as the client or the model made it.
            after: The id of the item before it, or ``root`` for the beginning; by default it is the last item.

        Returns:
            The item as it is kept.
        """
        whole = {"id": self.issuer.new("item"), "object": "realtime.item", "status": "completed", **item}
        ids = list(self.items)
        place = ids.index(after) + 1 if after in ids else 0 if after == "root" else len(ids)
        entries = [*self.items.items()]
        entries.insert(place, (whole["id"], whole))
        self.items = dict(entries)
        return whole

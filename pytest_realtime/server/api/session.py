"""What the server keeps of one connection."""

from dataclasses import dataclass, field
from typing import Any

from pytest_realtime.endpoints import ConnectionKind
from pytest_realtime.server.api.ids import Issuer
from pytest_realtime.server.api.scenario import Scenario, Turn


@dataclass(eq=False, repr=False)
class Running:
    """An answer that goes on until the client cancels it."""

    response_id: str
    values: dict[str, Any]
    medium: str


@dataclass(eq=False, repr=False)
class Session:
    """One session, from its opening on."""

    kind: ConnectionKind
    settings: dict[str, Any]
    """Its state; see :mod:`pytest_realtime.server.api.settings`."""
    scenario: Scenario
    issuer: Issuer
    conversation_id: str = ""
    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The conversation, in order."""
    buffered: int = 0
    """Bytes of audio since the last commit or clear."""
    appended: int = 0
    """Bytes of audio in all."""
    heard: int = 0
    """The client's messages so far."""
    answered: int = 0
    """The model's answers so far."""
    running: Running | None = None

    @property
    def is_beta(self) -> bool:
        """Whether the client speaks the dialect that the API retired."""
        return self.kind.is_beta

    @property
    def last_item(self) -> str | None:
        """The id of the last item of the conversation."""
        return next(reversed(self.items), None)

    def turn(self) -> Turn:
        """The turn that comes next."""
        turns = self.scenario.turns or (Turn(),)
        return turns[min(self.answered, len(turns) - 1)]

    def add(self, item: dict[str, Any], *, after: str | None = None) -> dict[str, Any]:
        """Put an item into the conversation; gives it what it lacks.

        ``after``: the id of the item before it, or ``root`` for the beginning; by default it comes last.
        """
        whole = {"id": self.issuer.new("item"), "object": "realtime.item", "status": "completed", **item}
        ids = list(self.items)
        place = ids.index(after) + 1 if after in ids else 0 if after == "root" else len(ids)
        entries = [*self.items.items()]
        entries.insert(place, (whole["id"], whole))
        self.items = dict(entries)
        return whole

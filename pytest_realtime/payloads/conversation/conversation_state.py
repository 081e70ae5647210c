"""What is known of a conversation while it is generated: its session, its items and its ids."""

import itertools
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]

BYTES_PER_MS = 8
"""The audio of a generated conversation is G.711, that of telephones: the shortest text for a millisecond."""
LEAST_COMMIT_MS = 100
"""The least audio that can be committed (O5)."""


@dataclass(frozen=True)
class ConversationTurn:
    """What a client sends at once, and what the server sends because of it."""

    sent: Json | None
    """The client's event; None where the server goes on by itself."""
    answers: list[Json]
    """The server's events in their order; empty where the API answers nothing, as for audio (O4)."""


@dataclass
class HeldItem:
    """An item of the conversation."""

    item: Json
    """As servers send it: without audio."""
    audio: dict[int, str] = field(default_factory=dict)
    """The audio of its parts in base64, by their index."""
    audio_ms: int = 0
    """How long the model's speech in it is, in milliseconds; 0 where there is none."""
    is_fixed: bool = False
    """Whether it must stay as it is: the model is not done with it, or a call in it has no output yet."""

    @property
    def id(self) -> str:
        """The item's id."""
        return str(self.item["id"])

    def whole(self) -> Json:
        """The item with its audio, as only ``conversation.item.retrieved`` shows it (I13)."""
        if not self.audio:
            return self.item
        parts = [
            {**part, "audio": self.audio[index]} if index in self.audio else part
            for index, part in enumerate(self.item["content"])
        ]
        return {**self.item, "content": parts}


@dataclass
class ConversationState:
    """The state of a conversation; every draw of Hypothesis for it goes through ``draw``."""

    draw: st.DrawFn
    session: Json = field(default_factory=dict)
    items: list[HeldItem] = field(default_factory=list)
    """In their order."""
    open_calls: list[str] = field(default_factory=list)
    """The calls that wait for their outputs, by their call ids."""
    buffered_ms: int = 0
    """The audio that is not committed yet."""
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def new_id(self, prefix: str) -> str:
        """Return an id that nothing else in the conversation has."""
        return f"{prefix}_{next(self._numbers)}"

    def client_event(self, name: str, /, **members: Any) -> Json:
        """Make a client's event, with or without an id of its own (E2)."""
        marked = {"event_id": self.new_id("ev")} if self.draw(st.booleans()) else {}
        return {"type": name, **marked, **members}

    def server_event(self, name: str, /, **members: Any) -> Json:
        """Make a server's event; each has an id (E3)."""
        return {"type": name, "event_id": self.new_id("event"), **members}

    def put(self, held: HeldItem, after: str | None = None) -> str | None:
        """Put an item at the end, or after another one (``root``: first), and return the id before it, if any."""
        if after is None:
            place = len(self.items)
        elif after == "root":
            place = 0
        else:
            place = 1 + next(index for index, other in enumerate(self.items) if other.id == after)
        self.items.insert(place, held)
        return self.before(held)

    def before(self, held: HeldItem) -> str | None:
        """The id of the item before this one, or None for the first."""
        place = next(index for index, other in enumerate(self.items) if other is held)
        return self.items[place - 1].id if place else None

    def place_events(self, held: HeldItem, *, before: str | None) -> list[Json]:
        """The two events that tell of a new item (O7)."""
        return [
            self.server_event(f"conversation.item.{word}", previous_item_id=before, item=held.item)
            for word in ("added", "done")
        ]

"""What the server keeps for one connection."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from pytest_realtime.endpoints import ConnectionKind
from pytest_realtime.server.actions import Send
from pytest_realtime.server.api.ids import Issuer
from pytest_realtime.server.api.scenario import Scenario
from pytest_realtime.server.api.spoken import SpokenAudio
from pytest_realtime.server.api.turns import Turn
from pytest_realtime.server.records import Connection

if TYPE_CHECKING:
    from pytest_realtime.server.api.playback import PlayedConnection


class RunningResponse(Protocol):
    """A response that goes on: :class:`pytest_realtime.server.api.responses.ModelResponse`."""

    id: str
    is_in_conversation: bool
    is_cancelled: bool

    def cancel(self, reason: str) -> Iterator[Send]:
        """Yield the ends of what has begun, and of the response."""


@dataclass(eq=False, repr=False)
class Session:
    """One session, from the opening of its connection on."""

    kind: ConnectionKind
    settings: dict[str, Any]
    """Its settings; see :mod:`pytest_realtime.server.api.settings`."""
    scenario: Scenario
    issuer: Issuer
    connection: Connection
    conversation_id: str = ""
    number: int = 1
    """Counts the connections of the server."""
    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The items of the conversation by their ids, in order, as events show them: without audio (API rule I13)."""
    audio: dict[str, dict[int, bytes]] = field(default_factory=dict)
    """The audio of items, by their ids and the indexes of their parts."""
    formats: dict[str, str] = field(default_factory=dict)
    """The formats of the model's audio, by the ids of its items."""
    buffered: bytearray = field(default_factory=bytearray)
    """The audio since the last commit or clear."""
    appended: int = 0
    """Bytes of audio in all."""
    message_count: int = 0
    """The client's messages so far."""
    response_count: int = 0
    """The model's responses so far."""
    has_spoken: bool = False
    """Whether the model has sent audio, after which its voice is fixed (API rule X7)."""
    responses: dict[str, RunningResponse] = field(default_factory=dict)
    """The responses that go on, by their ids."""
    last_done: int = -1
    """The order of the last ``response.done`` of the conversation, as its frame is recorded."""
    transcriptions: list[dict[str, Any]] = field(default_factory=list)
    """Transcriptions that wait for a response, as events."""
    refusals: dict[str, int] = field(default_factory=dict)
    """The orders of messages that were refused, by the ids of the error events."""
    played: "PlayedConnection | None" = None
    """What is sent instead of answers."""

    def __post_init__(self) -> None:
        self.spoken = SpokenAudio(self.connection.server_messages)
        """The audio that was sent of each item."""

    @property
    def is_beta(self) -> bool:
        """Whether the client speaks the beta protocol, which the API retired."""
        return self.kind.is_beta

    @property
    def is_call(self) -> bool:
        """Whether it is the connection beside a call, whose sound travels as media (API rule E14)."""
        return "call_id" in self.connection.request.query

    @property
    def running(self) -> RunningResponse | None:
        """The response that writes to the conversation; there is one at a time (API rule O9)."""
        return next((response for response in self.responses.values() if response.is_in_conversation), None)

    @property
    def last_item(self) -> str | None:
        """The id of the last item of the conversation; None if it has none."""
        return next(reversed(self.items), None)

    def item_before(self, item_id: str) -> str | None:
        """Return the id of the item before another one; None for the first."""
        # From the end, since it is mostly asked for the last one.
        ids = reversed(self.items)
        for other in ids:
            if other == item_id:
                break
        return next(ids, None)

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
        whole = {"id": self.issuer.new("item"), **item}
        if after is None:
            self.items[whole["id"]] = whole
            return whole
        ids = list(self.items)
        place = ids.index(after) + 1 if after in ids else 0
        entries = [*self.items.items()]
        entries.insert(place, (whole["id"], whole))
        self.items = dict(entries)
        return whole

"""A stream: the events that a server sends on one connection, and what a client's user has to get of each."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from pytest_realtime.endpoints import CONVERSATION, ConnectionKind
from pytest_realtime.payloads.examples import maximal
from pytest_realtime.wire import get_wire_type, shape_of
from pytest_realtime.wire.json.canonical import canonical

Json = dict[str, Any]

UNIONS = {
    "conversation": "RealtimeServerEvent",
    "transcription": "RealtimeServerEvent",
    "translation": "RealtimeTranslationServerEvent",
    "beta": "LegacyServerEvent",
}
"""The wire type of any event of a connection, by its kind."""


@dataclass(frozen=True)
class SaidEvent:
    """One event of a stream."""

    name: str
    """The event's ``type``."""
    wire_type: str
    """Its wire type; for an event that is none, the union of all events of the connection."""
    payload: Json
    must: Json | None
    """What the user has to get of it; None if the client may drop it."""
    should: Json | None = None
    """What the user should get of it, where that is more."""

    @property
    def is_surprise(self) -> bool:
        """Whether it holds something that a client can't know."""
        return self.should is not None

    @property
    def text(self) -> str:
        """The event as JSON text."""
        return canonical(self.payload)

    def with_id(self, event_id: str) -> "SaidEvent":
        """The same event under another id; one that has none stays without (E3)."""

        def marked(value: Json | None) -> Json | None:
            return value and ({**value, "event_id": event_id} if "event_id" in value else value)

        return replace(
            self,
            payload=marked(self.payload) or {},
            must=marked(self.must),
            should=marked(self.should),
        )


@dataclass(frozen=True)
class Stream:
    """What one connection says."""

    name: str
    """Lower case with dashes."""
    title: str
    """What is said, for sentences: ``a turn of speech``."""
    events: tuple[SaidEvent, ...]
    rules: tuple[str, ...] = ()
    """The API rules behind it."""
    kind: ConnectionKind = CONVERSATION
    close_code: int = 0
    """The code with which the server closes right after the last event, because it refuses the client; else 0."""

    @property
    def union(self) -> str:
        """The wire type of any of its events."""
        return UNIONS[self.kind.name]

    @property
    def last(self) -> str:
        """The type of the last event, which occurs once."""
        return self.events[-1].name


def make_stream(
    name: str,
    title: str,
    rules: str,
    events: Iterable[SaidEvent],
    *,
    kind: ConnectionKind = CONVERSATION,
    close_code: int = 0,
) -> Stream:
    """Make a stream in which each event has an id of its own, but for events that are said twice.

    Args:
        name: The stream's name.
        title: What is said, for sentences.
        rules: The numbers of the API rules behind it, with blanks between them.
        events: What is said, in order; an event that is said twice has the same payload, and gets the same id.
        kind: The kind of connection.
        close_code: The code with which the server closes after the last event; 0 if it does not refuse the client.
    """
    whole = [*events]
    ids: dict[int, str] = {}
    numbered = []
    for event in whole:
        number = ids.setdefault(id(event.payload), f"event_{len(ids) + 1}")
        numbered.append(event.with_id(number))
    return Stream(name, title, tuple(numbered), tuple(rules.split()), kind, close_code)


def said(name: str, kind: ConnectionKind = CONVERSATION, /, **members: Any) -> SaidEvent:
    """An event of a connection: its type's maximal example, with these members."""
    wire_type = kind.server_events[name]
    payload = {**example(wire_type), **members}
    return SaidEvent(name, wire_type, payload, must=payload)


def example(wire_type: str, /, *, without: Iterable[str] = (), **members: Any) -> Json:
    """The maximal example of a wire type with these members, and without others."""
    whole = {**maximal(shape_of(get_wire_type(wire_type).python)), **members}
    return {name: value for name, value in whole.items() if name not in without}

"""What a client heard of one stream: which of its texts belongs to which event, and where its listening ended.

Events are compared by their type and their id. A client that hands over only types, or leaves ids out, is compared
by the order of the events of each type. The order of different types is free: callbacks may overtake each other.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pytest_realtime.clients import Response, Status
from pytest_realtime.payloads.streams.stream import SaidEvent, Stream

_ENDED_BY_ITSELF = (Status.REJECTED, Status.CRASHED, Status.TIMED_OUT, Status.ERROR)


@dataclass(frozen=True)
class Hearing:
    """One connection, as the client's user experienced it."""

    stream: Stream
    response: Response
    heard: tuple[str | None, ...]
    """For each event of the stream, the text that the user got; None for none."""
    stop: int | None
    """The number of the event at which the listening ended before all was said; None if it did not."""
    suspects: range = range(0)
    """The numbers of all events that may have ended it; ``stop`` is the most likely of them."""

    @property
    def stopped_at(self) -> SaidEvent | None:
        """The event at which the listening ended too early."""
        return None if self.stop is None else self.stream.events[self.stop]


def hearing_of(stream: Stream, response: Response, *, hears: frozenset[str], has_left: bool) -> Hearing:
    """Compare what was said with what was heard.

    Args:
        stream: What was said.
        response: The client's response.
        hears: The events that the client hands to its user by design.
        has_left: Whether the client closed the connection, and not the server.
    """
    heard = _aligned(stream.events, response.heard)
    suspects = range(0)
    if (has_ended_itself(response) or has_left) and not stream.close_code:
        suspects = _suspects(stream.events, heard, hears, is_silent=not has_ended_itself(response))
    if suspects and not response.heard and response.status is Status.CRASHED:
        # A program that ends takes with it what it has heard.
        suspects = range(len(stream.events))
    # A surprise is the most likely one.
    surprises = (number for number in suspects if stream.events[number].is_surprise)
    return Hearing(stream, response, heard, next(surprises, next(iter(suspects), None)), suspects)


def has_ended_itself(response: Response) -> bool:
    """Whether a client ended its listening with an error, of its own or of its program."""
    return response.status in _ENDED_BY_ITSELF


@dataclass(frozen=True)
class _HeardText:
    text: str
    name: str
    event_id: Any = None


def _heard(text: str) -> _HeardText:
    try:
        event = json.loads(text)
    except (ValueError, RecursionError):
        return _HeardText(text, text)
    if not isinstance(event, dict):
        return _HeardText(text, str(event))
    return _HeardText(text, str(event.get("type")), event.get("event_id"))


def _aligned(events: Sequence[SaidEvent], texts: Sequence[str]) -> tuple[str | None, ...]:
    waiting: dict[str, list[_HeardText]] = {}
    for each in map(_heard, texts):
        waiting.setdefault(each.name, []).append(each)
    ids = {str(event.payload.get("event_id")) for event in events}
    found: list[str | None] = []
    for event in events:
        same_name = waiting.get(event.name, [])
        own_id = event.payload.get("event_id")
        fitting = [each for each in same_name if each.event_id == own_id]
        # A text without a known id may be any event's; the answer to an update is none of them.
        unmarked = [each for each in same_name if each.event_id is None or str(each.event_id) not in ids]
        chosen = next(iter(fitting or unmarked), None)
        if chosen:
            same_name.remove(chosen)
        found.append(chosen.text if chosen else None)
    return tuple(found)


def _suspects(
    events: Sequence[SaidEvent], heard: Sequence[str | None], hears: frozenset[str], *, is_silent: bool
) -> range:
    """The numbers of the events that may have ended the listening; none if all that the client hears was heard.

    A client that fails does so at an event that it did not hand over. One that leaves silently may have handed over
    the event that made it leave.
    """
    last = max((number for number, text in enumerate(heard) if text is not None), default=-1)
    following = [number for number in range(last + 1, len(events)) if events[number].name in hears]
    if not following:
        return range(0)
    return range(max(last, 0) if is_silent else last + 1, following[0] + 1)

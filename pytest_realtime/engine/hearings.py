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
    has_failed = response.status in _ENDED_BY_ITSELF
    stop = None
    if (has_failed or has_left) and not stream.close_code:
        stop = _stop(stream.events, heard, hears, is_silent=not has_failed)
    if stop is not None and not response.heard and response.status is Status.CRASHED:
        # A program that ends takes with it what it has heard; a surprise is the most likely cause.
        stop = next((number for number, event in enumerate(stream.events) if event.is_surprise), 0)
    return Hearing(stream, response, heard, stop)


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


def _stop(
    events: Sequence[SaidEvent], heard: Sequence[str | None], hears: frozenset[str], *, is_silent: bool
) -> int | None:
    """The number of the event at which the listening ended; None if the last one that the client hears was heard.

    A client that fails does so at an event that it did not hand over. One that leaves silently may have handed over
    the event that made it leave. Of several events that come into question, a surprise is the most likely one.
    """
    last = max((number for number, text in enumerate(heard) if text is not None), default=-1)
    following = [number for number in range(last + 1, len(events)) if events[number].name in hears]
    if not following:
        return None
    first = max(last, 0) if is_silent else last + 1
    candidates = range(first, following[0] + 1)
    return next((number for number in candidates if events[number].is_surprise), first)

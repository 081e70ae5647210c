"""Faults: what goes wrong on the server's side or on the way, for the client's sake.

A fault gets the actions that the server would take and gives those that it takes instead. A test can write
its own: any object with ``apply``.
"""

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, Protocol

from pytest_realtime.server.actions import Action, Close, Drop, Send, Wait


class Fault(Protocol):
    """Something that goes wrong."""

    def apply(self, heard: int, actions: Iterable[Action]) -> Iterable[Action]:
        """What to do instead of ``actions``; ``heard`` counts the client's messages, 0 when it connects."""


class DropAfter(NamedTuple):
    """The socket is cut at the client's n-th message, or with 0 as soon as it is open."""

    messages: int

    def apply(self, heard: int, actions: Iterable[Action]) -> Iterable[Action]:
        """Cut instead of answering."""
        return (Drop(),) if heard >= self.messages else actions


class CloseAfter(NamedTuple):
    """The server closes at the client's n-th message."""

    messages: int
    code: int = 1011
    reason: str = "the server had an error"

    def apply(self, heard: int, actions: Iterable[Action]) -> Iterable[Action]:
        """Close instead of answering."""
        return (Close(self.code, self.reason),) if heard >= self.messages else actions


class UnknownEvent(NamedTuple):
    """An event that no client knows follows the answer to the client's n-th message."""

    messages: int = 0
    type: str = "session.weather_changed"

    def apply(self, heard: int, actions: Iterable[Action]) -> Iterator[Action]:
        """Add the event."""
        yield from actions
        if heard == self.messages:
            yield Send(json.dumps({"type": self.type, "event_id": "event_unknown", "weather": {"sun": True}}))


class NewerSession(NamedTuple):
    """Sessions are told as a newer server would: a member and a value of an enum that nobody knows."""

    member: str = "later_setting"

    def apply(self, heard: int, actions: Iterable[Action]) -> Iterator[Action]:
        """Add to every session that is told."""
        return _with_sessions(actions, self._renew)

    def _renew(self, session: dict[str, Any]) -> None:
        session[self.member] = {"mode": "later"}
        session["include"] = [*(session.get("include") or ()), "item.later"]


class UndeclaredNull(NamedTuple):
    """A member of the session is null although its schema has no null (N6)."""

    member: str = "instructions"

    def apply(self, heard: int, actions: Iterable[Action]) -> Iterator[Action]:
        """Set the null in every session that is told."""
        return _with_sessions(actions, lambda session: session.update({self.member: None}))


class Delay(NamedTuple):
    """Each message of the server comes so much later."""

    seconds: float

    def apply(self, heard: int, actions: Iterable[Action]) -> Iterator[Action]:
        """Wait before each message."""
        for action in actions:
            if isinstance(action, Send):
                yield Wait(self.seconds)
            yield action


class Fragmented(NamedTuple):
    """Each message of the server comes in so many frames."""

    frames: int = 3

    def apply(self, heard: int, actions: Iterable[Action]) -> Iterator[Action]:
        """Break each message up."""
        for action in actions:
            yield Send(action.text, self.frames) if isinstance(action, Send) else action


class MuchAudio(NamedTuple):
    """The model speaks for minutes: each piece of audio is replaced by so many bytes, in pieces of 10 s."""

    bytes: int = 15_000_000
    piece: int = 480_000
    """Bytes of one message, before base64."""

    def apply(self, heard: int, actions: Iterable[Action]) -> Iterator[Action]:
        """Send silence in place of what is said."""
        for action in actions:
            if isinstance(action, Send) and '"response.output_audio.delta"' in action.text:
                event = json.loads(action.text)
                yield from (Send(json.dumps({**event, "delta": delta})) for delta in self._deltas())
            else:
                yield action

    def _deltas(self) -> Iterator[str]:
        for start in range(0, self.bytes, self.piece):
            yield base64.b64encode(bytes(min(self.piece, self.bytes - start))).decode()


def _with_sessions(actions: Iterable[Action], change: Callable[[dict[str, Any]], None]) -> Iterator[Action]:
    for action in actions:
        event = json.loads(action.text) if isinstance(action, Send) else None
        if isinstance(event, dict) and isinstance(event.get("session"), dict):
            change(event["session"])
            yield Send(json.dumps(event), action.fragments if isinstance(action, Send) else 1)
        else:
            yield action

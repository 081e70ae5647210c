"""Faults: failures of the server or the network that a test injects.

A fault gets the actions that the server would take, and returns those that it takes instead. Tests can write their
own: any object with a method ``apply``.
"""

import base64
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, Protocol

from pytest_realtime.server.actions import Action, Close, Drop, Send, Wait


class Fault(Protocol):
    """An injected failure."""

    def apply(self, message_count: int, actions: Iterable[Action]) -> Iterable[Action]:
        """Return what the server does instead.

        Args:
            message_count: How many messages this client has sent, the present one included; 0 when it connects.
            actions: What the server would do: :class:`~pytest_realtime.server.actions.Send`, ``Wait``, ``Close``, …
        """


class DropAfter(NamedTuple):
    """The socket is cut at the client's n-th message; with 0, as soon as it is open."""

    messages: int

    def apply(self, message_count: int, actions: Iterable[Action]) -> Iterable[Action]:
        """Cut instead of answering."""
        return (Drop(),) if message_count >= self.messages else actions


class CloseAfter(NamedTuple):
    """The server closes at the client's n-th message."""

    messages: int
    code: int = 1011
    reason: str = "the server had an error"

    def apply(self, message_count: int, actions: Iterable[Action]) -> Iterable[Action]:
        """Close instead of answering."""
        return (Close(self.code, self.reason),) if message_count >= self.messages else actions


class UnknownEvent(NamedTuple):
    """An event that no client knows follows the answer to the client's n-th message."""

    messages: int = 0
    type: str = "session.weather_changed"

    def apply(self, message_count: int, actions: Iterable[Action]) -> Iterator[Action]:
        """Add the event."""
        yield from actions
        if message_count == self.messages:
            yield Send(json.dumps({"type": self.type, "event_id": "event_unknown", "weather": {"sun": True}}))


class NewerSession(NamedTuple):
    """Sessions look like those of a newer server: with an unknown member and an unknown enum value."""

    member: str = "later_setting"

    def apply(self, message_count: int, actions: Iterable[Action]) -> Iterator[Action]:
        """Add both to every session that the server sends."""

        def renew(session: dict[str, Any]) -> None:
            session[self.member] = {"mode": "later"}
            session["include"] = [*(session.get("include") or ()), "item.later"]

        return _with_sessions(actions, renew)


class UndeclaredNull(NamedTuple):
    """A member of the session is null although its schema does not allow null (API rule N6)."""

    member: str = "instructions"

    def apply(self, message_count: int, actions: Iterable[Action]) -> Iterator[Action]:
        """Set the null in every session that the server sends."""
        return _with_sessions(actions, lambda session: session.update({self.member: None}))


class Delay(NamedTuple):
    """Each message of the server is delayed by a number of seconds."""

    seconds: float

    def apply(self, message_count: int, actions: Iterable[Action]) -> Iterator[Action]:
        """Wait before each message."""
        for action in actions:
            if isinstance(action, Send):
                yield Wait(self.seconds)
            yield action


class Fragmented(NamedTuple):
    """Each message of the server is split into a number of frames."""

    frames: int = 3

    def apply(self, message_count: int, actions: Iterable[Action]) -> Iterator[Action]:
        """Split each message."""
        for action in actions:
            yield Send(action.text, self.frames) if isinstance(action, Send) else action


class MuchAudio(NamedTuple):
    """The model speaks for minutes: each audio delta is replaced by several, of 10 s each in PCM."""

    bytes: int = 15_000_000
    """Bytes of audio in all; in PCM 48,000 are a second."""
    piece: int = 480_000
    """Bytes of one message, before base64."""

    def apply(self, message_count: int, actions: Iterable[Action]) -> Iterator[Action]:
        """Send silence instead of the model's audio."""
        for action in actions:
            if isinstance(action, Send) and '"response.output_audio.delta"' in action.text:
                event = json.loads(action.text)
                for start in range(0, self.bytes, self.piece):
                    delta = base64.b64encode(bytes(min(self.piece, self.bytes - start))).decode()
                    yield Send(json.dumps({**event, "delta": delta}))
            else:
                yield action


def _with_sessions(actions: Iterable[Action], change: Callable[[dict[str, Any]], None]) -> Iterator[Action]:
    for action in actions:
        event = json.loads(action.text) if isinstance(action, Send) else None
        if isinstance(event, dict) and isinstance(event.get("session"), dict):
            change(event["session"])
            yield Send(json.dumps(event), action.fragments if isinstance(action, Send) else 1)
        else:
            yield action

"""Faults of the events: unknown ones, errors, nulls, and acknowledgements that are missing or doubled."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pytest_realtime.server.actions import Action, Send
from pytest_realtime.server.members import member_at


class UnknownEvent(NamedTuple):
    """An event that no client knows follows the answer to the client's n-th message, or a known event."""

    messages: int = 0
    type: str = "session.weather_changed"
    after: str = ""
    """The type of the event that it follows, the first of each answer; ``messages`` is then unused."""

    def apply(self, message_count: int, actions: Iterable[Action]) -> Iterator[Action]:
        """Add the event."""
        event = {"type": self.type, "event_id": "event_unknown", "weather": {"sun": True}}
        return _inserted(actions, event, self.after, is_due=message_count == self.messages)


class ErrorEvent(NamedTuple):
    """An error that refuses nothing: the session goes on, and so should the client (API rule O19)."""

    messages: int = 1
    """It follows the answer to the client's n-th message."""
    after: str = ""
    """The type of the event that it follows, the first of each answer; ``messages`` is then unused."""
    code: str | None = None
    type: str = "server_error"
    message: str = "The server had an error while processing your request."

    def apply(self, message_count: int, actions: Iterable[Action]) -> Iterator[Action]:
        """Add the event."""
        error = {"type": self.type, "code": self.code, "message": self.message, "param": None, "event_id": None}
        event = {"type": "error", "event_id": "event_error", "error": error}
        return _inserted(actions, event, self.after, is_due=message_count == self.messages)


class Acknowledgements(NamedTuple):
    """Each ``session.updated`` is sent a number of times: 0 leaves updates without an answer, 2 doubles it."""

    times: int = 0

    def apply(self, message_count: int, actions: Iterable[Action]) -> Iterator[Action]:
        """Repeat or leave out the acknowledgement."""
        for action in actions:
            is_it = isinstance(action, Send) and '"session.updated"' in action.text[:100]
            yield from (action,) * (self.times if is_it else 1)


class LiveNulls(NamedTuple):
    """Members without a value are null, as live servers send them though the schema forbids it (N6, R11)."""

    def apply(self, message_count: int, actions: Iterable[Action]) -> Iterator[Action]:
        """Add the nulls."""
        for action in actions:
            event = json.loads(action.text) if isinstance(action, Send) else None
            if isinstance(action, Send) and isinstance(event, dict):
                for holder, names in _NULLS.items():
                    if isinstance(event.get(holder), dict) and event[holder].get("type") not in _NOT_CONVERSING:
                        event[holder] = {**dict.fromkeys(names), **event[holder]}
                transcription = member_at(event, "session", "audio", "input", "transcription")
                if isinstance(transcription, dict):
                    transcription.update({**dict.fromkeys(("language", "prompt")), **transcription})
                action = Send(json.dumps(event), action.fragments)
            yield action


_NULLS = {
    "response": ("status_details", "usage", "conversation_id", "metadata"),
    "session": ("prompt", "include", "tracing"),
    "error": ("code", "param", "event_id"),
}
"""The members that live servers send as null, by the member that holds them."""
_NOT_CONVERSING = ("transcription", "translation")


def _inserted(actions: Iterable[Action], event: dict[str, Any], after: str, *, is_due: bool) -> Iterator[Action]:
    """Yield actions with an event behind the first of the type ``after``; without a type at the end, if due."""
    is_waiting = bool(after)
    for action in actions:
        yield action
        if is_waiting and isinstance(action, Send) and json.loads(action.text).get("type") == after:
            is_waiting = False
            yield Send(json.dumps(event))
    if not after and is_due:
        yield Send(json.dumps(event))

"""Faults: failures of the server or the network that a test injects.

A fault gets the actions that the server would take, and returns those that it takes instead. Tests can write their
own: any object with a method ``apply``.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, Protocol

from pytest_realtime.server.actions import Action, Close, Drop, Send


class Fault(Protocol):
    """An injected failure."""

    def apply(self, message_count: int, actions: Iterable[Action]) -> Iterable[Action]:
        """Return what the server does instead.

        The events of a response come one by one, so that it can be cancelled between them: a generator that yields
        as it goes keeps that; one that makes a list first has the whole response sent.

        Args:
            message_count: How many messages this client has sent, the present one included; 0 when it connects.
            actions: What the server would do: :class:`~pytest_realtime.server.actions.Send`, ``Wait``, ``Close``, …
        """


class DropAfter(NamedTuple):
    """The socket is cut at the client's n-th message; with 0, as soon as it is open."""

    messages: int
    connections: int = 0
    """Only on the server's first n connections, so that a client that connects again is served; 0: on all."""

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


def _with_sessions(actions: Iterable[Action], change: Callable[[dict[str, Any]], None]) -> Iterator[Action]:
    for action in actions:
        event = json.loads(action.text) if isinstance(action, Send) else None
        if isinstance(event, dict) and isinstance(event.get("session"), dict):
            change(event["session"])
            yield Send(json.dumps(event), action.fragments if isinstance(action, Send) else 1)
        else:
            yield action

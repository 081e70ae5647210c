"""Says a payload of the wire in a library's own words: a table of members, by name.

A rule takes the value of one member and gives it as the library wants it; names without a rule are what the
library has no word for. Values are passed as they are unless a rule says otherwise: what the library makes of
them is the library's.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from pytest_realtime.clients.in_process import Unsupported

Translation = Callable[[Any], Any]


def same(value: Any) -> Any:
    """The value itself."""
    return value


def session_of(wire: str, library: str, *, type_: str = "realtime") -> dict[str, Any]:
    """The session inside a ``session.update``.

    Raises :class:`Unsupported` for events and sessions of another kind, and for events with further members.
    """
    event = json.loads(wire)
    session = event.get("session") if isinstance(event, dict) else None
    if not isinstance(session, dict) or event.get("type") != "session.update":
        raise Unsupported(f"{library} writes session.update with a session, and no other event")
    if others := sorted(event.keys() - {"type", "session"}):
        raise Unsupported(f"{library} has no way to set {', '.join(others)} of the event")
    if session.get("type") != type_:
        raise Unsupported(f"{library} has no way to update a session of type {session.get('type')!r}")
    return {name: value for name, value in session.items() if name != "type"}


def translate(
    value: Any, rules: Mapping[str, tuple[str, Translation]], place: str, *, library: str
) -> dict[str, Any]:
    """An object in the library's words: each member under the name that its rule has for it.

    Raises :class:`Unsupported` for what is no object, and for members without a rule.
    """
    if not isinstance(value, dict):
        raise Unsupported(f"{library} takes no {json.dumps(value)} for {place}")
    if unknown := sorted(value.keys() - rules.keys()):
        raise Unsupported(f"{library} has no word for {', '.join(unknown)} in {place}")
    return {rules[name][0]: rules[name][1](item) for name, item in value.items()}


def without_null(what: str) -> Translation:
    """A rule for members that the library can set, and not turn off."""

    def rule(value: Any) -> Any:
        if value is None:
            raise Unsupported(f"{what} can't be set to null")
        return value

    return rule

"""Translates a session into a library's own settings: a table with one row per member.

A row gives the setting's name and a translation of the value. Values pass unchanged unless a translation says
otherwise: what the library makes of them is what is tested. A member without a row can't be set in the library.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from pytest_realtime.clients.in_process import Unsupported

Translation = Callable[[Any], Any]


def same(value: Any) -> Any:
    """Return the value itself."""
    return value


def session_of(wire: str, library: str) -> dict[str, Any]:
    """Return the ``realtime`` session in a ``session.update``, without its type.

    Raises:
        Unsupported: For other events and sessions, and for events with further members.
    """
    event = json.loads(wire)
    session = event.get("session") if isinstance(event, dict) else None
    if not isinstance(session, dict) or event.get("type") != "session.update":
        raise Unsupported(f"{library} can only send session.update, with a session")
    if others := sorted(event.keys() - {"type", "session"}):
        raise Unsupported(f"{library} can't set {', '.join(others)} of the event")
    if session.get("type") != "realtime":
        raise Unsupported(f"{library} can't update a session of type {session.get('type')!r}")
    return {name: value for name, value in session.items() if name != "type"}


def translate(
    value: Any, rows: Mapping[str, tuple[str, Translation]], place: str, *, library: str
) -> dict[str, Any]:
    """Return an object as the library's settings: each member's translated value under the name in its row.

    Raises:
        Unsupported: If ``value`` is not an object, or has a member without a row.
    """
    if not isinstance(value, dict):
        raise Unsupported(f"{library} can't set {place} to {json.dumps(value)}")
    if unknown := sorted(value.keys() - rows.keys()):
        raise Unsupported(f"{library} can't set {', '.join(unknown)} in {place}")
    return {rows[name][0]: rows[name][1](item) for name, item in value.items()}


def part(place: str, rows: Mapping[str, tuple[str, Translation]], *, library: str) -> Translation:
    """Make the translation of an object inside a session; see :func:`translate`."""
    return lambda value: translate(value, rows, place, library=library)

"""Cases of two updates: something is set, then something else is updated on the same connection.

Only the fields that an update names are updated (N1). A client that sends more than it was given with the second
update, such as its defaults or nulls, takes back what the first one set.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from pytest_realtime.endpoints import KINDS
from pytest_realtime.payloads.cases.write import Case, kebab
from pytest_realtime.payloads.embedding import locations
from pytest_realtime.payloads.examples import example_of, maximal, minimal_with
from pytest_realtime.wire.json.pointer import pointer_of
from pytest_realtime.wire.json.tree import holds
from pytest_realtime.wire.session_merge import Setting, settings_of

ASPECT = "survives-other-updates"
EVENTS = {kind.settings: kind.client_events["session.update"] for kind in KINDS if not kind.is_beta}
"""The session types that a connection can update, and the events that do it."""

UNUSUAL: dict[str, Any] = {
    "output_modalities": ["text"],
    "format": {"type": "audio/pcma"},
    "voice": "verse",
    "tools": [{"type": "function", "name": "roll", "description": "Roll dice.", "parameters": {"type": "object"}}],
}
"""Values that are nobody's default, for settings whose maximal value may be one."""


def all_sequence_cases() -> Iterator[Case]:
    """The cases of all settings that an update can change."""
    for session in EVENTS:
        yield from sequence_cases(session)


@cache
def sequence_cases(session: str) -> tuple[Case, ...]:
    """The cases of one session type."""
    settings = [setting for setting in settings_of(session) if setting.path != ("type",)]
    return tuple(case for setting in settings for case in _setting_cases(session, setting, settings))


def _setting_cases(session: str, setting: Setting, settings: list[Setting]) -> Iterator[Case]:
    subject = ".".join(kebab(name) for name in (session, *setting.path))
    place = ("session", *setting.path)
    nulls = (None,) if setting.member.nullable else ()
    for value in (UNUSUAL.get(setting.path[-1]) or example_of(setting.member, default=maximal), *nulls):
        first = _event(session, setting, value)
        for other in _others(setting, settings):
            second = _event(session, other, example_of(other.member))
            # An event that says anything about the place that the first one set is no other update.
            if not holds(second, place):
                pointer = pointer_of(place)
                yield Case(subject, ASPECT, EVENTS[session], first, pointer, rules=("N1",), then=second)


def _others(setting: Setting, settings: list[Setting]) -> Iterator[Setting]:
    """The settings of second updates: one elsewhere, and one beside it in the same object."""
    others = [other for other in settings if other.path != setting.path]
    # Instructions are what applications change most often.
    others.sort(key=lambda other: other.path != ("instructions",))
    beside = [other for other in others if other.path[:-1] == setting.path[:-1]]
    elsewhere = [other for other in others if other.path[:-1] != setting.path[:-1]]
    yield from (found[0] for found in (elsewhere, beside) if found)


def _event(session: str, setting: Setting, value: Any) -> Any:
    (place,) = locations(session, EVENTS[session])
    return place.embed(smallest_update(setting, value))


def smallest_update(setting: Setting, value: Any) -> Any:
    """The smallest valid session that sets one setting."""
    for holder, name in zip(reversed(setting.holders), reversed(setting.path), strict=True):
        value = minimal_with(holder, name, value)
    return value

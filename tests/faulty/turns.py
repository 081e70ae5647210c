"""Clients that say more with a second update than they were told: what was set before is taken back."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from pytest_realtime.judge import FindingKind
from pytest_realtime.payloads.examples import example_of
from pytest_realtime.wire.session_merge import Setting, settings_of
from tests.faulty.reference import Turns
from tests.faulty.wrong import Wrong

CONVERSATION = "RealtimeSessionCreateRequest"
TRANSCRIPTION = "RealtimeTranscriptionSessionCreateRequest"
TRANSLATION = "RealtimeTranslationSessionUpdateRequest"
MISSING: Any = object()

Retold = Callable[[Setting, Any], Any]
"""What a second update says of a setting that only the first one named; MISSING for nothing."""


def _retelling(retold: Retold) -> Turns:
    def turns(wires: list[str]) -> list[str]:
        first, second = map(json.loads, wires)
        for setting in settings_of(_session_type(second["session"])):
            told = _at(first["session"], setting.path)
            if setting.path == ("type",) or told is MISSING or _at(second["session"], setting.path) is not MISSING:
                continue
            if (again := retold(setting, told)) is not MISSING:
                _set(second["session"], setting.path, again)
        return [wires[0], json.dumps(second)]

    return turns


def _session_type(session: Mapping[str, Any]) -> str:
    return {"realtime": CONVERSATION, "transcription": TRANSCRIPTION}.get(session.get("type", ""), TRANSLATION)


def _at(session: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        if not isinstance(session, dict) or name not in session:
            return MISSING
        session = session[name]
    return session


def _set(session: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for name in path[:-1]:
        session = session.setdefault(name, {})
    session[path[-1]] = value


def _off(setting: Setting, told: Any) -> Any:
    return MISSING if told is None else None


def _on(setting: Setting, told: Any) -> Any:
    return example_of(setting.member) if told is None else MISSING


TURNS = (
    Wrong(
        "nulls-what-it-was-not-told",
        "writes sessions whole, with null for whatever an update does not name",
        ("N1",),
        FindingKind.TYPE_CHANGED,
        (
            "must.realtime-session-create-request.instructions.survives-other-updates",
            "type-changed /session/instructions",
        ),
        turns=_retelling(_off),
        places="^/session/",
    ),
    Wrong(
        "turns-defaults-on-again",
        "writes sessions whole, with its defaults for whatever is off",
        ("N1",),
        FindingKind.TYPE_CHANGED,
        (
            "must.realtime-session-create-request.audio.input.turn-detection.survives-other-updates",
            "type-changed /session/audio/input/turn_detection",
        ),
        turns=_retelling(_on),
        places="^/session/",
    ),
)
"""The table; see :class:`Wrong` for the columns."""

"""Clients whose second update contains more than its payload, so that earlier settings are reverted."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from pytest_realtime.judge import FindingKind
from pytest_realtime.payloads.examples import example_of
from pytest_realtime.wire.session_merge import Setting, settings_of
from tests.faulty.reference import SequenceAdapter
from tests.faulty.wrong import Wrong

CONVERSATION = "RealtimeSessionCreateRequest"
TRANSCRIPTION = "RealtimeTranscriptionSessionCreateRequest"
TRANSLATION = "RealtimeTranslationSessionUpdateRequest"
MISSING: Any = object()

Addition = Callable[[Setting, Any], Any]
"""What a second update sends for a setting that only the first one contains; MISSING for nothing."""


def _adding(addition: Addition) -> SequenceAdapter:
    def sequence(wires: list[str]) -> list[str]:
        first, second = map(json.loads, wires)
        for setting in settings_of(_session_type(second["session"])):
            first_value = _at(first["session"], setting.path)
            is_in_second = _at(second["session"], setting.path) is not MISSING
            if setting.path == ("type",) or first_value is MISSING or is_in_second:
                continue
            if (added := addition(setting, first_value)) is not MISSING:
                _set(second["session"], setting.path, added)
        return [wires[0], json.dumps(second)]

    return sequence


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


def _off(setting: Setting, first_value: Any) -> Any:
    return MISSING if first_value is None else None


def _on(setting: Setting, first_value: Any) -> Any:
    return example_of(setting.member) if first_value is None else MISSING


SEQUENCES = (
    Wrong(
        "nulls-omitted-settings",
        "writes whole sessions, with null for every setting that an update omits",
        ("N1",),
        FindingKind.TYPE_CHANGED,
        (
            "must.realtime-session-create-request.instructions.survives-other-updates",
            "type-changed /session/instructions",
        ),
        sequence=_adding(_off),
        places="^/session/",
    ),
    Wrong(
        "turns-defaults-on-again",
        "writes whole sessions, with its defaults for every setting that is off",
        ("N1",),
        FindingKind.TYPE_CHANGED,
        (
            "must.realtime-session-create-request.audio.input.turn-detection.survives-other-updates",
            "type-changed /session/audio/input/turn_detection",
        ),
        sequence=_adding(_on),
        places="^/session/",
    ),
)
"""The table; see :class:`Wrong` for the columns."""

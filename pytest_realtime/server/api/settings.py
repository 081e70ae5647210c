"""The settings of a session: its defaults, updates, and what the server sends of them."""

from typing import Any

from pytest_realtime.endpoints import (
    BETA,
    BETA_TRANSCRIPTION,
    CONVERSATION,
    TRANSCRIPTION,
    TRANSLATION,
    ConnectionKind,
)
from pytest_realtime.server.api.ids import Issuer

SESSION_SECONDS = 3600
"""How long a session lasts, for ``expires_at``: the API's limit of 60 minutes."""

_PCM = {"type": "audio/pcm", "rate": 24000}
_VAD = {"type": "server_vad", "threshold": 0.5, "prefix_padding_ms": 300, "silence_duration_ms": 500}
_ANSWERING = {"create_response": True, "interrupt_response": True, "idle_timeout_ms": None}
_AUDIO_AS_IS = {"transcription": None, "noise_reduction": None}

_NEW: dict[str, dict[str, Any]] = {
    CONVERSATION.name: {
        "type": "realtime",
        "object": "realtime.session",
        "model": "gpt-realtime-2.1",
        "output_modalities": ["audio"],
        "instructions": "Be helpful.",
        "tools": [],
        "tool_choice": "auto",
        "max_output_tokens": "inf",
        "tracing": None,
        "truncation": "auto",
        "prompt": None,
        "include": None,
        "audio": {
            "input": {"format": _PCM, **_AUDIO_AS_IS, "turn_detection": {**_VAD, **_ANSWERING}},
            "output": {"format": _PCM, "voice": "marin", "speed": 1.0},
        },
    },
    TRANSCRIPTION.name: {
        "type": "transcription",
        "object": "realtime.transcription_session",
        "include": None,
        "audio": {
            "input": {
                "format": _PCM,
                "transcription": {"model": "gpt-4o-transcribe"},
                "noise_reduction": None,
                "turn_detection": _VAD,
            }
        },
    },
    TRANSLATION.name: {
        "type": "translation",
        "model": "gpt-realtime-translate",
        "audio": {"input": _AUDIO_AS_IS, "output": {"language": "en"}},
    },
    BETA.name: {
        "object": "realtime.session",
        "model": "gpt-realtime",
        "modalities": ["text", "audio"],
        "instructions": "Be helpful.",
        "voice": "alloy",
        "input_audio_format": "pcm16",
        "output_audio_format": "pcm16",
        "input_audio_transcription": None,
        "input_audio_noise_reduction": None,
        "turn_detection": {**_VAD, **_ANSWERING},
        "tools": [],
        "tool_choice": "auto",
        "temperature": 0.8,
        "max_response_output_tokens": "inf",
    },
    BETA_TRANSCRIPTION.name: {
        "input_audio_format": "pcm16",
        "input_audio_transcription": {"model": "gpt-4o-transcribe"},
        "turn_detection": _VAD,
    },
}
"""The settings of new sessions. The values are this server's own: the API's change from time to time (API rule
S11)."""

_IDENTITY = ("id", "object", "type", "expires_at", "model")
"""Members that an update does not change; for the model see API rule X7."""


def new_session(kind: ConnectionKind, issuer: Issuer, settings: dict[str, Any], model: str = "") -> dict[str, Any]:
    """Return the settings of a new session of this kind, configured by ``settings``.

    Sessions share parts of their settings with each other and with updates and events: treat them as read-only.
    """
    state = dict(_NEW[kind.name])
    if kind is not BETA_TRANSCRIPTION:
        state.update(id=issuer.new("sess"), expires_at=issuer.now() + SESSION_SECONDS)
    if settings:
        state = _overlaid(kind, state, settings)
    if model and "model" in state:
        state["model"] = model
    return state


def updated(kind: ConnectionKind, state: dict[str, Any], update: dict[str, Any]) -> dict[str, Any]:
    """Return the settings after an update; members that identify the session do not change."""
    identity = {name: state[name] for name in _IDENTITY if name in state}
    return {**_overlaid(kind, state, update), **identity}


def public(kind: ConnectionKind, state: dict[str, Any]) -> dict[str, Any]:
    """Return the session as the server sends it: without members that only requests have (API rule S5)."""
    new = _NEW[kind.name]
    # Updates leave most members as they are in new sessions, which have nothing of requests only.
    given = {
        name: value for name, value in state.items() if name not in _IDENTITY and value is not new.get(name, new)
    }
    if not given:
        return state
    from pytest_realtime.server.api.projection import projection

    sent: dict[str, Any] = projection(kind.session)(given)
    return {name: sent.get(name, value) for name, value in state.items() if name in sent or name not in given}


def minimal(kind: ConnectionKind, state: dict[str, Any]) -> dict[str, Any]:
    """Return the session with only the members that the published schema requires."""
    from pytest_realtime.server.api.projection import required

    return {name: state[name] for name in required(kind.session) if name in state}


def _overlaid(kind: ConnectionKind, state: dict[str, Any], settings: dict[str, Any]) -> dict[str, Any]:
    from pytest_realtime.wire.session_merge import overlay

    return overlay(state, settings, wire_type=kind.settings)

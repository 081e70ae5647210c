"""The state of a session: what it starts with, and how it is told."""

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
"""How long a session lives, as told in ``expires_at``."""

_PCM = {"type": "audio/pcm", "rate": 24000}
_VAD = {"type": "server_vad", "threshold": 0.5, "prefix_padding_ms": 300, "silence_duration_ms": 500}
_ANSWERING = {"create_response": True, "interrupt_response": True, "idle_timeout_ms": None}
_NO_TRANSCRIPTION = {"transcription": None, "noise_reduction": None}

_NEW: dict[str, dict[str, Any]] = {
    CONVERSATION.name: {
        "type": "realtime",
        "object": "realtime.session",
        "model": "gpt-realtime",
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
            "input": {"format": _PCM, **_NO_TRANSCRIPTION, "turn_detection": {**_VAD, **_ANSWERING}},
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
        "audio": {"input": _NO_TRANSCRIPTION, "output": {"language": "en"}},
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
"""What new sessions say. The values are this server's own: the API's differ from time to time (S11)."""

_IDENTITY = ("id", "object", "type", "expires_at", "model")
"""Members that an update does not change; on the model see X7."""


def new_session(kind: ConnectionKind, issuer: Issuer, settings: dict[str, Any], model: str = "") -> dict[str, Any]:
    """The state of a new session of this kind, configured by ``settings``.

    States share their parts with each other, with updates and with what is told of them: change none.
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
    """The state after an update; who the session is stays."""
    identity = {name: state[name] for name in _IDENTITY if name in state}
    return {**_overlaid(kind, state, update), **identity}


def told(kind: ConnectionKind, state: dict[str, Any]) -> dict[str, Any]:
    """The session as the server tells it: without what only requests have (S5)."""
    if state == {**_NEW[kind.name], **{name: state[name] for name in _IDENTITY if name in state}}:
        return state  # nothing was set yet
    from pytest_realtime.server.api.projection import projection

    session: dict[str, Any] = projection(kind.session)(state)
    return session


def minimal(kind: ConnectionKind, state: dict[str, Any]) -> dict[str, Any]:
    """The session with nothing but what the published schema requires."""
    from pytest_realtime.server.api.projection import required

    return {name: state[name] for name in required(kind.session) if name in state}


def _overlaid(kind: ConnectionKind, state: dict[str, Any], settings: dict[str, Any]) -> dict[str, Any]:
    # Imported when first needed, like all of the wire types here: a test's first server starts without them.
    from pytest_realtime.wire.session_merge import overlay

    return overlay(state, settings, wire_type=kind.settings)

"""Audio: a short beep to answer with, and how long a client's audio lasts."""

import math
import struct
from functools import cache
from typing import Any

from pytest_realtime.server.members import member_at

BYTES_PER_MS = {"audio/pcm": 48, "audio/pcmu": 8, "audio/pcma": 8, "pcm16": 48, "g711_ulaw": 8, "g711_alaw": 8}
"""Bytes per millisecond: PCM is 24 kHz with 16 bits, the telephone formats are 8 kHz with 8 bits."""
_SILENCE = {"audio/pcmu": b"\xff", "g711_ulaw": b"\xff", "audio/pcma": b"\xd5", "g711_alaw": b"\xd5"}
_MILLISECONDS = 100


@cache
def clip(audio_format: str) -> bytes:
    """Return 100 ms of audio: a beep of 440 Hz in PCM, silence in the telephone formats."""
    if audio_format in _SILENCE:
        return _SILENCE[audio_format] * BYTES_PER_MS[audio_format] * _MILLISECONDS
    samples = (round(8000 * math.sin(2 * math.pi * 440 * index / 24000)) for index in range(24 * _MILLISECONDS))
    return b"".join(struct.pack("<h", sample) for sample in samples)


def milliseconds(count: int, audio_format: str) -> int:
    """Return how long a number of bytes lasts."""
    return count // _bytes_per_ms(audio_format)


def byte_count(duration_ms: int, audio_format: str) -> int:
    """Return how many bytes a number of milliseconds takes."""
    return duration_ms * _bytes_per_ms(audio_format)


def _bytes_per_ms(audio_format: str) -> int:
    return BYTES_PER_MS.get(audio_format, BYTES_PER_MS["audio/pcm"])


def decoded_size(text: str) -> int:
    """Return how many bytes valid base64 stands for."""
    return len(text) // 4 * 3 - text.count("=", -2)


def format_of(settings: dict[str, Any], direction: str) -> str:
    """Return the format of ``input`` or ``output`` audio in a session's settings."""
    value = settings.get(f"{direction}_audio_format") or member_at(settings, "audio", direction, "format")
    return str(value.get("type", "audio/pcm")) if isinstance(value, dict) else str(value or "audio/pcm")

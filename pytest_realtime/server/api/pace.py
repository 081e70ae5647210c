"""Faults of time and transport: how fast the server sends, and in which pieces."""

import base64
import json
import random
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, TypeGuard

from pytest_realtime.server.actions import Action, Send, Wait

_AUDIO = ('"response.output_audio.delta"', '"response.audio.delta"')


class Delay(NamedTuple):
    """Each message of the server is delayed by a number of seconds."""

    seconds: float

    def apply(self, message_count: int, actions: Iterable[Action]) -> Iterator[Action]:
        """Wait before each message."""
        for action in actions:
            if isinstance(action, Send):
                yield Wait(self.seconds)
            yield action


class Fragmented(NamedTuple):
    """Each message of the server is split into a number of frames."""

    frames: int = 3

    def apply(self, message_count: int, actions: Iterable[Action]) -> Iterator[Action]:
        """Split each message."""
        for action in actions:
            yield Send(action.text, self.frames) if isinstance(action, Send) else action


class RealTime(NamedTuple):
    """The model speaks as fast as people do: its audio comes in pieces, and each takes the time that it lasts.

    So it can be interrupted, and a client that does not wait for the end is seen.
    """

    piece_ms: int = 100
    """How long the audio of one message lasts."""
    bytes_per_ms: int = 48
    """48 in PCM, 8 in the telephone formats."""

    def apply(self, message_count: int, actions: Iterable[Action]) -> Iterator[Action]:
        """Split the audio, and wait after each piece."""
        for action in actions:
            if not _is_audio(action):
                yield action
                continue
            event = json.loads(action.text)
            audio = base64.b64decode(event["delta"])
            size = max(1, self.piece_ms * self.bytes_per_ms)
            for start in range(0, len(audio), size):
                piece = audio[start : start + size]
                yield _with_audio(event, piece)
                yield Wait(len(piece) / self.bytes_per_ms / 1000)


class Jitter(NamedTuple):
    """Each message of the server is delayed by a random time, the same in each run."""

    seconds: float = 0.02
    """The longest delay."""
    seed: int = 0

    def apply(self, message_count: int, actions: Iterable[Action]) -> Iterator[Action]:
        """Wait before each message."""
        chance = random.Random(f"{self.seed} {message_count}")  # noqa: S311
        for action in actions:
            if isinstance(action, Send):
                yield Wait(chance.uniform(0, self.seconds))
            yield action


class MuchAudio(NamedTuple):
    """The model speaks for minutes: each audio delta is replaced by several, of 10 s each in PCM."""

    bytes: int = 15_000_000
    """Bytes of audio in all; in PCM 48,000 are a second."""
    piece: int = 480_000
    """Bytes of one message, before base64."""

    def apply(self, message_count: int, actions: Iterable[Action]) -> Iterator[Action]:
        """Send silence instead of the model's audio."""
        for action in actions:
            if _is_audio(action):
                event = json.loads(action.text)
                for start in range(0, self.bytes, self.piece):
                    yield _with_audio(event, bytes(min(self.piece, self.bytes - start)))
            else:
                yield action


def _is_audio(action: Action) -> TypeGuard[Send]:
    return isinstance(action, Send) and any(name in action.text[:100] for name in _AUDIO)


def _with_audio(event: dict[str, Any], audio: bytes) -> Send:
    return Send(json.dumps({**event, "delta": base64.b64encode(audio).decode()}))

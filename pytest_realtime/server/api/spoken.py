"""How much of the model's audio a connection has got, read from the frames that were sent."""

import json
from collections import Counter

from pytest_realtime.server.api.audio_bytes import decoded_size
from pytest_realtime.server.records import Frame

_PIECES = ("response.output_audio.delta", "response.audio.delta")
"""The events with a piece of audio; the second is the beta's."""


class SpokenAudio:
    """Bytes of audio by item. Faults may drop or repeat pieces, so frames are counted, each of them once."""

    def __init__(self, frames: list[Frame]) -> None:
        """Count the audio of a connection.

        Args:
            frames: What the server sent; the list may grow.
        """
        self._frames = frames
        self._counted = 0
        self._bytes: Counter[str] = Counter()

    def bytes_of(self, item_id: str) -> int:
        """Return how many bytes were sent of an item so far."""
        new = self._frames[self._counted :]
        self._counted += len(new)
        for frame in new:
            if b"audio.delta" in frame.raw:
                self._count(frame)
        return self._bytes[item_id]

    def _count(self, frame: Frame) -> None:
        try:
            event = json.loads(frame.raw)
            if event["type"] in _PIECES:
                self._bytes[event["item_id"]] += decoded_size(event["delta"])
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            # A test's own fault may have made anything of the event.
            return

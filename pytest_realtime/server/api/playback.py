"""What a recorded server said, played again to a client.

A client's messages are the beat: what the server sent after the n-th message of the recorded client is sent after
the n-th message of this client. Audio that is appended message after message counts as one, because no two runs cut
it into the same pieces.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from websockets.frames import Frame as WireFrame
from websockets.frames import Opcode

from pytest_realtime.server.actions import Action, Close, Send, SendBytes, Wait
from pytest_realtime.server.records import Connection, Frame, event_type

APPENDS = ("input_audio_buffer.append", "session.input_audio_buffer.append")
"""The events with audio, of which several in a row count as one."""


class PlayedFrame(NamedTuple):
    """One frame of the server, with the pause before it."""

    pause: float
    """Seconds since what passed before it on the connection."""
    frame: Frame


class Playback(NamedTuple):
    """What a server said on one connection."""

    beats: tuple[tuple[PlayedFrame, ...], ...]
    """First what it said on its own, then what it said after each message of the client."""
    is_timed: bool = False
    """Whether the pauses are kept."""

    def actions(self, beat: int) -> Iterator[Action]:
        """Yield what the server sends after a number of messages; nothing after the end of the recording."""
        for played in self.beats[beat] if beat < len(self.beats) else ():
            if self.is_timed and played.pause:
                yield Wait(played.pause)
            yield from _played(played.frame)


def is_append(frame: Frame) -> bool:
    """Whether a message of a client appends audio."""
    return frame.kind == "text" and event_type(frame.raw) in APPENDS


def playback_of(connection: Connection, *, timed: bool) -> Playback:
    """Return what the server of a recorded connection said."""
    merged = [(frame, True) for frame in connection.client_messages if frame.kind in ("text", "binary")]
    merged += [(frame, False) for frame in connection.server_messages]
    beats: list[list[PlayedFrame]] = [[]]
    last, was_append = connection.request.time, False
    for frame, is_clients in sorted(merged, key=lambda one: one[0].order):
        if not is_clients:
            beats[-1].append(PlayedFrame(max(0.0, frame.time - last), frame))
        elif not (was_append and is_append(frame)):
            beats.append([])
        if is_clients:
            was_append = is_append(frame)
        last = frame.time
    return Playback(tuple(map(tuple, beats)), timed)


class PlayedConnection:
    """A playback to one client, as far as it has gone."""

    def __init__(self, playback: Playback) -> None:
        self._playback = playback
        self._beat = 0
        self._was_append = False

    def opened(self) -> Iterable[Action]:
        """Return what the server sends first."""
        return self._playback.actions(0)

    def answers(self, frame: Frame) -> Iterable[Action]:
        """Return what the server sends after a message of the client."""
        is_more = self._was_append and is_append(frame)
        self._was_append = is_append(frame)
        if is_more:
            return ()
        self._beat += 1
        return self._playback.actions(self._beat)


def _played(frame: Frame) -> Iterator[Action]:
    if frame.kind == "text":
        yield Send(frame.text, frame.fragments)
    elif frame.kind == "binary":
        yield SendBytes(WireFrame(Opcode.BINARY, frame.raw).serialize(mask=False))
    elif frame.kind == "raw":
        yield SendBytes(frame.raw)
    elif frame.kind == "close":
        code = int.from_bytes(frame.raw[:2]) if len(frame.raw) > 1 else 1000
        yield Close(code, frame.raw[2:].decode("utf-8", "replace"))

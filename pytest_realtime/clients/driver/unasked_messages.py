"""Tells the frame that a question caused from those that a client sends of its own accord.

Theory of operation. A client may configure its session when it connects, before or after it has received
``session.created``, and with one connection for all payloads or a new one for each. So what arrives between a
question and its answer may be the payload, the client's own update, or both, in any order. One first question, the
*warm-up*, shows what the client sends by itself: its payload holds a word of ours, and all else that arrives with
it is unasked. From then on, every new connection *owes* these frames once: a frame that equals one of them pays the
debt, and every other frame was caused. Two examples, of a client whose own update is ``U``, and questions ``P``:

====================  ===================================  =========================
a connection for      frames after the warm-up             caused
====================  ===================================  =========================
all questions         ``P1`` · ``U`` (its payload is U)    ``P1`` · ``U``
each question         ``U P1`` · ``P2 U`` · ``U U``        ``P1`` · ``P2`` · ``U``
====================  ===================================  =========================

Frames are equal if their JSON is, apart from the event id. Where two frames are left, as of a client whose own
update differs each time, the one that equals the payload was caused, or else the last one.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from pytest_realtime.clients.live.capture import CapturedMessage

WORD = "pytest-realtime-warm-up"
_SESSION = {"instructions": WORD}
WARM_UP: dict[str, Any] = {
    "SessionUpdateEvent": {"type": "session.update", "session": {"type": "realtime", **_SESSION}},
    "LegacySessionUpdateEvent": {"type": "session.update", "session": _SESSION},
    "TranscriptionSessionUpdateEvent": {
        "type": "transcription_session.update",
        "session": {"input_audio_transcription": {"model": "whisper-1", "prompt": WORD}},
    },
    "TranslationSessionUpdateEvent": {
        "type": "session.update",
        "session": {"audio": {"output": {"language": WORD}}},
    },
}
"""The payload of the warm-up, by wire type. Other events are never sent on connecting, and need none."""


class UnaskedFrames:
    """What a client sends of its own accord when it connects, for one wire type."""

    def __init__(self) -> None:
        self._on_connecting: Counter[str] = Counter()
        self._owed: dict[int, Counter[str]] = {}
        self.texts: tuple[str, ...] = ()
        """The frames as they were sent at the warm-up."""

    def learn(self, messages: Sequence[CapturedMessage]) -> None:
        """Take the messages that arrived at the warm-up: all but its payload are unasked."""
        marked = [message for message in messages if WORD in message.text]
        # A client that drops the word altogether most likely sends its own update first.
        own = [message for message in messages if message not in (marked or messages[-1:])]
        self.texts = tuple(message.text for message in own)
        self._on_connecting = Counter(_key(text) for text in self.texts)
        self._owed = {message.connection: Counter() for message in messages}

    def caused(self, messages: Iterable[CapturedMessage]) -> list[CapturedMessage]:
        """Return the messages that no connection owes."""
        return self._split(messages)[0]

    def settle(self, messages: Iterable[CapturedMessage]) -> None:
        """Note what has arrived: it is owed no more."""
        self._owed.update(self._split(messages)[1])

    def _split(self, messages: Iterable[CapturedMessage]) -> tuple[list[CapturedMessage], dict[int, Counter[str]]]:
        owed: dict[int, Counter[str]] = {}
        caused = []
        for message in messages:
            before = self._owed.get(message.connection, self._on_connecting)
            rest = owed.setdefault(message.connection, Counter(before))
            key = _key(message.text)
            if rest[key]:
                rest[key] -= 1
            else:
                caused.append(message)
        return caused, owed


def answering(messages: Sequence[CapturedMessage], wire: str) -> CapturedMessage | None:
    """Return the message that the payload ``wire`` became: the one that equals it, or else the last one."""
    equal = [message for message in messages if _key(message.text) == _key(wire)]
    return next(iter([*equal, *reversed(messages)]), None)


def _key(text: str) -> str:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    if isinstance(value, dict):
        value.pop("event_id", None)
    return json.dumps(value, sort_keys=True)

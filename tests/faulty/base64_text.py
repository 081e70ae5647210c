"""Clients that spoil audio, which is base64 in the standard alphabet, with padding, and in one line."""

import base64
import textwrap
from collections.abc import Callable
from typing import Any

from pytest_realtime.clients.in_process import Rejected
from pytest_realtime.judge import FindingKind
from pytest_realtime.wire.shapes import ScalarShape
from tests.faulty.changes import Change, changing, checking, one_type, without
from tests.faulty.wrong import Wrong

APPEND = "must.input-audio-buffer-append-event.audio"
DELTA = "must.response-audio-delta-event.delta"


def _encoded(change: Callable[[str], Any]) -> Change:
    """A change of strings that hold base64."""
    return lambda shape, value: (
        change(value)
        if isinstance(shape, ScalarShape) and shape.contents == "base64" and isinstance(value, str)
        else value
    )


def _in_url_alphabet(text: str) -> str:
    return text.replace("+", "-").replace("/", "_")


def _refuse_empty(text: str) -> str:
    if not text:
        raise Rejected("the audio is empty")
    return text


BASE64 = (
    Wrong(
        "encodes-for-urls",
        "writes base64 in the alphabet of URLs",
        ("E8",),
        FindingKind.VALUE_CHANGED,
        (f"{APPEND}.base64-is-kept", "value-changed /audio"),
        write=changing(_encoded(_in_url_alphabet)),
        places=r"/audio$",
    ),
    Wrong(
        "drops-padding",
        "writes base64 without padding",
        ("E8",),
        FindingKind.VALUE_CHANGED,
        (f"{APPEND}.base64-is-kept", "value-changed /audio"),
        write=changing(_encoded(lambda text: text.rstrip("="))),
        places=r"/audio$",
    ),
    Wrong(
        "breaks-lines",
        "breaks base64 into lines of 76 characters, as mail needs it",
        ("E8",),
        FindingKind.VALUE_CHANGED,
        (f"{APPEND}.base64-is-kept", "value-changed /audio"),
        write=changing(_encoded(lambda text: "\n".join(textwrap.wrap(text, 76)))),
        places=r"/audio$",
    ),
    Wrong(
        "audio-as-a-data-url",
        "writes audio as it writes images, as a data URL",
        ("E8", "I11", "I13"),
        FindingKind.VALUE_CHANGED,
        (f"{APPEND}.value-is-kept", "value-changed /audio"),
        write=changing(_encoded(lambda text: f"data:audio/pcm;base64,{text}")),
        places=r"/audio$",
    ),
    Wrong(
        "audio-as-numbers",
        "writes the bytes of audio as a list of numbers",
        ("E8", "I11"),
        FindingKind.TYPE_CHANGED,
        (f"{APPEND}.value-is-kept", "type-changed /audio"),
        write=changing(_encoded(lambda text: list(base64.b64decode(text)))),
        places=r"/audio$",
    ),
    Wrong(
        "reads-base64-for-urls",
        "exposes audio in the alphabet of URLs",
        ("E8", "E9"),
        FindingKind.VALUE_CHANGED,
        (f"{DELTA}.seen-value-is-read", "value-changed /delta"),
        read=changing(_encoded(_in_url_alphabet), "read"),
        places=r"/(delta|audio)$",
    ),
    Wrong(
        "stops-at-empty-audio",
        "rejects pieces of audio without any",
        ("E8", "E9"),
        FindingKind.READ_REJECTED,
        (f"{DELTA}.seen-value-is-read", "read-rejected"),
        read=checking(_encoded(_refuse_empty), "read"),
        places=r"/(delta|audio)$",
    ),
    Wrong(
        "reads-parts-without-their-audio",
        "reads the transcript of a part, and not its audio",
        ("I13",),
        FindingKind.MEMBER_DROPPED,
        ("must.response-content-part.audio.value-is-read", "member-dropped /audio"),
        read=changing(one_type("ResponseContentPart", lambda value: without(value, "audio")), "read"),
        places=r"/audio$",
    ),
)
"""The table; see :class:`Wrong` for the columns."""

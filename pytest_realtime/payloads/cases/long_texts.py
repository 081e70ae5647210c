"""Texts of 1 kB, 64 kB and 1 MB, for members that have no limit of length, and their compact form for people."""

from dataclasses import dataclass
from typing import Any

from pytest_realtime.wire.json.canonical import canonical

TORTURE = (
    "Zoë, 東京, עברית, e\u0301, \U0001f3a7\U0001f468\u200d\U0001f469\u200d\U0001f467, \u2028, \u007f, "
    "\t\n\r\\\"/<>&'\u0001"
)
"""Non-ASCII, right-to-left, combining, astral and joined characters, line separators, escapes, controls."""


@dataclass(frozen=True)
class RepeatedText:
    """A line that is repeated, and what comes last."""

    line: str
    times: int
    end: str

    @property
    def text(self) -> str:
        """The whole text."""
        return self.line * self.times + self.end

    @property
    def compact(self) -> dict[str, Any]:
        """What the text is, as JSON-ready objects."""
        return {"$repeat": self.line, "times": self.times, "then": self.end}


_LINE = "Speak slowly, in short sentences, and ask if it was understood.\n"
"""A line of 64 characters."""
LONG_TEXTS = tuple(RepeatedText(_LINE, times, TORTURE) for times in (16, 1_024, 15_625))
"""Of 1,024, 65,536 and 1,000,000 characters and what comes last, so that a text that is cut there loses just that.

The longest is below 1 MiB with a session around it: some clients' sockets take no longer message back.
"""
_LARGE = 500_000
_COMPACT = tuple((canonical(repeated.text), canonical(repeated.compact)) for repeated in LONG_TEXTS)


def is_large(value: Any) -> bool:
    """Whether a value takes so long to write and compare that one payload with it has to do."""
    return isinstance(value, str) and len(value) >= _LARGE


def compacted(text: str) -> str:
    """Return canonical JSON text with the long texts in their compact form."""
    for whole, compact in _COMPACT if len(text) > len(_LINE * LONG_TEXTS[0].times) else ():
        text = text.replace(whole, compact)
    return text

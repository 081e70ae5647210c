"""Show a client's text as text: it must not steer the terminal or a CI service, and must fit any encoding."""

import re
from typing import Literal

Colour = Literal["red", "yellow", "green", ""]
"""What a line may be given on a terminal once its text is safe."""

_CONTROLS = dict.fromkeys((*range(32), *range(127, 160)), "·")
_WITH_LINES = {code: sign for code, sign in _CONTROLS.items() if code != ord("\n")}
_ON_ONE_LINE = {**_CONTROLS, ord("\n"): "␤"}
_COMMAND = re.compile(r"^(\s*)(?:::|##(?=\[))", re.MULTILINE)
"""The beginning of a line that GitHub's runner takes as a command, wherever it is in a log."""


def printable(text: str) -> str:
    r"""``text`` with lone surrogates, which no file or terminal takes, as ``\udXXX``."""
    return text.encode("utf-8", "backslashreplace").decode()


def visible(text: str) -> str:
    """``text`` with a sign for every control character but the line feed, and no line that is a command."""
    return _without_commands(printable(text).translate(_WITH_LINES))


def on_one_line(text: str) -> str:
    """``text`` with a sign for every control character; each stays one character, so that columns align."""
    return text.translate(_ON_ONE_LINE)


def safe_line(text: str) -> str:
    """``text`` as one line that any terminal can show."""
    return _without_commands(on_one_line(printable(text)))


def _without_commands(text: str) -> str:
    # As long as before, so that columns align.
    return _COMMAND.sub(lambda found: f"{found[1]}·{found[0][-1]}", text)

"""Show a client's text as text: it must not steer the terminal, and must fit any encoding."""

from pytest_realtime.judge.rendering import printable

_CONTROLS = dict.fromkeys((*range(32), *range(127, 160)), "·")
_WITH_LINES = {code: sign for code, sign in _CONTROLS.items() if code != ord("\n")}
_ON_ONE_LINE = {**_CONTROLS, ord("\n"): "␤"}


def visible(text: str) -> str:
    """``text`` with a sign for every control character but the line feed."""
    return printable(text).translate(_WITH_LINES)


def on_one_line(text: str) -> str:
    """``text`` with a sign for every control character; each stays one character, so that columns hold."""
    return text.translate(_ON_ONE_LINE)

"""Colours on a terminal, where pytest would show them, for commands that run no tests and so do without pytest."""

import os
import sys
from typing import Final

from pytest_realtime.safe_text import Colour

_CODES: Final = {"red": 31, "yellow": 33, "green": 32}


def are_shown() -> bool:
    """Whether stdout shows colours, by pytest's rules: PY_COLORS, NO_COLOR, FORCE_COLOR, then the terminal."""
    if (chosen := os.environ.get("PY_COLORS")) in ("0", "1"):
        return chosen == "1"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    # A console of Windows has to be switched to show colours, which pytest leaves to a package.
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb" and os.name != "nt"


def painted(line: str, colour: Colour) -> str:
    """Return the line in a colour, if stdout shows colours; the line must be safe for a terminal."""
    return f"\x1b[{_CODES[colour]}m{line}\x1b[0m" if colour and are_shown() else line

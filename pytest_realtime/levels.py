"""How binding a rule is. Imports nothing of ours: options and reports need it before any wire type is loaded."""

from typing import Literal, get_args

Level = Literal["MUST", "SHOULD", "MAY"]
"""A broken MUST fails; SHOULD and MAY are reported and counted."""
LEVELS: tuple[Level, ...] = get_args(Level)
"""The levels, most binding first."""
LEVEL_WORDS = tuple(level.lower() for level in LEVELS)
"""The levels as options and reports spell them."""


def levels_down_to(weakest: str) -> tuple[Level, ...]:
    """Return the levels from MUST down to the weakest of them, which is spelled as options spell it."""
    return LEVELS[: LEVEL_WORDS.index(weakest) + 1]

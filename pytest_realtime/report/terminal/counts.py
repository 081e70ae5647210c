"""The table of a client's outcomes by level: with rich where it is installed; transposed on narrow terminals."""

import io
from collections.abc import Iterator

from pytest_realtime.levels import LEVELS
from pytest_realtime.report.outcomes import FAILED, NOT_APPLICABLE, OUTCOMES, WORST_FIRST, OutcomeCounts

Line = tuple[str, dict[str, bool]]
"""A line and pytest's markup for it."""

_HEAD = 6
_WIDTHS = [max(6, len(outcome.label)) for outcome in OUTCOMES]
WIDE = _HEAD + sum(_WIDTHS) + 2 * len(OUTCOMES)
"""Columns of the table with an outcome in each column; narrower terminals get a level in each."""


def plain_counts(counts: OutcomeCounts, width: int) -> Iterator[Line]:
    """Return the table in plain text, in ``width`` columns."""
    yield from _wide(counts) if width >= WIDE else _transposed(counts)


def _wide(counts: OutcomeCounts) -> Iterator[Line]:
    yield _row("", *(outcome.label for outcome in OUTCOMES)), {}
    for level in LEVELS:
        worst = next((outcome for outcome in WORST_FIRST if counts[level][outcome]), NOT_APPLICABLE)
        yield _row(level, *(counts[level][outcome] for outcome in OUTCOMES)), {worst.colour: True}


def _row(head: str, *cells: object) -> str:
    columns = (f"{cell!s:>{width}}" for cell, width in zip(cells, _WIDTHS, strict=True))
    return "  ".join((head.ljust(_HEAD), *columns))


def _transposed(counts: OutcomeCounts) -> Iterator[Line]:
    head = max(len(outcome.label) for outcome in OUTCOMES)
    yield " " * head + "".join(f"{level:>8}" for level in LEVELS), {}
    for outcome in OUTCOMES:
        row = [counts[level][outcome] for level in LEVELS]
        markup = {"red": True} if outcome.colour == FAILED.colour and any(row) else {}
        yield outcome.label.ljust(head) + "".join(f"{count:>8}" for count in row), markup


def rich_counts(counts: OutcomeCounts, width: int) -> list[Line] | None:
    """Return the table with colours, or None where rich is not installed or the terminal is narrow."""
    try:
        from rich import box
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text
    except ImportError:
        return None
    if width < WIDE:
        return None
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column("")
    for outcome in OUTCOMES:
        style = "dim" if outcome is NOT_APPLICABLE else outcome.colour
        table.add_column(outcome.label, justify="right", style=style)
    for level in LEVELS:
        # A zero is of no interest, whatever its column.
        row = (counts[level][outcome] for outcome in OUTCOMES)
        table.add_row(level, *(Text(str(count), style="" if count else "dim default") for count in row))
    drawn = io.StringIO()
    Console(
        file=drawn, width=width, force_terminal=True, color_system="standard", legacy_windows=False, highlight=False
    ).print(table)
    return [(line, {}) for line in drawn.getvalue().splitlines()]

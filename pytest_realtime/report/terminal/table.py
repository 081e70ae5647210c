"""The table of a client's verdicts by level: with rich where it is installed, else plain, upright when narrow."""

import io
from collections.abc import Iterator
from typing import Any

from pytest_realtime.levels import LEVEL_WORDS
from pytest_realtime.report.build import VERDICTS

Line = tuple[str, dict[str, bool]]
"""A line and pytest's markup for it."""
Counts = dict[str, Any]
"""A row of the report's summary: by level, how often each verdict was given."""

_WIDTHS = (6, *(max(6, len(verdict)) for verdict in VERDICTS))
WIDE = sum(_WIDTHS) + 2 * len(VERDICTS)
"""Columns of the table with a verdict in each column; narrower terminals get a level in each."""
_COLOURS = {"pass": "green", "expected": "yellow", "deviation": "red", "error": "bold red", "not-applicable": "dim"}


def plain_counts(counts: Counts, width: int) -> Iterator[Line]:
    """The table in plain text, in ``width`` columns."""
    yield from _wide(counts) if width >= WIDE else _narrow(counts)


def _wide(counts: Counts) -> Iterator[Line]:
    yield _row("", *VERDICTS), {}
    for level in LEVEL_WORDS:
        yield _row(level.upper(), *(counts[level][verdict] for verdict in VERDICTS)), _colour(counts[level])


def _row(head: str, *cells: object) -> str:
    columns = (f"{cell!s:>{width}}" for cell, width in zip(cells, _WIDTHS[1:], strict=True))
    return "  ".join((head.ljust(_WIDTHS[0]), *columns))


_HEAD = max(map(len, VERDICTS))


def _narrow(counts: Counts) -> Iterator[Line]:
    yield " " * _HEAD + "".join(f"{level.upper():>8}" for level in LEVEL_WORDS), {}
    for verdict in VERDICTS:
        row = [counts[level][verdict] for level in LEVEL_WORDS]
        markup = {"red": True} if verdict in ("deviation", "error") and any(row) else {}
        yield verdict.ljust(_HEAD) + "".join(f"{count:>8}" for count in row), markup


def _colour(counts: dict[str, int]) -> dict[str, bool]:
    if counts["deviation"] or counts["error"]:
        return {"red": True}
    return {"yellow": True} if counts["expected"] else {"green": True}


def rich_counts(counts: Counts, width: int) -> list[Line] | None:
    """The table with colours of its own, or None where rich is not installed or the terminal is narrow."""
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
    for verdict in VERDICTS:
        table.add_column(verdict, justify="right", style=_COLOURS[verdict])
    for level in LEVEL_WORDS:
        # A zero is no news, whatever its column.
        row = (counts[level][verdict] for verdict in VERDICTS)
        table.add_row(level.upper(), *(Text(str(count), style="" if count else "dim default") for count in row))
    told = io.StringIO()
    Console(
        file=told, width=width, force_terminal=True, color_system="standard", legacy_windows=False, highlight=False
    ).print(table)
    return [(line, {}) for line in told.getvalue().splitlines()]

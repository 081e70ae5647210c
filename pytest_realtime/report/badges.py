"""Badges: a small JSON file per client, in the format of shields.io's endpoint badges."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pytest_realtime.report.load import ReportError
from pytest_realtime.report.schema import Report, SummaryRow

_COLOURS = ((100, "brightgreen"), (95, "green"), (85, "yellowgreen"), (70, "yellow"), (50, "orange"), (0, "red"))
"""The least percentage for each colour."""


def badge(summary: SummaryRow) -> dict[str, Any]:
    """Return the badge of one client: the share of the MUST contracts that passed, of those that apply.

    A known deviation has not passed. The percentage is rounded down, so that 100 means all.
    """
    counts = summary["must"]
    applicable = sum(counts[verdict] for verdict in ("pass", "expected", "deviation", "error"))
    message, colour = "not applicable", "lightgrey"
    if applicable:
        percent = 100 * counts["pass"] // applicable
        message, colour = f"{percent}%", next(colour for least, colour in _COLOURS if percent >= least)
    return {"schemaVersion": 1, "label": "Realtime contracts", "message": message, "color": colour}


def write_badges(report: Report, folder: Path) -> Iterator[Path]:
    """Write ``NAME.json`` for each client and yield the paths.

    Raises:
        ReportError: two clients would share a file
        OSError: a file can't be written
    """
    rows = {_file_name(row["client"]): row for row in report["summary"]}
    if len(rows) < len(report["summary"]):
        raise ReportError("two clients have names that make the same file name; rename one of them")
    folder.mkdir(parents=True, exist_ok=True)
    for name, row in rows.items():
        path = folder / name
        path.write_text(json.dumps(badge(row), ensure_ascii=False) + "\n", encoding="utf-8")
        yield path


def _file_name(client: str) -> str:
    """Return a name that is safe in file systems and URLs, whatever a client calls itself."""
    plain = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_.") else "-" for sign in client)
    return f"{plain.strip('.').lower() or 'client'}.json"

"""Badges: a small JSON file per client, in the form of shields.io's endpoints."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pytest_realtime.report import Report
from pytest_realtime.report.load import ReportError

_COLOURS = ((100, "brightgreen"), (95, "green"), (85, "yellowgreen"), (70, "yellow"), (50, "orange"), (0, "red"))
"""The least percentage for each colour."""


def badge(summary: dict[str, Any]) -> dict[str, Any]:
    """The badge of one client from its row of the summary: how many of the MUST contracts it holds.

    A listed deviation is still one. The percentage is rounded down, so that 100 means all.
    """
    counts = summary["must"]
    asked = sum(counts[verdict] for verdict in ("pass", "expected", "deviation", "error"))
    if not asked:
        return _shown("not asked", "lightgrey")
    percent = 100 * counts["pass"] // asked
    return _shown(f"{percent}%", next(colour for least, colour in _COLOURS if percent >= least))


def _shown(message: str, colour: str) -> dict[str, Any]:
    return {"schemaVersion": 1, "label": "Realtime contracts", "message": message, "color": colour}


def write_badges(report: Report, folder: Path) -> Iterator[Path]:
    """Write ``NAME.json`` for each client and yield the paths. Raises OSError and :class:`ReportError`."""
    rows = {_file_name(row["client"]): row for row in report["summary"]}
    if len(rows) < len(report["summary"]):
        raise ReportError("two clients have names that make the same file name; give them other names")
    folder.mkdir(parents=True, exist_ok=True)
    for name, row in rows.items():
        path = folder / name
        path.write_text(json.dumps(badge(row), ensure_ascii=False) + "\n", encoding="utf-8")
        yield path


def _file_name(client: str) -> str:
    """A name that is safe in file systems and addresses, whatever a client calls itself."""
    plain = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-_.") else "-" for sign in client)
    return f"{plain.strip('.').lower() or 'client'}.json"

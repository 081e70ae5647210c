"""How results are told: the failure text, the summary in the terminal, and the written reports.

The JSON report is the source; the other written forms are rendered from it.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Report = dict[str, Any]
"""A JSON report, as ``report.schema.json`` describes it."""


def _as_json(report: Report) -> str:
    return json.dumps(report, ensure_ascii=False, indent=1) + "\n"


def _as_markdown(report: Report) -> str:
    from pytest_realtime.report.markdown import render

    return render(report)


def _as_html(report: Report) -> str:
    from pytest_realtime.report.html.render import render

    return render(report)


SUFFIXES: dict[str, Callable[[Report], str]] = {".json": _as_json, ".html": _as_html, ".md": _as_markdown}
"""The forms of a report, by the suffix that chooses each."""


def check_writable(path: Path) -> None:
    """Make the folder of a file that shall be written later, and leave no trace of the file. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    is_new = not path.exists()
    with path.open("ab"):
        pass
    if is_new:
        path.unlink(missing_ok=True)


def write_report(report: Report, path: Path) -> None:
    """Write a report in the form that the path's suffix chooses. Raises OSError."""
    # A client may write lone surrogates, which UTF-8 has no place for; escaped they stay valid JSON.
    path.write_bytes(SUFFIXES[path.suffix](report).encode("utf-8", "backslashreplace"))

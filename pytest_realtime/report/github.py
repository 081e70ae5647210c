"""Tells a run to GitHub Actions: annotations in the log, and the step summary."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pytest_realtime.report import Report
from pytest_realtime.report.markdown import render
from pytest_realtime.safe_text import printable

MOST_ANNOTATIONS = 10
"""The site shows no more of each kind per step; the last one tells how many there are."""
LARGEST_SUMMARY = 1_000_000
"""Bytes of a step summary; GitHub takes 1 MiB per step and drops a larger one."""


def is_github(environment: Mapping[str, str]) -> bool:
    """Whether a run happens in GitHub Actions."""
    return environment.get("GITHUB_ACTIONS") == "true"


def annotations(report: Report, fail_levels: frozenset[str]) -> Iterator[str]:
    """A line for each result that fails the run: the first ones, and one that tells of the rest.

    ``fail_levels`` are the levels, in capitals, whose deviations fail the run. No file is named: a packaged
    contract has none in the user's repository.
    """
    failing = [result for result in report["results"] if _fails(result, fail_levels)]
    shown = failing if len(failing) <= MOST_ANNOTATIONS else failing[: MOST_ANNOTATIONS - 1]
    for result in shown:
        yield _error(f"{result['client']}: {result['contract']}", _told(result))
    if len(shown) < len(failing):
        yield _error("Realtime contracts", f"{len(failing) - len(shown)} more do not hold; see the step summary")


def _fails(result: dict[str, Any], fail_levels: frozenset[str]) -> bool:
    level = result["contract"].partition(".")[0].upper()
    return result["verdict"] == "error" or (result["verdict"] == "deviation" and level in fail_levels)


def _told(result: dict[str, Any]) -> str:
    lines = (
        f"{finding['kind']} {finding['pointer']}".rstrip()
        + f": expected {finding['expected']}, observed {finding['observed']}"
        for finding in result["findings"][:5]
    )
    return "\n".join(lines)


def _error(title: str, message: str) -> str:
    return f"::error title={_escaped(title, _PROPERTY)}::{_escaped(message, _DATA)}"


_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}


def _escaped(text: str, signs: dict[str, str]) -> str:
    # Each sign is looked at once, so that no escape is escaped again.
    return "".join(signs.get(sign, sign if sign.isprintable() else "·") for sign in printable(text))


def append_summary(report: Report, path: Path) -> None:
    """Append the report to a step summary; one that is too long is cut at a line. Raises OSError."""
    text = render(report).encode("utf-8", "backslashreplace")
    if len(text) > LARGEST_SUMMARY:
        text = text[:LARGEST_SUMMARY].rpartition(b"\n")[0] + b"\n\n_Cut here: the summary would be too long._\n"
    with path.open("ab") as file:
        file.write(text + b"\n")

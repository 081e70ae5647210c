"""Report a run to GitHub Actions: annotations in the log, and the step summary."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from pytest_realtime.report.causes import CauseRow
from pytest_realtime.report.finding_list import finding_line, reason_with_rule
from pytest_realtime.report.markdown import render
from pytest_realtime.report.schema import Report
from pytest_realtime.safe_text import printable

MOST_ANNOTATIONS = 10
"""GitHub shows at most 10 errors per step; the last of ours counts the rest."""
LARGEST_SUMMARY = 1_000_000
"""Bytes of a step summary; GitHub takes 1 MiB per step and drops a larger one."""


def is_github(environment: Mapping[str, str]) -> bool:
    """Whether a run takes place in GitHub Actions."""
    return environment.get("GITHUB_ACTIONS") == "true"


def annotations(report: Report) -> Iterator[str]:
    """Return a line for each cause that failed: the first ones, and one that counts the rest.

    No file is named: a packaged contract has none in the user's repository.
    """
    failed = list(_failures(report))
    shown = failed if len(failed) <= MOST_ANNOTATIONS else failed[: MOST_ANNOTATIONS - 1]
    yield from (_error(title, message) for title, message in shown)
    if len(shown) < len(failed):
        yield _error("Realtime contracts", f"{len(failed) - len(shown)} more failed; see the step summary")


def _failures(report: Report) -> Iterator[tuple[str, str]]:
    """The title and text of each cause that failed, and of each result that failed without one."""
    explained = set()
    for cause in report["causes"]:
        if cause["failed"]:
            explained |= {(cause["client"], contract) for contract in cause["contracts"]}
            first, *others = cause["contracts"]
            more = f" and {len(others)} more" if others else ""
            yield f"{cause['client']}: {cause['cause']}", _text(cause, f"{first}{more}")
    for row in report["results"]:
        if row["failed"] and (row["client"], row["contract"]) not in explained:
            findings = "\n".join(map(finding_line, row["findings"][:5]))
            passed = "passed, but is listed as a known deviation: remove it from the deviations file"
            yield f"{row['client']}: {row['contract']}", findings or passed


def _text(cause: CauseRow, contracts: str) -> str:
    lines = (f"{cause['level']}, {contracts}", finding_line(cause["example"]), reason_with_rule(cause))
    return "\n".join(filter(None, lines))


def _error(title: str, message: str) -> str:
    return f"::error title={_escaped(title, _PROPERTY)}::{_escaped(message, _DATA)}"


_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}


def _escaped(text: str, signs: dict[str, str]) -> str:
    # Each sign is looked at once, so that no escape is escaped again.
    return "".join(signs.get(sign, sign if sign.isprintable() else "·") for sign in printable(text))


def append_summary(report: Report, path: Path) -> None:
    """Append the report to a step summary; one that is too long is cut at a line.

    Raises:
        OSError: the file can't be written
    """
    text = render(report).encode("utf-8", "backslashreplace")
    if len(text) > LARGEST_SUMMARY:
        text = text[:LARGEST_SUMMARY].rpartition(b"\n")[0] + b"\n\n_Truncated: the summary would be too long._\n"
    with path.open("ab") as file:
        file.write(text + b"\n")

"""Shorten all but the first failures of a run to a few lines each, so that a reader can follow."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pytest_realtime.report.causes import CauseRow
from pytest_realtime.report.finding_list import finding_line
from pytest_realtime.results import TAKEN, Record, ResultFinding
from pytest_realtime.safe_text import safe_line

MOST_IN_FULL = 10
MOST_FINDINGS = 3


class CompactFailure:
    """A failure as pytest prints it: a text, and one line of it in the list of what failed.

    pytest repeats the whole text in that list where it runs in CI or with ``-vv``.
    """

    def __init__(self, text: str, line: str) -> None:
        self.text = text
        self.reprcrash = Headline(line)

    def __str__(self) -> str:
        return self.text

    def toterminal(self, out: Any) -> None:
        """Write the text, as pytest does."""
        out.line(self.text)


class Headline:
    """The line, under the attribute that pytest reads."""

    def __init__(self, message: str) -> None:
        self.message = message


def one_for_each_cause(reports: Iterable[Any], causes: Iterable[CauseRow]) -> tuple[list[Any], dict[int, str]]:
    """Select one of pytest's reports of failed tests for each cause.

    For each cause that failed the run, the contract that shows least besides stands for all of them. Failures
    without findings stay: those of other tests, and of entries by contract.

    Args:
        reports: pytest's reports of the failed tests
        causes: the causes of the run

    Returns:
        The reports to show, and by their identity the line that names the causes, for the list of what failed.
    """
    failed = [cause for cause in causes if cause["failed"]]
    reports = list(reports)
    records = {id(report): _record(report) for report in reports}
    by_name: dict[tuple[str, str] | None, Any] = {}
    for report in reports:
        by_name.setdefault(_name(records[id(report)]), report)
    beside = Counter((contract, cause["client"]) for cause in failed for contract in cause["contracts"])
    shown: dict[int, list[str]] = {}
    for cause in failed:
        names = {(contract, cause["client"]) for contract in cause["contracts"]}
        of_cause = [name for name in by_name if name in names]
        if of_cause:
            # One that stands for another cause already is the last choice.
            name = min(of_cause, key=lambda name: (id(by_name[name]) in shown, beside[name]))
            shown.setdefault(id(by_name[name]), []).append(f"{cause['cause']} ({_count(len(names))})")
    kept = [report for report in reports if id(report) in shown or not _findings_of(records[id(report)])]
    return kept, {number: safe_line("; ".join(lines)) for number, lines in shown.items()}


def _count(contracts: int) -> str:
    return f"{contracts} contract{'s' * (contracts != 1)}"


def _name(record: Record | None) -> tuple[str, str] | None:
    return (record["contract"], record["client"]) if record else None


def _findings_of(record: Record | None) -> list[ResultFinding]:
    return record["findings"] if record else []


def _record(report: Any) -> Record | None:
    record: Record | None = json.loads(getattr(report, TAKEN, "null"))
    return record


def shorten_failures(
    reports: Iterable[Any], most_in_full: int | None = MOST_IN_FULL, lines: Mapping[int, str] | None = None
) -> None:
    """Shorten the text of failed contracts after the first ones, in pytest's reports of their tests.

    The payloads, the reason and the command are in the written reports and in a run of the contract alone.
    Failures without findings keep their text: those of other tests, and known deviations that passed.

    Args:
        reports: pytest's reports of the failed tests
        most_in_full: how many keep their text; None for all
        lines: by a report's identity, its line in the list of what failed, if that is not its first finding
    """
    in_full = 0
    for report in reports:
        record = _record(report)
        if not record or not record["findings"]:
            continue
        in_full += 1
        first, *others = findings = list(_findings(record))
        whole = most_in_full is None or in_full <= most_in_full
        text = str(report.longrepr) if whole else "\n".join([_head(record), *findings])
        line = f"{first} …" if others else first
        report.longrepr = CompactFailure(text, (lines or {}).get(id(report), line))


def _head(record: Record) -> str:
    contract = record["contract"]
    return safe_line(f"{contract}, client {record['client']}; in full with -v, or with -k {contract}")


def _findings(record: Record) -> Iterator[str]:
    findings = record["findings"]
    yield from (safe_line(finding_line(finding)) for finding in findings[:MOST_FINDINGS])
    if len(findings) > MOST_FINDINGS:
        yield f"… and {len(findings) - MOST_FINDINGS} more"

"""Compare two reports: which contracts got worse or better, and which only one of them has."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pytest_realtime.report.finding_list import finding_name
from pytest_realtime.report.outcomes import outcome_of
from pytest_realtime.report.schema import Report
from pytest_realtime.results import ResultRow

Change = Literal["worse", "better", "other", "new", "gone"]
"""``other``: neither better nor worse, such as other findings; ``new`` and ``gone``: only one report has it."""
CHANGES: tuple[Change, ...] = ("worse", "better", "other", "new", "gone")
_RANKS = {"pass": 0, "expected": 1, "deviation": 2, "error": 3}
"""From good to bad. A contract that is not applicable is neither."""


@dataclass(frozen=True)
class ReportChange:
    """One contract of one client that has changed."""

    change: Change
    client: str
    contract: str
    message: str
    """Its outcomes and findings, in short."""
    is_regression: bool
    """Whether it got worse at a level that binds clients: MUST or SHOULD."""


def diff(old: Report, new: Report) -> list[ReportChange]:
    """Return all contracts that have changed, those that got worse first, then by client and contract."""
    before, after = ({(row["client"], row["contract"]): row for row in report["results"]} for report in (old, new))
    found = [change for key in before.keys() | after.keys() for change in _changes(before.get(key), after.get(key))]
    return sorted(found, key=lambda change: (CHANGES.index(change.change), change.client, change.contract))


def _changes(old: ResultRow | None, new: ResultRow | None) -> Iterator[ReportChange]:
    if old is not None and new is not None:
        if change := _change(old, new):
            is_regression = change == "worse" and new["level"] != "MAY"
            yield ReportChange(change, new["client"], new["contract"], _message(old, new), is_regression)
    elif row := new or old:
        yield ReportChange("new" if new else "gone", row["client"], row["contract"], _in_short(row), False)


def _change(old: ResultRow, new: ResultRow) -> Change | None:
    verdicts = old["verdict"], new["verdict"]
    if verdicts[0] == verdicts[1]:
        before, after = _names(old), _names(new)
        if before == after:
            return None
        return "worse" if before < after else "better" if before > after else "other"
    if "not-applicable" in verdicts:
        return "other"
    return "worse" if _RANKS[verdicts[0]] < _RANKS[verdicts[1]] else "better"


def _names(row: ResultRow) -> set[str]:
    return {finding_name(finding) for finding in row["findings"]}


def _in_short(row: ResultRow) -> str:
    names = sorted(_names(row))
    more = f" (+{len(names) - 1})" if len(names) > 1 else ""
    return f"{outcome_of(row).label}, {names[0]}{more}" if names else outcome_of(row).label


def _message(old: ResultRow, new: ResultRow) -> str:
    if old["verdict"] != new["verdict"]:
        return f"{outcome_of(old).label} → {_in_short(new)}"
    before, after = _names(old), _names(new)
    added, removed = sorted(after - before), sorted(before - after)
    return ", ".join([*(f"+{name}" for name in added), *(f"-{name}" for name in removed)])

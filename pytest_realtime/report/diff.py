"""Compares two reports: which contracts are held better, which worse, and which are new."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from pytest_realtime.report import Report

Change = Literal["worse", "better", "other", "new", "gone"]
"""``other``: neither better nor worse, such as other findings; ``new`` and ``gone``: only one report has it."""
CHANGES: tuple[Change, ...] = ("worse", "better", "other", "new", "gone")
_RANKS = {"pass": 0, "expected": 1, "deviation": 2, "error": 3}
"""From good to bad. What is not applicable is neither."""


@dataclass(frozen=True)
class ReportChange:
    """One contract of one client that is not as it was."""

    change: Change
    client: str
    contract: str
    told: str
    """Its verdicts and findings, in short."""

    @property
    def is_regression(self) -> bool:
        """Whether it got worse, and is none that a client may do as it likes."""
        return self.change == "worse" and not self.contract.startswith("may.")


def diff(old: Report, new: Report) -> list[ReportChange]:
    """All contracts that are not as they were, the worst news first, then by client and contract."""
    before, after = _by_key(old), _by_key(new)
    found = [
        change
        for key in sorted(before.keys() | after.keys())
        for change in _changes(*key, before.get(key), after.get(key))
    ]
    return sorted(found, key=lambda changed: CHANGES.index(changed.change))


def _by_key(report: Report) -> dict[tuple[str, str], dict[str, Any]]:
    return {(result["client"], result["contract"]): result for result in report["results"]}


def _changes(
    client: str, contract: str, old: dict[str, Any] | None, new: dict[str, Any] | None
) -> Iterator[ReportChange]:
    if old is None or new is None:
        told = new or old or {}
        yield ReportChange("gone" if new is None else "new", client, contract, _verdict(told))
    elif (change := _change(old, new)) is not None:
        yield ReportChange(change, client, contract, _told(old, new))


def _change(old: dict[str, Any], new: dict[str, Any]) -> Change | None:
    verdicts = old["verdict"], new["verdict"]
    if verdicts[0] == verdicts[1]:
        before, after = _findings(old), _findings(new)
        if before == after:
            return None
        return "worse" if before < after else "better" if before > after else "other"
    if "not-applicable" in verdicts:
        return "other"
    return "worse" if _RANKS[verdicts[0]] < _RANKS[verdicts[1]] else "better"


def _findings(result: dict[str, Any]) -> set[str]:
    return {f"{finding['kind']} {finding['pointer']}".rstrip() for finding in result["findings"]}


def _verdict(result: dict[str, Any]) -> str:
    findings = sorted(_findings(result))
    more = f" (+{len(findings) - 1})" if len(findings) > 1 else ""
    return f"{result['verdict']}, {findings[0]}{more}" if findings else str(result["verdict"])


def _told(old: dict[str, Any], new: dict[str, Any]) -> str:
    if old["verdict"] != new["verdict"]:
        return f"{old['verdict']} → {_verdict(new)}"
    signs = [f"+{one}" for one in sorted(_findings(new) - _findings(old))]
    return ", ".join([*signs, *(f"-{one}" for one in sorted(_findings(old) - _findings(new)))])

"""Compare two reports, cause by cause: which are new or gone, and which occur in more or fewer contracts.

Results whose verdict changed without a change of a cause, such as a contract that is not applicable any more, are
changes of their own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from pytest_realtime.report.causes import CauseRow, outcome_of_cause
from pytest_realtime.report.outcomes import outcome_of
from pytest_realtime.report.schema import Report
from pytest_realtime.results import ResultRow

Change = Literal["new", "more", "worse", "better", "fewer", "gone", "other"]
"""``more`` and ``fewer``: the cause occurs in more or fewer contracts. ``worse`` and ``better``: a cause is no
longer known, or has become so, or a contract without a changed cause has another verdict; ``other``: neither."""
CHANGES: tuple[Change, ...] = ("new", "more", "worse", "better", "fewer", "gone", "other")
_RANKS = {"pass": 0, "expected": 1, "deviation": 2, "error": 3}
"""From good to bad. A contract that is not applicable is neither."""


@dataclass(frozen=True)
class ReportChange:
    """One cause or contract of one client that has changed."""

    change: Change
    client: str
    subject: str
    """The cause, or the id of the contract."""
    message: str
    is_regression: bool
    """Whether it got worse at a level that binds clients, MUST or SHOULD, and is not known."""


Results = dict[str, ResultRow]
"""The results of one client by contract."""


@dataclass
class _Comparison:
    """Two reports of one client."""

    client: str
    old: Report
    new: Report
    added: set[str] = field(default_factory=set)
    """The contracts in which a cause is new or not known any more."""
    removed: set[str] = field(default_factory=set)
    """The contracts in which a cause is gone or known now."""

    def __post_init__(self) -> None:
        self.before, self.after = (self._results(report) for report in (self.old, self.new))
        self.shared = self.before.keys() & self.after.keys()

    def _results(self, report: Report) -> Results:
        return {row["contract"]: row for row in report["results"] if row["client"] == self.client}

    def _causes(self, report: Report) -> list[CauseRow]:
        return [row for row in report["causes"] if row["client"] == self.client]

    def changes(self) -> Iterator[ReportChange]:
        old, new = self._causes(self.old), self._causes(self.new)
        for cause in new:
            yield from self._grown(cause, [one for one in old if _is_alike(one, cause)])
        for cause in old:
            yield from self._shrunk(cause, [one for one in new if _is_alike(one, cause)])
        yield from self._contracts()
        yield from self._only_one()

    def _grown(self, cause: CauseRow, earlier: list[CauseRow]) -> Iterator[ReportChange]:
        contracts = set(cause["contracts"])
        added = contracts - _contracts(earlier)
        if added and not earlier:
            self.added |= added
            yield self._of_cause("new", cause, _in_short(cause), added)
        elif added & self.shared:
            self.added |= added
            yield self._of_cause("more", cause, f"{_in_short(cause)}, {_count(added)} of them new", added)
        if earlier and not cause["known"] and all(one["known"] for one in earlier):
            self.added |= contracts
            yield self._of_cause("worse", cause, f"known deviation → {_in_short(cause)}", contracts)

    def _shrunk(self, cause: CauseRow, later: list[CauseRow]) -> Iterator[ReportChange]:
        contracts = set(cause["contracts"])
        removed = contracts - _contracts(later)
        if removed and not later:
            self.removed |= removed
            yield self._of_cause("gone", cause, _in_short(cause), set())
        elif removed & self.shared:
            self.removed |= removed
            message = f"gone in {_count(removed)} of {len(contracts)}"
            yield self._of_cause("fewer", cause, message, set())
        if later and not cause["known"] and all(one["known"] for one in later):
            self.removed |= contracts
            message = f"{outcome_of_cause(cause).label} → {_in_short(later[0])}"
            yield self._of_cause("better", cause, message, set())

    def _of_cause(self, change: Change, cause: CauseRow, message: str, added: set[str]) -> ReportChange:
        is_regression = not cause["known"] and any(map(self._was_better, added))
        return ReportChange(change, self.client, cause["cause"], message, is_regression)

    def _was_better(self, contract: str) -> bool:
        """Whether a contract can have got worse: an error hides findings, and without a result there are none."""
        verdict = self.before[contract]["verdict"] if contract in self.shared else "not-applicable"
        if verdict == "not-applicable" or self.after[contract]["level"] == "MAY":
            return False
        return verdict != "error"

    def _contracts(self) -> Iterator[ReportChange]:
        """The results whose verdict changed without a change of a cause."""
        for contract in sorted(self.shared):
            old, new = self.before[contract], self.after[contract]
            change = _change(old["verdict"], new["verdict"])
            explained = {"worse": self.added, "better": self.removed}.get(change or "", self.added | self.removed)
            if change and contract not in explained:
                message = f"{outcome_of(old).label} → {outcome_of(new).label}"
                is_regression = change == "worse" and new["level"] != "MAY" and new["verdict"] != "expected"
                yield ReportChange(change, self.client, contract, message, is_regression)

    def _only_one(self) -> Iterator[ReportChange]:
        for which, rows in (("old", self.before), ("new", self.after)):
            if ids := sorted(rows.keys() - self.shared):
                message = f"only in the {which} report: {_count(set(ids))}, such as {ids[0]}"
                yield ReportChange("other", self.client, "contracts", message, is_regression=False)


def diff(old: Report, new: Report) -> list[ReportChange]:
    """Return all that has changed, what got worse first, then by client and cause."""
    clients = {row["client"] for report in (old, new) for row in report["results"]}
    found = [change for client in clients for change in _Comparison(client, old, new).changes()]
    return sorted(found, key=lambda one: (CHANGES.index(one.change), one.client, one.subject))


def _is_alike(one: CauseRow, other: CauseRow) -> bool:
    """Whether two causes share a key: what is joined to one cause may differ between two reports."""
    return not set(one["keys"]).isdisjoint(other["keys"])


def _contracts(causes: list[CauseRow]) -> set[str]:
    return {contract for cause in causes for contract in cause["contracts"]}


def _change(old: str, new: str) -> Change | None:
    if old == new:
        return None
    if "not-applicable" in (old, new):
        return "other"
    return "worse" if _RANKS[old] < _RANKS[new] else "better"


def _in_short(cause: CauseRow) -> str:
    return f"{outcome_of_cause(cause).label}, {cause['level']}, {_count(set(cause['contracts']))}"


def _count(contracts: set[str]) -> str:
    return f"{len(contracts)} contract{'s' * (len(contracts) != 1)}"

"""Entries of the deviations file, found by client and contract and compared with the findings of a run."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pytest_realtime.judge.findings import Finding


@dataclass(frozen=True, slots=True)
class Deviation:
    """One entry of a deviations file."""

    client: str | None
    """The client's name on its card; None stands for the client under test."""
    contract: str
    """The contract as written in the file: an id, or a pattern with ``*``."""
    reason: str
    findings: tuple[str, ...] | None
    """Exactly these findings, each as ``kind /pointer``; None accepts any."""
    contracts: frozenset[str]
    """The ids of all contracts that ``contract`` matches."""


class KnownDeviations:
    """The entries of a deviations file, found by client and contract."""

    def __init__(self, deviations: Iterable[Deviation] = ()) -> None:
        self._listed = {
            (deviation.client, contract): deviation for deviation in deviations for contract in deviation.contracts
        }

    def find(self, client: str, contract: str) -> Deviation | None:
        """Return the entry for a contract: one that names the client, else one without a client, else None."""
        return self._listed.get((client, contract)) or self._listed.get((None, contract))


class Listed(StrEnum):
    """The result of a listed contract."""

    EXPECTED = "expected"
    """It fails as listed."""
    FIXED = "fixed"
    """It passes: the entry is out of date."""
    DIFFERENTLY = "differently"
    """It fails, but not as listed."""


def judge_listed(deviation: Deviation, findings: Sequence[Finding]) -> Listed:
    """Compare the findings of a listed contract with its entry."""
    if not findings:
        return Listed.FIXED
    if any(finding.kind.is_error for finding in findings):
        return Listed.DIFFERENTLY
    if deviation.findings is None or set(deviation.findings) == {str(finding) for finding in findings}:
        return Listed.EXPECTED
    return Listed.DIFFERENTLY

"""Verdicts: what a contract's findings come to."""

from collections.abc import Sequence
from enum import StrEnum

from pytest_realtime.deviations.model import Deviation, Listed, judge_listed
from pytest_realtime.judge.findings import Finding


class Verdict(StrEnum):
    """How one contract turned out for one client. The values are part of the JSON report."""

    PASS = "pass"  # noqa: S105 - no password
    """Nothing was found."""
    DEVIATION = "deviation"
    """The client does something differently, and nobody has listed it so."""
    EXPECTED = "expected"
    """The client deviates exactly as the deviations file says."""
    ERROR = "error"
    """The client crashed, did not answer in time, or its driver broke the protocol."""
    NOT_APPLICABLE = "not-applicable"
    """The contract does not concern this client; no findings can come to this."""


def verdict(findings: Sequence[Finding], deviation: Deviation | None = None) -> Verdict:
    """What findings come to, given the entry of the deviations file for this client and contract.

    A listed contract without findings passes; that its entry is out of date is told by
    :func:`pytest_realtime.deviations.model.judge_listed`.
    """
    if any(finding.kind.is_error for finding in findings):
        return Verdict.ERROR
    if not findings:
        return Verdict.PASS
    if deviation is not None and judge_listed(deviation, findings) is Listed.EXPECTED:
        return Verdict.EXPECTED
    return Verdict.DEVIATION

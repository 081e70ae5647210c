"""The verdict of a contract, from its findings."""

from collections.abc import Sequence
from enum import StrEnum

from pytest_realtime.judge.findings import Finding


class Verdict(StrEnum):
    """The result of one contract for one client. The values are part of the JSON report."""

    PASS = "pass"  # noqa: S105 - no password
    """There are no findings."""
    DEVIATION = "deviation"
    """There are findings, and they are not listed."""
    EXPECTED = "expected"
    """There are findings, exactly as the deviations file lists them."""
    ERROR = "error"
    """The client crashed, did not answer in time, or its driver broke the protocol."""
    NOT_APPLICABLE = "not-applicable"
    """The contract does not apply to this client."""


def verdict(findings: Sequence[Finding], *, is_known: bool = False) -> Verdict:
    """Return the verdict of a contract with these findings.

    Args:
        findings: All findings of the contract for one client.
        is_known: Whether the deviations file lists exactly these.
    """
    if any(finding.kind.is_error for finding in findings):
        return Verdict.ERROR
    if not findings:
        return Verdict.PASS
    return Verdict.EXPECTED if is_known else Verdict.DEVIATION

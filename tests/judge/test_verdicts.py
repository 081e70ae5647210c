"""The verdict of findings."""

import pytest

from pytest_realtime.judge import Finding, FindingKind, Verdict, verdict

DROPPED = Finding(FindingKind.NULL_DROPPED, "/a", "null", "absent")
CRASHED = Finding(FindingKind.CRASHED, "", "an answer", "exit code 1")


@pytest.mark.parametrize(
    ("findings", "is_known", "expected"),
    [
        ([], False, Verdict.PASS),
        ([], True, Verdict.PASS),
        ([DROPPED], False, Verdict.DEVIATION),
        ([DROPPED], True, Verdict.EXPECTED),
        ([DROPPED, CRASHED], True, Verdict.ERROR),
        ([CRASHED], False, Verdict.ERROR),
    ],
)
def test_verdict(findings: list[Finding], is_known: bool, expected: Verdict) -> None:
    assert expected is verdict(findings, is_known=is_known)


def test_the_verdicts_are_those_of_the_report() -> None:
    assert [item.value for item in Verdict] == ["pass", "deviation", "expected", "error", "not-applicable"]

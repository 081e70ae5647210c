"""What findings come to."""

import pytest

from pytest_realtime.judge import Deviation, Finding, FindingKind, Verdict, verdict

DROPPED = Finding(FindingKind.NULL_DROPPED, "/a", "null", "absent")
CRASHED = Finding(FindingKind.CRASHED, "", "an answer", "exit code 1")
LISTED = Deviation("c", "must.a", "known", ("null-dropped /a",), frozenset({"must.a"}))
OTHER = Deviation("c", "must.a", "known", ("null-dropped /b",), frozenset({"must.a"}))


@pytest.mark.parametrize(
    ("findings", "deviation", "expected"),
    [
        ([], None, Verdict.PASS),
        ([], LISTED, Verdict.PASS),
        ([DROPPED], None, Verdict.DEVIATION),
        ([DROPPED], LISTED, Verdict.EXPECTED),
        ([DROPPED], OTHER, Verdict.DEVIATION),
        ([DROPPED, CRASHED], LISTED, Verdict.ERROR),
        ([CRASHED], None, Verdict.ERROR),
    ],
)
def test_verdict(findings: list[Finding], deviation: Deviation | None, expected: Verdict) -> None:
    assert expected is verdict(findings, deviation)


def test_the_verdicts_are_those_of_the_report() -> None:
    assert [item.value for item in Verdict] == ["pass", "deviation", "expected", "error", "not-applicable"]

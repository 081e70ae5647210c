"""Which contracts got better or worse from one report to another."""

import pytest

from pytest_realtime.report.diff import diff
from pytest_realtime.report.outcomes import OUTCOMES
from tests.report.sample_rows import MAY, MUST, OTHER, finding, record, report, report_of

LABELS = {outcome.name: outcome.label for outcome in OUTCOMES}


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("pass", "expected", "worse"),
        ("pass", "deviation", "worse"),
        ("expected", "deviation", "worse"),
        ("deviation", "error", "worse"),
        ("error", "deviation", "better"),
        ("deviation", "pass", "better"),
        ("not-applicable", "deviation", "other"),
        ("pass", "not-applicable", "other"),
    ],
)
def test_verdicts_have_an_order(old: str, new: str, change: str) -> None:
    found = diff(report_of(**{MUST: old}), report_of(**{MUST: new}))
    assert [(one.change, one.client, one.contract) for one in found] == [(change, "one", MUST)]
    assert found[0].message.startswith(f"{LABELS[old]} → {LABELS[new]}")
    assert diff(report_of(**{MUST: old}), report_of(**{MUST: old})) == []


@pytest.mark.parametrize(
    ("old", "new", "change", "message"),
    [
        ("a", "ab", "worse", "+null-dropped /b"),
        ("ab", "b", "better", "-null-dropped /a"),
        ("a", "b", "other", "+null-dropped /b, -null-dropped /a"),
    ],
)
def test_the_findings_of_one_verdict_count_too(old: str, new: str, change: str, message: str) -> None:
    before, after = (
        report(record(MUST, verdict="deviation", findings=[finding(pointer=f"/{name}") for name in names]))
        for names in (old, new)
    )
    assert [(one.change, one.message) for one in diff(before, after)] == [(change, message)]


def test_a_contract_of_only_one_report_is_new_or_gone() -> None:
    found = diff(report_of(**{MUST: "pass"}), report_of(**{OTHER: "deviation"}))
    assert [(one.change, one.contract, one.message) for one in found] == [
        ("new", OTHER, "failed, null-dropped /a"),
        ("gone", MUST, "passed"),
    ]
    assert [one.is_regression for one in found] == [False, False]


def test_a_contract_under_may_is_no_regression() -> None:
    found = diff(report_of(**{MAY: "pass", MUST: "pass"}), report_of(**{MAY: "deviation", MUST: "deviation"}))
    assert {one.contract: one.is_regression for one in found} == {MAY: False, MUST: True}


def test_other_texts_and_times_are_no_difference() -> None:
    before = report(record(MUST, verdict="deviation"))
    after = report(record(MUST, verdict="deviation", seconds=7.0, sent="{}", findings=[finding(observed="x")]))
    assert diff(before, after) == []

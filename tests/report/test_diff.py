"""Which causes are new, gone, or in more or fewer contracts, and what else got better or worse."""

import pytest

from pytest_realtime.report.diff import diff
from pytest_realtime.report.schema import Report
from pytest_realtime.results import Record
from tests.report.sample_rows import MAY, MUST, OTHER, SHOULD, finding, record, report, report_of


def changes(old: Report, new: Report) -> list[tuple[str, str, str, bool]]:
    return [(one.change, one.subject, one.message, one.is_regression) for one in diff(old, new)]


def crash(contract: str) -> Record:
    return record(contract, verdict="error", findings=[finding("crashed", "", place="")])


CAUSE = "null-dropped Voice.a"


@pytest.mark.parametrize(
    ("old", "new", "change", "is_regression"),
    [
        ("pass", "deviation", "new", True),
        ("pass", "error", "new", True),
        ("pass", "expected", "new", False),
        ("expected", "deviation", "worse", True),
        ("deviation", "expected", "better", False),
        ("deviation", "pass", "gone", False),
        ("error", "pass", "gone", False),
        ("not-applicable", "deviation", "new", False),
    ],
)
def test_a_cause_that_comes_or_goes(old: str, new: str, change: str, is_regression: bool) -> None:
    found = diff(report_of(**{MUST: old}), report_of(**{MUST: new}))
    assert [(one.change, one.client, one.subject, one.is_regression) for one in found] == [
        (change, "one", CAUSE, is_regression)
    ]
    assert diff(report_of(**{MUST: new}), report_of(**{MUST: new})) == []


def test_a_crash_is_a_cause_and_hides_others() -> None:
    failed, crashed = report_of(**{MUST: "deviation"}), report(crash(MUST))
    assert changes(failed, crashed) == [
        ("new", "crashed", "error, MUST, 1 contract", True),
        ("gone", CAUSE, "failed, MUST, 1 contract", False),
    ]
    assert not any(one.is_regression for one in diff(crashed, failed))


def test_a_cause_in_more_or_fewer_contracts() -> None:
    one, two = report_of(**{MUST: "deviation", OTHER: "pass"}), report_of(**{MUST: "deviation", OTHER: "deviation"})
    assert changes(one, two) == [("more", CAUSE, "failed, MUST, 2 contracts, 1 contract of them new", True)]
    assert changes(two, one) == [("fewer", CAUSE, "gone in 1 contract of 2", False)]


def test_what_is_joined_to_one_cause_may_differ() -> None:
    places = [finding(place=place) for place in ("Voice.a", "Response.b", "Session.c")]
    ids = (MUST, OTHER, SHOULD)
    family = report(
        *(record(id_, verdict="deviation", findings=[one], sent=id_) for id_, one in zip(ids, places, strict=True))
    )
    two = report(
        *(
            record(id_, verdict="deviation", findings=[one], sent=id_)
            for id_, one in zip(ids[:2], places[:2], strict=True)
        ),
        record(SHOULD),
    )
    assert len(family["causes"]) == 1
    assert len(two["causes"]) == 2
    assert [(one.change, one.is_regression) for one in diff(two, family)] == [("more", True)]
    assert {one.change for one in diff(family, two)} == {"fewer"}


@pytest.mark.parametrize(
    ("old", "new", "change", "message"),
    [
        ("pass", "not-applicable", "other", "passed → not applicable"),
        ("not-applicable", "pass", "other", "not applicable → passed"),
    ],
)
def test_a_verdict_that_no_cause_explains_is_told(old: str, new: str, change: str, message: str) -> None:
    found = changes(report_of(**{MUST: old}), report_of(**{MUST: new}))
    assert found == [(change, MUST, message, False)]


def test_an_error_without_findings_is_told() -> None:
    found = changes(report(record(MUST)), report(record(MUST, verdict="error", findings=[])))
    assert found == [("worse", MUST, "passed → error", True)]


def test_a_contract_under_may_is_no_regression() -> None:
    found = diff(report_of(**{MAY: "pass", MUST: "pass"}), report_of(**{MAY: "deviation", MUST: "deviation"}))
    assert {one.subject: (one.change, one.is_regression) for one in found} == {
        MAY: ("worse", False),
        CAUSE: ("new", True),
    }


def test_a_cause_under_should_is_a_regression_though_it_fails_no_test() -> None:
    found = changes(report_of(**{SHOULD: "pass"}), report_of(**{SHOULD: "deviation"}))
    assert found == [("new", CAUSE, "advisory, SHOULD, 1 contract", True)]


def test_contracts_of_only_one_report_are_counted_and_are_no_regression() -> None:
    found = changes(report_of(**{MUST: "pass"}), report_of(**{OTHER: "deviation"}))
    assert found == [
        ("new", CAUSE, "failed, MUST, 1 contract", False),
        ("other", "contracts", f"only in the old report: 1 contract, such as {MUST}", False),
        ("other", "contracts", f"only in the new report: 1 contract, such as {OTHER}", False),
    ]


def test_other_texts_and_times_are_no_difference() -> None:
    before = report(record(MUST, verdict="deviation"))
    after = report(record(MUST, verdict="deviation", seconds=7.0, sent="{}", findings=[finding(observed="x")]))
    assert diff(before, after) == []

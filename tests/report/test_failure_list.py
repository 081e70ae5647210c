"""The failures that pytest prints: one for each cause."""

import json
from types import SimpleNamespace
from typing import Any

from pytest_realtime.report.schema import Report
from pytest_realtime.report.terminal.compact import MOST_IN_FULL, one_for_each_cause, shorten_failures
from pytest_realtime.results import TAKEN, Record
from tests.report.sample_rows import MUST, OTHER, exchange, finding, record, report

EXCHANGES = [exchange(sent=f'{{"n":{number}}}') for number in range(4)]
DROPPED, CHANGED = finding(exchange=1), finding("value-changed", "/b", exchange=2)
THIRD = "must.t-3.value-is-kept"


def failed(contract: str, *findings: Any, client: str = "one") -> Record:
    return record(contract, client, "deviation", findings=list(findings), exchanges=EXCHANGES)


def printed(*records: Record) -> dict[str, str]:
    """The contracts that are printed, each with its line in the list of what failed."""
    reports = [SimpleNamespace(**{TAKEN: json.dumps(one)}) for one in records]
    made: Report = report(*records)
    kept, lines = one_for_each_cause(reports, made["causes"])
    return {json.loads(getattr(one, TAKEN))["contract"]: lines.get(id(one), "") for one in kept}


def test_contracts_of_one_cause_are_one_line() -> None:
    assert printed(failed(MUST, DROPPED), failed(OTHER, DROPPED), failed(THIRD, DROPPED)) == {
        MUST: "null-dropped Voice.a (3 contracts)"
    }


def test_a_cause_is_shown_by_the_contract_that_shows_least_besides() -> None:
    assert printed(failed(MUST, DROPPED, CHANGED), failed(OTHER, DROPPED), failed(THIRD, CHANGED)) == {
        OTHER: "null-dropped Voice.a (2 contracts)",
        THIRD: "value-changed Voice.b (2 contracts)",
    }


def test_a_contract_with_several_causes_of_its_own_names_them_all() -> None:
    assert printed(failed(MUST, DROPPED, CHANGED)) == {
        MUST: "null-dropped Voice.a (1 contract); value-changed Voice.b (1 contract)"
    }


def test_each_client_has_causes_of_its_own() -> None:
    records = failed(MUST, DROPPED), failed(OTHER, DROPPED, client="two")
    assert list(printed(*records)) == [MUST, OTHER]


def test_all_but_the_first_are_short() -> None:
    ids = [f"must.t-{number}.value-is-kept" for number in range(MOST_IN_FULL + 2)]
    reports = [SimpleNamespace(**{TAKEN: json.dumps(failed(id_, DROPPED))}, longrepr="whole") for id_ in ids]
    shorten_failures(reports, lines={id(reports[0]): "the cause"})
    assert [str(one.longrepr) for one in reports[:MOST_IN_FULL]] == ["whole"] * MOST_IN_FULL
    assert str(reports[-1].longrepr) == (
        f"{ids[-1]}, client one; in full with -v, or with -k {ids[-1]}\n"
        "null-dropped /a: expected null, observed absent"
    )
    lines = {one.longrepr.reprcrash.message for one in reports}
    assert lines == {"the cause", "null-dropped /a: expected null, observed absent"}


def test_failures_without_findings_stay() -> None:
    other = SimpleNamespace()
    listed = SimpleNamespace(**{TAKEN: json.dumps(record(MUST, failed=True))})
    assert one_for_each_cause([other, listed], []) == ([other, listed], {})

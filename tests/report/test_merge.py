"""Merged reports: all results once, counts that add up, and no contradictions."""

from typing import Any

import pytest

from pytest_realtime.report.load import ReportError, upgraded
from pytest_realtime.report.merge import merge
from pytest_realtime.results import Record
from tests.report.sample_rows import MUST, OTHER, REFUSED, earlier, exchange, finding, record, report, report_of

REFUSED_TOO = "may.voice.out-of-bounds.is-refused"


def refusals(contract: str, tried: int, rejected: int, unchanged: int = 0) -> Record:
    counts: dict[str, Any] = {"invalid_tried": tried, "invalid_rejected": rejected, "invalid_unchanged": unchanged}
    return record(contract, **counts)


def test_merging_the_shards_of_a_run_makes_the_report_of_the_whole_run() -> None:
    rows = [
        refusals(REFUSED_TOO, 2, 2),
        refusals(REFUSED, 4, 1),
        record(MUST, verdict="deviation"),
        record(OTHER),
        record(MUST, "two"),
    ]
    whole = report(*rows)
    for cut in range(1, len(rows)):
        assert merge({"a": report(*rows[:cut]), "b": report(*rows[cut:])}) == whole


def test_reports_of_several_clients_stand_side_by_side() -> None:
    merged = merge(
        {"a": report_of("two", **{MUST: "pass"}), "b": report_of("one", **{MUST: "error", OTHER: "pass"})}
    )
    assert [card["name"] for card in merged["clients"]] == ["one", "two"]
    assert [row["must"]["pass"] for row in merged["summary"]] == [1, 1]
    assert [row["id"] for row in merged["contracts"]] == [MUST, OTHER]


def test_shards_run_by_different_commands_are_one_client() -> None:
    first, second = report_of("one", **{MUST: "pass"}), report_of("one", **{OTHER: "pass"})
    first["clients"][0]["command"], second["clients"][0]["command"] = "pytest -k a", "pytest -k b"
    (card,) = merge({"a": first, "b": second})["clients"]
    assert card["command"] == "pytest -k a"


def test_the_same_result_counts_once() -> None:
    one = report(refusals(REFUSED, 4, 4), record(MUST, verdict="deviation"))
    again = report(record(MUST, verdict="deviation", seconds=9.0), refusals(REFUSED, 4, 4))
    assert merge({"a": one, "b": again}) == one


def test_exchanges_are_numbered_anew_and_causes_span_the_parts() -> None:
    shared, own = exchange(), exchange(sent='{"b":null}')
    findings = [finding(exchange=1), finding("value-changed", "/b", exchange=0)]
    first = report(record(OTHER, verdict="deviation", findings=findings, exchange=1, exchanges=[own, shared]))
    merged = merge({"a": first, "b": report(record(MUST, verdict="deviation"))})
    assert [row["contract"] for row in merged["results"]] == [MUST, OTHER]
    for row in merged["results"]:
        assert merged["exchanges"][row["exchange"]] == shared
    assert [merged["exchanges"][one["exchange"]] for one in merged["results"][1]["findings"]] == [shared, own]
    assert len(merged["exchanges"]) == 2
    assert [(row["cause"], row["contracts"]) for row in merged["causes"]] == [
        ("null-dropped Voice.a", [MUST, OTHER]),
        ("value-changed Voice.b", [OTHER]),
    ]


def test_a_report_of_an_earlier_version_is_merged() -> None:
    old = upgraded(earlier(report_of("two", **{MUST: "deviation"}), 2))
    merged = merge({"a": report_of("one", **{MUST: "deviation"}), "b": old})
    assert [(row["client"], row["cause"]) for row in merged["causes"]] == [
        ("one", "null-dropped Voice.a"),
        ("two", "null-dropped /a"),
    ]
    assert [merged["exchanges"][row["example"]["exchange"]]["client"] for row in merged["causes"]] == ["one", "two"]


def test_a_passthrough_client_is_one_in_all_parts() -> None:
    parts = {"a": report(refusals(REFUSED, 2, 0, 2)), "b": report(refusals(REFUSED_TOO, 2, 1, 1))}
    assert [merge({name: part})["strictness"][0]["opaque"] for name, part in parts.items()] == [True, False]
    assert merge(parts)["strictness"][0]["opaque"] is False


ONE = report_of(**{MUST: "pass"})
CONFLICTS: dict[str, tuple[Any, str]] = {
    "verdicts": (report_of(**{MUST: "deviation"}), f"a and b conflict: different result of one / {MUST}"),
    "versions": (report(record(OTHER), version="2.0"), "a and b conflict: different client one"),
    "revisions": (
        {**ONE, "spec": {"revision": "f00", "date": "2030-01-01"}},
        "a and b don't go together: the spec's revision is",
    ),
    "releases": (
        {**ONE, "tool": {"name": "pytest-realtime", "version": "9.9"}},
        "a and b don't go together: the tool's version is",
    ),
    "contracts": (
        {**ONE, "contracts": [{**ONE["contracts"][0], "sentence": "Another."}]},
        f"a and b conflict: different contract {MUST}",
    ),
}


@pytest.mark.parametrize("name", CONFLICTS)
def test_contradictions_are_rejected(name: str) -> None:
    other, message = CONFLICTS[name]
    with pytest.raises(ReportError) as caught:
        merge({"a": ONE, "b": other})
    assert str(caught.value).startswith(message)


def test_contracts_about_invalid_payloads_that_overlap_in_part_are_rejected() -> None:
    half, all_ = report(refusals(REFUSED, 1, 1)), report(refusals(REFUSED, 1, 1), refusals(REFUSED_TOO, 1, 1))
    with pytest.raises(ReportError, match="only some of one's contracts about invalid payloads are in both"):
        merge({"a": half, "b": all_})

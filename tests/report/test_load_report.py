"""Reports of earlier versions, read as today's."""

import json
from pathlib import Path
from typing import Any

import pytest

from pytest_realtime.report.load import ReportError, load_report, upgraded
from pytest_realtime.report.schema import SCHEMA, Report
from tests.report.sample_rows import MUST, OTHER, REFUSED, SHOULD, earlier, finding, record, report

UNPLACED = finding(place="")
"""What an earlier version knew of a finding."""


def made_by_an_earlier_version() -> Report:
    rows = [
        record(MUST, verdict="deviation", findings=[UNPLACED, finding("value-changed", "/b", place="")]),
        record(OTHER, verdict="expected", findings=[{**UNPLACED, "known": "known"}], sent="[]"),
        record(SHOULD, sent="{}"),
        record(REFUSED, verdict="deviation", findings=[UNPLACED]),
    ]
    return report(*rows)


@pytest.mark.parametrize("version", [1, 2])
def test_an_earlier_version_becomes_todays(version: int) -> None:
    new = made_by_an_earlier_version()
    assert upgraded(earlier(new, version)) == new


@pytest.mark.parametrize("version", [1, 2])
def test_an_earlier_version_has_its_exchanges_and_causes(version: int) -> None:
    found = upgraded(earlier(made_by_an_earlier_version(), version))
    assert found["schema"] == SCHEMA
    assert [row["exchange"] for row in found["results"]] == [0, 1, 2, 0]
    assert found["exchanges"][1] == {
        "client": "one",
        "operation": "roundtrip",
        "type": "Voice",
        "sent": "[]",
        "received": "{}",
    }
    causes = [(row["cause"], row["known"], row["failed"], row["contracts"]) for row in found["causes"]]
    assert causes == [("null-dropped /a", "", True, [MUST, OTHER]), ("value-changed /b", "", True, [MUST])]


def test_todays_version_is_left_as_it_is() -> None:
    new = made_by_an_earlier_version()
    assert upgraded(new) is new


def without(member: str, part: str) -> Any:
    made: Any = json.loads(json.dumps(made_by_an_earlier_version()))
    row = made if part == "report" else made["results"][0]
    del (row["findings"][0] if part == "finding" else row)[member]
    return made


@pytest.mark.parametrize(
    ("part", "member"),
    [
        ("report", "exchanges"),
        ("report", "causes"),
        ("result", "exchange"),
        ("result", "failed"),
        ("finding", "place"),
        ("finding", "exchange"),
        ("finding", "known"),
    ],
)
def test_what_only_earlier_versions_may_lack(part: str, member: str, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text(json.dumps(without(member, part)))
    with pytest.raises(ReportError, match=f"'{member}' is a required property"):
        load_report(path)


def test_an_exchange_that_is_not_there(tmp_path: Path) -> None:
    made: Any = made_by_an_earlier_version()
    made["exchanges"].pop()
    path = tmp_path / "report.json"
    path.write_text(json.dumps(made))
    with pytest.raises(ReportError, match="not a whole report: the exchange 2 is referred to and is not listed"):
        load_report(path)

"""Badges: honest percentages, safe file names."""

import json
from pathlib import Path

import pytest

from pytest_realtime.report.badges import badge, write_badges
from pytest_realtime.report.load import ReportError
from pytest_realtime.report.schema import VERDICTS
from tests.report.sample_rows import MUST, record, report


def shown(**verdicts: int) -> tuple[str, str]:
    none = dict.fromkeys(VERDICTS, 0)
    made = badge({"client": "x", "must": none | verdicts, "should": none, "may": none})
    assert (made["schemaVersion"], made["label"]) == (1, "Realtime contracts")
    return made["message"], made["color"]


def test_only_all_are_a_hundred_percent() -> None:
    assert shown(**{"pass": 1000}) == ("100%", "brightgreen")
    assert shown(**{"pass": 999, "deviation": 1}) == ("99%", "green")
    assert shown(**{"pass": 999, "expected": 1}) == ("99%", "green")
    assert shown(**{"pass": 1, "error": 1}) == ("50%", "orange")
    assert shown(error=3) == ("0%", "red")
    assert shown(**{"pass": 3, "not-applicable": 9}) == ("100%", "brightgreen")
    assert shown(**{"not-applicable": 9}) == ("not applicable", "lightgrey")


def test_each_client_has_a_file_that_stays_in_the_folder(tmp_path: Path) -> None:
    names = ("openai 1.0", "../../etc", "..", "Ünï", "con")
    rows = [record(MUST, name) for name in names]
    paths = list(write_badges(report(*rows), tmp_path / "badges"))
    assert sorted(path.name for path in paths) == [
        "-..-etc.json",
        "-n-.json",
        "client.json",
        "con.json",
        "openai-1.0.json",
    ]
    assert {path.parent for path in paths} == {tmp_path / "badges"}
    assert json.loads(paths[0].read_text(encoding="utf-8"))["message"] == "100%"


def test_clients_that_would_share_a_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="same file name"):
        list(write_badges(report(record(MUST, "a b"), record(MUST, "a/b")), tmp_path))
    assert list(tmp_path.iterdir()) == []

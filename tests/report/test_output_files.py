"""Written reports: whatever fails to render, the results are kept."""

from pathlib import Path

import pytest

from pytest_realtime.report.load import load_report
from pytest_realtime.report.output import FORMATS, write_reports
from pytest_realtime.report.schema import Report
from tests.report.sample_rows import MUST, report_of

ONE = report_of(**{MUST: "deviation"})


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_: Report) -> str:
        raise KeyError("lost")

    monkeypatch.setitem(FORMATS, ".html", breaks)


def test_json_is_written_first(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.md", "b.md", "c.json")]
    messages = [one.message for one in write_reports(ONE, paths)]
    assert messages == [f"report written to {tmp_path / name}" for name in ("c.json", "a.md", "b.md")]


@pytest.mark.usefixtures("broken")
def test_a_format_that_can_not_be_rendered_loses_no_other(tmp_path: Path) -> None:
    written = list(write_reports(ONE, [tmp_path / "a.html", tmp_path / "b.md", tmp_path / "c.json"]))
    assert [one.failed for one in written] == [False, True, False]
    assert written[1].message == f"report {tmp_path / 'a.html'} could not be rendered: KeyError: 'lost'"
    assert load_report(tmp_path / "c.json") == ONE
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.md", "c.json"]


@pytest.mark.usefixtures("broken")
def test_json_takes_the_place_of_a_format_that_can_not_be_rendered(tmp_path: Path) -> None:
    written = list(write_reports(ONE, [tmp_path / "a.html"]))
    assert [one.failed for one in written] == [True, False]
    assert load_report(tmp_path / "a.json") == ONE


def test_a_file_that_can_not_be_written_is_reported(tmp_path: Path) -> None:
    written = list(write_reports(ONE, [tmp_path / "none" / "a.md", tmp_path / "none" / "a.json"]))
    assert [one.failed for one in written] == [True, True]

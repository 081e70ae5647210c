"""Annotations and step summary: escaped, in bounds, and only for failures."""

from pathlib import Path

import pytest

from pytest_realtime.report import github
from pytest_realtime.report.github import MOST_ANNOTATIONS, annotations, append_summary
from pytest_realtime.safe_text import safe_line, visible
from tests.report.sample_rows import MAY, MUST, OTHER, SHOULD, finding, record, report, report_of


def test_each_failure_is_an_annotation() -> None:
    lines = list(
        annotations(report_of(**{MUST: "deviation", OTHER: "expected", SHOULD: "deviation", MAY: "error"}))
    )
    assert lines == [
        f"::error title=one%3A {MUST}::null-dropped /a: expected null, observed absent",
        f"::error title=one%3A {MAY}::null-dropped /a: expected null, observed absent",
    ]
    by_level = [record(id_, verdict="deviation", failed=True) for id_ in (SHOULD, MAY)]
    assert len(list(annotations(report(*by_level)))) == 2


def test_a_known_deviation_that_passes_is_an_annotation() -> None:
    (line,) = annotations(report(record(MUST, failed=True)))
    assert line.endswith("::passed, but is listed as a known deviation: remove it from the deviations file")


def test_a_client_can_not_write_commands() -> None:
    found = [finding(observed="100%\r\n::error::x, y: z"), finding(pointer="/b")]
    (line,) = annotations(report(record(MUST, "a,b:c%\n::x\x1b\ud800", "error", findings=found)))
    assert line == (
        f"::error title=a%2Cb%3Ac%25%0A%3A%3Ax·\\ud800%3A {MUST}::"
        "null-dropped /a: expected null, observed 100%25%0D%0A::error::x, y: z%0A"
        "null-dropped /b: expected null, observed absent"
    )


@pytest.mark.parametrize("shown", [visible, safe_line])
@pytest.mark.parametrize("text", ["::error::x", "  ::error::x", "##[error]x", " ##[error]x"])
def test_no_line_of_ours_is_a_command(shown: object, text: str) -> None:
    line = shown(text)  # type: ignore[operator]
    assert len(line) == len(text)
    assert not line.lstrip().startswith(("::", "##["))
    assert line.lstrip().startswith("·")


@pytest.mark.parametrize(("failing", "lines"), [(MOST_ANNOTATIONS, 10), (MOST_ANNOTATIONS + 1, 10), (500, 10)])
def test_no_more_than_the_site_shows(failing: int, lines: int) -> None:
    rows = (record(f"must.t-{n}.value-is-kept", verdict="deviation") for n in range(failing))
    written = list(annotations(report(*rows)))
    assert len(written) == lines
    rest = failing - 9
    is_cut = written[-1] == f"::error title=Realtime contracts::{rest} more failed; see the step summary"
    assert is_cut == (failing > MOST_ANNOTATIONS)


def test_the_summary_is_appended_and_stays_in_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "summary.md"
    path.write_text("before\n")
    append_summary(report_of(**{MUST: "pass"}), path)
    text = path.read_text(encoding="utf-8")
    assert text.startswith("before\n# Realtime contracts\n")
    monkeypatch.setattr(github, "LARGEST_SUMMARY", 100)
    append_summary(report_of(**{MUST: "pass"}), path)
    added = path.read_text(encoding="utf-8").removeprefix(text)
    assert added.endswith("\n_Truncated: the summary would be too long._\n\n")
    assert len(added.encode()) < 200

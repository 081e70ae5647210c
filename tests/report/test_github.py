"""Annotations and step summary: escaped, in bounds, and only for failures."""

from pathlib import Path

import pytest

from pytest_realtime.report import github
from pytest_realtime.report.github import MOST_ANNOTATIONS, annotations, append_summary
from pytest_realtime.safe_text import safe_line, visible
from tests.report.sample_rows import MAY, MUST, OTHER, SHOULD, finding, record, report, report_of


def test_each_cause_that_failed_is_an_annotation() -> None:
    reason = finding(rule="N1", reason="It is lost.")
    rows = [
        record(MUST, verdict="deviation", findings=[reason]),
        record(OTHER, verdict="deviation", findings=[reason]),
        record(SHOULD, verdict="deviation", findings=[finding(pointer="/b")], sent="{}"),
        record(MAY, verdict="error", findings=[finding("crashed", "", place="")], sent="[]"),
    ]
    assert list(annotations(report(*rows))) == [
        f"::error title=one%3A null-dropped Voice.a::MUST, {MUST} and 1 more%0A"
        "null-dropped /a: expected null, observed absent%0AIt is lost. (N1)",
        f"::error title=one%3A crashed::MAY, {MAY}%0Acrashed: expected null, observed absent",
    ]
    by_level = [record(id_, verdict="deviation", failed=True) for id_ in (SHOULD, MAY)]
    assert len(list(annotations(report(*by_level)))) == 1


def test_a_known_deviation_that_passes_is_an_annotation() -> None:
    (line,) = annotations(report(record(MUST, failed=True)))
    assert line.endswith("::passed, but is listed as a known deviation: remove it from the deviations file")


def test_a_client_can_not_write_commands() -> None:
    found = [finding("crashed", "", "100%\r\n::error::x, y: z", place="")]
    (line,) = annotations(report(record(MUST, "a,b:c%\n::x\x1b\ud800", "error", findings=found)))
    assert line == (
        f"::error title=a%2Cb%3Ac%25%0A%3A%3Ax·\\ud800%3A crashed::MUST, {MUST}%0A"
        "crashed: expected null, observed 100%25%0D%0A::error::x, y: z"
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
    rows = (
        record(f"must.t-{n}.value-is-kept", verdict="deviation", findings=[one], sent=f"{n}")
        for n in range(failing)
        for one in [finding("value-changed", f"/m{n}")]
    )
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

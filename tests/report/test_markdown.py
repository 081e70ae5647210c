"""Markdown reports: new failures first, and a client's text as text."""

import pytest

from pytest_realtime.report.markdown import MOST_ROWS, render
from tests.report.sample_rows import MAY, MUST, OTHER, SHOULD, finding, record, report, report_of


@pytest.mark.parametrize(
    ("verdicts", "headline"),
    [
        ({MUST: "pass", OTHER: "pass"}, "**All 2 MUST contracts passed.**"),
        ({MUST: "pass", OTHER: "expected"}, "**All 2 MUST contracts passed, except for 1 known deviation.**"),
        ({MUST: "pass", OTHER: "error"}, "**1 of 2 MUST contracts failed.**"),
        ({MUST: "not-applicable"}, "**No MUST contract was run.**"),
    ],
)
def test_the_first_sentence_sums_up(verdicts: dict[str, str], headline: str) -> None:
    assert headline in render(report_of(**verdicts)).splitlines()


def test_new_failures_come_before_known_ones_and_findings_under_may_are_left_out() -> None:
    text = render(report_of(**{MUST: "expected", OTHER: "deviation", SHOULD: "error", MAY: "deviation"}))
    rows = [line.split(" | ")[:2] for line in text.splitlines() if "null-dropped" in line]
    assert rows == [
        [f"| {SHOULD}", "💥 error"],
        [f"| {OTHER}", "❌ failed"],
        [f"| {MUST}", "☑️ known deviation: known"],
    ]
    assert "| MAY | 0 | 0 | 0 | 1 | 0 | 0 |" in text


def test_long_lists_are_cut_and_say_so() -> None:
    many = report(*(record(f"must.t-{n}.value-is-kept", verdict="deviation") for n in range(MOST_ROWS + 7)))
    lines = render(many).splitlines()
    assert sum("null-dropped" in line for line in lines) == MOST_ROWS
    assert "… and 7 more, in the JSON report." in lines


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a|b", r"a\|b"),
        ("a\nb\t c", "a b c"),
        ("<img src=x>&amp;", "&lt;img src=x>&amp;amp;"),
        ("`*_[x](y)~$", r"\`\*\_\[x\](y)\~\$"),
        ("\\|", r"\\\|"),
        ("@team #12", "@<!-- -->team #<!-- -->12"),
        ("https://x www.y", "https:<!-- -->//x w<!-- -->ww.y"),
        ("\x1b[2J\u202e", r"·\[2J"),
        ("\ud800", r"\\ud800"),
    ],
)
def test_what_a_client_wrote_is_text(written: str, shown: str) -> None:
    text = render(report(record(MUST, verdict="deviation", findings=[finding(observed=f"{written}!")])))
    row = next(line for line in text.splitlines() if "null-dropped" in line)
    assert row.split(" null | ")[1].replace("\u202e", "").removesuffix(" |") == f"{shown}!"

"""Markdown reports: the news first, and a client's text as text."""

import pytest

from pytest_realtime.report.markdown import MOST_ROWS, render
from tests.report.making import MAY, MUST, OTHER, SHOULD, finding, held, record, report


@pytest.mark.parametrize(
    ("verdicts", "told"),
    [
        ({MUST: "pass", OTHER: "pass"}, "**All 2 contracts of level MUST hold.**"),
        (
            {MUST: "pass", OTHER: "expected"},
            "**All 2 contracts of level MUST hold, but for 1 that are known to deviate.**",
        ),
        ({MUST: "pass", OTHER: "error"}, "**1 of 2 contracts of level MUST do not hold.**"),
        ({MUST: "not-applicable"}, "**No contract of level MUST was asked.**"),
    ],
)
def test_the_first_sentence_says_it_all(verdicts: dict[str, str], told: str) -> None:
    assert told in render(held(**verdicts)).splitlines()


def test_news_stand_before_what_is_known_and_free_choices_are_left_out() -> None:
    text = render(held(**{MUST: "expected", OTHER: "deviation", SHOULD: "error", MAY: "deviation"}))
    rows = [line.split(" | ")[:2] for line in text.splitlines() if "null-dropped" in line]
    assert rows == [
        [f"| {SHOULD}", "💥 error"],
        [f"| {OTHER}", "❌ deviation"],
        [f"| {MUST}", "☑️ expected (known)"],
    ]


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

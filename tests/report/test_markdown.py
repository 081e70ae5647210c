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
    found = {
        MUST: ("expected", [finding(pointer="/a", known="known")]),
        OTHER: ("deviation", [finding("value-changed", "/b", rule="N1", reason="It is lost.")]),
        SHOULD: ("error", [finding("crashed", "", place="")]),
        MAY: ("deviation", [finding(pointer="/d")]),
    }
    rows = [
        record(id_, verdict=verdict, findings=findings, sent=f'"{id_}"')
        for id_, (verdict, findings) in found.items()
    ]
    text = render(report(*rows))
    assert [line for line in text.splitlines() if line.endswith(" absent |")] == [
        "| crashed | 1 | SHOULD | 💥 error |  | null | absent |",
        "| value-changed Voice.b | 1 | MUST | ❌ failed | It is lost. (N1) | null | absent |",
        "| null-dropped Voice.a | 1 | MUST | ☑️ known deviation: known |  | null | absent |",
    ]
    assert "| MAY | 0 | 0 | 0 | 1 | 0 | 0 |" in text


def test_a_cause_is_one_row_however_many_contracts_show_it() -> None:
    rows = [
        record(f"must.t-{n}.value-is-kept", verdict="deviation", findings=[finding(form=f"{n % 2}")])
        for n in range(9)
    ]
    text = render(report(*rows))
    assert "<details><summary>1 cause of findings</summary>" in text
    (row,) = (line for line in text.splitlines() if "null-dropped" in line)
    assert row.startswith("| null-dropped Voice.a 0 (+1) | 9 | MUST | ❌ failed |")


def test_long_lists_are_cut_and_say_so() -> None:
    rows = (
        record(f"must.t-{n}.value-is-kept", verdict="deviation", findings=[one], sent=f"{n}")
        for n in range(MOST_ROWS + 7)
        for one in [finding("value-changed", f"/m{n}")]
    )
    lines = render(report(*rows)).splitlines()
    assert sum("value-changed" in line for line in lines) == MOST_ROWS
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

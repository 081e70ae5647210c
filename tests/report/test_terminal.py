"""The summary in the terminal: its width, colours and length."""

import re
import sys

import pytest

from pytest_realtime.report.schema import Report
from pytest_realtime.report.terminal.counts import WIDE
from pytest_realtime.report.terminal.summary import MOST_CAUSES, MOST_HARMLESS, TerminalLayout, summary_lines
from tests.report.sample_rows import MAY, MUST, OTHER, REFUSED, SHOULD, finding, record, report, report_of

MIXED = report_of(**{MUST: "deviation", OTHER: "pass", SHOULD: "expected", MAY: "not-applicable"})


def is_of_entry(line: str) -> bool:
    """Whether a line is to be copied, and so is not broken."""
    return line.startswith(("[[deviation]]", "client ", "findings ", "reason "))


def text_of(made: Report, layout: TerminalLayout) -> list[str]:
    return [line for line, _ in summary_lines(made, layout)]


def test_wide_terminals_get_a_column_per_verdict() -> None:
    lines = summary_lines(MIXED, TerminalLayout(width=WIDE))
    rows = [(line.split(), markup) for line, markup in lines]
    assert rows[:5] == [
        (["one", "1.0", "(python,", "inproc)"], {"bold": True}),
        (["passed", "failed", "known", "deviation", "advisory", "error", "not", "applicable"], {}),
        (["MUST", "1", "1", "0", "0", "0", "0"], {"red": True}),
        (["SHOULD", "0", "0", "1", "0", "0", "0"], {"yellow": True}),
        (["MAY", "0", "0", "0", "0", "0", "1"], {"green": True}),
    ]


def test_narrow_terminals_get_a_column_per_level() -> None:
    lines = text_of(MIXED, TerminalLayout(width=40))
    assert lines[1].split() == ["MUST", "SHOULD", "MAY"]
    assert [line.split() for line in lines[2:8]] == [
        ["passed", "1", "0", "0"],
        ["failed", "1", "0", "0"],
        ["known", "deviation", "0", "1", "0"],
        ["advisory", "0", "0", "0"],
        ["error", "0", "0", "0"],
        ["not", "applicable", "0", "0", "1"],
    ]


@pytest.mark.parametrize("width", [40, 60, 80, 200])
@pytest.mark.parametrize("colour", [False, True])
def test_lines_fit_but_for_names_that_can_not_be_broken(width: int, colour: bool) -> None:
    rows = [record(REFUSED, invalid_tried=9), record(MUST, verdict="deviation"), record(SHOULD, verdict="expected")]
    for line in text_of(report(*rows), TerminalLayout(width=width, colour=colour)):
        plain = re.sub(r"\x1b\[[0-9;]*m", "", line)
        assert len(plain) <= width or len(plain.split()) == 1 or is_of_entry(plain), line


def test_colours_are_for_terminals_that_have_them() -> None:
    assert not [line for line in text_of(MIXED, TerminalLayout(width=120)) if "\x1b" in line]
    coloured = text_of(MIXED, TerminalLayout(width=120, colour=True))
    assert [line for line in coloured if "\x1b[31m" in line]
    plain = [re.sub(r"\x1b\[[0-9;]*m", "", line).split() for line in coloured]
    assert ["MUST", "1", "1", "0", "0", "0", "0"] in plain


def test_without_rich_the_table_is_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rich", None)
    assert text_of(MIXED, TerminalLayout(width=120, colour=True)) == text_of(MIXED, TerminalLayout(width=120))


def test_quiet_runs_get_a_line_per_client() -> None:
    lines = text_of(MIXED, TerminalLayout(verbosity=-1, width=120))
    assert lines == ["one 1.0: MUST 1 passed, 1 failed; SHOULD 1 known deviation; MAY 1 not applicable; 1 cause"]


def test_deviations_that_fail_nothing_are_advisory() -> None:
    made = report_of(**{MUST: "pass", SHOULD: "deviation", MAY: "deviation"})
    lines = summary_lines(made, TerminalLayout(width=WIDE))
    assert [(line.split()[4], markup) for line, markup in lines[3:5]] == [("1", {"cyan": True})] * 2
    listed = [line for line, _ in lines if "null-dropped" in line]
    assert listed == ["       advisory  null-dropped Voice.a (1 SHOULD contract)"]


def test_long_lists_are_whole_in_verbose_runs() -> None:
    rows = []
    for number in range(MOST_CAUSES + 5):
        found = [finding("value-changed", f"/member{number}")]
        rows.append(
            record(f"must.t-{number}.value-is-kept", verdict="deviation", findings=found, sent=f"[{number}]")
        )
    short, whole = (text_of(report(*rows), TerminalLayout(verbosity=verbosity, width=120)) for verbosity in (0, 1))
    assert f"{' ' * 17}… and 5 more causes; all with -v, or in a report" in short
    assert sum("failed  value-changed" in line for line in whole) == MOST_CAUSES + 5
    assert sum("failed  value-changed" in line for line in short) == MOST_CAUSES


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("verdict", ["deviation", "expected"])
def test_where_nothing_fails_all_fits_on_half_a_screen(width: int, verdict: str) -> None:
    rows = [record(MUST), record(REFUSED, invalid_tried=9)]
    for number in range(MOST_CAUSES + 5):
        found = [finding("value-changed", f"/member{number}", known="known" if verdict == "expected" else "")]
        id_ = f"should.t-{number}.value-is-kept"
        rows.append(record(id_, verdict=verdict, findings=found, sent=f"[{number}]"))
    lines = text_of(report(*rows), TerminalLayout(width=width))
    assert len(lines) <= 24, "the line of the section comes on top"
    assert "No contract failed." in lines
    said = {"deviation": "20 advisory: ", "expected": "20 known deviations: "}[verdict]
    assert sum(line.startswith(said) for line in lines) == 1
    assert sum("value-changed Voice.member" in line for line in lines) == MOST_HARMLESS
    assert any(f"… and {MOST_CAUSES + 5 - MOST_HARMLESS} more causes; all with -v" in line for line in lines)


def test_a_run_that_fails_says_so_in_a_sentence() -> None:
    lines = summary_lines(report_of(**{MUST: "deviation", OTHER: "error"}), TerminalLayout(width=120))
    assert ("The run fails: 1 failed, 1 error.", {"red": True, "bold": True}) in lines


def test_a_cause_has_its_reason_an_example_and_an_entry() -> None:
    found = [finding(rule="N1", reason="Null means off.")]
    lines = text_of(report(record(MUST, verdict="deviation", findings=found)), TerminalLayout(width=120))
    start = lines.index("1 cause, most contracts first:")
    space = " " * TerminalLayout(width=120).indent
    assert lines[start + 1 :] == [
        "         failed  null-dropped Voice.a (1 MUST contract)",
        f"{space}Null means off. (API rule N1)",
        f"{space}payload Voice",
        f'{space}  {{"a":null}}',
        f"{space}       ^^^^",
        f"{space}output",
        f"{space}  {{}}",
        "",
        "To accept a cause as a known deviation, add its entry to realtime-deviations.toml, with the reason:",
        "",
        "[[deviation]]",
        'client   = "one"',
        'findings = ["null-dropped Voice.a"]',
        'reason   = "TODO"',
        "",
    ]


def test_hostile_names_are_text() -> None:
    hostile = report_of("::error::\x1b[2J\n\ud800", **{MUST: "pass"})
    for layout in (TerminalLayout(), TerminalLayout(verbosity=-1)):
        text = "\n".join(text_of(hostile, layout))
        assert "·:error::·[2J␤\\ud800 1.0" in text
        assert not text.startswith("::")


def test_lines_of_a_file_stay_whole() -> None:
    lines = text_of(report_of("a client" * 30, **{MUST: "deviation"}), TerminalLayout(width=40, breaks=False))
    assert "a client" * 30 + " 1.0 (python, inproc)" in lines
    assert "         failed  null-dropped Voice.a (1 MUST contract)" in lines

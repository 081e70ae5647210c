"""``report``: its subcommands from files to files, and what they say of files that are none."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pytest_realtime.report.load import load_report
from pytest_realtime.report.output import write_report
from pytest_realtime.report.schema import Report
from tests.cli.runner import CommandLine
from tests.report.sample_rows import MAY, MUST, OTHER, earlier, report_of

ONE = report_of(**{MUST: "deviation", OTHER: "pass"})
Save = Callable[[str, Report], Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    def saved(name: str, report: Report) -> Path:
        write_report(report, tmp_path / name)
        return tmp_path / name

    return saved


def test_merge_writes_one_report(save: Save, tmp_path: Path, command: CommandLine) -> None:
    out = tmp_path / "new" / "all.json"
    ran = command(
        "report", "merge", save("a.json", ONE), save("b.json", report_of("two", **{MUST: "pass"})), "-o", out
    )
    assert (ran.status, ran.out, ran.err) == (0, f"{out}: 2 reports, 2 clients, 3 results\n", "")
    assert [card["name"] for card in load_report(out)["clients"]] == ["one", "two"]


def test_merge_refuses_contradictions(save: Save, tmp_path: Path, command: CommandLine) -> None:
    out = tmp_path / "all.json"
    ran = command("report", "merge", save("a.json", ONE), save("b.json", report_of(**{MUST: "pass"})), "-o", out)
    assert (ran.status, ran.out) == (2, "")
    assert f"b.json conflict: different result of one / {MUST}" in ran.err
    assert not out.exists()


@pytest.mark.parametrize(
    ("new", "status", "told"),
    [
        ({MUST: "deviation", OTHER: "pass"}, 0, ["no difference"]),
        (
            {MUST: "pass", OTHER: "pass"},
            0,
            ["0 new, 0 more, 0 worse, 0 better, 0 fewer, 1 gone, 0 other", "gone  "],
        ),
        (
            {MUST: "deviation", OTHER: "error"},
            1,
            ["0 new, 1 more, 0 worse, 0 better, 0 fewer, 0 gone, 0 other", "more    one  null-dropped Voice.a: "],
        ),
        (
            {MUST: "deviation", OTHER: "pass", MAY: "deviation"},
            0,
            [
                "0 new, 0 more, 0 worse, 0 better, 0 fewer, 0 gone, 1 other",
                "other   one  contracts: only in the new",
            ],
        ),
    ],
)
def test_diff_fails_where_something_got_worse(
    new: dict[str, str], status: int, told: list[str], save: Save, command: CommandLine
) -> None:
    ran = command("report", "diff", save("old.json", ONE), save("new.json", report_of(**new)))
    assert (ran.status, ran.err) == (status, "")
    lines = ran.out.splitlines()
    assert len(lines) == len(told)
    assert all(line.startswith(start) for line, start in zip(lines, told, strict=True)), lines


def test_diff_says_when_the_reports_are_of_other_revisions(save: Save, command: CommandLine) -> None:
    later: Any = {**ONE, "spec": {"revision": "f00", "date": "2030-01-01"}}
    ran = command("report", "diff", save("old.json", ONE), save("new.json", later))
    assert ran.out.startswith("different spec date: ")


def test_diff_shows_hostile_names_as_text(save: Save, command: CommandLine) -> None:
    old, new = (report_of("\x1b[2J\n::error::x", **{MUST: verdict}) for verdict in ("pass", "error"))
    ran = command("report", "diff", save("old.json", old), save("new.json", new))
    assert ran.status == 1
    assert "\x1b" not in ran.out
    assert "\n::" not in ran.out


@pytest.mark.parametrize(
    ("suffix", "start"), [("html", "<!doctype html>"), ("md", "# Realtime contracts"), ("json", "{")]
)
def test_render_writes_each_form(suffix: str, start: str, save: Save, tmp_path: Path, command: CommandLine) -> None:
    out = tmp_path / f"out.{suffix}"
    ran = command("report", "render", save("a.json", ONE), "-o", out)
    assert (ran.status, ran.out, ran.err) == (0, f"report written to {out}\n", "")
    assert out.read_text(encoding="utf-8").lower().startswith(start.lower())


def test_badges_are_written_per_client(save: Save, tmp_path: Path, command: CommandLine) -> None:
    ran = command("report", "badges", save("a.json", ONE), "-o", tmp_path / "badges")
    assert (ran.status, ran.out) == (0, f"{tmp_path / 'badges' / 'one.json'}\n")
    assert json.loads((tmp_path / "badges" / "one.json").read_text())["message"] == "50%"


@pytest.mark.parametrize("version", [1, 2])
def test_reports_of_earlier_versions_are_read(version: int, tmp_path: Path, command: CommandLine) -> None:
    file, out = tmp_path / "old.json", tmp_path / "merged.json"
    file.write_text(json.dumps(earlier(ONE, version)))
    assert command("report", "merge", file, "-o", out).status == 0
    merged = json.loads(out.read_text())
    assert merged["schema"] == 3
    assert [row["cause"] for row in merged["causes"]] == ["null-dropped /a"]


BAD: dict[str, tuple[Any, str]] = {
    "no json": (b"{", "not valid JSON: "),
    "no text": (b"\xff", "not valid JSON: "),
    "deep": (b"[" * 200_000, "not valid JSON: "),
    "a list": (b"[]", "not a report of pytest-realtime"),
    "foreign": (b'{"tool": {"name": "other"}, "schema": 1}', "not a report of pytest-realtime"),
    "newer": (
        {**ONE, "schema": 4, "tool": {"name": "pytest-realtime", "version": "9.1"}},
        "has schema version 4, this release reads up to 3; it was written by pytest-realtime 9.1: upgrade",
    ),
    "partial": ({**ONE, "results": None}, "not a whole report: $.results: None is not of type 'array'"),
    "empty": (b"", "not valid JSON: the file is empty"),
    "NaN": (json.dumps(ONE).replace("0.5", "NaN").encode(), "not valid JSON: NaN is not a JSON number"),
    "a result twice": (
        {**ONE, "results": [*ONE["results"], ONE["results"][0]]},
        f"not a whole report: 'one' / '{MUST}' is 2 times in results",
    ),
    "a client twice": ({**ONE, "clients": ONE["clients"] * 2}, "not a whole report: 'one' is 2 times in clients"),
    "loose contract": (
        {**ONE, "contracts": []},
        f"not a whole report: the contract {MUST} has a result and is not",
    ),
    "loose client": ({**ONE, "clients": []}, "not a whole report: the client 'one' has a result and is not listed"),
    "loose summary": ({**ONE, "summary": []}, "not a whole report: the client 'one' is missing in summary"),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("kind", ["merge", "render", "badges", "diff"])
def test_a_file_that_is_no_report_is_told_on_one_line(
    name: str, kind: str, tmp_path: Path, save: Save, command: CommandLine
) -> None:
    content, told = BAD[name]
    file = tmp_path / "bad.json"
    file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    more = [save("a.json", ONE)] if kind == "diff" else ["-o", tmp_path / "out.json"]
    ran = command("report", kind, file, *more)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"pytest-realtime report {kind}: {file}: {told}")
    assert ran.err.count("\n") == 1
    assert not (tmp_path / "out.json").exists()


@pytest.mark.parametrize(
    ("out", "told"),
    [
        ("out.txt", "unsupported file extension; allowed: .json, .html, .md"),
        ("a.json/b.json", "can't write: "),
    ],
)
def test_an_out_that_can_not_be_is_told_on_one_line(
    out: str, told: str, save: Save, tmp_path: Path, command: CommandLine
) -> None:
    ran = command("report", "render", save("a.json", ONE), "-o", tmp_path / out)
    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err
    assert ran.err.count("\n") == 1


def test_a_missing_report_is_told(tmp_path: Path, command: CommandLine) -> None:
    ran = command("report", "diff", tmp_path / "none.json", tmp_path / "none.json")
    assert (
        ran.err
        == f"pytest-realtime report diff: {tmp_path / 'none.json'}: can't be read: No such file or directory\n"
    )

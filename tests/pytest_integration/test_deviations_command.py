"""``pytest-realtime deviations``: the file from a full run, and only from one that can be trusted."""

import os
import tomllib
from pathlib import Path

import pytest

from pytest_realtime.cli import deviations
from pytest_realtime.cli.main import main
from pytest_realtime.judge.entry_text import PLACEHOLDER
from pytest_realtime.suite import contracts_folder
from tests.pytest_integration.user_project import NULL, PCM, Project, assert_outcomes, text_of

LISTED = f"""\
# The nulls of our client.

# Upstream issue 7.
[[deviation]]
contract = "{NULL}"
reason = "nulls are skipped"

[[deviation]]
contract = "{PCM}"
reason = "mended long ago"
"""


def state_of(folder: Path) -> dict[str, tuple[int, int]]:
    """All files of a folder with their sizes and times, but for what Python itself keeps there."""
    files = {Path(at, name) for at, _, names in os.walk(folder) for name in names if "__pycache__" not in at}
    return {str(file): (file.stat().st_size, file.stat().st_mtime_ns) for file in files}


CAUSE = "null-dropped RealtimeAudioConfigInput.turn_detection"


def test_written_file_makes_the_next_full_run_green(project: Project) -> None:
    """Entries by contract become entries by cause, with their reasons; a new cause has none yet."""
    file = project.write("realtime-deviations.toml", LISTED)
    written = project.command("deviations", "--write", "subject:null_dropper_of_few_types")
    assert (written.ret, written.stderr.lines) == (0, [])
    text = file.read_text(encoding="utf-8")
    entries = tomllib.loads(text)["deviation"]
    assert [entry["reason"] for entry in entries] == ["nulls are skipped"]
    assert CAUSE in entries[0]["findings"]
    assert entries[0]["contracts"] > 1
    assert written.outlines[0] == "realtime-deviations.toml: 1 deviation of null-dropper"
    assert f"new     {CAUSE}" in written.outlines
    assert text.startswith("# The nulls of our client.\n\n")
    before = state_of(contracts_folder())
    result = project.pytest("--realtime-contracts", "--realtime-client=subject:null_dropper_of_few_types")
    assert result.ret == 0
    assert state_of(contracts_folder()) == before


def test_weaker_levels_are_listed_where_they_fail_or_are_listed_already(project: Project) -> None:
    file = project.write("realtime-deviations.toml", "")

    def listed(*options: str) -> set[str]:
        written = project.command("deviations", "--write", *options, "subject:lenient")
        assert (written.ret, written.stderr.lines) == (0, [])
        text = file.read_text(encoding="utf-8").replace(PLACEHOLDER, "by design")
        file.write_text(text, encoding="utf-8")
        return {key for entry in tomllib.loads(text).get("deviation", []) for key in entry["findings"]}

    may = ("-k", "audio-pcm", "--realtime-fail-level=may")
    assert project.command("check", "subject:lenient", *may).ret == 1
    project.write("pytest.ini", "[pytest]", "realtime_fail_level = may")
    assert listed("--realtime-fail-level=must") == set()
    with_may = listed()
    assert {key.partition(" ")[0] for key in with_may} == {"invalid-accepted"}
    text = file.read_text(encoding="utf-8")
    project.write("pytest.ini", "[pytest]")
    assert listed() == with_may
    assert file.read_text(encoding="utf-8") == text
    assert project.command("check", "subject:lenient", *may).ret == 0


FEW = "subject:null_dropper_of_few_types"
NOT_ENOUGH = "pytest-realtime deviations: 1 runs were not enough. The last one found for the first time: "


def test_what_too_few_runs_have_found_is_written_and_fails_until_it_has_a_reason(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The next call goes on from there, and changes nothing where it finds nothing new."""
    monkeypatch.setattr(deviations, "MOST_ROUNDS", 1)
    file = project.write("realtime-deviations.toml", "")
    assert main(["deviations", "--write", FEW]) == 1
    told = capsys.readouterr()
    (line,) = told.err.splitlines()
    assert line.startswith(NOT_ENOUGH)
    assert CAUSE in line
    text = file.read_text(encoding="utf-8")
    (entry,) = tomllib.loads(text)["deviation"]
    assert CAUSE in entry["findings"]
    assert entry["reason"] == PLACEHOLDER
    result = project.contracts(client="null_dropper_of_few_types", only=NULL)
    assert result.ret == 1
    assert "the reason is still 'TODO'" in text_of(result)
    capsys.readouterr()
    assert main(["deviations", "--write", FEW]) == 0
    assert capsys.readouterr().out.splitlines() == told.out.splitlines()[:1]
    assert file.read_text(encoding="utf-8") == text


def test_what_too_few_runs_have_found_is_printed(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(deviations, "MOST_ROUNDS", 1)
    file = project.write("realtime-deviations.toml", "")
    assert main(["deviations", f"--file={file.name}", FEW]) == 1
    told = capsys.readouterr()
    assert CAUSE in told.out
    assert told.err.startswith(NOT_ENOUGH)
    assert file.read_text(encoding="utf-8") == "\n"


def test_printed_where_not_written_and_mended_entries_are_gone(project: Project) -> None:
    file = project.write("known.toml", LISTED)
    printed = project.command("deviations", "--file=known.toml", "subject:mended")
    assert (printed.ret, printed.outlines) == (0, ["# The nulls of our client.", ""])
    assert file.read_text(encoding="utf-8") == f"{LISTED}\n"


def test_refuses_a_client_that_crashes(project: Project) -> None:
    result = project.command("deviations", "--write", "subject:crasher_of_few_types")
    assert result.ret == 1
    result.stderr.re_match_lines([r"pytest-realtime deviations: \S+: crashed can't be listed; fix it first"])
    assert not (project.path / "realtime-deviations.toml").exists()


def test_refuses_a_partial_run(project: Project) -> None:
    project.write("pytest.ini", "[pytest]", f"addopts = -x -k {PCM}")
    result = project.command("deviations", "--write", "subject:null_dropper_of_few_types")
    assert result.ret == 1
    result.stderr.re_match_lines(
        [r"pytest-realtime deviations: this was a partial run: \d+ of \d+ contracts were not"]
    )
    assert not (project.path / "realtime-deviations.toml").exists()


def test_refuses_what_is_wrong_before_the_run(project: Project) -> None:
    project.write("broken.toml", "[[deviation]")
    for file, told in (("broken.toml", "not a TOML file"), ("subject.py/known.toml", "can't write")):
        result = project.command("deviations", "--write", f"--file={file}", "subject:failing")
        assert (result.ret, len(result.errlines)) == (1, 1)
        assert f"pytest-realtime deviations: {file}: {told}" in text_of(result)


def test_tells_why_there_was_no_run(project: Project) -> None:
    result = project.command("deviations", "subject:failing")
    assert result.ret == 1
    result.stderr.fnmatch_lines(["ERROR: *no luck*", "*the run did not finish (exit status 4)*"])


@pytest.mark.fresh_interpreter
def test_check_is_pytest_with_the_contracts(project: Project) -> None:
    result = project.command("check", "subject:faithful", "subject:second", "-k", PCM)
    assert_outcomes(result, 0, passed=2)

"""``pytest-realtime deviations``: the file from a full run, and only from one that can be trusted."""

import os
import tomllib
from pathlib import Path

import pytest

from pytest_realtime.deviations.file import PLACEHOLDER
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


def test_written_file_makes_the_next_full_run_green(project: Project) -> None:
    file = project.write("realtime-deviations.toml", LISTED)
    written = project.command("deviations", "--write", "subject:null_dropper_of_few_types")
    assert (written.ret, written.stderr.lines) == (0, [])
    text = file.read_text(encoding="utf-8")
    entries = tomllib.loads(text)["deviation"]
    assert written.outlines == [f"realtime-deviations.toml: {len(entries)} deviations of null-dropper"]
    ids = [entry["contract"] for entry in entries]
    assert ids == sorted(ids)
    assert PCM not in ids
    assert {entry["reason"] for entry in entries} == {"nulls are skipped", PLACEHOLDER}
    assert text.startswith("# The nulls of our client.\n\n")
    assert f'# Upstream issue 7.\n[[deviation]]\ncontract = "{NULL}"' in text
    before = state_of(contracts_folder())
    result = project.pytest("--realtime-contracts", "--realtime-client=subject:null_dropper_of_few_types")
    assert_outcomes(result, 0, known=len(entries))
    assert state_of(contracts_folder()) == before


def test_weaker_levels_are_listed_where_they_fail_or_are_listed_already(project: Project) -> None:
    file = project.write("realtime-deviations.toml", "")

    def listed(*options: str) -> set[str]:
        written = project.command("deviations", "--write", *options, "subject:lenient")
        assert (written.ret, written.stderr.lines) == (0, [])
        return {entry["contract"] for entry in tomllib.loads(file.read_text(encoding="utf-8")).get("deviation", [])}

    assert listed() == set()
    with_may = listed("--realtime-fail-level=may")
    assert {contract.partition(".")[0] for contract in with_may} == {"may"}
    text = file.read_text(encoding="utf-8")
    assert listed() == with_may
    assert file.read_text(encoding="utf-8") == text
    assert_outcomes(
        project.command("check", "subject:lenient", "--realtime-fail-level=may"), 0, known=len(with_may)
    )
    project.write("realtime-deviations.toml", "")
    project.write("pytest.ini", "[pytest]", "realtime_fail_level = may")
    assert listed() == with_may


def test_printed_where_not_written_and_mended_entries_are_gone(project: Project) -> None:
    file = project.write("known.toml", LISTED)
    printed = project.command("deviations", "--file=known.toml", "subject:mended")
    assert (printed.ret, printed.outlines) == (0, ["# The nulls of our client.", ""])
    assert file.read_text(encoding="utf-8") == f"{LISTED}\n"


def test_refuses_a_client_that_crashes(project: Project) -> None:
    result = project.command("deviations", "--write", "subject:crasher")
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

"""Options with values that can't be: told before any test, with what is allowed."""

import pytest

from tests.pytest_integration.user_project import Project, assert_usage_error


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ("--realtime-fail-level=Should", "allowed: must, should, may (did you mean 'should'?)"),
        ("--realtime-examples=-1", "allowed: a whole number, 0 or more"),
        ("--realtime-timeout=nan", "allowed: a number of seconds above 0"),
        ("--realtime-report=report.txt", "unsupported file extension; allowed: .json, .html, .md"),
        ("--realtime-report=subject.py/report.json", "can't write"),
        ("--realtime-report=folder.json", "this is a directory, not a file"),
    ],
)
def test_wrong_value(project: Project, option: str, told: str) -> None:
    project.write("folder.json/notes.txt")
    assert_usage_error(project.contracts(option, client="faithful"), f"{option}: ", told)


def test_snapshot_update(project: Project) -> None:
    result = project.contracts("--snapshot-update", client="faithful")
    told = "--snapshot-update can't be used with --realtime-contracts: golden files are read-only"
    assert_usage_error(result, told)


def test_without_syrupy(project: Project) -> None:
    result = project.contracts("-p", "no:syrupy", client="faithful")
    assert_usage_error(result, "--realtime-contracts needs the plugin syrupy, which -p no:syrupy or")


def test_a_report_is_tried_and_not_left_behind_when_the_run_does_not_start(project: Project) -> None:
    project.write("old.json", "{}")
    reports = ["--realtime-report=new.json", "--realtime-report=old.json", "--realtime-deviations=nowhere.toml"]
    assert_usage_error(project.contracts(*reports, client="faithful"), "nowhere.toml")
    assert not (project.path / "new.json").exists()
    assert (project.path / "old.json").read_text() == "{}\n"


def test_help_needs_no_client(project: Project) -> None:
    result = project.pytest("--realtime-contracts", "--help")
    assert result.ret == 0
    result.stdout.fnmatch_lines(["*--realtime-client=SPEC*", "*--realtime-deviations=FILE*", "*realtime_timeout*"])

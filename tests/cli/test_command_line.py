"""The command line as a whole: every command explains itself, and a wrong one is told what was meant."""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pytest_realtime import __version__
from pytest_realtime.cli import check, deviations
from pytest_realtime.cli.check import IMPLIED
from pytest_realtime.cli.main import build_parser
from pytest_realtime.deviations.entry_checks import DeviationsError
from pytest_realtime.plugin_options import OPTIONS, PREFIX
from tests.cli.runner import CommandLine


def leaves(parser: argparse.ArgumentParser, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    for action in below:
        for name, inner in action.choices.items():
            yield from leaves(inner, (*path, name))
    if not below:
        yield path


COMMANDS = sorted(leaves(build_parser()))


def test_the_commands_are_there() -> None:
    assert {"check", "types", "schema", "deviations", "driver"} <= {path[0] for path in COMMANDS}


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_each_command_has_help_with_an_example_of_itself(path: tuple[str, ...], command: CommandLine) -> None:
    ran = command(*path, "--help")
    assert (ran.status, ran.err) == (0, "")
    example = next(line for line in ran.out.splitlines() if line.startswith("example: "))
    assert example.startswith(f"example: pytest-realtime {' '.join(path)} ")
    assert ran.out.endswith(f"{example}\n"), "an example that is folded can't be copied"


def test_the_version_is_told(command: CommandLine) -> None:
    assert command("--version").out == f"pytest-realtime {__version__}\n"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["chek", "openai"], "there is no 'chek' (did you mean 'check'?)"),
        (["driver", "nwe"], "there is no 'nwe' (did you mean 'new'?)"),
        (["zzz"], "there is no 'zzz'; allowed: check, "),
        (["types", "--dialect=gaa"], "there is no 'gaa' (did you mean 'ga'?); allowed: ga, translation, beta"),
        (["types", "ServerVad", "more"], "too many arguments; not understood: more"),
        (["deviations", "openai", "--x"], "deviations needs a full run; not understood: --x"),
        ([], "required: COMMAND"),
    ],
)
def test_a_wrong_command_line_is_told_what_was_meant(typed: list[str], told: str, command: CommandLine) -> None:
    ran = command(*typed)
    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err


def test_who_stops_reading_sees_no_failure_of_ours() -> None:
    # A schema is longer than a pipe holds.
    arguments = [sys.executable, "-m", "pytest_realtime", "schema", "SessionUpdateEvent"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_check_lists_the_options_of_the_suite(command: CommandLine) -> None:
    out = command("check", "--help").out
    for name, _, _ in OPTIONS:
        assert (f"--{name} " in out) == (name not in IMPLIED), name
    assert "-n auto to use all cores (with pytest-xdist)" in " ".join(out.split())


def test_check_passes_the_options_of_the_suite_on(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    passed: list[list[str]] = []

    def run(arguments: list[str]) -> int:
        passed.append(arguments)
        return 0

    monkeypatch.setattr(check, "run_pytest", run)
    options = ["--realtime-report", "a.json", "--realtime-report=b.md", "--realtime-timeout=3"]
    assert command("check", *options, "openai", "-k", "null", "-q").status == 0
    given = ["--realtime-report=a.json", "--realtime-report=b.md", "--realtime-timeout=3"]
    assert passed == [[PREFIX, "--realtime-client=openai", *given, "-k", "null", "-q"]]


@pytest.mark.parametrize("option", ["-nauto", "-n", "--numprocesses=2"])
def test_workers_without_the_package_for_them(
    option: str, command: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "find_spec", lambda name: None)
    ran = command("check", "openai", option)
    assert (ran.status, ran.out) == (2, "")
    assert "-n needs the package pytest-xdist: pip install pytest-xdist" in ran.err


@pytest.mark.parametrize("is_terminal", [True, False])
def test_a_long_command_shows_its_progress_on_a_terminal_only(
    is_terminal: bool, tmp_path: Path, command: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_run(*_: object) -> None:
        raise DeviationsError("the run was stopped")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(deviations, "_full_run", full_run)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: is_terminal)
    ran = command("deviations", "openai")
    assert ran.status == 1
    assert "the run was stopped" in ran.err
    assert ("run 1 of at most 9: openai, 0 new causes so far" in ran.err) == is_terminal


def test_a_command_that_runs_no_tests_loads_no_pytest() -> None:
    code = (
        "import sys; from pytest_realtime.cli.main import main; main(['types', 'Voice']);"
        "sys.exit(' '.join({'pytest', 'hypothesis', 'jsonschema'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")

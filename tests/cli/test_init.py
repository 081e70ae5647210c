"""``init``: first files that run, and none that is overwritten."""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from pytest_realtime.cli.init import COMMANDS, KINDS
from pytest_realtime.cli.requirement import requirement
from pytest_realtime.clients.driver.skeleton import languages
from tests.cli.runner import CommandLine

FIRST = {
    "app": "test_realtime_app.py",
    "sdk": "test_realtime_sdk.py",
    "driver": "test_realtime_driver.py",
    "ci": ".github/workflows/realtime.yml",
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_what_is_written_runs(folder: Path, command: CommandLine) -> None:
    for kind, first in FIRST.items():
        ran = command("init", kind)
        assert (ran.status, ran.err) == (0, "")
        assert f"wrote {first}\n" in ran.out
        assert "next:\n" in ran.out
    assert set(FIRST) == set(KINDS)
    assert "6 passed" in run("pytest", "-q", "-p", "no:cacheprovider", "-W", "error")
    workflow = yaml.safe_load((folder / FIRST["ci"]).read_text(encoding="utf-8"))
    install, check = (step["run"] for step in workflow["jobs"]["contracts"]["steps"] if "run" in step)
    assert install == f"pip install {requirement()} pytest-xdist"
    program, *arguments = shlex.split(check)
    assert program == "pytest-realtime"
    # All of its contracts take too long here.
    assert " passed" in run("pytest_realtime", *arguments[:2], *arguments[4:], "-k", "null-is-kept", "-n0")
    assert (folder / "report.html").exists()


def test_nothing_is_overwritten(folder: Path, command: CommandLine) -> None:
    (folder / "test_realtime_sdk.py").write_text("mine", encoding="utf-8")
    (folder / "realtime_driver").mkdir()
    for kind, existing in (("sdk", "test_realtime_sdk.py"), ("driver", "realtime_driver")):
        ran = command("init", kind)
        assert (ran.status, ran.out) == (2, "")
        assert ran.err == (
            f"pytest-realtime init: nothing was written, since it exists already: {existing}; see --directory\n"
        )
    assert (folder / "test_realtime_sdk.py").read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in folder.iterdir()) == ["realtime_driver", "test_realtime_sdk.py"]
    assert command("init", "sdk", "--directory=new/tests").status == 0
    assert (folder / "new" / "tests" / "test_realtime_sdk.py").exists()


def test_a_folder_that_can_not_be_written(folder: Path, command: CommandLine) -> None:
    (folder / "file").write_text("", encoding="utf-8")
    ran = command("init", "app", "--directory=file")
    assert (ran.status, ran.out) == (2, "")
    assert "can't write" in ran.err


@pytest.mark.parametrize("language", languages())
def test_a_driver_in_each_language(language: str, folder: Path, command: CommandLine) -> None:
    assert command("init", "driver", f"--language={language}").status == 0
    assert COMMANDS[language] in (folder / "test_realtime_driver.py").read_text(encoding="utf-8")
    readme = (folder / "realtime_driver" / "README.md").read_text(encoding="utf-8")
    assert f"pytest-realtime driver check {shlex.quote(COMMANDS[language])}" in readme


def test_the_client_of_the_workflow(folder: Path, command: CommandLine) -> None:
    assert command("init", "ci", "--client=cmd:node dist/driver.js").status == 0
    text = (folder / FIRST["ci"]).read_text(encoding="utf-8")
    assert "pytest-realtime check 'cmd:node dist/driver.js' -n auto" in text


@pytest.mark.parametrize(
    ("is_terminal", "answer", "status", "told"),
    [
        (True, "app", 0, "wrote test_realtime_app.py"),
        (True, " App ", 0, "wrote test_realtime_app.py"),
        (True, "ap", 2, "name what you want to test: app, sdk, driver, ci (did you mean 'app'?)"),
        (True, "", 2, "name what you want to test"),
        (False, None, 2, "name what you want to test"),
    ],
)
def test_a_person_is_asked_once_and_a_script_never(
    is_terminal: bool,
    answer: str | None,
    status: int,
    told: str,
    command: CommandLine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        assert answer is not None
        return answer

    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: is_terminal)
    monkeypatch.setattr("builtins.input", ask)
    ran = command("init")
    assert ran.status == status
    assert told in ran.out + ran.err
    assert len(asked) == is_terminal


def test_the_requirement_is_that_of_a_tag_until_it_is_published(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pytest_realtime.cli.requirement.IS_PUBLISHED", True)
    assert [requirement(), requirement("[openai]")] == ["pytest-realtime", "'pytest-realtime[openai]'"]
    monkeypatch.setattr("pytest_realtime.cli.requirement.IS_PUBLISHED", False)
    assert requirement("[openai]").startswith("'pytest-realtime[openai] @ git+https://")

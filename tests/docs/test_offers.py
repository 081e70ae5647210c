"""What users copy in two lines: the GitHub action and the pre-commit hook."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from pytest_realtime import __version__
from pytest_realtime.cli.requirement import IS_PUBLISHED, requirement
from tests.docs.pages import DOCS, ROOT, blocks

NOT_YET = re.compile(r"not on the (package )?index yet|Before the first release")
PROGRAMS = Path(sys.executable).parent
CLIENT = """\
from pydantic import BaseModel
from pytest_realtime.clients import models_client

class VoiceId(BaseModel):
    id: str

client = models_client("my-sdk", {"VoiceId": VoiceId})
other = models_client("other-sdk", {"VoiceId": VoiceId})
"""


def action() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    return read


def run(script: str, folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run a step as a runner does, with inputs in its environment."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "GITHUB_"))}
    path = os.pathsep.join([str(PROGRAMS), os.environ["PATH"]])
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(
        command, cwd=folder, env={**own, "PATH": path, **inputs}, capture_output=True, text=True, check=False
    )


def test_the_action_runs_the_suite(tmp_path: Path) -> None:
    (tmp_path / "my_clients.py").write_text(CLIENT, encoding="utf-8")
    inputs = {
        "CLIENT": "my_clients:client\n  my_clients:other\n\n",
        "REPORTS": "name",
        "FOLDER": str(tmp_path / "out"),
    }
    options = "-q -p no:cacheprovider -k 'voice-id and not generated $(touch run)'"
    (script,) = (
        step["run"] for step in action()["runs"]["steps"] if "pytest_realtime check" in step.get("run", "")
    )
    done = run(script, tmp_path, OPTIONS=options.replace(" $(touch run)", ""), **inputs)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "my-sdk: MUST" in done.stdout
    assert "other-sdk: MUST" in done.stdout
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["report.html", "report.json"]
    # Text of an input is never a command.
    assert run(script, tmp_path, OPTIONS=options, **inputs).returncode != 0
    assert not (tmp_path / "run").exists()
    unmatched = run(script, tmp_path, OPTIONS="-k 'voice", **inputs)
    assert unmatched.returncode != 0
    assert "No closing quotation" in unmatched.stderr


def test_all_that_the_action_needs_is_declared() -> None:
    text, read = (ROOT / "action.yml").read_text(encoding="utf-8"), action()
    used = {part.split("}}")[0].strip() for part in text.split("${{")[1:]}
    assert used <= {f"inputs.{name}" for name in read["inputs"]} | {"github.action_path"} | {
        name for name in used if name.startswith("runner.temp")
    }
    assert all("${{" not in step.get("run", "") for step in read["runs"]["steps"]), "inputs go through env"
    (install,) = (step["run"] for step in read["runs"]["steps"] if "pip install" in step.get("run", ""))
    arguments = shlex.split(install.replace('"$ACTION_FOLDER"', str(ROOT)))
    assert arguments[-2:] == [str(ROOT), "pytest-xdist"]
    assert (ROOT / "pyproject.toml").exists()


@pytest.mark.parametrize(
    ("text", "status"), [('{"type":"response.cancel"}', 0), ('{"type":"response.cancel","x":1}', 1)]
)
def test_the_hook_checks_files(text: str, status: int, tmp_path: Path) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["language"] == "python", "pre-commit installs the repository"
    assert hook["types"] == ["json"], "pre-commit refuses a hook with a type that it does not know, such as jsonl"
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    done = run(f"{hook['entry']} a.json", tmp_path)
    assert done.returncode == status, done.stderr
    assert ("a.json:1:31: member-invented" in done.stdout) == bool(status)
    assert status or done.stdout == ""


def test_the_page_shows_the_names_that_there_are() -> None:
    shown = [yaml.safe_load(block.text) for block in blocks(DOCS / "ci.md") if block.language == "yaml"]
    steps = [
        step
        for page in shown
        if isinstance(page, dict)
        for job in page.get("jobs", {}).values()
        for step in job["steps"]
    ]
    (used,) = (step for step in steps if str(step.get("uses", "")).startswith("pytest-realtime/"))
    assert set(used["with"]) <= set(action()["inputs"])
    (hooks,) = (page["repos"][0] for page in shown if isinstance(page, dict) and "repos" in page)
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [each["id"] for each in hooks["hooks"]] == [hook["id"]]


def test_pages_say_how_to_install_what_is_not_published_yet() -> None:
    install = (DOCS / "install.md").read_text(encoding="utf-8")
    notes = {path for path in [ROOT / "README.md", *DOCS.rglob("*.md")] if NOT_YET.search(path.read_text("utf-8"))}
    if IS_PUBLISHED:
        assert notes == set(), "the package index has it: remove the note"
    else:
        assert f"pip install {requirement()}\n" in install
        assert {ROOT / "README.md", DOCS / "install.md"} <= notes


@pytest.mark.parametrize("name", ["action.yml", "docs/ci.md", "docs/install.md"])
def test_tags_in_what_users_copy_are_of_this_version(name: str) -> None:
    tags = re.findall(r"pytest-realtime(?:@|\n +rev: )v(\d[\w.]*)", (ROOT / name).read_text(encoding="utf-8"))
    assert set(tags) == {__version__}

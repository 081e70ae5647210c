"""A project of a user, made by a test, and pytest run in it as a process of its own."""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.pytest_integration import subject

PCM = "must.audio-pcm.maximal-form-is-kept"
"""One contract that nearly every client here holds."""
NULL = "must.realtime-audio-config-input.turn-detection.null-is-kept"
"""The contract that the null dropper breaks."""
NULL_ENTRY = f"""\
[[deviation]]
client   = "null-dropper"
contract = "{NULL}"
reason   = "nulls are skipped"
"""

WITHOUT = ("-p", "no:hypothesispytest", "-p", "no:anyio")
"""Plugins that no contract run needs, and that take a fifth of the time of a short one; other runs load them."""

Result = pytest.RunResult


class Project:
    """An empty folder but for ``subject.py``, the module of clients."""

    def __init__(self, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
        self._pytester, self._monkeypatch = pytester, monkeypatch
        self.path = pytester.path
        shutil.copy(subject.__file__, self.path / "subject.py")

    def write(self, name: str, *lines: str) -> Path:
        """Write a file of the project, in folders as needed."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return path

    def change_to(self, folder: Path) -> None:
        """Run from this folder from now on."""
        self._monkeypatch.chdir(folder)

    def pytest(self, *arguments: str) -> Result:
        """Run pytest with warnings as errors, as careful users do."""
        return self._pytester.runpytest_subprocess("-p", "no:randomly", "-W", "error", *arguments)

    def run_plainly(self, *arguments: str) -> Result:
        """Run pytest with warnings as warnings."""
        return self._pytester.runpytest_subprocess(*arguments)

    def contracts(self, *arguments: str, client: str = "", only: str = PCM) -> Result:
        """Run the contracts that ``only`` selects against a client of ``subject.py``."""
        named = [f"--realtime-client=subject:{client}"] if client else []
        return self.pytest(*WITHOUT, "--realtime-contracts", "-k", only, *named, *arguments)

    def command(self, *arguments: str) -> Result:
        """Run ``pytest-realtime``."""
        return self._pytester.run(sys.executable, "-m", "pytest_realtime", *arguments)

    def report(self, name: str = "report.json") -> dict[str, Any]:
        """A report that a run has written."""
        found: dict[str, Any] = json.loads((self.path / name).read_text(encoding="utf-8"))
        return found


def text_of(result: Result) -> str:
    """All that a run told."""
    return f"{result.stdout}\n{result.stderr}"


def assert_usage_error(result: Result, *told: str) -> None:
    """The run stopped before any test, with one message that says all of ``told``."""
    text = text_of(result)
    assert result.ret == pytest.ExitCode.USAGE_ERROR, text
    assert text.count("ERROR: ") == 1
    assert "Traceback" not in text
    assert str(result.stdout) == ""
    assert not [words for words in told if words not in text], text


def assert_outcomes(result: Result, status: int, **outcomes: int) -> None:
    """The run came to its end with this exit status and these outcomes of tests."""
    assert "INTERNALERROR" not in text_of(result)
    assert (result.ret, result.parseoutcomes()) == (status, {**result.parseoutcomes(), **outcomes}), text_of(result)


def verdicts(report: dict[str, Any]) -> dict[str, str]:
    """The verdicts of a report by contract."""
    return {result["contract"]: result["verdict"] for result in report["results"]}

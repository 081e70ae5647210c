"""``completion``: scripts that shells take."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pytest_realtime.cli.completion import SHELLS
from tests.cli.runner import CommandLine


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_has_a_script_with_the_commands(shell: str, command: CommandLine) -> None:
    ran = command("completion", shell)
    assert (ran.status, ran.err) == (0, "")
    assert "pytest-realtime" in ran.out
    assert "deviations" in ran.out


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
@pytest.mark.parametrize(("typed", "completed"), [("dri", ["drift", "driver"]), ("report m", ["merge"])])
def test_bash_completes_our_commands(
    typed: str, completed: list[str], tmp_path: Path, command: CommandLine
) -> None:
    script = tmp_path / "completion.bash"
    script.write_text(command("completion", "bash").out, encoding="utf-8")
    words = ["pytest-realtime", *typed.split()]
    code = (
        f"source {script}; COMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}; "
        '_shtab_pytest_realtime; echo "${COMPREPLY[@]}"'
    )
    ran = subprocess.run(["bash", "-c", code], capture_output=True, text=True, check=True)
    assert sorted(ran.stdout.split()) == completed


def test_without_shtab_the_extra_is_named(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "shtab", None)
    ran = command("completion", "bash")
    assert (ran.status, ran.out) == (2, "")
    assert "pip install 'pytest-realtime[completion]'" in ran.err

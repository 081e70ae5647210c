"""A fork is a process as any other: with its own folder, environment, arguments, output and exit status."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.forks import client

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="there is no fork server here")
SHOW = """
import atexit, os, signal, sys
def test_it():
    atexit.register(os.write, 2, b"at exit")
    sys.__stdout__.write("|".join([os.getcwd(), os.environ["MINE"], sys.argv[-1], str("pytest_realtime" in sys.modules)]))
"""  # noqa: E501


def test_a_fork_has_what_a_process_has(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINE", "my own")
    pytester.makepyfile(test_it=SHOW)
    for status, option in ((0, "--color=no"), (5, "--deselect=test_it.py")):
        result = pytester.runpytest_subprocess("-q", "-s", option)
        assert result.ret == status
        assert result.errlines == ["at exit"] * (not status)
        assert (f"{pytester.path}|my own|{option}|True" in str(result.stdout)) is (not status)


def test_a_fork_sees_nothing_of_the_last_one(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(mine="import os\nos.environ['LEFT'] = '1'")
    pytester.makepyfile(
        test_it="import os, sys\ndef test_it():\n    assert 'LEFT' not in os.environ\n    import mine"
    )
    for _ in range(2):
        pytester.runpytest_subprocess().assert_outcomes(passed=1)


CLIENT = """
import os, sys
with open(os.environ.get("PYTEST_XDIST_WORKER", "alone"), "w") as file:
    file.write(str("pytest_realtime.stateful" in sys.modules))
from pytest_realtime.clients import Card, InProcessClient
client = InProcessClient(Card("mine", {"AudioPcm": frozenset({"roundtrip"})}), roundtrip=lambda name, text: text)
"""
"""Says whether it is in a process that had imported all before."""


@pytest.mark.parametrize(("options", "processes"), [([], ["alone"]), (["-n2"], ["alone", "gw0", "gw1"])])
def test_what_our_command_becomes_and_its_workers_are_forks(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, options: list[str], processes: list[str]
) -> None:
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    pytester.makepyfile(mine=CLIENT)
    command = [sys.executable, "-m", "pytest_realtime", "check", "mine:client", "-k", "must.audio-pcm", *options]
    result = pytester.run(*command)
    assert result.ret == 0, f"{result.stdout}\n{result.stderr}"
    assert {name: (pytester.path / name).read_text() for name in processes} == dict.fromkeys(processes, "True")


def test_a_signal_is_its_exit_status(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_it="import os\ndef test_it(): os.kill(os.getpid(), 15)")
    assert pytester.runpytest_subprocess().ret == -15
    pytester.makepyfile(test_it="import time\ndef test_it(): time.sleep(600)")
    with pytest.raises(pytester.TimeoutExpired):
        pytester.runpytest_subprocess(timeout=1)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["-mpytest", "-q"], True),
        (["-m", "pytest_realtime", "check"], True),
        (["/somewhere/bin/pytest-realtime", "check"], True),
        (["-m", "pytest", "-n2"], True),
        (client.WORKER, True),
        (["-m", "pip"], False),
        (["-c", "pytest"], False),
        (["/somewhere/bin/python"], False),
    ],
)
def test_our_own_programs_are_forked(arguments: list[str], expected: bool) -> None:
    assert client.can_be_forked(arguments) is expected


def test_other_variables_of_the_interpreter_need_a_fresh_one(fork_server: str) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    with pytest.raises(client.Refused):
        client.Fork(fork_server, ["-m", "pytest", "--version"], environment, (0, 1, 2))


def test_programs_for_shells(forking_programs: Path, tmp_path: Path) -> None:
    command = 'pytest-realtime types ServerVad | head -n 1; pytest "two words"; echo $?'
    path = os.pathsep.join([str(forking_programs), os.environ["PATH"]])
    ran = subprocess.run(
        ["sh", "-c", command], cwd=tmp_path, env={**os.environ, "PATH": path}, capture_output=True, text=True
    )
    assert "ServerVad" in ran.stdout.splitlines()[0], ran.stderr
    assert "not found: two words" in ran.stderr
    assert ran.stdout.endswith("\n4\n")

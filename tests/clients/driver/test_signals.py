"""No driver outlives the process that started it, whatever signal ends the run and whichever process gets it.

Each driver here hangs, so that neither the end of its input nor ``bye`` ends it.
"""

import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from tests.clients.driver.processes import command
from tests.forks import client

PATIENCE = 120
COMMAND = [sys.executable, "-m", "pytest_realtime"]
CHECK = [*COMMAND, "check"]
OPTIONS = ["-p", "no:cacheprovider", "-p", "no:randomly", "--realtime-timeout=600", "-k", "arm-is-kept"]
Process = subprocess.Popen[bytes] | client.Fork
Start = Callable[..., Process]


class Drivers:
    """The processes of the driver whose command line names a folder."""

    def __init__(self, folder: Path) -> None:
        self.command = command("hangs-and-leaves-a-file", str(folder))
        self._folder = folder

    def busy(self) -> set[int]:
        """Those that have received a request; each has left a file."""
        return {int(path.name) for path in self._folder.glob("*")}

    def running(self) -> set[int]:
        return {int(path.parent.name) for path in Path("/proc").glob("[0-9]*/cmdline") if self._is_one(path)}

    def _is_one(self, path: Path) -> bool:
        # The file of a process that has just ended can't be read; a zombie's is empty.
        with suppress(OSError):
            words = [os.fsdecode(word) for word in path.read_bytes().split(b"\0")][:-1]
            return words == shlex.split(self.command)
        return False


def wait_for(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


@pytest.fixture
def drivers(tmp_path: Path) -> Iterator[Drivers]:
    folder = tmp_path / "busy"
    folder.mkdir()
    found = Drivers(folder)
    yield found
    for pid in found.running():
        os.kill(pid, signal.SIGKILL)


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fork_server: str) -> Iterator[Start]:
    """Starts a process in a session of its own, so that the signal for its group does not reach us.

    A fork is killed as any process is; the workers of pytest-xdist, and what is not our command, are none.
    """
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    started: list[Process] = []

    def begin(*words: str) -> Process:
        root = Path(__file__).parents[3]
        env = {**os.environ, "PYTHONPATH": str(root), "PYTEST_ADDOPTS": ""}
        with (tmp_path / "output").open("wb") as output, open(os.devnull) as nothing:
            if fork_server and client.can_be_forked(words[1:]) and "-n2" not in words:
                streams = [file.fileno() for file in (nothing, output, output)]
                started.append(client.Fork(fork_server, words[1:], env, streams, folder=tmp_path, session=True))
            else:
                started.append(
                    subprocess.Popen(
                        words, cwd=tmp_path, env=env, stdout=output, stderr=output, start_new_session=True
                    )
                )
        return started[-1]

    yield begin
    for process in started:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("send", [os.kill, os.killpg])
def test_a_run_leaves_no_driver(
    send: Callable[[int, int], None], number: signal.Signals, drivers: Drivers, start: Start
) -> None:
    run = start(*CHECK, f"cmd:{drivers.command}", *OPTIONS)
    assert wait_for(lambda: len(drivers.busy()) == 1), "no driver got a request"
    send(run.pid, number)
    assert run.wait(PATIENCE) == (pytest.ExitCode.INTERRUPTED if number == signal.SIGINT else -number)
    assert wait_for(lambda: not drivers.running())


@pytest.mark.parametrize("number", SIGNALS[:2])
def test_a_run_with_workers_leaves_no_driver(number: signal.Signals, drivers: Drivers, start: Start) -> None:
    # Each of them has all contracts: of a share, none might be about a type that the driver has.
    run = start(*CHECK, f"cmd:{drivers.command}", *OPTIONS, "-n2", "--dist=each")
    assert wait_for(lambda: len(drivers.busy()) == 2), "not every worker's driver got a request"
    os.kill(run.pid, number)
    run.wait(PATIENCE)
    assert wait_for(lambda: not drivers.running())


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM)])
def test_driver_check_leaves_no_driver(
    number: signal.Signals, status: int, drivers: Drivers, start: Start, tmp_path: Path
) -> None:
    check = start(*COMMAND, "driver", "check", drivers.command)
    assert wait_for(lambda: bool(drivers.busy())), "no driver got a request"
    os.kill(check.pid, number)
    assert check.wait(PATIENCE) == status
    assert "Traceback" not in (tmp_path / "output").read_text()
    assert wait_for(lambda: not drivers.running())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_quiet_run_leaves_no_driver(
    number: signal.Signals, drivers: Drivers, start: Start, tmp_path: Path
) -> None:
    listing = start(*COMMAND, "deviations", "--write", f"cmd:{drivers.command}")
    assert wait_for(lambda: bool(drivers.busy())), "no driver got a request"
    os.kill(listing.pid, number)
    assert listing.wait(PATIENCE) == 1
    assert "the run did not finish" in (tmp_path / "output").read_text()
    assert wait_for(lambda: not drivers.running())


HANDLES_ITSELF = """
import signal, sys
from pytest_realtime.clients.driver import DriverClient

def own(number, frame):
    print("handled by the user", flush=True)
    sys.exit(7)

before = signal.getsignal(signal.SIGHUP)
signal.signal(signal.SIGTERM, own)
with DriverClient(sys.argv[1]) as client:
    assert client.card
    assert signal.getsignal(signal.SIGHUP) != before
    client.perform("roundtrip", "TurnDetection", "1", timeout=600)
"""
ENDS = """
import signal, sys
from pytest_realtime.clients.driver import DriverClient

before = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)]
with DriverClient(sys.argv[1]) as client, DriverClient(sys.argv[1]) as other:
    assert client.card == other.card
assert [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)] == before
"""


def test_a_handler_of_the_user_stays(drivers: Drivers, start: Start, tmp_path: Path) -> None:
    script = start(*script_of(HANDLES_ITSELF, drivers))
    assert wait_for(lambda: bool(drivers.busy())), "no driver got a request"
    os.kill(script.pid, signal.SIGTERM)
    assert script.wait(PATIENCE) == 7
    assert "handled by the user" in (tmp_path / "output").read_text()
    assert wait_for(lambda: not drivers.running())


def test_signals_are_as_before_when_no_driver_runs(drivers: Drivers, start: Start, tmp_path: Path) -> None:
    assert start(*script_of(ENDS, drivers)).wait(PATIENCE) == 0, (tmp_path / "output").read_text()


def script_of(code: str, drivers: Drivers) -> Sequence[str]:
    return sys.executable, "-c", code, drivers.command

"""Run pytest in a process of its own.

This process has imported the package already, so pytest could not load it as a plugin here.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

_FORWARDED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP) if os.name == "posix" else ()


def run_pytest(arguments: Sequence[str], *, quiet: bool = False) -> int:
    """Run pytest. A signal that ends this process ends pytest, too.

    Args:
        arguments: The arguments of pytest.
        quiet: Discard the output and return. Otherwise this process becomes pytest, so that whoever sends signals
            or waits reaches pytest itself.

    Returns:
        pytest's exit status.
    """
    # Our own interpreter, with the arguments that the user typed.
    command = [sys.executable, "-m", "pytest", *arguments]
    if quiet:
        return _run_quietly(command)
    if os.name == "posix":
        _replace_process(command)
    return _run_and_wait(command)


def _replace_process(command: list[str]) -> NoReturn:
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(command[0], command)  # noqa: S606


def _run_quietly(command: Sequence[str]) -> int:
    """Run without output, in a session of its own, so that each signal arrives once, from us."""
    with (
        subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True) as process,  # noqa: S603
        _forwarding(process),
    ):
        return process.wait()


@contextmanager
def _forwarding(process: "subprocess.Popen[bytes]") -> Iterator[None]:
    def forward(number: int, _frame: Any) -> None:
        process.send_signal(number)

    before = {number: signal.signal(number, forward) for number in _FORWARDED}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _run_and_wait(command: Sequence[str]) -> int:
    """Run on systems where a process can't become another one."""
    with subprocess.Popen(command) as process:  # noqa: S603
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                # The terminal has interrupted pytest as well; let it finish its summary.
                continue

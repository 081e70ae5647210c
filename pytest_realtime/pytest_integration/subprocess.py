"""Run pytest in a process without us in it, as its users do.

In this process the package is imported already, so pytest could not load it as the plugin that it is.
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
    """Run pytest with these arguments and return its exit status; a signal that ends us ends it, too.

    Returns only when ``quiet``: otherwise this process becomes pytest, so that nothing stands between it and
    who sends it signals or waits for its end.
    """
    # The interpreter that runs us, with the arguments that our user typed.
    command = [sys.executable, "-m", "pytest", *arguments]
    if quiet:
        return _below(command)
    if os.name == "posix":
        _become(command)
    return _beside(command)


def _become(command: list[str]) -> NoReturn:
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(command[0], command)  # noqa: S606


def _below(command: Sequence[str]) -> int:
    """Run without output, in a session of its own: so each signal comes once, from us."""
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


def _beside(command: Sequence[str]) -> int:
    """Where no process can become another one."""
    with subprocess.Popen(command) as process:  # noqa: S603
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                # The terminal has told pytest as well: let it finish its summary.
                continue

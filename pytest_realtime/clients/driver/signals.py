"""Ending a process for good: its whole session, its pipes, and the zombie that it would leave."""

import os
import signal
import subprocess
from contextlib import suppress
from types import FrameType
from typing import IO, Any

Popen = subprocess.Popen[bytes]
_REAPED_WITHIN = 5.0
"""How long a killed process may take to be gone, in seconds; only one that hangs in the system takes longer."""


def signal_name(number: int) -> str:
    """``SIGSEGV`` for 11."""
    with suppress(ValueError):
        return signal.Signals(number).name
    return f"signal {number}"


def signal_group(popen: Popen, number: int) -> None:
    """Signal the process, which leads its session, and all that it has started."""
    # Its processes may have ended, and macOS forbids to signal those that nobody has waited for yet.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(popen.pid, number)


def kill(popen: Popen) -> None:
    """End the process and those that it has started, and take its exit status, so that no zombie stays."""
    signal_group(popen, signal.SIGKILL)
    with suppress(subprocess.TimeoutExpired):
        popen.wait(_REAPED_WITHIN)


def release(popen: Popen) -> None:
    """End a process that nobody has ended, and close its pipes."""
    if popen.returncode is None:
        kill(popen)
    for stream in pipes(popen):
        stream.close()


def pipes(popen: Popen) -> list[IO[bytes]]:
    """Its stdin, stdout and stderr."""
    return [stream for stream in (popen.stdin, popen.stdout, popen.stderr) if stream]


_SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
_guarded: dict[Popen, int] = {}
"""The drivers that run, and the process that started each: a fork of ours has no right to end them."""


def guard(popen: Popen) -> None:
    """End this process, too, when a signal ends ours. Where that signal is handled already, it stays so."""
    _guarded[popen] = os.getpid()
    _replace(signal.SIG_DFL, _end_all)


def leave(popen: Popen) -> None:
    """Guard it no longer; after the last one, signals are as before."""
    _guarded.pop(popen, None)
    if not _guarded:
        _replace(_end_all, signal.SIG_DFL)


def _replace(present: Any, handler: Any) -> None:
    # Only the main thread may; drivers started in another one are ended by what else there is.
    with suppress(ValueError):
        for number in _SIGNALS:
            if signal.getsignal(number) == present:
                signal.signal(number, handler)


def _end_all(number: int, _frame: FrameType | None) -> None:
    for popen, owner in [*_guarded.items()]:
        if owner == os.getpid():
            signal_group(popen, signal.SIGKILL)
    # What the sender expects: that the signal ends this process.
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)

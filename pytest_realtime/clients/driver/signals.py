"""Ends drivers for good: the whole session of each, its pipes, and the zombie that it would leave.

A driver leads a session of its own, so a signal that ends this process does not reach it, and a driver that hangs
does not notice the end of its input either. Ctrl-C raises an exception, which ends drivers on its way up. SIGTERM,
which CI services send, and SIGHUP would end this process at once; so while drivers run, :func:`guard` handles
these two signals, ends the drivers, and then lets the signal end this process as its sender expects.
"""

import os
import signal
import subprocess
from contextlib import suppress
from types import FrameType
from typing import IO, Any

Popen = subprocess.Popen[bytes]
_REAPED_WITHIN = 5.0
"""How long a killed process may take to disappear, in seconds. Only one in a hanging system call takes longer."""
_SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
_guarded: dict[Popen, int] = {}
"""The running drivers, and the process that started each: a fork of ours must not end them."""


def signal_name(number: int) -> str:
    """``SIGSEGV`` for 11."""
    with suppress(ValueError):
        return signal.Signals(number).name
    return f"signal {number}"


def signal_group(popen: Popen, number: int) -> None:
    """Signal the process, which leads its session, and all that it has started."""
    # Its processes may have ended, and macOS forbids signalling those that nobody has waited for yet.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(popen.pid, number)


def kill(popen: Popen) -> None:
    """End the process and all that it has started, and take its exit status, so that no zombie is left."""
    signal_group(popen, signal.SIGKILL)
    with suppress(subprocess.TimeoutExpired):
        popen.wait(_REAPED_WITHIN)


def pipes(popen: Popen) -> list[IO[bytes]]:
    """Its stdin, stdout and stderr."""
    return [stream for stream in (popen.stdin, popen.stdout, popen.stderr) if stream]


def guard(popen: Popen) -> None:
    """End this process, too, when SIGTERM or SIGHUP ends ours. A handler that is already installed stays."""
    _guarded[popen] = os.getpid()
    _replace(signal.SIG_DFL, _end_all)


def release(popen: Popen) -> None:
    """End the process if nobody has, close its pipes and guard it no longer; then signals may be as before."""
    if popen.returncode is None:
        kill(popen)
    for stream in pipes(popen):
        stream.close()
    _guarded.pop(popen, None)
    if not _guarded:
        _replace(_end_all, signal.SIG_DFL)


def _replace(present: Any, handler: Any) -> None:
    # Only the main thread may. Drivers started in another one are ended by their finalizers.
    with suppress(ValueError):
        for number in _SIGNALS:
            if signal.getsignal(number) == present:
                signal.signal(number, handler)


def _end_all(number: int, _frame: FrameType | None) -> None:
    for popen, owner in [*_guarded.items()]:
        if owner == os.getpid():
            signal_group(popen, signal.SIGKILL)
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)

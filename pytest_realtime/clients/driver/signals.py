"""Ending a process for good: its whole session, its pipes, and the zombie that it would leave."""

import os
import signal
import subprocess
from contextlib import suppress
from typing import IO

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

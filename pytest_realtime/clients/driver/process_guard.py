"""No driver outlives this process when a signal ends it.

A driver leads a session of its own, so what ends this process does not reach it, and one that hangs does not
see the end of its input either. Ctrl-C is an exception that ends drivers on its way; SIGTERM, as CI services
send it, and SIGHUP would end this process without a word.
"""

import os
import signal
from contextlib import suppress
from types import FrameType
from typing import Any

from pytest_realtime.clients.driver.signals import Popen, signal_group

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

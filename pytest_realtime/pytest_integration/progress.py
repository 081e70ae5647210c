"""Progress of a run in which a contract takes long: which one, and for how many seconds."""

import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TextIO

import pytest

from pytest_realtime.pytest_integration.terminal_writer import TerminalWriter, terminal_writer
from pytest_realtime.safe_text import safe_line

IDLE_SECONDS = 10.0
"""Seconds without output after which a terminal shows the running test: longer than most contracts take."""
LOG_IDLE_SECONDS = 60.0
"""Likewise for output into a file, where every line stays."""
INTERVAL = 1.0
"""Seconds between two checks."""
_LEAST_ROOM = 20
"""Columns of free space below which nothing is shown."""


@dataclass(eq=False)
class Progress:
    """A plugin that shows tests that take long: on a terminal as a temporary note, elsewhere as a line."""

    writer: TerminalWriter
    isatty: bool
    """Whether the output goes to a terminal."""
    file: TextIO
    """The terminal itself, even while pytest captures the output of a test."""
    clock: Callable[[], float] = time.monotonic
    _running: dict[str, float] = field(default_factory=dict)
    _last_output: float = 0.0
    _is_shown: bool = False
    _lock: Any = field(default_factory=threading.Lock)
    _stopped: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    @property
    def is_temporary(self) -> bool:
        """Whether a note can be erased: on a terminal that can move its cursor."""
        return self.isatty and os.environ.get("TERM") != "dumb"

    def start(self) -> None:
        """Start watching."""
        self._thread = threading.Thread(target=self._watch, name="realtime-progress", daemon=True)
        self._thread.start()

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self) -> None:
        """Stop watching."""
        self._stopped.set()
        if self._thread:
            self._thread.join()
        self._reset()
        self.file.close()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Record that a test starts."""
        self._reset()
        self._running[nodeid] = self.clock()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self) -> None:
        """Erase the note before pytest shows a result."""
        self._reset()

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        """Record that a test is done."""
        with self._lock:
            self._running.pop(nodeid, None)

    def _reset(self) -> None:
        with self._lock:
            self._last_output = self.clock()
            if self._is_shown:
                self._write("\x1b[K")
                self._is_shown = False

    def _watch(self) -> None:
        while not self._stopped.wait(INTERVAL):
            self.update(self.clock())

    def update(self, now: float) -> None:
        """Show the longest running test if there was no output for long.

        Args:
            now: The time by ``clock``, in seconds.
        """
        with self._lock:
            idle = IDLE_SECONDS if self.is_temporary else LOG_IDLE_SECONDS
            if not self._running or now - self._last_output < idle:
                return
            nodeid, since = min(self._running.items(), key=lambda running: running[1])
            name = nodeid.partition("[")[2].removesuffix("]") or nodeid
            note = safe_line(f"{now - since:.0f} s at {name}")
            if self.is_temporary:
                self._show(note)
            else:
                self._last_output = now
                self._write(f"\n… {note}\n")

    def _show(self, note: str) -> None:
        """Write after the cursor and move it back, so that pytest continues where it was."""
        room = self.writer.fullwidth - self.writer.width_of_current_line - 3
        if room >= _LEAST_ROOM:
            self._write(f"\x1b7  {note[:room]}\x1b[K\x1b8")
            self._is_shown = True

    def _write(self, text: str) -> None:
        self.file.write(text)
        self.file.flush()


def watch_progress(config: pytest.Config) -> None:
    """Watch a run, unless it is quiet or a worker of xdist."""
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if terminal is not None and terminal.verbosity >= 0 and not hasattr(config, "workerinput"):
        try:
            # Between tests nothing is captured, and output of tests does not reach this copy.
            copy = os.dup(sys.stdout.fileno())
        except (OSError, AttributeError):
            return
        file = os.fdopen(copy, "w", encoding=sys.stdout.encoding, errors="replace")
        progress = Progress(terminal_writer(config), terminal.isatty, file)
        config.pluginmanager.register(progress, "realtime-progress")
        progress.start()

"""Shows that a run is alive while a contract takes long: which one, and for how many seconds."""

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

PATIENCE = 10.0
"""Seconds without news after which a terminal shows what the run is at."""
PATIENCE_OF_LOGS = 60.0
"""The same where the output goes into a file, in which every line stays."""
INTERVAL = 1.0
"""Seconds between two looks."""
_LEAST_ROOM = 20
"""Columns; in fewer, nothing is shown."""


@dataclass(eq=False)
class Progress:
    """A plugin that watches which tests run, and tells of those that take long.

    On a terminal it is a passing note behind the dots, elsewhere a line of its own.
    """

    writer: TerminalWriter
    isatty: bool
    """Whether the output goes to a terminal."""
    file: TextIO
    """Where it is told: the terminal itself, also while pytest captures what a test writes."""
    clock: Callable[[], float] = time.monotonic
    _running: dict[str, float] = field(default_factory=dict)
    _told: float = 0.0
    _is_shown: bool = False
    _lock: Any = field(default_factory=threading.Lock)
    _over: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    @property
    def is_passing(self) -> bool:
        """Whether what is shown can be taken back: on a terminal that can move its cursor."""
        return self.isatty and os.environ.get("TERM") != "dumb"

    def start(self) -> None:
        """Begin to watch."""
        self._thread = threading.Thread(target=self._watch, name="realtime-alive", daemon=True)
        self._thread.start()

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self) -> None:
        """Watch no longer."""
        self._over.set()
        if self._thread:
            self._thread.join()
        self._news()
        self.file.close()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Note a test that begins."""
        self._news()
        self._running[nodeid] = self.clock()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self) -> None:
        """Make room for what pytest shows of a test."""
        self._news()

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        """Forget a test that is done."""
        with self._lock:
            self._running.pop(nodeid, None)

    def _news(self) -> None:
        with self._lock:
            self._told = self.clock()
            if self._is_shown:
                self._write("\x1b[K")
                self._is_shown = False

    def _watch(self) -> None:
        while not self._over.wait(INTERVAL):
            self.look(self.clock())

    def look(self, now: float) -> None:
        """Tell what the run is at, if there has been no news for long; ``now`` is by the clock."""
        with self._lock:
            patience = PATIENCE if self.is_passing else PATIENCE_OF_LOGS
            if not self._running or now - self._told < patience:
                return
            nodeid, since = min(self._running.items(), key=lambda running: running[1])
            name = nodeid.partition("[")[2].removesuffix("]") or nodeid
            told = safe_line(f"{now - since:.0f} s at {name}")
            if self.is_passing:
                self._show(told)
            else:
                self._told = now
                self._write(f"\n… {told}\n")

    def _show(self, told: str) -> None:
        """Write behind the cursor and put it back, so that pytest goes on where it was."""
        room = self.writer.fullwidth - self.writer.width_of_current_line - 3
        if room >= _LEAST_ROOM:
            self._write(f"\x1b7  {told[:room]}\x1b[K\x1b8")
            self._is_shown = True

    def _write(self, text: str) -> None:
        self.file.write(text)
        self.file.flush()


def keep_alive(config: pytest.Config) -> None:
    """Watch a run that is shown somewhere; a quiet one and a worker of xdist are not."""
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if terminal is not None and terminal.verbosity >= 0 and not hasattr(config, "workerinput"):
        try:
            # Nothing is captured between tests, and what a test writes does not reach this copy.
            copy = os.dup(sys.stdout.fileno())
        except (OSError, AttributeError):
            return
        file = os.fdopen(copy, "w", encoding=sys.stdout.encoding, errors="replace")
        alive = Progress(terminal_writer(config), terminal.isatty, file)
        config.pluginmanager.register(alive, "realtime-alive")
        alive.start()

"""A long contract does not look like a run that hangs."""

import io
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from _pytest._io import TerminalWriter

from pytest_realtime.pytest_integration import progress as module
from pytest_realtime.pytest_integration.progress import Progress
from pytest_realtime.pytest_integration.terminal_writer import TerminalWriter as ReadAttributes
from pytest_realtime.pytest_integration.terminal_writer import terminal_writer

NODE = "test_contracts.py::test_contract[client-must.voice.value-is-kept]"


@dataclass
class Terminal:
    """A terminal of 64 columns, and pytest's writer to it."""

    isatty: bool
    shown: io.StringIO = field(default_factory=io.StringIO)

    def __post_init__(self) -> None:
        self.writer = TerminalWriter(self.shown)
        self.writer.fullwidth = 64

    def progress(self, clock: Callable[[], float] = time.monotonic) -> Progress:
        return Progress(self.writer, self.isatty, self.shown, clock)


def test_pytest_still_has_the_terminal_writer_that_is_read(pytestconfig: pytest.Config) -> None:
    """Fails where a release of pytest renames what :mod:`pytest_integration.terminal_writer` reads."""
    writer = terminal_writer(pytestconfig)
    names = [name for name in vars(ReadAttributes) if not name.startswith("_")]
    lacking = [name for name in names if not hasattr(writer, name)]
    assert len(names) == 3
    assert lacking == [], f"pytest {pytest.__version__} has another terminal writer"


@pytest.fixture(autouse=True)
def terminal_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")


def test_a_terminal_shows_a_passing_note() -> None:
    terminal = Terminal(isatty=True)
    alive = terminal.progress(lambda: 1000.0)
    alive.pytest_runtest_logstart(NODE)
    terminal.writer.write("test_contracts.py ...")
    written = terminal.shown.getvalue()
    alive.update(1000 + module.IDLE_SECONDS - 1)
    assert terminal.shown.getvalue() == written
    alive.update(1000 + module.IDLE_SECONDS)
    note = terminal.shown.getvalue().removeprefix(written)
    assert note == "\x1b7  10 s at client-must.voice.value-is-kept\x1b[K\x1b8"
    assert terminal.writer.width_of_current_line == len("test_contracts.py ...")
    alive.pytest_runtest_logreport()
    assert terminal.shown.getvalue() == f"{written}{note}\x1b[K"


def test_a_note_stays_on_its_line() -> None:
    terminal = Terminal(isatty=True)
    alive = terminal.progress(lambda: 1000.0)
    alive.pytest_runtest_logstart(NODE)
    terminal.writer.write("." * 30)
    alive.update(2000)
    note = terminal.shown.getvalue()[30:].replace("\x1b7", "").replace("\x1b[K\x1b8", "")
    assert 30 + len(note) < 64
    terminal.writer.write("." * 16)
    before = terminal.shown.getvalue()
    alive.update(3000)
    assert terminal.shown.getvalue() == before


def test_a_log_gets_a_line_now_and_then() -> None:
    terminal, clock = Terminal(isatty=False), [1000.0]
    alive = terminal.progress(lambda: clock[0])
    alive.pytest_runtest_logstart(NODE)
    clock[0] += 1
    alive.pytest_runtest_logstart("test_other")
    for seconds in (59, 61, 90, 121):
        alive.update(1000 + seconds)
    told = "\n… {} s at client-must.voice.value-is-kept\n"
    assert terminal.shown.getvalue() == told.format(61) + told.format(121)
    alive.pytest_runtest_logfinish(NODE)
    alive.update(1300)
    assert terminal.shown.getvalue().endswith("\n… 299 s at test_other\n")
    before = terminal.shown.getvalue()
    alive.pytest_runtest_logfinish("test_other")
    alive.update(9000)
    assert terminal.shown.getvalue() == before


def test_the_watch_ends_with_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "INTERVAL", 0.001)
    alive = Terminal(isatty=False).progress()
    alive.start()
    thread = alive._thread
    assert thread
    assert thread.is_alive()
    alive.pytest_sessionfinish()
    assert not thread.is_alive()

"""A driver's process: started, fed, read and ended, all in the thread that asks.

The pipes do not block. While the asking thread waits for an answer it serves all three of them at once,
so neither side can block the other, however much a driver writes to stdout or stderr; and there is no
thread that could be left behind in a read. The process leads a session of its own: Ctrl-C in the terminal
does not reach it, and ending it ends the processes that it has started as well.
"""

import errno
import os
import re
import select
import signal
import subprocess
import time
import weakref
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from pytest_realtime.clients.client import MAX_OUTPUT
from pytest_realtime.clients.driver.line_reader import LineReader, quoted
from pytest_realtime.clients.driver.signals import (
    Popen,
    guard,
    kill,
    leave,
    pipes,
    release,
    signal_group,
    signal_name,
)

KEPT_OF_STDERR = 8 * 1024
"""How much is kept of what a driver writes to stderr, in bytes from the end."""
GRACE = 1.0
"""How long each way to end a process may take before the next, harder one; in seconds."""
CHUNK = 64 * 1024
_BROKEN_WORD = re.compile(rb"\S{,1024}(?=\s)")
"""What may be left of a word whose beginning is gone. Without a blank for so long, it is no word."""
_LOOK = 0.05
"""How often a silent process is looked after, in seconds: another process may hold its pipes open when it ends."""


class DriverTimeout(Exception):
    """No line in time."""


class DriverExited(Exception):
    """There will be no further line."""


class Process:
    """A child process that is spoken to in lines. Raises OSError when the program can't be started."""

    def __init__(self, words: Sequence[str]) -> None:
        if not hasattr(select, "poll"):
            raise OSError(errno.ENOSYS, "driver programs need a POSIX system; on Windows, run inside WSL")
        pipe = subprocess.PIPE
        self._popen = subprocess.Popen(  # noqa: S603 - the program is the user's choice
            words, bufsize=0, stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=True
        )
        self._release = weakref.finalize(self, _release, self._popen)
        guard(self._popen)
        self._lines = LineReader(MAX_OUTPUT)
        self._stderr = bytearray()
        self._is_cut = False
        self._unsent = bytearray()
        self._waits_to_write = False
        self._poll = select.poll()
        self._open: dict[int, Callable[[], None]] = {}
        self._stdin, self._stdout, self._err = (stream.fileno() for stream in pipes(self._popen))
        self._serve(self._stdin, self._write)
        self._serve(self._stdout, self._read_stdout)
        self._serve(self._err, self._read_stderr)
        # Of interest only while something waits to be written: a pipe that nobody reads is always ready.
        self._poll.unregister(self._stdin)

    @property
    def begun_line(self) -> str:
        """The beginning of a line that was not ended, in quotes; empty when there is none."""
        return quoted(self._lines.begun) if self._lines.begun else ""

    @property
    def stderr(self) -> str:
        """The end of what the process wrote to stderr, from the beginning of a word."""
        # A part of a secret no longer shows what it is, and would not be masked where this is told.
        broken = _BROKEN_WORD.match(self._stderr) if self._is_cut else None
        return self._stderr[broken.end() if broken else 0 :].decode("utf-8", "replace").strip()

    @property
    def status(self) -> str:
        """How the process ended; empty while it runs."""
        code = self._popen.poll()
        if code is None:
            return ""
        return f"exit status {code}" if code >= 0 else f"killed by {signal_name(-code)}"

    def send(self, data: bytes) -> None:
        """Write before or while the next answer is waited for; what is sent ahead goes in one piece.

        Data for a process that has ended is dropped.
        """
        self._unsent += data

    def flush(self) -> bool:
        """Write what the process takes now; whether that was all. Never blocks."""
        if self._unsent:
            self._write()
        return not self._unsent

    def receive(self, deadline: float) -> bytes:
        """Return the next line of stdout.

        Raises :class:`DriverTimeout` when :func:`time.monotonic` has reached ``deadline``, :class:`DriverExited` when no line
        can come any more, and BadLine for one that is too long.
        """
        has_ended = False
        while (line := self._lines.next()) is None:
            if self._stdout not in self._open or has_ended:
                raise DriverExited
            self.flush()
            left = deadline - time.monotonic()
            if left <= 0:
                raise DriverTimeout
            # Looked at before the pipe is read for the last time: what was written before the end is in it.
            has_ended = not self._pump(min(left, _LOOK)) and self._popen.poll() is not None and not self._pump(0)
        return line

    def receive_now(self) -> bytes | None:
        """Return a line that has arrived already, if any. Raises BadLine for one that is too long."""
        line = self._lines.next()
        if line is None and self._pump(0):
            line = self._lines.next()
        return line

    def wait(self, seconds: float) -> bool:
        """Whether the process ends in this time. What it writes to stdout meanwhile is dropped."""
        deadline = time.monotonic() + seconds
        while self._popen.poll() is None:
            left = deadline - time.monotonic()
            if left <= 0:
                return False
            self._pump(min(left, _LOOK / 5))
            self._lines.clear()
        return True

    def finish(self) -> None:
        """Close the process's stdin, which asks it to end."""
        self._unsent.clear()
        self._shut(self._stdin)

    def end(self, farewell: bytes = b"") -> None:
        """End the process and all that it has started: at once, or after ``farewell`` step by step."""
        steps: tuple[Callable[[], None], ...] = (
            partial(self._say, farewell),
            self.finish,
            partial(signal_group, self._popen, signal.SIGTERM),
        )
        try:
            for step in steps if farewell else ():
                step()
                if self.wait(GRACE):
                    break
        finally:
            kill(self._popen)
            self._drain_stderr()
            self._release()
            self._open.clear()

    def _say(self, farewell: bytes) -> None:
        self.send(farewell)
        self.flush()

    def _serve(self, descriptor: int, handler: Callable[[], None]) -> None:
        os.set_blocking(descriptor, False)
        self._open[descriptor] = handler
        self._poll.register(descriptor, select.POLLIN)

    def _shut(self, descriptor: int) -> None:
        if self._open.pop(descriptor, None) is None:
            return
        with suppress(KeyError):
            self._poll.unregister(descriptor)
        for stream in pipes(self._popen):
            if not stream.closed and stream.fileno() == descriptor:
                stream.close()

    def _pump(self, seconds: float) -> bool:
        """Serve the pipes that are ready; whether stdout was among them."""
        ready = {descriptor for descriptor, _ in self._poll.poll(seconds * 1000)}
        for descriptor in ready:
            if handler := self._open.get(descriptor):
                handler()
        return self._stdout in ready

    def _write(self) -> None:
        if self._stdin not in self._open:
            self._unsent.clear()
            return
        try:
            del self._unsent[: os.write(self._stdin, self._unsent)]
        except BlockingIOError:
            pass
        except OSError:  # nobody reads any more
            self.finish()
            return
        self._wait_to_write(bool(self._unsent))

    def _wait_to_write(self, waits: bool) -> None:
        if waits and not self._waits_to_write:
            self._poll.register(self._stdin, select.POLLOUT)
        elif self._waits_to_write and not waits:
            self._poll.unregister(self._stdin)
        self._waits_to_write = waits

    def _read_stdout(self) -> None:
        self._lines.feed(self._read(self._stdout))

    def _read_stderr(self) -> None:
        self._stderr += self._read(self._err)
        self._is_cut |= len(self._stderr) > KEPT_OF_STDERR
        del self._stderr[:-KEPT_OF_STDERR]

    def _read(self, descriptor: int) -> bytes:
        """Read a chunk; at the end of the stream, shut the pipe."""
        try:
            chunk = os.read(descriptor, CHUNK)
        except BlockingIOError:
            return b""
        if not chunk:
            self._shut(descriptor)
        return chunk

    def _drain_stderr(self) -> None:
        """Read what the process has left in the pipe. A pipe that another process holds open has no end."""
        for _ in range(64):
            if self._err in self._open:
                self._read_stderr()


def _release(popen: Popen) -> None:
    release(popen)
    leave(popen)

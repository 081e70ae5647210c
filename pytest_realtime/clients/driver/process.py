"""A driver's process: started, fed, read and ended, all in the caller's thread.

*Pipes.* None of the three pipes blocks. Whoever waits for a line runs a poll loop that serves all of them: it
writes what is still unsent to stdin, splits stdout into lines, and keeps the end of stderr. So neither side can
block the other, however much a driver writes: a driver that fills its stderr while we fill its stdin would
otherwise be a deadlock. There are no reader threads, of which one could be left behind in a read.

*Example.* ``send(b"A")`` and ``send(b"B")`` only append to a buffer. ``receive(deadline)`` first looks for a whole
line among what was read before, then writes what stdin takes, then polls until a pipe is ready: stdin (more of the
buffer fits), stdout (perhaps the line is complete), stderr (kept), or until the deadline.

*Ends.* End of file on stdout is not enough: another process, started by the driver, may keep the pipe open after
the driver has exited. So the loop wakes up every ``_LOOK`` seconds and asks for the exit status. The order
matters: first poll, then ask whether the process has ended, then poll once more, because what it wrote before it
ended is in the pipe.

*Ending it.* The process leads a session of its own, so Ctrl-C in the terminal does not reach it, and ending it
also ends the processes that it has started. Politely that is ``bye``, then the end of stdin, then SIGTERM, with
``GRACE`` seconds for each; SIGKILL in the end, whatever happened before.
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
from pytest_realtime.clients.driver.signals import guard, kill, pipes, release, signal_group, signal_name

KEPT_OF_STDERR = 8 * 1024
"""How much is kept of what a driver writes to stderr, in bytes from the end: a long traceback."""
GRACE = 1.0
"""How long each step of ending a process may take, in seconds. Enough for any runtime to exit; three steps
delay the end of a run by at most three seconds per driver."""
CHUNK = 64 * 1024
"""How much is read at once, in bytes: a whole pipe on Linux."""
_DRAINED = 64
"""How many chunks of stderr are read after the end. A pipe is empty after one; one that another process keeps open
and floods never is."""
_BROKEN_WORD = re.compile(rb"\S{,1024}(?=\s)")
"""The rest of a word whose beginning was dropped. Without white space for this long, it is not a word."""
_LOOK = 0.05
"""How often a silent process is asked for its exit status, in seconds: too short to notice, too long to cost."""


class DriverTimeout(Exception):
    """No line in time."""


class DriverExited(Exception):
    """No further line can come: the process ended or closed its stdout."""


class Process:
    """A child process that reads and writes lines. Raises OSError when the program can't be started."""

    def __init__(self, words: Sequence[str]) -> None:
        if not hasattr(select, "poll"):
            raise OSError(errno.ENOSYS, "driver programs need a POSIX system; on Windows, run inside WSL")
        pipe = subprocess.PIPE
        self._popen = subprocess.Popen(  # noqa: S603 - the program is the user's choice
            words, bufsize=0, stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=True
        )
        self._release = weakref.finalize(self, release, self._popen)
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
        # Polled only while something is unsent: an empty pipe is always ready, and would make the loop busy.
        self._poll.unregister(self._stdin)

    @property
    def partial_line(self) -> str:
        """The beginning of a line that was not ended, in quotes; empty when there is none."""
        return quoted(self._lines.partial) if self._lines.partial else ""

    @property
    def stderr(self) -> str:
        """The end of what the process wrote to stderr, from the beginning of a word."""
        # Part of a secret is not recognized as one, so it would not be masked in a report.
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
        """Queue data, to be written by the next :meth:`receive` or :meth:`flush`; queued data is written together.

        Data for a process that has ended is dropped.
        """
        self._unsent += data

    def flush(self) -> bool:
        """Write what the process takes now, without blocking. Returns whether that was all."""
        if self._unsent:
            self._write()
        return not self._unsent

    def receive(self, deadline: float) -> bytes:
        """Return the next line of stdout.

        Args:
            deadline: When to give up, on the clock of :func:`time.monotonic`.

        Raises:
            DriverTimeout: At the deadline.
            DriverExited: When no further line can come.
            InvalidLineError: For a line that is too long.
        """
        has_ended = False
        while (line := self._lines.next()) is None:
            if self._stdout not in self._open or has_ended:
                raise DriverExited
            self.flush()
            left = deadline - time.monotonic()
            if left <= 0:
                raise DriverTimeout
            has_ended = not self._pump(min(left, _LOOK)) and self._popen.poll() is not None and not self._pump(0)
        return line

    def receive_now(self) -> bytes | None:
        """Return a line that has arrived, if any. Raises :class:`InvalidLineError` for one that is too long."""
        line = self._lines.next()
        if line is None and self._pump(0):
            line = self._lines.next()
        return line

    def wait(self, seconds: float) -> bool:
        """Wait for the process to end. Returns whether it did; what it writes to stdout meanwhile is dropped."""
        deadline = time.monotonic() + seconds
        while self._popen.poll() is None:
            left = deadline - time.monotonic()
            if left <= 0:
                return False
            # A fifth, because somebody waits for each driver to end, one after the other.
            self._pump(min(left, _LOOK / 5))
            self._lines.clear()
        return True

    def finish(self) -> None:
        """Close the process's stdin, which tells it to end."""
        self._unsent.clear()
        self._shut(self._stdin)

    def end(self, farewell: bytes = b"") -> None:
        """End the process and all that it has started: at once, or step by step, beginning with ``farewell``."""
        self.send(farewell)
        steps: tuple[Callable[[], object], ...] = (
            self.flush,
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
            for _ in range(_DRAINED):
                if self._err in self._open:
                    self._read_stderr()
            self._release()
            self._open.clear()

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
        """Serve the pipes that are ready. Returns whether stdout was one of them."""
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
        except OSError:  # nobody reads it any more
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

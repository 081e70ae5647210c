"""What a driver writes to stdout, split into lines. No I/O; never holds much more than one line."""

QUOTED = 200
"""How much of a bad line is shown, in characters."""


class InvalidLineError(ValueError):
    """A line that is no answer. ``str()`` says what is wrong and quotes the line."""

    def __init__(self, fault: str, line: bytes, fix: str = "") -> None:
        self.fix = fix
        """What its author should do, where the fault does not say so."""
        super().__init__(f"the driver wrote {fault}: {quoted(line)}. The fault is in the driver")


def quoted(line: bytes) -> str:
    """The line's beginning, on one line and in quotes."""
    # No character takes more than four bytes.
    text = line[: 4 * QUOTED + 4].decode("utf-8", "replace")
    return repr(text) if len(text) <= QUOTED else f"{text[:QUOTED]!r}…"


class LineReader:
    """A buffer that takes chunks and gives lines of at most ``limit`` bytes, without their line end."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._bytes = bytearray()
        self._searched = 0
        """Up to here there is no line end: a line of megabytes is not searched again for each chunk."""
        self._skips = False
        """Whether the line at hand was reported as too long, and the rest of it is dropped."""

    def feed(self, chunk: bytes) -> None:
        """Add what was read."""
        self._bytes += chunk

    def clear(self) -> None:
        """Drop what is there."""
        self._bytes.clear()
        self._searched = 0

    @property
    def begun(self) -> bytes:
        """The beginning of a line that has not ended yet."""
        return bytes(self._bytes[: 4 * QUOTED + 4])

    def next(self) -> bytes | None:
        """Take the next whole line, or None. Raises :class:`InvalidLineError` for one that is too long."""
        while (end := self._bytes.find(b"\n", self._searched)) >= 0:
            line = bytes(self._bytes[:end])
            del self._bytes[: end + 1]
            self._searched = 0
            if self._skips:
                self._skips = False
            elif len(line) > self._limit:
                raise self._too_long(line)
            else:
                return line
        self._drop_excess()
        self._searched = len(self._bytes)
        return None

    def _drop_excess(self) -> None:
        if self._skips:
            self.clear()
        elif len(self._bytes) > self._limit:
            fault = self._too_long(self.begun)
            self._skips = True
            self.clear()
            raise fault

    def _too_long(self, line: bytes) -> InvalidLineError:
        fault = f"a line of more than {self._limit:,} bytes, which is dropped"
        return InvalidLineError(fault, line, "end each line with a line feed, and answer with shorter ones")

"""What a driver writes to stdout, split into lines. No I/O; never keeps much more than one line."""

QUOTED = 200
"""How much of a bad line is quoted, in characters: as the driver protocol says."""


class InvalidLineError(ValueError):
    """A line that is not a valid answer. ``str()`` says why and quotes the line."""

    def __init__(self, problem: str, line: bytes, fix: str = "") -> None:
        self.fix = fix
        """What the driver's author should do, where the problem does not say so."""
        super().__init__(f"the driver wrote {problem}: {quoted(line)}. The fault is in the driver")


def quoted(line: bytes) -> str:
    """Return the beginning of a line, on one line and in quotes."""
    # No character takes more than four bytes.
    text = line[: 4 * QUOTED + 4].decode("utf-8", "replace")
    return repr(text) if len(text) <= QUOTED else f"{text[:QUOTED]!r}…"


class LineReader:
    """A buffer that takes chunks and returns lines of at most ``limit`` bytes, without their line feed."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._bytes = bytearray()
        self._searched = 0
        """Up to here there is no line feed, so that a line of megabytes is not searched again for each chunk."""
        self._is_skipping = False
        """Whether the current line was reported as too long, and the rest of it is dropped."""

    def feed(self, chunk: bytes) -> None:
        """Add what was read."""
        self._bytes += chunk

    def clear(self) -> None:
        """Drop the buffer."""
        self._bytes.clear()
        self._searched = 0

    @property
    def partial(self) -> bytes:
        """The beginning of a line that has not ended yet."""
        return bytes(self._bytes[: 4 * QUOTED + 4])

    def next(self) -> bytes | None:
        """Take the next whole line, if any. Raises :class:`InvalidLineError` for one that is too long."""
        while (end := self._bytes.find(b"\n", self._searched)) >= 0:
            line = bytes(self._bytes[:end])
            del self._bytes[: end + 1]
            self._searched = 0
            if self._is_skipping:
                self._is_skipping = False
            elif len(line) > self._limit:
                raise self._too_long(line)
            else:
                return line
        if self._is_skipping:
            self.clear()
        elif len(self._bytes) > self._limit:
            error = self._too_long(self.partial)
            self._is_skipping = True
            self.clear()
            raise error
        self._searched = len(self._bytes)
        return None

    def _too_long(self, line: bytes) -> InvalidLineError:
        problem = f"a line of more than {self._limit:,} bytes, which is dropped"
        return InvalidLineError(problem, line, "end each line with a line feed, and keep answers shorter")

"""What comes of asking a client one question; the same type for every transport."""

from dataclasses import dataclass
from enum import StrEnum

MAX_OUTPUT = 8 * 1024 * 1024
"""The longest text that is taken from a client, in bytes of UTF-8."""


class Status(StrEnum):
    """The ways in which a question to a client can end."""

    WROTE = "wrote"
    """The client answered; ``text`` is what it wrote, if it wrote anything."""
    REJECTED = "rejected"
    """The client refused the input: its own parse or validation error."""
    UNSUPPORTED = "unsupported"
    """The client has no way to express this."""
    ERROR = "error"
    """What wraps the client (a driver, an adapter) failed; not the client itself."""
    CRASHED = "crashed"
    """The client ended, or raised what is no refusal."""
    TIMED_OUT = "timed-out"
    """No answer in time."""
    NOT_SENT = "not-sent"
    """A live client answered, but nothing arrived on the wire."""


@dataclass(frozen=True, slots=True)
class Response:
    """One answer of one client."""

    status: Status
    text: str | None = None
    """Exactly the JSON text that the client wrote; None when it wrote none."""
    message: str = ""
    """Why it did not write: its own error text, the end of a traceback or of stderr."""

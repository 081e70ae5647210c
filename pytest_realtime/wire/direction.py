"""The direction in which a payload travels, and so how strictly it is validated.

What a client writes is validated strictly; what a server sends is read tolerantly, because servers are released
ahead of clients. The direction belongs to the payload as a whole, but most types (a turn detection, say) travel
both ways. So the outermost payload sets a context variable, and every nested type follows it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal

Direction = Literal["write", "read"]
"""``write``: client to server, strict. ``read``: server to client, tolerant."""

_CURRENT: ContextVar[Direction | None] = ContextVar("pytest_realtime_direction", default=None)


def current() -> Direction | None:
    """Return the direction that an enclosing payload or :func:`direction` block has set, or None."""
    return _CURRENT.get()


def is_tolerant() -> bool:
    """Return whether values are read as a server's: unknown values are kept, bounds not enforced."""
    return _CURRENT.get() == "read"


@contextmanager
def direction(value: Direction) -> Iterator[None]:
    """Validate everything inside the block as if it travelled this way, whatever direction its type has."""
    token = _CURRENT.set(value)
    try:
        yield
    finally:
        _CURRENT.reset(token)

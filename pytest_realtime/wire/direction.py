"""Which way a payload travels, and so how strictly it is read.

What a client writes is judged strictly; what a server sends is read tolerantly, because servers move
ahead of clients. The direction belongs to the payload as a whole, yet most types (a turn detection,
say) travel both ways. So it is kept in a context variable that the outermost payload sets and that
every nested type follows.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal

Direction = Literal["write", "read"]
"""``write``: client to server, strict. ``read``: server to client, tolerant."""

_CURRENT: ContextVar[Direction | None] = ContextVar("pytest_realtime_direction", default=None)


def current() -> Direction | None:
    """The direction that an enclosing payload or :func:`direction` block has set, else None."""
    return _CURRENT.get()


def is_tolerant() -> bool:
    """Whether values are being read as a server's: unknown values kept, bounds not enforced."""
    return _CURRENT.get() == "read"


@contextmanager
def direction(value: Direction) -> Iterator[None]:
    """Validate everything inside the block as if it travelled this way, whatever its type's own direction."""
    token = _CURRENT.set(value)
    try:
        yield
    finally:
        _CURRENT.reset(token)

"""Calls back once the wire types are loaded, without loading them.

PYTEST_DONT_REWRITE: ``import hypothesis`` imports this module wherever the package is installed, so it imports
nothing at run time.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_waiting: list[Callable[[], None]] = []
_is_loaded = False


def when_loaded(callback: Callable[[], None]) -> None:
    """Call ``callback`` now if the wire types are loaded, else as soon as they are."""
    if _is_loaded:
        callback()
    else:
        _waiting.append(callback)


def announce() -> None:
    """Call back everyone who waits for the wire types; :mod:`pytest_realtime.wire` does this when it is loaded."""
    global _is_loaded
    _is_loaded = True
    while _waiting:
        _waiting.pop(0)()

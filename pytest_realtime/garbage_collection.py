"""Python's garbage collector, out of the way where many objects are made that stay.

PYTEST_DONT_REWRITE: the plugin loads this module in every pytest run, so it imports the standard library only.

The collector looks for cycles that nothing refers to any more. It runs whenever a number of objects were made, and
looks at all of them again and again: classes of wire types, contracts and tests, none of which ever goes. That is a
sixth of the time until the first contract runs, and a tenth of a run.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the collector in the block, unless it is off."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def objects_stay() -> Iterator[None]:
    """Pause the collector in the block, and have it never look at an object that is there at the end."""
    with collector_paused():
        yield
    gc.freeze()

"""Waiting for what a client does, by condition and with a deadline; from sync tests and from any event loop."""

import linecache
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import CodeType
from typing import Any

TIMEOUT = 5.0
"""Seconds that a test waits for its client where it says nothing else."""

Check = Callable[[], object]


class Watch:
    """Wakes those who wait whenever something has happened; costs nothing while nobody waits."""

    def __init__(self) -> None:
        self._wakers: set[Callable[[], None]] = set()
        self.hints: list[Callable[[], str]] = []
        """Say what else a timeout should tell; an empty text says nothing."""

    @property
    def awaited(self) -> bool:
        """Whether anybody waits."""
        return bool(self._wakers)

    def changed(self) -> None:
        """Something has happened. Called from the thread of the server."""
        for wake in self._wakers.copy():
            wake()

    def wait(self, check: Check, timeout: float, what: object, arrived: Callable[[], str]) -> None:
        """Block until the check holds.

        Raises TimeoutError after so many seconds; it says what was waited for, and what had arrived.
        """
        deadline = time.monotonic() + timeout
        event = threading.Event()
        with self._told(event.set):
            while not check():
                if not event.wait(max(0.0, deadline - time.monotonic())) and not check():
                    raise self._late(timeout, what, arrived, blocked=_loop_runs())
                event.clear()

    async def until(self, check: Check, timeout: float, what: object, arrived: Callable[[], str]) -> None:
        """Wait on the running event loop, of asyncio or trio, until the check holds.

        Raises TimeoutError after so many seconds; it says what was waited for, and what had arrived.
        """
        waiting = _until_trio if _in_trio() else _until_asyncio
        if not await waiting(self._told, check, timeout):
            raise self._late(timeout, what, arrived, blocked=False)

    @contextmanager
    def _told(self, wake: Callable[[], None]) -> Iterator[None]:
        self._wakers.add(wake)
        try:
            yield
        finally:
            self._wakers.discard(wake)

    def _late(self, timeout: float, what: object, arrived: Callable[[], str], *, blocked: bool) -> TimeoutError:
        hints = [hint() for hint in self.hints]
        if blocked:
            hints.append("this waited inside a running event loop and held it up; await the until… methods there")
        message = f"waited {timeout:g} s for {_name(what)}; arrived: {arrived()}"
        return TimeoutError(". ".join([message, *filter(None, hints)]))


Told = Callable[[Callable[[], None]], Any]


async def _until_asyncio(told: Told, check: Check, timeout: float) -> bool:
    import asyncio

    loop = asyncio.get_running_loop()
    event = asyncio.Event()
    with told(lambda: _if_open(loop.call_soon_threadsafe, event.set)):
        try:
            async with asyncio.timeout(timeout):
                while not check():
                    await event.wait()
                    event.clear()
        except TimeoutError:
            return bool(check())
    return True


async def _until_trio(told: Told, check: Check, timeout: float) -> bool:
    trio: Any = sys.modules["trio"]
    token = trio.lowlevel.current_trio_token()
    events = [trio.Event()]
    with told(lambda: _if_open(token.run_sync_soon, lambda: events[0].set())), trio.move_on_after(timeout):
        while not check():
            await events[0].wait()
            events[0] = trio.Event()
    return bool(check())


def _if_open(call: Callable[[Callable[[], None]], object], work: Callable[[], None]) -> None:
    # Who waited may be gone together with its loop.
    with suppress(RuntimeError):
        call(work)


def _in_trio() -> bool:
    trio = sys.modules.get("trio")
    return trio is not None and bool(trio.lowlevel.in_trio_run()) and not _loop_runs()


def _loop_runs() -> bool:
    asyncio = sys.modules.get("asyncio")
    return asyncio is not None and asyncio._get_running_loop() is not None


def _name(what: object) -> str:
    """What was waited for: words, or the line of the test where the check is written."""
    if isinstance(what, str):
        return what
    code = getattr(what, "__code__", None)
    if not isinstance(code, CodeType):
        return repr(what)
    line = linecache.getline(code.co_filename, code.co_firstlineno).strip()
    return f"`{line}`" if line else code.co_name

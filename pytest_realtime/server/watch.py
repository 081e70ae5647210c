"""Waiting for what a client does: by condition and with a deadline, from sync tests and from any event loop."""

import linecache
import sys
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from types import CodeType
from typing import Any, NamedTuple, Self

TIMEOUT = 5.0
"""Seconds that a test waits by default: long for a client on the same machine, short enough to see a test hang."""

BLOCKED = "wait_for_…() blocks the event loop. In async code use `await …until_…()`"


class Goal(NamedTuple):
    """What a test waits for, with the texts for the case that it does not happen."""

    check: Callable[[], object]
    """Its result is tested for truth."""
    missing: Callable[[], str]
    """The start of the error: ``No session.update received``."""
    received: Callable[[], str]
    """What arrived instead."""


class Watch:
    """Wakes the tests that wait whenever something has happened; costs nothing while none waits."""

    def __init__(self) -> None:
        self._wakers: set[Callable[[], None]] = set()
        self.hint: Callable[[], str] = str
        """Returns more for the error, without its last full stop; an empty string for nothing."""

    @property
    def has_waiters(self) -> bool:
        """Whether any test waits."""
        return bool(self._wakers)

    def notify(self) -> None:
        """Wake all that wait. Called from the server's thread."""
        for wake in self._wakers.copy():
            wake()

    def wait(self, goal: Goal, timeout: float) -> None:
        """Block until the goal's check is true.

        Args:
            goal: What to wait for.
            timeout: Seconds to wait at most.

        Raises:
            TimeoutError: It was not true in time. The text says what is missing and what arrived.
        """
        deadline = time.monotonic() + timeout
        event = threading.Event()
        with self._waking(event.set):
            while not goal.check():
                if not event.wait(max(0.0, deadline - time.monotonic())) and not goal.check():
                    raise self._late(goal, timeout, BLOCKED if _in_asyncio() else "")
                event.clear()

    async def until(self, goal: Goal, timeout: float) -> None:
        """Like :meth:`wait`, on the running event loop of asyncio or trio."""
        trio = sys.modules.get("trio")
        in_trio = trio is not None and trio.lowlevel.in_trio_run() and not _in_asyncio()
        if not await (_until_trio if in_trio else _until_asyncio)(self._waking, goal.check, timeout):
            raise self._late(goal, timeout)

    @contextmanager
    def _waking(self, wake: Callable[[], None]) -> Iterator[None]:
        self._wakers.add(wake)
        try:
            yield
        finally:
            self._wakers.discard(wake)

    def _late(self, goal: Goal, timeout: float, hint: str = "") -> TimeoutError:
        received = f"Received so far: {goal.received()}"
        sentences = [f"{goal.missing()} within {timeout:g} s", received, self.hint(), hint]
        return TimeoutError(" ".join(f"{sentence}." for sentence in sentences if sentence))


class Waitable(ABC):
    """What a test can wait for."""

    watch: Watch

    @abstractmethod
    def describe(self) -> str:
        """Return one line about what arrived so far, without anything that could be a secret."""

    def wait_for(self, check: Callable[[Self], object], timeout: float = TIMEOUT, what: str = "") -> None:
        """Wait until a condition is true.

        Args:
            check: Is called with this object whenever something arrives; its result is tested for truth.
            timeout: Seconds to wait at most.
            what: Names the condition in the error; by default the test's source line does.

        Raises:
            TimeoutError: The condition was not true in time. The text lists what arrived.
        """
        self.watch.wait(self._goal(lambda: check(self), lambda: _unmet(what or check)), timeout)

    async def until(self, check: Callable[[Self], object], timeout: float = TIMEOUT, what: str = "") -> None:
        """Like :meth:`wait_for`, for async code on asyncio or trio."""
        await self.watch.until(self._goal(lambda: check(self), lambda: _unmet(what or check)), timeout)

    def _goal(self, check: Callable[[], object], missing: Callable[[], str]) -> Goal:
        return Goal(check, missing, self.describe)


Waking = Callable[[Callable[[], None]], AbstractContextManager[None]]


async def _until_asyncio(waking: Waking, check: Callable[[], object], timeout: float) -> bool:
    import asyncio

    loop = asyncio.get_running_loop()
    event = asyncio.Event()
    with waking(lambda: _if_open(loop.call_soon_threadsafe, event.set)):
        try:
            async with asyncio.timeout(timeout):
                while not check():
                    await event.wait()
                    event.clear()
        except TimeoutError:
            return bool(check())
    return True


async def _until_trio(waking: Waking, check: Callable[[], object], timeout: float) -> bool:
    trio: Any = sys.modules["trio"]
    token = trio.lowlevel.current_trio_token()
    events = [trio.Event()]
    with waking(lambda: _if_open(token.run_sync_soon, lambda: events[0].set())), trio.move_on_after(timeout):
        while not check():
            await events[0].wait()
            events[0] = trio.Event()
    return bool(check())


def _if_open(call: Callable[[Callable[[], None]], object], work: Callable[[], None]) -> None:
    # The waiting test may be gone together with its loop.
    with suppress(RuntimeError):
        call(work)


def _in_asyncio() -> bool:
    asyncio = sys.modules.get("asyncio")
    return asyncio is not None and asyncio._get_running_loop() is not None


def shortfall(found: int, wanted: int, one: str, many: str) -> str:
    """Return ``No session.update`` or ``Only 1 of 3 messages``, for the words of one and of many."""
    return f"No {one}" if not found and wanted == 1 else f"Only {found} of {wanted} {many}"


def _unmet(condition: object) -> str:
    """Return ``Condition … not met``, with the words of the test or the line in which the check is written."""
    name = repr(condition)
    code = getattr(condition, "__code__", None)
    if isinstance(code, CodeType):
        line = linecache.getline(code.co_filename, code.co_firstlineno).strip()
        name = f"`{line}`" if line else code.co_name
    return f"Condition {name} not met"

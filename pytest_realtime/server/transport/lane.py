"""Actions of one connection in their order, with the waits between them."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Iterator

from pytest_realtime.server.actions import Action, Push, Wait


class Lane:
    """What a connection does one after the other. It may have several lanes, which do not wait for each other.

    Args:
        loop: Times the waits.
        perform: Carries out an action; false if nothing more should be carried out.
        fail: Takes what an action, or asking for it, raised.
        resume: Is called after the actions that follow a wait.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        perform: Callable[[Action | Push], bool],
        fail: Callable[[Exception], None],
        resume: Callable[[], None],
    ) -> None:
        self._loop = loop
        self._perform = perform
        self._fail = fail
        self._resume = resume
        self._waiting: deque[Iterator[Action | Push]] = deque()
        self._pause: asyncio.TimerHandle | None = None

    @property
    def is_done(self) -> bool:
        """Whether there is nothing left to do."""
        return not self._waiting

    def add(self, actions: Iterable[Action | Push]) -> None:
        """Put actions at the end; each is asked for when its turn has come."""
        self._waiting.append(iter(actions))

    def clear(self) -> None:
        """Forget all actions."""
        self._waiting.clear()
        if self._pause:
            self._pause.cancel()
            self._pause = None

    def go_on(self) -> None:
        """Carry out what can be carried out now, up to the next wait."""
        while self._waiting and self._pause is None:
            try:
                action = next(self._waiting[0], None)
                if action is None:
                    self._waiting.popleft()
                elif isinstance(action, Wait):
                    self._pause = self._loop.call_later(action.seconds, self._end_pause)
                elif not self._perform(action):
                    return
            except Exception as error:
                self._fail(error)

    def _end_pause(self) -> None:
        self._pause = None
        self.go_on()
        self._resume()

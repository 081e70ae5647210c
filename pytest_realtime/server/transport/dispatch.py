"""Who is heard next: what arrives is recorded at once, and the API hears it as soon as there is time.

A message that comes alone is heard in the next turn of the loop. While clients send faster than the API can answer,
the loop records, and the API hears just enough to go on; it catches up when the clients draw breath.
"""

import asyncio
import time
from collections import deque
from typing import Protocol

SLICE_SECONDS = 0.001
"""How long the API is asked before sockets are looked at again."""
FLOOD_SECONDS = 0.005
"""How long a flood has the loop for itself before another message is heard."""


class MessageHandler(Protocol):
    """One connection with messages to be heard."""

    def hear(self) -> bool:
        """Have the next one heard; whether there are more."""

    def give_up(self) -> None:
        """Leave the others unheard."""


class DispatchQueue:
    """The listeners of a server, each in its turn, so that a flood on one connection holds up no other."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self.arrived = 0
        """Counts the messages of all connections."""
        self._seen = 0
        self._turns: deque[MessageHandler] = deque()
        self._next: asyncio.Handle | None = None

    def ask(self, listener: MessageHandler) -> None:
        """Hear this one soon; it asks again only after :meth:`MessageHandler.hear` has told that there is no more."""
        self._turns.append(listener)
        if self._next is None:
            self._seen = self.arrived
            self._next = self._loop.call_soon(self._go_on)

    async def finish(self, seconds: float) -> bool:
        """Hear all that is on record; whether that was done in time. The rest is left unheard then."""
        deadline = time.perf_counter() + seconds
        while self._turns and time.perf_counter() < deadline:
            self._hear(SLICE_SECONDS)
            await asyncio.sleep(0)
        if self._next is not None:
            self._next.cancel()
            self._next = None
        in_time = not self._turns
        while self._turns:
            self._turns.popleft().give_up()
        return in_time

    def _go_on(self) -> None:
        self._next = None
        news = self.arrived != self._seen
        self._hear(0 if news else SLICE_SECONDS)
        if self._turns:
            self._seen = self.arrived
            self._next = self._loop.call_later(FLOOD_SECONDS if news else 0, self._go_on)

    def _hear(self, seconds: float) -> None:
        """Hear one message at least."""
        until = time.perf_counter() + seconds
        while self._turns:
            listener = self._turns.popleft()
            if listener.hear():
                self._turns.append(listener)
            if time.perf_counter() >= until:
                return

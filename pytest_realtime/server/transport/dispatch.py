"""Which connection is processed next: everything is recorded at once, and the API processes it as time allows.

A message that comes alone is processed in the next turn of the loop. While clients send faster than the API can
answer, the loop mainly records, and the API processes just enough to go on; it catches up when the clients pause.
"""

import asyncio
import time
from collections import deque

from pytest_realtime.server.transport.interfaces import MessageHandler

SLICE_SECONDS = 0.001
"""How long the API works before the loop looks at the sockets again: two or three session updates, and far less
than the 20 ms between the audio chunks of a voice agent."""
FLOOD_SECONDS = 0.005
"""How long the loop only records during a flood before the API processes another message. Below the 20 ms between
audio chunks, and long enough that recording is measured at 0.9 of the rate of a bare websockets server."""


class DispatchQueue:
    """The handlers with messages to process, in turns, so that a flood on one connection delays no other."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self.message_count = 0
        """Messages received on all connections. It grows between two turns of the queue: a flood."""
        self._last_count = 0
        self._waiting: deque[MessageHandler] = deque()
        self._next_turn: asyncio.Handle | None = None

    def enqueue(self, handler: MessageHandler) -> None:
        """Process this handler's inbox soon. A handler enqueues itself when its inbox ceases to be empty."""
        self._waiting.append(handler)
        if self._next_turn is None:
            self._last_count = self.message_count
            self._next_turn = self._loop.call_soon(self._take_turn)

    async def drain(self, seconds: float) -> bool:
        """Process everything that is recorded, and discard what is left after a time.

        Returns:
            Whether nothing had to be discarded.
        """
        deadline = time.perf_counter() + seconds
        while self._waiting and time.perf_counter() < deadline:
            self._process(SLICE_SECONDS)
            await asyncio.sleep(0)
        if self._next_turn is not None:
            self._next_turn.cancel()
            self._next_turn = None
        is_done = not self._waiting
        while self._waiting:
            self._waiting.popleft().discard()
        return is_done

    def _take_turn(self) -> None:
        self._next_turn = None
        is_flood = self.message_count != self._last_count
        self._process(0 if is_flood else SLICE_SECONDS)
        if self._waiting:
            self._last_count = self.message_count
            self._next_turn = self._loop.call_later(FLOOD_SECONDS if is_flood else 0, self._take_turn)

    def _process(self, seconds: float) -> None:
        """Process one message at least, and go on for a time."""
        until = time.perf_counter() + seconds
        while self._waiting:
            handler = self._waiting.popleft()
            if handler.process_next():
                self._waiting.append(handler)
            if time.perf_counter() >= until:
                return

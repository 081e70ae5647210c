"""An event loop in a thread of its own, which goes on between one request and the next.

Libraries keep tasks that read from their sockets, so the loop has to run while nobody sends. The thread is a
daemon: a library that never gives control back to the loop is left behind, as in
:mod:`pytest_realtime.clients.worker`.
"""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

from pytest_realtime.clients.worker import WorkerTimeout

T = TypeVar("T")

GRACE = 2.0
"""Seconds that cancelled tasks have to end. Most end at once; some close a socket first."""


class LoopThread:
    """A running event loop; :meth:`run` hands it a coroutine from any other thread."""

    def __init__(self, name: str) -> None:
        self._loop = asyncio.new_event_loop()
        # Exceptions of a library's forgotten tasks would show up in the output of unrelated tests.
        self._loop.set_exception_handler(lambda loop, context: None)
        self._thread = threading.Thread(target=self._serve, name=name, daemon=True)
        self._thread.start()

    def run(self, job: Coroutine[Any, Any, T], timeout: float) -> T:
        """Run a coroutine.

        Args:
            job: The coroutine.
            timeout: How long to wait for it, in seconds. Then it is cancelled.

        Returns:
            Its result; what it raises is raised.

        Raises:
            WorkerTimeout: After ``timeout``.
        """
        result = asyncio.run_coroutine_threadsafe(job, self._loop)
        try:
            return result.result(timeout)
        except TimeoutError:
            if result.done():
                raise
            result.cancel()
            raise WorkerTimeout from None
        except BaseException:
            result.cancel()
            raise

    def close(self) -> None:
        """Cancel what runs, end the thread and wait until it has ended, unless a library blocks it."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        # The grace for tasks, and as much again for the rest.
        self._thread.join(2 * GRACE)

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_forever()
            self._loop.run_until_complete(_cancel_tasks(self._loop))
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        finally:
            asyncio.set_event_loop(None)
            self._loop.close()


async def _cancel_tasks(loop: asyncio.AbstractEventLoop) -> None:
    tasks = asyncio.all_tasks(loop) - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks, timeout=GRACE)

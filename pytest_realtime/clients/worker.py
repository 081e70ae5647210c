"""The thread in which a client in this process runs, so that one that hangs can be abandoned.

One thread serves all requests, because starting a thread costs more than most requests. It is a daemon: the
interpreter may exit while a client still hangs in it. Python can't end a thread from outside, so a hung one is left
behind and ends as soon as the client returns. A client that hangs in C code without releasing the interpreter lock
stops everything and can't be abandoned.
"""

import threading
import weakref
from collections.abc import Callable
from contextvars import Context, copy_context
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Generic, TypeVar

T = TypeVar("T")
_Job = tuple[Context, Callable[[], T]]


class WorkerTimeout(Exception):
    """The job did not end in time."""


class Worker(Generic[T]):
    """A daemon thread that runs one job after another, each in its caller's context. For one caller at a time."""

    def __init__(self, name: str) -> None:
        self._jobs: SimpleQueue[_Job[T] | None] = SimpleQueue()
        self._results: SimpleQueue[T] = SimpleQueue()
        # The thread refers to the queues only, so that a worker that nobody closes is collected, which ends it.
        arguments = (self._jobs, self._results)
        self._thread = threading.Thread(target=_serve, args=arguments, name=name, daemon=True)
        self._thread.start()
        self._dismiss = weakref.finalize(self, self._jobs.put, None)

    @property
    def is_usable(self) -> bool:
        """Whether it can run a job: neither dismissed nor lost in a fork."""
        return self._dismiss.alive and self._thread.is_alive()

    def run(self, job: Callable[[], T], deadline: Callable[[], float]) -> T:
        """Run a job.

        A worker whose job hangs, or whose caller was interrupted while waiting, is dismissed: its late result
        would be taken for that of the next job.

        Args:
            job: The job; must not raise.
            deadline: Until when to wait, by ``time.monotonic()``; a job that makes progress moves it.

        Raises:
            WorkerTimeout: After the deadline.
        """
        self._jobs.put((copy_context(), job))
        try:
            while True:
                seconds = deadline() - monotonic()
                if seconds <= 0:
                    raise WorkerTimeout
                try:
                    return self._results.get(timeout=seconds)
                except Empty:
                    continue
        except BaseException:
            self._dismiss()
            raise

    def close(self) -> None:
        """Let the thread end and wait until it has. The worker must not be running a job."""
        self._dismiss()
        self._thread.join()


def _serve(jobs: "SimpleQueue[_Job[T] | None]", results: "SimpleQueue[T]") -> None:
    while job := jobs.get():
        context, call = job
        results.put(context.run(call))
        # Keep nothing of the request alive while the thread waits for the next one.
        del job, context, call

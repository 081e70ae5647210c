"""How the programs beside this file are started, and what this process has open: children, pipes, threads."""

import os
import shlex
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from pytest_realtime.clients import Response, Status
from pytest_realtime.clients.card import Operation
from pytest_realtime.clients.driver import DriverClient

PROGRAMS = Path(__file__).with_name("programs.py")
Make = Callable[..., DriverClient]
TEXT = '{"type": "semantic_vad", "eagerness": "h\\u00efgh", "x": 24000.0, "ü": null}'
WROTE, ERROR, CRASHED, TIMED_OUT = Status.WROTE, Status.ERROR, Status.CRASHED, Status.TIMED_OUT
FAULT = "The fault is in the driver"


def perform(
    client: DriverClient, text: str = TEXT, *, operation: Operation = "roundtrip", timeout: float = 10
) -> Response:
    return client.perform(operation, "TurnDetection", text, timeout=timeout)


def pid_of(client: DriverClient) -> int:
    (pid,) = children()
    return pid


def command(*arguments: str) -> str:
    return shlex.join([sys.executable, "-S", str(PROGRAMS), *arguments])


def children() -> set[int]:
    """The processes below this one, zombies among them."""
    found = set[int]()
    for path in Path("/proc/self/task").glob("*/children"):
        # A thread may have ended since it was listed.
        with suppress(FileNotFoundError):
            found.update(map(int, path.read_text().split()))
    return found


def resources() -> tuple[set[int], set[str], set[threading.Thread]]:
    pipes = {os.readlink(f"/proc/self/fd/{name}") for name in os.listdir("/proc/self/fd") if is_open(name)}
    return children(), {pipe for pipe in pipes if pipe.startswith("pipe:")}, set(threading.enumerate())


def is_open(descriptor: str) -> bool:
    return os.path.lexists(f"/proc/self/fd/{descriptor}")

"""Clients of the programs beside this file, and the proof that none leaves anything behind."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from pytest_realtime.clients.driver import DriverClient, process
from tests.clients.driver.processes import Make, command, resources


@pytest.fixture(autouse=True)
def _nothing_is_left(fork_server: str) -> Iterator[None]:
    if not Path("/proc/self/task").exists():
        pytest.skip("looks for leftovers in /proc, which this system does not have")
    before = resources()
    yield
    if resources() != before:
        # A client that nobody closes may be part of a cycle.
        gc.collect()
    assert resources() == before


@pytest.fixture
def make(_nothing_is_left: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    """Makes clients of ``programs.py``, closed after the test, with little time to exit."""
    monkeypatch.setattr(process, "GRACE", 0.3)
    made: list[DriverClient] = []

    def client(*arguments: str) -> DriverClient:
        made.append(DriverClient(command(*arguments)))
        return made[-1]

    yield client
    for one in made:
        one.close()

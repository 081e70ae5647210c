"""Clients on this machine: tests of one that is missing skip with the reason, or fail where all are required."""

from collections.abc import Callable

import pytest

from drivers.compatibility.rows import Row
from tests.required import DRIVERS, LIVE, absent


def require(row: Row) -> None:
    """Skip or fail unless the client can run here."""
    lacking = row.lacking()
    if lacking:
        absent(lacking, DRIVERS if row.driver else LIVE)


@pytest.fixture
def needed() -> Callable[[Row], None]:
    return require

"""Clients on this machine: one that is missing skips with the reason, or fails where all are required."""

from collections.abc import Callable

import pytest

from drivers.compatibility.rows import Row
from tests.required import DRIVERS, LIVE, absent


def have(row: Row) -> None:
    """Go on where the client can be run here."""
    lacking = row.lacking()
    if lacking:
        absent(lacking, DRIVERS if row.driver else LIVE)


@pytest.fixture
def needed() -> Callable[[Row], None]:
    return have

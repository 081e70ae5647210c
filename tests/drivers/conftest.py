"""Clients on this machine: one that is missing skips with the reason, or fails where all are required."""

import os
from collections.abc import Callable

import pytest

from drivers.compatibility.rows import Row

REQUIRE = "REALTIME_REQUIRE_DRIVERS"


def have(row: Row) -> None:
    """Go on where the client can be run here."""
    lacking = row.lacking()
    if lacking and row.driver and os.environ.get(REQUIRE) == "all":
        pytest.fail(f"{REQUIRE}=all: {lacking}", pytrace=False)
    if lacking:
        pytest.skip(lacking)


@pytest.fixture
def needed() -> Callable[[Row], None]:
    return have

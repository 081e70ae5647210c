"""The key under which pytest's stash holds the contract run.

PYTEST_DONT_REWRITE: the plugin loads this module in every pytest run, so it imports pytest only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest_realtime.pytest_integration.run import Run

RUN: pytest.StashKey[Run] = pytest.StashKey()
"""The contract run; absent in runs without contracts."""

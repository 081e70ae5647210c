"""Where pytest keeps the contract run of a pytest run.

PYTEST_DONT_REWRITE: the plugin loads this module in every pytest run, so it imports pytest only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest_realtime.pytest_integration.run import Run

RUN: pytest.StashKey[Run] = pytest.StashKey()
"""The contract run; absent where no contracts were asked for."""

"""Strictness: how much of what is wrong a client refuses before it is sent."""

import pytest

from pytest_realtime.pytest_integration.checker import ContractChecker
from pytest_realtime.suite.manifest import Contract


@pytest.mark.realtime_requirements("invalid-is-refused")
def test_refusal(realtime_contract: Contract, realtime_check: ContractChecker) -> None:
    realtime_check(realtime_contract)

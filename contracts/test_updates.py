"""Two turns on one connection: what was set stays set when something else is updated."""

import pytest
from syrupy.assertion import SnapshotAssertion

from pytest_realtime.pytest_integration.checker import ContractChecker
from pytest_realtime.suite.golden import golden_text
from pytest_realtime.suite.manifest import Contract


@pytest.mark.realtime_requirements("survives-other-updates")
def test_updates(
    realtime_contract: Contract, realtime_golden: SnapshotAssertion, realtime_check: ContractChecker
) -> None:
    assert golden_text(realtime_contract) == realtime_golden(name=realtime_contract.id)
    realtime_check(realtime_contract)

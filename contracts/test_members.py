"""Members: written as set, null as null, absent as absent."""

import pytest
from syrupy.assertion import SnapshotAssertion

from pytest_realtime.pytest_integration.checker import ContractChecker
from pytest_realtime.suite.golden import golden_text
from pytest_realtime.suite.manifest import Contract


@pytest.mark.realtime_requirements("value-is-kept", "null-is-kept", "absent-stays-absent")
def test_members(
    realtime_contract: Contract, realtime_golden: SnapshotAssertion, realtime_check: ContractChecker
) -> None:
    assert golden_text(realtime_contract) == realtime_golden(name=realtime_contract.id)
    realtime_check(realtime_contract)

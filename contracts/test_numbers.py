"""Numbers: bounds, fractions and large integers."""

import pytest
from syrupy.assertion import SnapshotAssertion

from pytest_realtime.pytest_integration.checker import ContractChecker
from pytest_realtime.suite.golden import golden_text
from pytest_realtime.suite.manifest import Contract


@pytest.mark.realtime_requirements("bounds-are-kept", "fraction-is-kept", "large-integer-is-kept")
def test_numbers(
    realtime_contract: Contract, realtime_golden: SnapshotAssertion, realtime_check: ContractChecker
) -> None:
    assert golden_text(realtime_contract) == realtime_golden(name=realtime_contract.id)
    realtime_check(realtime_contract)

"""Values that get lost between a caller and the wire: empty, zero, false, text, free-form JSON."""

import pytest
from syrupy.assertion import SnapshotAssertion

from pytest_realtime.pytest_integration.checker import ContractChecker
from pytest_realtime.suite.golden import golden_text
from pytest_realtime.suite.manifest import Contract


@pytest.mark.realtime_requirements(
    "empty-is-kept",
    "zero-is-kept",
    "boolean-is-kept",
    "text-is-kept",
    "longest-text-is-kept",
    "free-json-is-kept",
    "order-is-kept",
    "keys-are-kept",
)
def test_values(
    realtime_contract: Contract, realtime_golden: SnapshotAssertion, realtime_check: ContractChecker
) -> None:
    assert golden_text(realtime_contract) == realtime_golden(name=realtime_contract.id)
    realtime_check(realtime_contract)

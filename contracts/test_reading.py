"""Reading: what servers send today is read, and survives."""

import pytest
from syrupy.assertion import SnapshotAssertion

from pytest_realtime.pytest_integration.checker import ContractChecker
from pytest_realtime.suite.golden import golden_text
from pytest_realtime.suite.manifest import Contract


@pytest.mark.realtime_requirements(
    "value-is-read",
    "values-are-read",
    "arms-are-read",
    "null-is-read",
    "zero-is-read",
    "minimal-form-is-read",
    "maximal-form-is-read",
    "free-text-is-read",
)
def test_reading(
    realtime_contract: Contract, realtime_golden: SnapshotAssertion, realtime_check: ContractChecker
) -> None:
    assert golden_text(realtime_contract) == realtime_golden(name=realtime_contract.id)
    realtime_check(realtime_contract)

"""Newer servers: what a client can not know yet is no reason to fail."""

import pytest
from syrupy.assertion import SnapshotAssertion

from pytest_realtime.pytest_integration.checker import ContractChecker
from pytest_realtime.suite.golden import golden_text
from pytest_realtime.suite.manifest import Contract


@pytest.mark.realtime_requirements(
    "foreign-member-is-read",
    "unknown-member-is-read",
    "undeclared-null-is-read",
    "unlisted-name-is-read",
    "unknown-value-is-read",
    "unknown-arm-is-read",
)
def test_newer_servers(
    realtime_contract: Contract, realtime_golden: SnapshotAssertion, realtime_check: ContractChecker
) -> None:
    assert golden_text(realtime_contract) == realtime_golden(name=realtime_contract.id)
    realtime_check(realtime_contract)

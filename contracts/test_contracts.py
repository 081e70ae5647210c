"""Every contract as one test, for each client under test."""

import pytest

from pytest_realtime.pytest_integration.checker import ContractChecker
from pytest_realtime.suite.golden import golden_snapshot, golden_text, is_golden
from pytest_realtime.suite.manifest import Contract


def test_contract(
    request: pytest.FixtureRequest, realtime_contract: Contract, realtime_check: ContractChecker
) -> None:
    """The payloads are those of the golden file, and the client satisfies the contract."""
    if not is_golden(realtime_contract):
        # As a snapshot, which shows the difference. To make one for each contract takes a tenth of a run.
        golden = golden_snapshot(request.getfixturevalue("snapshot"))
        assert golden_text(realtime_contract) == golden(name=realtime_contract.id)
    realtime_check(realtime_contract)

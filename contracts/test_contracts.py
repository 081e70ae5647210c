"""Every contract as one test, for each client under test."""

from syrupy.assertion import SnapshotAssertion

from pytest_realtime.pytest_integration.checker import ContractChecker
from pytest_realtime.suite.golden import golden_text
from pytest_realtime.suite.manifest import Contract


def test_contract(
    realtime_contract: Contract, realtime_golden: SnapshotAssertion, realtime_check: ContractChecker
) -> None:
    """The payloads are those of the golden file, and the client satisfies the contract."""
    if realtime_contract.cases:  # generated and invalid payloads are not enumerated there
        assert golden_text(realtime_contract) == realtime_golden(name=realtime_contract.id)
    realtime_check(realtime_contract)

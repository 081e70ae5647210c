"""Generated payloads: covering sets of each session type, and what Hypothesis draws."""

import pytest

from pytest_realtime.pytest_integration.checker import ContractChecker
from pytest_realtime.suite.manifest import Contract


@pytest.mark.realtime_requirements("covering-set-is-kept", "generated-payloads-are-kept")
def test_generated(realtime_contract: Contract, realtime_check: ContractChecker) -> None:
    realtime_check(realtime_contract)

"""Generated payloads: covering sets of each session type, and what Hypothesis draws."""

import pytest

from pytest_realtime.run.verdict import Holder
from pytest_realtime.suite.manifest import Contract


@pytest.mark.realtime_requirements("covering-set-is-kept", "generated-payloads-are-kept")
def test_generated(realtime_contract: Contract, realtime_hold: Holder) -> None:
    realtime_hold(realtime_contract)

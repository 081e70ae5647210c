"""Strictness: how much of what is wrong a client refuses before it is sent."""

import pytest

from pytest_realtime.run.verdict import Holder
from pytest_realtime.suite.manifest import Contract


@pytest.mark.realtime_requirements("invalid-is-refused")
def test_refusal(realtime_contract: Contract, realtime_hold: Holder) -> None:
    realtime_hold(realtime_contract)

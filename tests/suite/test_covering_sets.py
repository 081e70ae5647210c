"""The stored covering sets are those that would be computed, and each contract has one."""

import json

from pytest_realtime.suite.covering_sets import computed, covering_set
from pytest_realtime.suite.manifest import contracts


def test_stored_sets_are_current() -> None:
    # As texts, in which 1 and 1.0 differ.
    stale = [
        name for name, payloads in computed().items() if json.dumps(payloads) != json.dumps(covering_set(name))
    ]
    assert stale == [], "run: python -m pytest_realtime.suite.covering_sets"


def test_every_covering_contract_has_its_set() -> None:
    names = [contract.wire_type for contract in contracts().values() if contract.generator == "covering"]
    assert [name for name in names if not covering_set(name)] == []

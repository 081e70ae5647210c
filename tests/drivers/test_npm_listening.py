"""What the npm packages hand to their users of what a server says."""

from collections.abc import Callable

import pytest

from drivers.compatibility.rows import ROOT, Row, rows
from pytest_realtime.clients import load_client
from pytest_realtime.deviations.file import load_deviations
from pytest_realtime.engine.contract_check import check_contract
from pytest_realtime.engine.knowledge import Knowledge
from pytest_realtime.suite.manifest import contracts

TIMEOUT = 60.0
NODE = [row for row in rows() if row.driver.startswith("node-")]


@pytest.mark.parametrize("row", NODE, ids=lambda row: row.name)
def test_an_npm_package_hears_all_but_what_its_file_lists(row: Row, needed: Callable[[Row], None]) -> None:
    needed(row)
    listed = load_deviations(ROOT / row.deviations, contract_ids=contracts())
    knowledge = Knowledge()
    asked = [contract for contract in contracts().values() if contract.stream and contract.level == "MUST"]
    with load_client(row.spec) as client:
        results = [check_contract(contract, client, timeout=TIMEOUT, knowledge=knowledge) for contract in asked]
    found = {finding.key: result.contract.id for result in results for finding in result.findings}
    assert {key: id_ for key, id_ in found.items() if not any(each.explains(key) for each in listed)} == {}
    assert sum(bool(result.probed) for result in results) > 50

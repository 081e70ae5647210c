"""One fault of a client is one cause, however many contracts it breaks."""

from typing import Any

import pytest

from pytest_realtime.engine.contract_check import check_contract
from pytest_realtime.judge import FindingKind
from pytest_realtime.report.build import build_report
from pytest_realtime.results import client_row, to_record
from pytest_realtime.suite.manifest import contracts
from pytest_realtime.wire.shapes import ObjectShape
from tests.faulty.changes import changing, objects, one_type
from tests.faulty.check import TIMEOUT, Caching
from tests.faulty.wrong import Wrong

pytestmark = pytest.mark.long


def _null_format(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
    return {"format": None, **value} if "format" in shape.members else value


CHANGES = {
    "one default": one_type("ServerVad", lambda value: {"threshold": 0.5, **value}),
    "format: null": objects(_null_format),
}


@pytest.mark.parametrize("fault", CHANGES)
def test_a_client_with_one_fault_has_one_cause(fault: str) -> None:
    example = ("", "")
    kind = FindingKind.MEMBER_INVENTED
    wrong = Wrong("one-fault", fault, (), kind, example, write=changing(CHANGES[fault]), places="")
    client = Caching(wrong.client())
    rows = {id_: one for id_, one in contracts().items() if not one.generator and not one.invalid_payloads}
    results = [check_contract(one, client, timeout=TIMEOUT) for one in rows.values()]
    records = [
        to_record(result, known={}, verdict=result.verdict(), failed=bool(result.findings)) for result in results
    ]
    made = build_report(records, [client_row(client.card)], {id_: one.to_dict() for id_, one in rows.items()})
    assert [cause["kind"] for cause in made["causes"]] == [made["causes"][0]["kind"]]
    assert len(made["causes"][0]["contracts"]) > 5

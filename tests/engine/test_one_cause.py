"""One fault of a client is one cause in the report, however many contracts it fails."""

import json

import pytest

from pytest_realtime.engine.contract_check import check_contract
from pytest_realtime.judge import Verdict
from pytest_realtime.report.build import build_report
from pytest_realtime.report.schema import Report
from pytest_realtime.results import client_row, to_record
from pytest_realtime.suite.manifest import contracts
from tests.faulty.changes import Change, changing, objects, one_type
from tests.faulty.reference import DirectClient, card, read

MODALITIES = one_type("RealtimeSessionCreateRequest", lambda value: {"output_modalities": ["audio"], **value})
THRESHOLD = one_type("ServerVad", lambda value: {"threshold": 0.5, **value})
FORMATS = objects(lambda shape, value: {"format": None, **value} if "format" in shape.members else value)


def report_of(change: Change) -> Report:
    """The report of a client that is right but for one change in what it writes, without generated payloads."""
    client = DirectClient(card("wrong"), roundtrip=changing(change), read=read)
    records = []
    for contract in contracts().values():
        if contract.level != "MAY" and contract.direction == "write" and not contract.generator:
            result = check_contract(contract, client, timeout=60.0)
            verdict = result.verdict()
            records.append(to_record(result, known={}, verdict=verdict, failed=verdict is Verdict.DEVIATION))
    return build_report(
        records, [client_row(client.card)], {id_: one.to_dict() for id_, one in contracts().items()}
    )


@pytest.mark.parametrize(
    ("change", "cause", "rule", "fewest"),
    [
        (MODALITIES, "member-invented RealtimeSessionCreateRequest.output_modalities", "N7", 350),
        (THRESHOLD, "member-invented ServerVad.threshold", "N7", 6),
        (FORMATS, "null-invented RealtimeAudioConfigInput.format", "N3", 120),
    ],
    ids=["a default", "a default inside a union", "a null"],
)
def test_a_member_that_is_always_written_is_one_cause(change: Change, cause: str, rule: str, fewest: int) -> None:
    report = report_of(change)
    failed = [row["contract"] for row in report["results"] if row["failed"]]
    (found,) = report["causes"]
    assert len(failed) >= fewest
    assert (found["cause"], found["contracts"]) == (cause, sorted(failed))
    assert (found["rule"], found["failed"], found["known"]) == (rule, True, "")


@pytest.mark.parametrize(
    ("contract", "rule"),
    [
        ("should.response-done-event.event-id.lack-is-read", "E3"),
        ("should.response-function-call-arguments-done-event.name.lack-is-read", "E22"),
    ],
)
def test_a_member_that_a_reader_requires_is_explained_by_its_own_rule(contract: str, rule: str) -> None:
    def reads_whole_events(wire_type: str, text: str) -> str:
        if {"event_id", "name"} - json.loads(text).keys():
            raise ValueError("a member is missing")
        return read(wire_type, text)

    client = DirectClient(card("strict"), roundtrip=read, read=reads_whole_events)
    result = check_contract(contracts()[contract], client, timeout=60.0)
    assert {finding.rule for finding in result.findings} == {rule}

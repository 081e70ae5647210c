"""Build the JSON report from the records of a run."""

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from pytest_realtime import __version__
from pytest_realtime.levels import LEVELS
from pytest_realtime.report.schema import (
    SCHEMA,
    SPEC,
    VERDICTS,
    KindCounts,
    Report,
    StrictnessRow,
    SummaryRow,
)
from pytest_realtime.results import ClientRow, Record, ResultRow
from pytest_realtime.suite.manifest import ContractRow


def build_report(
    records: Iterable[Record], clients: list[ClientRow], contracts: Mapping[str, ContractRow]
) -> Report:
    """Build a report.

    Args:
        records: the records of the run, in the order in which the report lists them
        clients: the clients of the run
        contracts: the contracts of the suite by id; the report lists those that have a record
    """
    results = list(records)
    return {
        "schema": SCHEMA,
        "tool": {"name": "pytest-realtime", "version": __version__},
        "spec": SPEC,
        "clients": clients,
        "contracts": [contracts[id_] for id_ in sorted({record["contract"] for record in results})],
        "results": [_result(record) for record in results],
        "strictness": [_strictness(client["name"], results) for client in clients],
        "summary": [summary_of(client["name"], results) for client in clients],
    }


def _result(record: Record) -> ResultRow:
    members = (*ResultRow.__required_keys__, *ResultRow.__optional_keys__)
    return cast("ResultRow", {name: value for name, value in record.items() if name in members})


def _strictness(client: str, records: Sequence[Record]) -> StrictnessRow:
    """How many invalid payloads a client rejected, in all and by kind of error."""
    own = [record for record in records if record["client"] == client and record["invalid_tried"]]
    kinds: dict[str, KindCounts] = {}
    for record in own:
        counts = kinds.setdefault(record["kind"], {"tried": 0, "rejected": 0})
        counts["tried"] += record["invalid_tried"]
        counts["rejected"] += record["invalid_rejected"]
    tried = sum(record["invalid_tried"] for record in own)
    return {
        "client": client,
        "invalid_tried": tried,
        "invalid_rejected": sum(record["invalid_rejected"] for record in own),
        "kinds": dict(sorted(kinds.items())),
        "opaque": tried > 0 and sum(record["invalid_unchanged"] for record in own) == tried,
    }


def summary_of(client: str, results: Iterable[ResultRow]) -> SummaryRow:
    """Count the verdicts of one client by level."""
    must, should, may = (dict.fromkeys(VERDICTS, 0) for _ in LEVELS)
    by_level = {"MUST": must, "SHOULD": should, "MAY": may}
    for row in results:
        if row["client"] == client:
            by_level[row["level"]][row["verdict"]] += 1
    return {"client": client, "must": must, "should": should, "may": may}

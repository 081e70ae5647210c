"""Build the JSON report from the records of a run."""

from collections.abc import Iterable, Mapping
from typing import cast

from pytest_realtime import __version__
from pytest_realtime.levels import LEVELS
from pytest_realtime.report.causes import causes
from pytest_realtime.report.exchanges import ExchangeTable
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
    records = list(records)
    exchanges = ExchangeTable()
    results = [exchanges.moved(_result(record), record["exchanges"]) for record in records]
    return {
        "schema": SCHEMA,
        "tool": {"name": "pytest-realtime", "version": __version__},
        "spec": SPEC,
        "clients": clients,
        "contracts": [contracts[id_] for id_ in sorted({record["contract"] for record in records})],
        "results": results,
        "exchanges": exchanges.rows,
        "causes": causes(results, exchanges.rows),
        "strictness": [strictness_of(client["name"], map(_strictness, records)) for client in clients],
        "summary": [summary_of(client["name"], results) for client in clients],
    }


def _result(record: Record) -> ResultRow:
    members = (*ResultRow.__required_keys__, *ResultRow.__optional_keys__)
    return cast("ResultRow", {name: value for name, value in record.items() if name in members})


def _strictness(record: Record) -> StrictnessRow:
    """What one contract adds to a client's strictness."""
    tried, rejected = record["invalid_tried"], record["invalid_rejected"]
    return {
        "client": record["client"],
        "invalid_tried": tried,
        "invalid_rejected": rejected,
        "kinds": {record["kind"]: {"tried": tried, "rejected": rejected}},
        "opaque": record["invalid_unchanged"] == tried,
    }


def strictness_of(client: str, rows: Iterable[StrictnessRow]) -> StrictnessRow:
    """Add up how many invalid payloads one client rejected, in all and by kind of error."""
    own = [row for row in rows if row["client"] == client and row["invalid_tried"]]
    kinds: dict[str, KindCounts] = {}
    for row in own:
        for kind, counts in row.get("kinds", {}).items():
            total = kinds.setdefault(kind, {"tried": 0, "rejected": 0})
            total["tried"] += counts["tried"]
            total["rejected"] += counts["rejected"]
    return {
        "client": client,
        "invalid_tried": sum(row["invalid_tried"] for row in own),
        "invalid_rejected": sum(row["invalid_rejected"] for row in own),
        "kinds": dict(sorted(kinds.items())),
        "opaque": bool(own) and all(row.get("opaque", False) for row in own),
    }


def summary_of(client: str, results: Iterable[ResultRow]) -> SummaryRow:
    """Count the verdicts of one client by level."""
    must, should, may = (dict.fromkeys(VERDICTS, 0) for _ in LEVELS)
    by_level = {"MUST": must, "SHOULD": should, "MAY": may}
    for row in results:
        if row["client"] == client:
            by_level[row["level"]][row["verdict"]] += 1
    return {"client": client, "must": must, "should": should, "may": may}

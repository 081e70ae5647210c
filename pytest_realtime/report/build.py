"""Build the JSON report from the results of a run."""

from collections.abc import Iterable
from typing import Any

from pytest_realtime import __version__
from pytest_realtime.levels import LEVEL_WORDS
from pytest_realtime.report import Report

SPEC = {"revision": "f85dbe223d40e1a31cba812ab2d755c7e98a92a3", "date": "2026-08-21"}
"""The revision of openai/openai-openapi that the wire types describe, and its date."""
VERDICTS = ("pass", "deviation", "expected", "error", "not-applicable")
_RESULT_MEMBERS = ("contract", "client", "verdict", "findings", "sent", "received", "seconds", "reason")


def build_report(
    records: Iterable[dict[str, Any]], cards: list[dict[str, Any]], contracts: dict[str, dict[str, Any]]
) -> Report:
    """Build a report of schema version 1. ``contracts`` are the contracts of the suite by id, as plain data."""
    results = list(records)
    asked = [contracts[id_] for id_ in dict.fromkeys(record["contract"] for record in results)]
    names = [card["name"] for card in cards]
    return {
        "schema": 1,
        "tool": {"name": "pytest-realtime", "version": __version__},
        "spec": SPEC,
        "clients": cards,
        "contracts": sorted(asked, key=lambda contract: contract["id"]),
        "results": [_result(record) for record in results],
        "strictness": [_strictness(name, results) for name in names],
        "summary": [summary_of(name, results) for name in names],
    }


def _result(record: dict[str, Any]) -> dict[str, Any]:
    unsupported = record.get("unsupported", 0)
    return {name: record[name] for name in _RESULT_MEMBERS} | ({"unsupported": unsupported} if unsupported else {})


def _strictness(client: str, results: list[dict[str, Any]]) -> dict[str, Any]:
    """How much of what is invalid a client refuses, in all and by way of being wrong."""
    own = [record for record in results if record["client"] == client and record["invalid_tried"]]
    kinds: dict[str, dict[str, int]] = {}
    for record in own:
        # A contract of this sort is called may.<wire type>.<way of being wrong>.is-refused.
        counts = kinds.setdefault(record["contract"].split(".")[-2], {"tried": 0, "rejected": 0})
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


def summary_of(client: str, results: list[dict[str, Any]]) -> dict[str, Any]:
    """The row of a report's summary for one client: its verdicts, counted by level."""
    counts: dict[str, Any] = {level: dict.fromkeys(VERDICTS, 0) for level in LEVEL_WORDS}
    for record in results:
        if record["client"] == client:
            # A contract's id starts with its level.
            counts[record["contract"].partition(".")[0]][record["verdict"]] += 1
    return {"client": client, **counts}

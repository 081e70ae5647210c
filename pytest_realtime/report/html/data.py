"""The data of the HTML page: the JSON report with each text, finding and contract written once.

Twenty clients that are checked against the same contracts get the same payloads, and mostly write the same. Results
are columns of numbers, which a browser reads ten times as fast as objects.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, Generic, TypeVar

from pytest_realtime.judge import ERRORS, MEANINGS
from pytest_realtime.judge.entry_text import entry_text
from pytest_realtime.judge.findings import FindingRow
from pytest_realtime.levels import LEVELS
from pytest_realtime.report.causes import CauseRow, unlisted_keys
from pytest_realtime.report.declared import declared
from pytest_realtime.report.outcomes import OUTCOMES, WORST_FIRST, outcome_of
from pytest_realtime.report.schema import Report
from pytest_realtime.results import ResultRow
from pytest_realtime.suite.manifest import REFUSAL, ContractRow

T = TypeVar("T")


class _Index(Generic[T]):
    """Values by the order of their first use."""

    def __init__(self) -> None:
        self._places: dict[T, int] = {}

    def place(self, value: T) -> int:
        return self._places.setdefault(value, len(self._places))

    def values(self) -> list[T]:
        return list(self._places)


def page_data(report: Report) -> dict[str, Any]:
    """Return everything that the page shows, as plain data."""
    texts, groups = _Index[str](), _Index[tuple[int, str]]()
    rows = sorted(report["contracts"], key=lambda row: (LEVELS.index(row["level"]), row["id"]))
    for group in sorted({_group(row) for row in rows}):
        groups.place(group)
    contracts = [
        [row["id"], groups.place(_group(row)), row["sentence"], row["source"], list(row["types"])] for row in rows
    ]
    places = {row["id"]: place for place, row in enumerate(rows)}
    results = _results(report, places, texts)
    causes = list(_causes(report, places))
    return {
        "tool": report["tool"],
        "spec": report["spec"],
        "levels": LEVELS,
        "outcomes": [[outcome.name, outcome.label, outcome.sign] for outcome in OUTCOMES],
        "worst": [OUTCOMES.index(outcome) for outcome in WORST_FIRST],
        "kinds": [[kind.value, meaning, kind in ERRORS] for kind, meaning in MEANINGS.items()],
        "clients": _clients(report),
        "groups": groups.values(),
        "contracts": contracts,
        "results": results,
        "causes": causes,
        "texts": texts.values(),
    }


def _group(contract: ContractRow) -> tuple[int, str]:
    """The level and the requirement of a contract; of those about invalid payloads, the kind of error."""
    is_refusal = contract["requirement"] == REFUSAL
    name = f"{contract['kind']} is refused" if is_refusal else contract["requirement"]
    return LEVELS.index(contract["level"]), name.replace("-", " ")


def _clients(report: Report) -> list[dict[str, Any]]:
    strictness = {row["client"]: row for row in report["strictness"]}
    return [
        {
            "name": client["name"],
            "version": client["version"],
            "language": client["language"],
            "transport": client["transport"],
            "strictness": strictness.get(client["name"]),
            "exempted": declared(client),
            "command": client.get("command", ""),
        }
        for client in report["clients"]
    ]


def _results(report: Report, contracts: dict[str, int], texts: _Index[str]) -> dict[str, Any]:
    clients = {client["name"]: place for place, client in enumerate(report["clients"])}
    kinds = {kind.value: place for place, kind in enumerate(MEANINGS)}
    findings, used = _Index[tuple[int, int, int, int, int]](), _Index[int]()
    rows = sorted(report["results"], key=lambda row: (contracts[row["contract"]], clients[row["client"]]))

    nothing = {"sent": "", "received": ""}
    exchanges = [report["exchanges"][row["exchange"]] if row["exchange"] >= 0 else nothing for row in rows]

    def finding(row: FindingRow) -> int:
        where, expected, observed = (texts.place(row[name]) for name in ("pointer", "expected", "observed"))
        return findings.place((kinds[row["kind"]], where, expected, observed, texts.place(_why(row))))

    return {
        "contract": [contracts[row["contract"]] for row in rows],
        "client": [clients[row["client"]] for row in rows],
        "outcome": [OUTCOMES.index(outcome_of(row)) for row in rows],
        "input": [texts.place(shown["sent"]) for shown in exchanges],
        "output": [texts.place(shown["received"]) for shown in exchanges],
        "reason": [texts.place(row["reason"]) for row in rows],
        "entry": [texts.place(_entry(row)) for row in rows],
        "seconds": [row["seconds"] for row in rows],
        "found": [[finding(found) for found in row["findings"]] for row in rows],
        "exchanges": [[used.place(found["exchange"]) for found in row["findings"]] for row in rows],
        "findings": findings.values(),
        "exchange": [
            [each["type"], texts.place(each["sent"]), texts.place(each["received"])]
            for each in (report["exchanges"][number] for number in used.values())
        ],
    }


def _causes(report: Report, contracts: dict[str, int]) -> Iterator[dict[str, Any]]:
    """The causes of all clients, each with the exchange of its example and its entry for a deviations file."""
    clients = {client["name"]: place for place, client in enumerate(report["clients"])}
    for cause in report["causes"]:
        shown = report["exchanges"][cause["example"]["exchange"]]
        yield {
            "client": clients[cause["client"]],
            "cause": cause["cause"],
            "keys": cause["keys"],
            "level": LEVELS.index(cause["level"]),
            "why": _why(cause),
            "known": cause["known"],
            "failed": cause["failed"],
            "contracts": [contracts[id_] for id_ in cause["contracts"] if id_ in contracts],
            "pointer": cause["example"]["pointer"],
            "input": shown["sent"],
            "output": shown["received"],
            "entry": _text_of_entry(cause["client"], tuple(cause["unlisted"])),
        }


def _why(row: FindingRow | CauseRow) -> str:
    """The reason, with the number of the API rule."""
    return f"{row['reason']} ({row['rule']})" if row["reason"] and row["rule"] else row["reason"] or row["rule"]


def _entry(row: ResultRow) -> str:
    """The entry by which a deviations file lists what is not known; empty where nothing can be listed."""
    if any(finding["kind"] in ERRORS for finding in row["findings"]):
        return ""
    return _text_of_entry(row["client"], tuple(unlisted_keys(row["findings"])))


@cache
def _text_of_entry(client: str, keys: tuple[str, ...]) -> str:
    return entry_text(client, keys) if keys else ""

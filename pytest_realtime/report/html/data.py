"""The data of the HTML page: the JSON report with each text, finding and contract written once.

Twenty clients that are asked the same contracts get the same payloads, and mostly answer the same. Results are
columns of numbers, which a browser reads ten times as fast as objects.
"""

from typing import Any, Generic, TypeVar

from pytest_realtime.judge import ERRORS, MEANINGS
from pytest_realtime.levels import LEVEL_WORDS
from pytest_realtime.report import Report
from pytest_realtime.report.always_sent import told
from pytest_realtime.report.build import VERDICTS

T = TypeVar("T")


class _Table(Generic[T]):
    """Values by the order of their first use."""

    def __init__(self) -> None:
        self._places: dict[T, int] = {}

    def place(self, value: T) -> int:
        return self._places.setdefault(value, len(self._places))

    def values(self) -> list[T]:
        return list(self._places)


def page_data(report: Report) -> dict[str, Any]:
    """All that the page shows, as plain data. ``report`` is of schema version 1."""
    texts, groups = _Table[str](), _Table[tuple[str, str]]()
    rows = sorted(report["contracts"], key=lambda row: (LEVEL_WORDS.index(row["level"].lower()), row["id"]))
    for group in sorted({_group(row) for row in rows}, key=lambda group: (LEVEL_WORDS.index(group[0]), group[1])):
        groups.place(group)
    contracts = [
        [row["id"], groups.place(_group(row)), row["sentence"], row["source"], list(row["types"])] for row in rows
    ]
    results = _results(report, {row["id"]: place for place, row in enumerate(rows)}, texts)
    return {
        "tool": report["tool"],
        "spec": report["spec"],
        "levels": [level.upper() for level in LEVEL_WORDS],
        "verdicts": VERDICTS,
        "kinds": [[kind.value, meaning, kind in ERRORS] for kind, meaning in MEANINGS.items()],
        "clients": _clients(report),
        "groups": [[LEVEL_WORDS.index(level), name] for level, name in groups.values()],
        "contracts": contracts,
        "results": results,
        "texts": texts.values(),
    }


def _group(contract: dict[str, Any]) -> tuple[str, str]:
    """The level and the requirement of a contract; where invalid payloads are refused, the way of being wrong."""
    parts = contract["id"].split(".")
    name = " ".join(parts[-2:]) if parts[-1] == "is-refused" and len(parts) > 3 else parts[-1]
    return parts[0], name.replace("-", " ")


def _clients(report: Report) -> list[dict[str, Any]]:
    strictness = {row["client"]: row for row in report["strictness"]}
    members = ("name", "version", "language", "transport")
    return [
        {
            **{member: client[member] for member in members},
            "strictness": strictness.get(client["name"]),
            "profile": told(client),
            "command": client.get("command", ""),
        }
        for client in report["clients"]
    ]


def _results(report: Report, contracts: dict[str, int], texts: _Table[str]) -> dict[str, Any]:
    clients = {client["name"]: place for place, client in enumerate(report["clients"])}
    kinds = {kind.value: place for place, kind in enumerate(MEANINGS)}
    findings = _Table[tuple[int, int, int, int]]()
    rows = sorted(report["results"], key=lambda row: (contracts[row["contract"]], clients[row["client"]]))

    def finding(found: dict[str, str]) -> int:
        where, expected, observed = (texts.place(found[name]) for name in ("pointer", "expected", "observed"))
        return findings.place((kinds[found["kind"]], where, expected, observed))

    return {
        "contract": [contracts[row["contract"]] for row in rows],
        "client": [clients[row["client"]] for row in rows],
        "verdict": [VERDICTS.index(row["verdict"]) for row in rows],
        "sent": [texts.place(row["sent"]) for row in rows],
        "received": [texts.place(row["received"]) for row in rows],
        "reason": [texts.place(row.get("reason", "")) for row in rows],
        "seconds": [row["seconds"] for row in rows],
        "found": [[finding(found) for found in row["findings"]] for row in rows],
        "findings": findings.values(),
    }

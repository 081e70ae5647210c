"""Read JSON reports back, and say in one sentence why a file is not a report."""

import json
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from pytest_realtime.report.causes import causes
from pytest_realtime.report.exchanges import ExchangeTable
from pytest_realtime.report.schema import SCHEMA, Report
from pytest_realtime.suite.manifest import REFUSAL

_KEYS = {
    "clients": ("name",),
    "contracts": ("id",),
    "results": ("client", "contract"),
    "summary": ("client",),
    "strictness": ("client",),
}
"""By part of a report, the members that identify its rows."""


class ReportError(Exception):
    """A file that can't be read as a report, or reports that don't go together; the message says why."""


def load_report(path: Path) -> Report:
    """Read a JSON report of this or an earlier version of the schema.

    Raises:
        ReportError: the file can't be read, or is not a whole report
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
        found = json.loads(text, parse_constant=_reject_constant)
    except OSError as error:
        raise ReportError(f"{path}: can't be read: {error.strerror}") from None
    except RecursionError:
        raise ReportError(f"{path}: not valid JSON: it is nested too deeply") from None
    except ValueError as error:
        reason = error if path.stat().st_size else "the file is empty"
        raise ReportError(f"{path}: not valid JSON: {reason}") from None
    _check_origin(path, found)
    # The second check is for reports that have passed the first.
    for problem in chain(_schema_errors(found), _dangling_names(found)):
        raise ReportError(f"{path}: not a whole report: {problem}")
    return upgraded(found)


def _reject_constant(constant: str) -> Any:
    # Python reads and writes it; the page's JSON.parse does not.
    raise ValueError(f"{constant} is not a JSON number")


def _check_origin(path: Path, found: Any) -> None:
    tool = found.get("tool") if isinstance(found, dict) else None
    if not isinstance(tool, dict) or tool.get("name") != "pytest-realtime":
        raise ReportError(f"{path}: not a report of pytest-realtime; use one that --realtime-report=….json wrote")
    version = found.get("schema")
    if isinstance(version, int) and version > SCHEMA:
        raise ReportError(
            f"{path}: has schema version {version}, this release reads up to {SCHEMA}; "
            f"it was written by pytest-realtime {tool.get('version')}: upgrade to that"
        )


def _schema_errors(found: Any) -> Iterator[str]:
    import jsonschema

    schema = json.loads(Path(__file__).with_name("report.schema.json").read_text(encoding="utf-8"))
    for error in jsonschema.Draft202012Validator(schema).iter_errors(found):
        message = error.message if len(error.message) < 200 else f"{error.message[:200]}…"
        yield f"{error.json_path}: {message}"


def _dangling_names(report: Any) -> Iterator[str]:
    """Find what the schema can't express: a name or number of a row that is not there, and a row that is twice."""
    for part, members in _KEYS.items():
        keys = Counter(tuple(row[member] for member in members) for row in report[part])
        yield from (
            f"{' / '.join(map(repr, key))} is {count} times in {part}" for key, count in keys.items() if count > 1
        )
    contracts = {row["id"] for row in report["contracts"]}
    clients = {row["name"] for row in report["clients"]}
    for result in report["results"]:
        if result["contract"] not in contracts:
            yield f"the contract {result['contract']} has a result and is not listed"
        if result["client"] not in clients:
            yield f"the client {result['client']!r} has a result and is not listed"
    yield from _dangling_exchanges(report)
    for part in ("summary", "strictness"):
        for name in sorted(clients - {row["client"] for row in report[part]}):
            yield f"the client {name!r} is missing in {part}"


def _dangling_exchanges(report: Any) -> Iterator[str]:
    if report["schema"] < SCHEMA:
        return
    count = len(report["exchanges"])
    for row in (*report["results"], *report["causes"]):
        findings = row["findings"] if "findings" in row else [row["example"]]
        for number in (row.get("exchange", -1), *(finding["exchange"] for finding in findings)):
            if number >= count:
                yield f"the exchange {number} is referred to and is not listed"


def upgraded(found: Any) -> Report:
    """Add the members that a report of an earlier version lacks.

    Version 1 did not say which results failed their tests: MUST, the default fail level, is assumed. Version 2 did
    not say where in the wire types a finding is: its pointer stands for the place.
    """
    if found["schema"] < SCHEMA:
        _add_facts(found)
        _add_exchanges(found)
    report: Report = found
    return report


def _add_facts(found: Any) -> None:
    """Add what version 1 lacks: what a contract is about, and whether a result failed its test."""
    for contract in found["contracts"]:
        _, *middle, requirement = contract["id"].split(".")
        is_refusal = requirement == "is-refused" and len(middle) > 1
        kind = middle.pop() if is_refusal else "valid"
        facts = {"requirement": REFUSAL if is_refusal else requirement, "subject": ".".join(middle), "kind": kind}
        contract |= facts | {"direction": "write"} | contract
    contracts = {contract["id"]: contract for contract in found["contracts"]}
    for result in found["results"]:
        contract = contracts[result["contract"]]
        for member in ("level", "requirement", "subject", "kind"):
            result.setdefault(member, contract[member])
        is_must = result["level"] == "MUST"
        result.setdefault("failed", result["verdict"] == "error" or (result["verdict"] == "deviation" and is_must))
        result.setdefault("reason", "")


def _add_exchanges(found: Any) -> None:
    """Move each result's only exchange to the list of all, and group the findings by cause."""
    types = {contract["id"]: contract["types"] for contract in found["contracts"]}
    exchanges = ExchangeTable()
    for result in found["results"]:
        exchange: Any = {
            "client": result["client"],
            "operation": "roundtrip",
            "type": next(iter(types[result["contract"]]), ""),
            "sent": result.pop("sent"),
            "received": result.pop("received"),
        }
        result["exchange"] = exchanges.number(exchange)
        known = result["reason"] if result["verdict"] == "expected" else ""
        for finding in result["findings"]:
            finding |= {"place": "", "form": "", "rule": "", "reason": ""}
            finding |= {"exchange": result["exchange"], "known": known}
    found |= {"schema": SCHEMA, "exchanges": exchanges.rows, "causes": causes(found["results"], exchanges.rows)}

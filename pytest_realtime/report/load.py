"""Reads JSON reports back, and tells in one sentence why a file is none."""

import json
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from pytest_realtime.report import Report

SCHEMA = 1
"""The version of the report's schema that is written and read."""


_KEYS = {
    "clients": ("name",),
    "contracts": ("id",),
    "results": ("client", "contract"),
    "summary": ("client",),
    "strictness": ("client",),
}
"""By part of a report, the members by which its rows are told apart."""


class ReportError(Exception):
    """A file that can't be read as a report, or reports that don't go together; the message says why."""


def load_report(path: Path) -> Report:
    """Read a JSON report. Raises :class:`ReportError`."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        found = json.loads(text, parse_constant=_refused)
    except OSError as error:
        raise ReportError(f"{path}: can't be read: {error.strerror}") from None
    except RecursionError:
        raise ReportError(f"{path}: is no JSON: it is nested too deeply") from None
    except ValueError as error:
        reason = error if path.stat().st_size else "the file is empty"
        raise ReportError(f"{path}: is no JSON: {reason}") from None
    _check_kind(path, found)
    # The second check is for what has passed the first.
    for fault in chain(_faults(found), _loose_ends(found)):
        raise ReportError(f"{path}: is no whole report: {fault}")
    report: Report = found
    return report


def _refused(constant: str) -> Any:
    # Python reads and writes it; the page's JSON.parse does not.
    raise ValueError(f"{constant} is no number of JSON")


def _check_kind(path: Path, found: Any) -> None:
    tool = found.get("tool") if isinstance(found, dict) else None
    if not isinstance(tool, dict) or tool.get("name") != "pytest-realtime":
        raise ReportError(
            f"{path}: is no report of pytest-realtime; give a file that --realtime-report=….json wrote"
        )
    version = found.get("schema")
    if isinstance(version, int) and version > SCHEMA:
        raise ReportError(
            f"{path}: has schema version {version}, this release reads up to {SCHEMA}; "
            f"it was written by pytest-realtime {tool.get('version')}: upgrade to that"
        )


def _faults(found: Any) -> Iterator[str]:
    import jsonschema

    schema = json.loads(Path(__file__).with_name("report.schema.json").read_text(encoding="utf-8"))
    for error in jsonschema.Draft202012Validator(schema).iter_errors(found):
        told = error.message if len(error.message) < 200 else f"{error.message[:200]}…"
        yield f"{error.json_path}: {told}"


def _loose_ends(report: Report) -> Iterator[str]:
    """What the schema can't say: every name that is used is also listed, and what is told is told once."""
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
    for part in ("summary", "strictness"):
        for name in sorted(clients - {row["client"] for row in report[part]}):
            yield f"the client {name!r} is missing in {part}"

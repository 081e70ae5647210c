"""Makes one report of several: of shards of one run, or of several clients' runs."""

from collections.abc import Mapping, Sequence
from typing import Any

from pytest_realtime.report import Report
from pytest_realtime.report.build import summary_of
from pytest_realtime.report.load import ReportError

Named = Mapping[str, Report]
"""Reports by the name that messages call each."""


def merge(reports: Named) -> Report:
    """One report with all results. The same result in two reports counts once.

    Raises :class:`ReportError` where reports don't go together: other revisions or releases, a client in two
    versions, or a contract with two verdicts.
    """
    names = list(reports)
    for name in names[1:]:
        _check_alike(names[0], reports[names[0]], name, reports[name])
    clients = _joined(reports, "clients", ("name",), _introduced, "client")
    results = _joined(reports, "results", ("client", "contract"), _judged, "result of")
    return {
        "schema": reports[names[0]]["schema"],
        "tool": reports[names[0]]["tool"],
        "spec": reports[names[0]]["spec"],
        "clients": clients,
        "contracts": _joined(reports, "contracts", ("id",), lambda row: row, "contract"),
        "results": results,
        "strictness": [_strictness(card["name"], reports) for card in clients],
        "summary": [summary_of(card["name"], results) for card in clients],
    }


def _check_alike(first_name: str, first: Report, name: str, report: Report) -> None:
    for part, what in (("tool", "version"), ("spec", "revision")):
        if first[part][what] != report[part][what]:
            raise ReportError(
                f"{first_name} and {name} don't go together: the {part}'s {what} is {first[part][what]} in the one "
                f"and {report[part][what]} in the other"
            )


def _introduced(client: dict[str, Any]) -> Any:
    """What has to be the same of one client in two reports; shards may have been run by other commands."""
    return {member: value for member, value in client.items() if member != "command"}


def _judged(result: dict[str, Any]) -> Any:
    """What has to be the same in two results of one contract; times and texts may differ."""
    found = sorted((finding["kind"], finding["pointer"]) for finding in result["findings"])
    return result["verdict"], found


def _joined(reports: Named, part: str, key: tuple[str, ...], same: Any, what: str) -> list[dict[str, Any]]:
    """The rows of all reports, each once, sorted by their key."""
    found: dict[tuple[str, ...], tuple[str, dict[str, Any]]] = {}
    for name, report in reports.items():
        for row in report[part]:
            place = tuple(row[member] for member in key)
            other_name, other = found.setdefault(place, (name, row))
            if same(row) != same(other):
                raise ReportError(f"{other_name} and {name} conflict: each has another {what} {' / '.join(place)}")
    return [found[place][1] for place in sorted(found)]


def _strictness(client: str, reports: Named) -> dict[str, Any]:
    """The counts of all reports, added; where two have the very same refusals, they count once."""
    asked: dict[frozenset[str], tuple[str, dict[str, Any]]] = {}
    for name, report in reports.items():
        ids = _refusals(client, report)
        if not ids:
            continue
        row = next(row for row in report["strictness"] if row["client"] == client)
        for others, (other, _) in asked.items():
            if others & ids and others != ids:
                raise ReportError(
                    f"{other} and {name} conflict: they share some refusals of {client}, and not others, "
                    "so its strictness can't be told"
                )
        asked.setdefault(ids, (name, row))
    return _added(client, [row for _, row in asked.values()])


def _refusals(client: str, report: Report) -> frozenset[str]:
    results = (result for result in report["results"] if result["client"] == client)
    return frozenset(result["contract"] for result in results if result["contract"].endswith(".is-refused"))


def _added(client: str, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    kinds: dict[str, dict[str, int]] = {}
    for row in rows:
        for kind, counts in row.get("kinds", {}).items():
            total = kinds.setdefault(kind, {"tried": 0, "rejected": 0})
            total["tried"] += counts["tried"]
            total["rejected"] += counts["rejected"]
    tried = [row for row in rows if row["invalid_tried"]]
    return {
        "client": client,
        "invalid_tried": sum(row["invalid_tried"] for row in rows),
        "invalid_rejected": sum(row["invalid_rejected"] for row in rows),
        "kinds": dict(sorted(kinds.items())),
        "opaque": bool(tried) and all(row.get("opaque", False) for row in tried),
    }

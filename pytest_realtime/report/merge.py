"""Make one report of several: of the shards of one run, or of several clients' runs."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pytest_realtime.report.build import strictness_of, summary_of
from pytest_realtime.report.causes import causes
from pytest_realtime.report.exchanges import ExchangeTable
from pytest_realtime.report.load import ReportError
from pytest_realtime.report.schema import SCHEMA, Report, StrictnessRow
from pytest_realtime.results import ClientRow, ResultRow
from pytest_realtime.suite.manifest import REFUSAL

Named = Mapping[str, Report]
"""Reports by the name that messages give each."""
Row = TypeVar("Row", bound=Mapping[str, Any])


def merge(reports: Named) -> Report:
    """Return one report with all results. The same result in two reports counts once.

    Raises:
        ReportError: the reports don't go together: other revisions or releases, a client in two versions, or a
            contract with two verdicts
    """
    (first_name, first), *others = reports.items()
    for name, other in others:
        _check_alike(first_name, first, name, other)
    clients = _joined(reports, lambda report: report["clients"], ("name",), _client_identity, "client")
    exchanges = ExchangeTable()
    results = _joined(
        reports,
        lambda report: [exchanges.moved(row, report["exchanges"]) for row in report["results"]],
        ("client", "contract"),
        _result_identity,
        "result of",
    )
    return {
        "schema": SCHEMA,
        "tool": first["tool"],
        "spec": first["spec"],
        "clients": clients,
        "contracts": _joined(reports, lambda report: report["contracts"], ("id",), dict, "contract"),
        "results": results,
        "exchanges": exchanges.rows,
        "causes": causes(results, exchanges.rows),
        "strictness": [_strictness(client["name"], reports) for client in clients],
        "summary": [summary_of(client["name"], results) for client in clients],
    }


def _check_alike(first_name: str, first: Report, name: str, report: Report) -> None:
    for what, own, other in (
        ("tool's version", first["tool"]["version"], report["tool"]["version"]),
        ("spec's revision", first["spec"]["revision"], report["spec"]["revision"]),
    ):
        if own != other:
            raise ReportError(
                f"{first_name} and {name} don't go together: the {what} is {own} in one and {other} in the other"
            )


def _client_identity(client: ClientRow) -> Any:
    """The members that must agree between reports; shards may have been run by different commands."""
    return {member: value for member, value in client.items() if member != "command"}


def _result_identity(row: ResultRow) -> Any:
    """The members that must agree between reports; times and payloads may differ."""
    return row["verdict"], sorted((finding["kind"], finding["pointer"]) for finding in row["findings"])


def _joined(
    reports: Named,
    rows: Callable[[Report], list[Row]],
    key: tuple[str, ...],
    identity: Callable[[Row], Any],
    what: str,
) -> list[Row]:
    """The rows of all reports, each once, sorted by their key."""
    found: dict[tuple[str, ...], tuple[str, Row]] = {}
    for name, report in reports.items():
        for row in rows(report):
            place = tuple(row[member] for member in key)
            other_name, other = found.setdefault(place, (name, row))
            if identity(row) != identity(other):
                raise ReportError(f"{other_name} and {name} conflict: different {what} {' / '.join(place)}")
    return [found[place][1] for place in sorted(found)]


def _strictness(client: str, reports: Named) -> StrictnessRow:
    """Add the counts of all reports; two with the same contracts about invalid payloads count once."""
    parts: dict[frozenset[str], tuple[str, StrictnessRow]] = {}
    for name, report in reports.items():
        ids = frozenset(
            row["contract"]
            for row in report["results"]
            if row["client"] == client and row["requirement"] == REFUSAL
        )
        if not ids:
            continue
        for others, (other, _) in parts.items():
            if others & ids and others != ids:
                raise ReportError(
                    f"{other} and {name} conflict: only some of {client}'s contracts about invalid payloads are in "
                    "both, so its strictness can't be computed"
                )
        parts.setdefault(ids, (name, next(row for row in report["strictness"] if row["client"] == client)))
    return strictness_of(client, (row for _, row in parts.values()))

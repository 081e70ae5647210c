"""The summary at the end of a run, and the status letters during it."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pytest_realtime.judge.rendering import printable
from pytest_realtime.report import Report
from pytest_realtime.report.building import LEVELS, VERDICTS
from pytest_realtime.report.profile import counted
from pytest_realtime.report.visible import on_one_line
from pytest_realtime.run.recording import PROPERTY

Line = tuple[str, dict[str, bool]]
"""A line and pytest's markup for it."""

_STATUS = {
    "expected": ("expected", "e", "EXPECTED"),
    "deviation": ("tolerated", "d", "DEVIATION"),
}
"""Category, letter and word of a passed test by its contract's verdict."""
MOST_KINDS = 10
MOST_DEVIATIONS = 30


def status(report: Any) -> tuple[str, str, str] | None:
    """How pytest shows a passed test whose contract did not simply hold."""
    for name, value in report.user_properties:
        if name == PROPERTY:
            return _STATUS.get(json.loads(value)["verdict"])
    return None


def summary_lines(report: Report, *, verbose: bool) -> list[Line]:
    """A table per client, its strictness, its most frequent findings, and its deviations in one line each."""
    lines = (line for client in report["clients"] for line in _of_client(report, client, verbose))
    return [(on_one_line(printable(text)), markup) for text, markup in lines]


def _of_client(report: Report, client: dict[str, Any], verbose: bool) -> Iterator[Line]:
    name = client["name"]
    results = [result for result in report["results"] if result["client"] == name]
    yield f"{name} {client['version']} ({client['language']}, {client['transport']})", {"bold": True}
    yield "".join(f"{title:>15}" for title in ("", *VERDICTS)), {}
    counts = next(row for row in report["summary"] if row["client"] == name)
    for level in LEVELS:
        yield "".join(f"{cell:>15}" for cell in (level.upper(), *counts[level].values())), _colour(counts[level])
    strictness = next(row for row in report["strictness"] if row["client"] == name)
    if strictness["invalid_tried"]:
        yield from _strictness(strictness)
    if profile := counted(client):
        yield profile, {}
    yield from _kinds(results)
    yield from _deviations(results, verbose)
    yield "", {}


def _strictness(row: dict[str, Any]) -> Iterator[Line]:
    opaque = "; opaque: it writes whatever it is given" if row["opaque"] else ""
    yield f"refused {row['invalid_rejected']} of {row['invalid_tried']} invalid payloads{opaque}", {}
    shares = [f"{kind} {counts['rejected']}/{counts['tried']}" for kind, counts in row["kinds"].items()]
    yield from ((f"  {', '.join(shares[start : start + 5])}", {}) for start in range(0, len(shares), 5))


def _colour(counts: dict[str, int]) -> dict[str, bool]:
    if counts["deviation"] or counts["error"]:
        return {"red": True}
    return {"yellow": True} if counts["expected"] else {"green": True}


def _binding(results: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out what a client may do as it likes: it is counted in the table."""
    return [result for result in results if result["findings"] and not result["contract"].startswith("may.")]


def _kinds(results: list[dict[str, Any]]) -> Iterator[Line]:
    kinds = Counter(finding["kind"] for result in _binding(results) for finding in result["findings"])
    if kinds:
        yield "findings: " + ", ".join(f"{count} {kind}" for kind, count in kinds.most_common(MOST_KINDS)), {}


def _deviations(results: list[dict[str, Any]], verbose: bool) -> Iterator[Line]:
    shown = _binding(results)
    for result in shown if verbose else shown[:MOST_DEVIATIONS]:
        finding = result["findings"][0]
        more = f"(+{len(result['findings']) - 1})" if len(result["findings"]) > 1 else ""
        told = " ".join(filter(None, (finding["kind"], finding["pointer"], more)))
        markup = {"yellow": True} if result["verdict"] == "expected" else {"red": True}
        yield f"{result['verdict']:>9}  {result['contract']}: {told}", markup
        if result.get("reason"):
            yield f"           {result['reason']}", {}
    if not verbose and len(shown) > MOST_DEVIATIONS:
        yield f"           … and {len(shown) - MOST_DEVIATIONS} more; all with -v, or in a report", {}

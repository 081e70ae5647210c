"""The report as Markdown, for pull requests and step summaries."""

from collections.abc import Iterator
from typing import Any

from pytest_realtime.report import Report
from pytest_realtime.report.building import LEVELS, VERDICTS
from pytest_realtime.report.profile import told

MOST_ROWS = 200


def render(report: Report) -> str:
    """A table per client and its deviations, one row each."""
    lines = ["# Realtime contracts", "", f"Spec of {report['spec']['date']}, {report['tool']['name']} "]
    lines[-1] += report["tool"]["version"]
    for client in report["clients"]:
        lines += ["", *_of_client(report, client)]
    return "\n".join(lines) + "\n"


def _of_client(report: Report, client: dict[str, Any]) -> Iterator[str]:
    name = client["name"]
    yield f"## {_cell(name)} {_cell(client['version'])} ({_cell(client['language'])}, {_cell(client['transport'])})"
    yield ""
    yield "| level | " + " | ".join(VERDICTS) + " |"
    yield "|---|" + "---:|" * len(VERDICTS)
    counts = next(row for row in report["summary"] if row["client"] == name)
    for level in LEVELS:
        yield f"| {level.upper()} | " + " | ".join(str(counts[level][verdict]) for verdict in VERDICTS) + " |"
    if profile := told(client):
        yield ""
        yield _cell(profile)
    strictness = next(row for row in report["strictness"] if row["client"] == name)
    if strictness["invalid_tried"]:
        yield ""
        opaque = " It is opaque: it writes whatever it is given." if strictness["opaque"] else ""
        yield f"Refused {strictness['invalid_rejected']} of {strictness['invalid_tried']} invalid payloads.{opaque}"
    yield from _findings([row for row in report["results"] if row["client"] == name and row["findings"]])


def _findings(results: list[dict[str, Any]]) -> Iterator[str]:
    if not results:
        return
    yield ""
    yield "| contract | verdict | finding | expected | observed |"
    yield "|---|---|---|---|---|"
    for result in results[:MOST_ROWS]:
        finding = result["findings"][0]
        more = f" (+{len(result['findings']) - 1})" if len(result["findings"]) > 1 else ""
        where = f"{finding['kind']} {finding['pointer']}{more}"
        cells = (result["contract"], result["verdict"], where, finding["expected"], finding["observed"])
        yield "| " + " | ".join(_cell(cell) for cell in cells) + " |"
    if len(results) > MOST_ROWS:
        yield ""
        yield f"… and {len(results) - MOST_ROWS} more, in the JSON report."


def _cell(text: str) -> str:
    """Text as text, whatever a client wrote: no table cell, tag or link of its own."""
    flat = " ".join(text.split())
    escaped = flat.replace("&", "&amp;").replace("<", "&lt;").replace("\\", "\\\\")
    for character in "|`*_[]":
        escaped = escaped.replace(character, f"\\{character}")
    return escaped

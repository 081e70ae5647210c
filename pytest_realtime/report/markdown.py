"""The report as Markdown, for pull requests and step summaries."""

import re
from collections.abc import Iterator
from typing import Any

from pytest_realtime.levels import LEVEL_WORDS
from pytest_realtime.report import Report
from pytest_realtime.report.always_sent import told
from pytest_realtime.report.build import VERDICTS
from pytest_realtime.safe_text import on_one_line, printable

MOST_ROWS = 100
"""Deviations listed per client: a comment on a pull request holds some 65,000 characters."""
_SIGNS = {"pass": "✅", "expected": "☑️", "deviation": "❌", "error": "💥", "not-applicable": "⚪"}


def render(report: Report) -> str:
    """A table per client and its deviations, one row each."""
    tool = report["tool"]
    lines = ["# Realtime contracts", "", f"Spec of {report['spec']['date']}, {tool['name']} {tool['version']}"]
    for client in report["clients"]:
        lines += ["", *_of_client(report, client)]
    return "\n".join(lines) + "\n"


def _of_client(report: Report, client: dict[str, Any]) -> Iterator[str]:
    name = client["name"]
    yield f"## {_cell(name)} {_cell(client['version'])} ({_cell(client['language'])}, {_cell(client['transport'])})"
    yield ""
    if profile := told(client):
        yield _cell(profile)
        yield ""
    counts = next(row for row in report["summary"] if row["client"] == name)
    yield _verdict(counts["must"])
    yield ""
    yield "| level | " + " | ".join(f"{_SIGNS[verdict]} {verdict}" for verdict in VERDICTS) + " |"
    yield "|---|" + "---:|" * len(VERDICTS)
    for level in LEVEL_WORDS:
        yield f"| {level.upper()} | " + " | ".join(str(counts[level][verdict]) for verdict in VERDICTS) + " |"
    strictness = next(row for row in report["strictness"] if row["client"] == name)
    if strictness["invalid_tried"]:
        yield ""
        opaque = " It is opaque: it writes whatever it is given." if strictness.get("opaque") else ""
        yield f"Refused {strictness['invalid_rejected']} of {strictness['invalid_tried']} invalid payloads.{opaque}"
    yield from _findings([row for row in report["results"] if row["client"] == name and _is_told(row)])


def _verdict(must: dict[str, int]) -> str:
    wrong = must["deviation"] + must["error"]
    asked = wrong + must["pass"] + must["expected"]
    if not asked:
        return "**No contract of level MUST was asked.**"
    if wrong:
        return f"**{wrong} of {asked} contracts of level MUST do not hold.**"
    known = f", but for {must['expected']} that are known to deviate" if must["expected"] else ""
    return f"**All {asked} contracts of level MUST hold{known}.**"


def _is_told(result: dict[str, Any]) -> bool:
    # What a client may do as it likes is counted in the table.
    return bool(result["findings"]) and (not result["contract"].startswith("may.") or result["verdict"] == "error")


def _findings(results: list[dict[str, Any]]) -> Iterator[str]:
    if not results:
        return
    # What is news stands before what is known; each in the report's order.
    results = sorted(results, key=lambda result: ("error", "deviation", "expected").index(result["verdict"]))
    yield ""
    yield f"<details><summary>{len(results)} with findings</summary>"
    yield ""
    yield "| contract | verdict | finding | expected | observed |"
    yield "|---|---|---|---|---|"
    for result in results[:MOST_ROWS]:
        finding = result["findings"][0]
        more = f" (+{len(result['findings']) - 1})" if len(result["findings"]) > 1 else ""
        where = f"{finding['kind']} {finding['pointer']}{more}"
        reason = f" ({result['reason']})" if result.get("reason") else ""
        verdict = f"{_SIGNS[result['verdict']]} {result['verdict']}{reason}"
        cells = (result["contract"], verdict, where, finding["expected"], finding["observed"])
        yield "| " + " | ".join(_cell(cell) for cell in cells) + " |"
    if len(results) > MOST_ROWS:
        yield ""
        yield f"… and {len(results) - MOST_ROWS} more, in the JSON report."
    yield ""
    yield "</details>"


def _cell(text: str) -> str:
    """Text as text, whatever a client wrote: no table cell, tag, link or mention of its own."""
    plain = on_one_line(printable(" ".join(text.split())))
    escaped = plain.replace("&", "&amp;").replace("<", "&lt;").replace("\\", "\\\\")
    for character in "|`*_[]~$":
        escaped = escaped.replace(character, f"\\{character}")
    # GitHub finds these in the text itself, where no backslash helps.
    return re.sub(r"(?<=[@#])|(?<=:)(?=//)|(?<=[Ww])(?=[Ww][Ww]\.)", "<!-- -->", escaped)

"""The report as Markdown, for pull requests and step summaries."""

import re
from collections.abc import Iterator

from pytest_realtime.levels import LEVELS
from pytest_realtime.report.causes import CauseRow, outcome_of_cause
from pytest_realtime.report.declared import declared
from pytest_realtime.report.finding_list import reason_with_rule
from pytest_realtime.report.outcomes import (
    ERROR,
    FAILED,
    KNOWN,
    NOT_APPLICABLE,
    OUTCOMES,
    WORST_FIRST,
    OutcomeCounts,
    count_outcomes,
)
from pytest_realtime.report.schema import Report
from pytest_realtime.results import ClientRow
from pytest_realtime.safe_text import on_one_line, printable

MOST_ROWS = 100
"""Causes listed per client: a comment on a pull request holds some 65,000 characters."""


def render(report: Report) -> str:
    """Render a report: per client a table of its levels and one of its causes."""
    tool = report["tool"]
    lines = ["# Realtime contracts", "", f"Spec of {report['spec']['date']}, {tool['name']} {tool['version']}"]
    for client in report["clients"]:
        lines += ["", *_client(report, client)]
    return "\n".join(lines) + "\n"


def _client(report: Report, client: ClientRow) -> Iterator[str]:
    name = client["name"]
    results = [row for row in report["results"] if row["client"] == name]
    counts = count_outcomes(results)
    yield f"## {_cell(name)} {_cell(client['version'])} ({_cell(client['language'])}, {_cell(client['transport'])})"
    if sentence := declared(client):
        yield from ("", _cell(sentence))
    yield from ("", _headline(counts), "")
    yield "| level | " + " | ".join(f"{outcome.emoji} {outcome.label}" for outcome in OUTCOMES) + " |"
    yield "|---|" + "---:|" * len(OUTCOMES)
    for level in LEVELS:
        yield f"| {level} | " + " | ".join(str(counts[level][outcome]) for outcome in OUTCOMES) + " |"
    strictness = next(row for row in report["strictness"] if row["client"] == name)
    if tried := strictness["invalid_tried"]:
        passthrough = " Passthrough: it writes everything that it is given." if strictness.get("opaque") else ""
        yield from ("", f"Rejected {strictness['invalid_rejected']} of {tried} invalid payloads.{passthrough}")
    yield from _causes([row for row in report["causes"] if row["client"] == name])


def _headline(counts: OutcomeCounts) -> str:
    must = counts["MUST"]
    failed, applicable = must[FAILED] + must[ERROR], must.total() - must[NOT_APPLICABLE]
    if not applicable:
        return "**No MUST contract was run.**"
    if failed:
        return f"**{failed} of {applicable} MUST contracts failed.**"
    known = f", except for {must[KNOWN]} known deviation{'s' * (must[KNOWN] != 1)}" if must[KNOWN] else ""
    return f"**All {applicable} MUST contracts passed{known}.**"


def _causes(causes: list[CauseRow]) -> Iterator[str]:
    if not causes:
        return
    # New failures before known ones; each in the report's order.
    causes = sorted(causes, key=lambda row: WORST_FIRST.index(outcome_of_cause(row)))
    noun = "cause" if len(causes) == 1 else "causes"
    yield from ("", f"<details><summary>{len(causes)} {noun} of findings</summary>", "")
    yield "| cause | contracts | level | result | reason | expected | observed |"
    yield "|---|---:|---|---|---|---|---|"
    for row in causes[:MOST_ROWS]:
        outcome, example = outcome_of_cause(row), row["example"]
        known = f": {row['known']}" if row["known"] else ""
        others = f" (+{len(row['keys']) - 1})" if len(row["keys"]) > 1 else ""
        cells = (
            f"{row['cause']}{others}",
            str(len(row["contracts"])),
            row["level"],
            f"{outcome.emoji} {outcome.label}{known}",
            reason_with_rule(row),
            example["expected"],
            example["observed"],
        )
        yield "| " + " | ".join(map(_cell, cells)) + " |"
    if len(causes) > MOST_ROWS:
        yield from ("", f"… and {len(causes) - MOST_ROWS} more, in the JSON report.")
    yield from ("", "</details>")


def _cell(text: str) -> str:
    """Escape text, whatever a client wrote: no table cell, tag, link or mention of its own."""
    plain = on_one_line(printable(" ".join(text.split())))
    escaped = plain.replace("&", "&amp;").replace("<", "&lt;").replace("\\", "\\\\")
    for character in "|`*_[]~$":
        escaped = escaped.replace(character, f"\\{character}")
    # GitHub finds these in the text itself, where no backslash helps.
    return re.sub(r"(?<=[@#])|(?<=:)(?=//)|(?<=[Ww])(?=[Ww][Ww]\.)", "<!-- -->", escaped)

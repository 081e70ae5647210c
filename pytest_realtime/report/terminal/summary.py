"""The summary at the end of a run."""

import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pytest_realtime.report.always_sent import count_always_sent
from pytest_realtime.report.finding_list import first_finding
from pytest_realtime.report.outcomes import KNOWN, OUTCOMES, OutcomeCounts, count_outcomes, is_binding, outcome_of
from pytest_realtime.report.schema import Report, StrictnessRow
from pytest_realtime.report.terminal.counts import Line, plain_counts, rich_counts
from pytest_realtime.results import ClientRow, ResultRow
from pytest_realtime.safe_text import safe_line

MOST_KINDS = 10
MOST_ROWS = 30
"""Results with findings, one line each, that a run without ``-v`` lists per client."""
NARROWEST = 40
"""Columns; a terminal that reports fewer is not believed."""
_LABEL = len(KNOWN.label)


@dataclass(frozen=True)
class TerminalLayout:
    """The layout of the summary."""

    verbosity: int = 0
    """As pytest counts it: below 0 with ``-q``, above with ``-v``."""
    width: int = 80
    """Columns of the terminal."""
    colour: bool = False
    """Whether the terminal shows colours, and nobody switched them off."""
    breaks: bool = True
    """Whether long lines are broken to fit; in a file they stay whole, for those who search it."""

    @property
    def indent(self) -> int:
        """Columns before continuation lines."""
        return 2 if self.breaks and self.width <= 2 * NARROWEST else _LABEL + 2


def summary_lines(report: Report, layout: TerminalLayout) -> list[Line]:
    """Return a table per client, its strictness, its most frequent findings, and one line per result with findings.

    With ``-q`` it is one line per client.
    """
    lines: list[Line] = []
    for client in report["clients"]:
        results = [row for row in report["results"] if row["client"] == client["name"]]
        counts = count_outcomes(results)
        if layout.verbosity < 0:
            lines += _in_short(client, counts, layout)
        else:
            strictness = next(row for row in report["strictness"] if row["client"] == client["name"])
            lines += [*_head(client, counts, layout), *_body(results, strictness, layout), ("", {})]
    return lines


def _in_short(client: ClientRow, counts: OutcomeCounts, layout: TerminalLayout) -> Iterator[Line]:
    levels = (
        f"{level} " + ", ".join(f"{row[outcome]} {outcome.label}" for outcome in OUTCOMES if row[outcome])
        for level, row in counts.items()
        if row
    )
    yield from _wrapped(f"{client['name']} {client['version']}: {'; '.join(levels)}", layout)


def _head(client: ClientRow, counts: OutcomeCounts, layout: TerminalLayout) -> Iterator[Line]:
    named = " ".join(filter(None, (client["name"], client["version"])))
    yield from _wrapped(f"{named} ({client['language']}, {client['transport']})", layout, bold=True)
    if exempted := count_always_sent(client):
        yield from _wrapped(exempted, layout, 2)
    coloured = rich_counts(counts, layout.width) if layout.colour else None
    yield from coloured or plain_counts(counts, layout.width)


def _body(results: list[ResultRow], strictness: StrictnessRow, layout: TerminalLayout) -> Iterator[Line]:
    if strictness["invalid_tried"]:
        yield from _strictness(strictness, layout)
    unsupported = [row["unsupported"] for row in results if "unsupported" in row]
    if unsupported:
        text = f"unsupported payloads (skipped): {sum(unsupported)}, in {len(unsupported)} contracts"
        yield from _wrapped(text, layout, 2)
    binding = [row for row in results if is_binding(row)]
    kinds = Counter(finding["kind"] for row in binding for finding in row["findings"])
    if kinds:
        listed = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common(MOST_KINDS))
        yield from _wrapped(f"findings: {listed}", layout, 2)
    yield from _rows(binding, layout)


def _strictness(row: StrictnessRow, layout: TerminalLayout) -> Iterator[Line]:
    passthrough = "; passthrough: it writes everything that it is given" if row.get("opaque") else ""
    text = f"rejected {row['invalid_rejected']} of {row['invalid_tried']} invalid payloads{passthrough}"
    yield from _wrapped(text, layout, 2)
    shares = [f"{kind} {counts['rejected']}/{counts['tried']}" for kind, counts in row.get("kinds", {}).items()]
    if shares:
        yield from _wrapped(f"  {', '.join(shares)}", layout, 2)


def _rows(results: list[ResultRow], layout: TerminalLayout) -> Iterator[Line]:
    is_whole = layout.verbosity > 0 or len(results) <= MOST_ROWS
    indent = layout.indent
    for row in results if is_whole else results[:MOST_ROWS]:
        outcome = outcome_of(row)
        line = f"{outcome.label:>{_LABEL}}  {row['contract']}: {first_finding(row)}"
        yield from _wrapped(line, layout, indent, **{outcome.colour: True})
        if row["reason"]:
            yield from _wrapped(f"{' ' * indent}{row['reason']}", layout, indent)
    if not is_whole:
        more = f"… and {len(results) - MOST_ROWS} more; all with -v, or in a report"
        yield from _wrapped(f"{' ' * indent}{more}", layout, indent)


def _wrapped(text: str, layout: TerminalLayout, indent: int = 0, **markup: bool) -> Iterator[Line]:
    """Break a text of ours or a client's into lines that fit, without breaking names."""
    line = safe_line(text)
    if not layout.breaks:
        yield line, markup
        return
    wrapped = textwrap.wrap(
        line, layout.width, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False
    )
    yield from ((part, markup) for part in wrapped)

"""The summary at the end of a run."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from pytest_realtime.judge.entry_text import entry_text
from pytest_realtime.report.causes import CauseRow, outcome_of_cause
from pytest_realtime.report.declared import count_declared
from pytest_realtime.report.outcomes import ADVISORY, ERROR, FAILED, KNOWN, OUTCOMES, OutcomeCounts, count_outcomes
from pytest_realtime.report.schema import Report, StrictnessRow
from pytest_realtime.report.terminal.counts import Line, plain_counts, rich_counts
from pytest_realtime.report.terminal.failure import WIDTH, marked
from pytest_realtime.results import ClientRow, ExchangeRow, ResultRow
from pytest_realtime.safe_text import safe_line, visible

MOST_CAUSES = 15
"""Causes that a run without ``-v`` lists per client: about two screens."""
MOST_HARMLESS = 6
"""Causes that a run without ``-v`` lists per client if none failed it: all that is well fits on half a screen."""
MOST_KEYS = 4
"""Cause keys that a run without ``-v`` names per cause."""
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
    """Return for each client a table, its strictness and its causes, with what each did differently and why.

    With ``-q`` it is one line per client.
    """
    lines: list[Line] = []
    for client in report["clients"]:
        results = [row for row in report["results"] if row["client"] == client["name"]]
        counts = count_outcomes(results)
        causes = [row for row in report["causes"] if row["client"] == client["name"]]
        if layout.verbosity < 0:
            lines += _in_short(client, counts, len(causes), layout)
        else:
            strictness = next(row for row in report["strictness"] if row["client"] == client["name"])
            lines += [*_head(client, counts, layout), *_body(results, strictness, layout)]
            lines += _result(counts, layout)
            lines += [*_causes(causes, report["exchanges"], layout), *_entries(causes, layout), ("", {})]
    return lines


def _in_short(client: ClientRow, counts: OutcomeCounts, causes: int, layout: TerminalLayout) -> Iterator[Line]:
    levels = (
        f"{level} " + ", ".join(f"{row[outcome]} {outcome.label}" for outcome in OUTCOMES if row[outcome])
        for level, row in counts.items()
        if row
    )
    more = f"; {causes} cause{'s' * (causes != 1)}" if causes else ""
    yield from _wrapped(f"{_named(client)}: {'; '.join(levels)}{more}", layout)


def _named(client: ClientRow) -> str:
    return " ".join(filter(None, (client["name"], client["version"])))


def _head(client: ClientRow, counts: OutcomeCounts, layout: TerminalLayout) -> Iterator[Line]:
    yield from _wrapped(f"{_named(client)} ({client['language']}, {client['transport']})", layout, bold=True)
    for exempted in count_declared(client):
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


def _result(counts: OutcomeCounts, layout: TerminalLayout) -> Iterator[Line]:
    """Say in a sentence whether contracts failed, and why others that did not pass fail nothing."""
    total = {outcome: sum(row[outcome] for row in counts.values()) for outcome in OUTCOMES}
    bad = [f"{total[outcome]} {outcome.label}" for outcome in (FAILED, ERROR) if total[outcome]]
    markup = {"red" if bad else "green": True, "bold": True}
    yield from _wrapped(f"The run fails: {', '.join(bad)}." if bad else "No contract failed.", layout, **markup)
    if total[ADVISORY]:
        why = "their level is weaker than --realtime-fail-level, so they don't fail the run"
        yield from _wrapped(f"{total[ADVISORY]} advisory: {why}", layout, 2)
    if total[KNOWN]:
        why = "the deviations file lists them, so they don't fail the run"
        yield from _wrapped(f"{total[KNOWN]} known deviation{'s' * (total[KNOWN] != 1)}: {why}", layout, 2)


def _strictness(row: StrictnessRow, layout: TerminalLayout) -> Iterator[Line]:
    passthrough = "; passthrough: it writes everything that it is given" if row.get("opaque") else ""
    text = f"rejected {row['invalid_rejected']} of {row['invalid_tried']} invalid payloads{passthrough}"
    yield from _wrapped(text, layout, 2)
    shares = [f"{kind} {counts['rejected']}/{counts['tried']}" for kind, counts in row.get("kinds", {}).items()]
    if shares:
        yield from _wrapped(f"  {', '.join(shares)}", layout, 2)


def _causes(causes: list[CauseRow], exchanges: list[ExchangeRow], layout: TerminalLayout) -> Iterator[Line]:
    """The causes, those that failed the run first."""
    causes = sorted(causes, key=lambda row: not row["failed"])
    is_well = not any(row["failed"] for row in causes)
    shown = causes if layout.verbosity > 0 else causes[: MOST_HARMLESS if is_well else MOST_CAUSES]
    if causes:
        yield from _wrapped(f"{len(causes)} cause{'s' * (len(causes) != 1)}, most contracts first:", layout)
    for row in shown:
        yield from _cause(row, exchanges[row["example"]["exchange"]], layout, in_short=is_well)
    if len(shown) < len(causes):
        more = f"… and {len(causes) - len(shown)} more causes; all with -v, or in a report"
        yield from _wrapped(f"{' ' * layout.indent}{more}", layout)


def _cause(row: CauseRow, exchange: ExchangeRow, layout: TerminalLayout, *, in_short: bool) -> Iterator[Line]:
    outcome = outcome_of_cause(row)
    count, keys = len(row["contracts"]), [row["cause"], *(key for key in row["keys"] if key != row["cause"])]
    head = f"{outcome.label:>{_LABEL}}  {row['cause']} ({count} {row['level']} contract{'s' * (count != 1)})"
    yield from _wrapped(head, layout, layout.indent, **{outcome.colour: True})
    if in_short and layout.verbosity <= 0:
        return
    space = " " * layout.indent
    listed = keys[1:] if layout.verbosity > 0 else keys[1:MOST_KEYS]
    for key in listed:
        yield from _wrapped(f"{space}{key}", layout, layout.indent)
    if len(listed) + 1 < len(keys):
        yield from _wrapped(f"{space}… and {len(keys) - len(listed) - 1} more places", layout, layout.indent)
    rule = f" (API rule {row['rule']})" if row["rule"] else ""
    yield from _wrapped(
        f"{space}{row['known'] or row['reason']}{'' if row['known'] else rule}", layout, layout.indent
    )
    if row["failed"]:
        width = max(NARROWEST, layout.width - layout.indent - 6) if layout.breaks else WIDTH
        for name, text in ((f"payload {exchange['type']}", exchange["sent"]), ("output", exchange["received"])):
            yield from _wrapped(f"{space}{name}", layout, layout.indent)
            yield from ((f"{space}{line}", {}) for line in marked(text, row["example"]["pointer"], width))


def _entries(causes: list[CauseRow], layout: TerminalLayout) -> Iterator[Line]:
    """What to copy into the deviations file for the causes that are shown, and not known."""
    failed = [row for row in causes if row["failed"] and row["unlisted"]][:MOST_CAUSES]
    if failed:
        yield "", {}
        text = "To accept a cause as a known deviation, add its entry to realtime-deviations.toml, with the reason:"
        yield from _wrapped(text, layout)
    for row in failed:
        yield "", {}
        yield from ((visible(line), {}) for line in entry_text(row["client"], row["unlisted"]).splitlines())


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

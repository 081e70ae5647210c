"""The summary at the end of a run, and the status letters during it."""

import json
import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pytest_realtime.levels import LEVEL_WORDS
from pytest_realtime.pytest_integration.recording import TAKEN
from pytest_realtime.report import Report
from pytest_realtime.report.always_sent import counted
from pytest_realtime.report.terminal.table import Line, plain_counts, rich_counts
from pytest_realtime.safe_text import safe_line

_STATUS = {
    "expected": ("expected", "e", "EXPECTED"),
    "deviation": ("tolerated", "d", "DEVIATION"),
}
"""Category, letter and word of a passed test by its contract's verdict."""
MOST_KINDS = 10
MOST_DEVIATIONS = 30
NARROWEST = 40
"""Columns; a terminal that says it has less is not believed."""


@dataclass(frozen=True)
class TerminalLayout:
    """How the summary is to look."""

    verbosity: int = 0
    """As pytest counts it: below 0 with ``-q``, above with ``-v``."""
    width: int = 80
    """Columns of the terminal."""
    colour: bool = False
    """Whether the terminal shows colours, and nobody forbade them."""
    breaks: bool = True
    """Whether long lines are broken to fit; in a file they stay whole, for those who search it."""

    @property
    def indent(self) -> int:
        """Columns before what belongs to the line above."""
        return 2 if self.breaks and self.width <= 2 * NARROWEST else 11


def layout_of(terminal: Any) -> TerminalLayout:
    """The layout for pytest's terminal reporter."""
    writer = terminal._tw
    return TerminalLayout(terminal.verbosity, max(NARROWEST, writer.fullwidth), writer.hasmarkup, terminal.isatty)


def status(report: Any) -> tuple[str, str, str] | None:
    """How pytest shows a passed test whose contract did not simply hold."""
    result = getattr(report, TAKEN, None)
    return _STATUS.get(json.loads(result)["verdict"]) if result else None


def summary_lines(report: Report, layout: TerminalLayout) -> list[Line]:
    """A table per client, its strictness, its most frequent findings, and its deviations in one line each.

    With ``-q`` one line per client.
    """
    of_client = _in_short if layout.verbosity < 0 else _of_client
    return [line for client in report["clients"] for line in of_client(report, client, layout)]


def _in_short(report: Report, client: dict[str, Any], layout: TerminalLayout) -> Iterator[Line]:
    counts = _row(report["summary"], client["name"])
    levels = (
        f"{level.upper()} " + ", ".join(f"{count} {verdict}" for verdict, count in counts[level].items() if count)
        for level in LEVEL_WORDS
        if any(counts[level].values())
    )
    yield from _wrapped(f"{client['name']} {client['version']}: {'; '.join(levels)}", layout)


def _of_client(report: Report, client: dict[str, Any], layout: TerminalLayout) -> Iterator[Line]:
    name = client["name"]
    results = [result for result in report["results"] if result["client"] == name]
    title = f"{name} {client['version']} ({client['language']}, {client['transport']})"
    yield from _wrapped(title, layout, bold=True)
    if profile := counted(client):
        yield from _wrapped(profile, layout, 2)
    counts = _row(report["summary"], name)
    rich = rich_counts(counts, layout.width) if layout.colour else None
    yield from rich or plain_counts(counts, layout.width)
    strictness = _row(report["strictness"], name)
    if strictness["invalid_tried"]:
        yield from _strictness(strictness, layout)
    yield from _unsupported(results, layout)
    yield from _kinds(results, layout)
    yield from _deviations(results, layout)
    yield "", {}


def _row(rows: list[dict[str, Any]], client: str) -> dict[str, Any]:
    return next(row for row in rows if row["client"] == client)


def _wrapped(text: str, layout: TerminalLayout, indent: int = 0, **markup: bool) -> Iterator[Line]:
    """A text of ours or a client's as lines that fit, without breaking names."""
    line = safe_line(text)
    lines = (
        [line]
        if not layout.breaks
        else textwrap.wrap(
            line,
            layout.width,
            subsequent_indent=" " * indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
    )
    yield from ((one, markup) for one in lines)


def _strictness(row: dict[str, Any], layout: TerminalLayout) -> Iterator[Line]:
    opaque = "; opaque: it writes whatever it is given" if row.get("opaque") else ""
    told = f"refused {row['invalid_rejected']} of {row['invalid_tried']} invalid payloads{opaque}"
    yield from _wrapped(told, layout, 2)
    shares = [f"{kind} {counts['rejected']}/{counts['tried']}" for kind, counts in row.get("kinds", {}).items()]
    if shares:
        yield from _wrapped(f"  {', '.join(shares)}", layout, 2)


def _unsupported(results: list[dict[str, Any]], layout: TerminalLayout) -> Iterator[Line]:
    counts = [result["unsupported"] for result in results if "unsupported" in result]
    if counts:
        told = f"payloads that it has no way to say, not judged: {sum(counts)}, contracts with them: {len(counts)}"
        yield from _wrapped(told, layout, 2)


def _binding(results: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out what a client may do as it likes: it is counted in the table."""
    return [result for result in results if result["findings"] and not result["contract"].startswith("may.")]


def _kinds(results: list[dict[str, Any]], layout: TerminalLayout) -> Iterator[Line]:
    kinds = Counter(finding["kind"] for result in _binding(results) for finding in result["findings"])
    if kinds:
        told = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common(MOST_KINDS))
        yield from _wrapped(f"findings: {told}", layout, 2)


def _deviations(results: list[dict[str, Any]], layout: TerminalLayout) -> Iterator[Line]:
    shown = _binding(results)
    is_whole = layout.verbosity > 0 or len(shown) <= MOST_DEVIATIONS
    indent = layout.indent
    for result in shown if is_whole else shown[:MOST_DEVIATIONS]:
        finding = result["findings"][0]
        more = f"(+{len(result['findings']) - 1})" if len(result["findings"]) > 1 else ""
        told = " ".join(filter(None, (finding["kind"], finding["pointer"], more)))
        colour = "yellow" if result["verdict"] == "expected" else "red"
        line = f"{result['verdict']:>9}  {result['contract']}: {told}"
        yield from _wrapped(line, layout, indent, **{colour: True})
        if result.get("reason"):
            yield from _wrapped(f"{' ' * indent}{result['reason']}", layout, indent)
    if not is_whole:
        more = f"… and {len(shown) - MOST_DEVIATIONS} more; all with -v, or in a report"
        yield from _wrapped(f"{' ' * indent}{more}", layout, indent)

"""The outcomes of a contract as users see them: one table for the terminal, the page, Markdown and comparisons.

A report has five verdicts. Users see six outcomes: a deviation either failed the run, or is advisory because its
level is weaker than the fail level.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pytest_realtime.levels import LEVELS, Level
from pytest_realtime.results import ResultRow


@dataclass(frozen=True)
class Outcome:
    """One row of the table."""

    name: str
    """Its name in links into the page and in style sheets; the verdict's, where there is one."""
    label: str
    sign: str
    """On the HTML page."""
    emoji: str
    """In Markdown."""
    colour: str
    """In a terminal, as pytest and rich name it."""
    meaning: str
    letter: str = ""
    """In pytest's progress; empty where pytest's own letter is right."""


PASSED = Outcome("pass", "passed", "✓", "✅", "green", "Checked, and nothing was found.")
FAILED = Outcome("deviation", "failed", "✗", "❌", "red", "The client does something else; fails the run.")
_KNOWN = "The client does something else, exactly as the deviations file says; does not fail the run."
KNOWN = Outcome("expected", "known deviation", "◐", "☑️", "yellow", _KNOWN, "k")
_ADVISORY = "The client does something else, at a level that does not fail the run (`--realtime-fail-level`)."
ADVISORY = Outcome("advisory", "advisory", "△", "💡", "cyan", _ADVISORY, "a")
_ERROR = "The client or its driver crashed, hung or broke its protocol; fails the run."
ERROR = Outcome("error", "error", "!", "💥", "red", _ERROR)
_NOT_APPLICABLE = "The client does not have the type, or can neither write nor read it; the test is skipped."
NOT_APPLICABLE = Outcome("not-applicable", "not applicable", "\N{EN DASH}", "⚪", "green", _NOT_APPLICABLE)
OUTCOMES = (PASSED, FAILED, KNOWN, ADVISORY, ERROR, NOT_APPLICABLE)
"""In the order of columns."""
WORST_FIRST = (ERROR, FAILED, KNOWN, ADVISORY, PASSED, NOT_APPLICABLE)
_BY_VERDICT = {outcome.name: outcome for outcome in OUTCOMES}
OutcomeCounts = Mapping[Level, Counter[Outcome]]
"""By level, how often a client had each outcome."""


def outcome_of(row: ResultRow) -> Outcome:
    """Return the outcome of a result."""
    if row["verdict"] == "deviation" and not row["failed"]:
        return ADVISORY
    return _BY_VERDICT[row["verdict"]]


def count_outcomes(results: Iterable[ResultRow]) -> OutcomeCounts:
    """Count the outcomes of one client's results by level."""
    counts: dict[Level, Counter[Outcome]] = {level: Counter() for level in LEVELS}
    for row in results:
        counts[row["level"]][outcome_of(row)] += 1
    return counts


def is_binding(row: ResultRow) -> bool:
    """Whether a result's findings are listed one by one; under MAY, where clients are free, only errors are."""
    return bool(row["findings"]) and (row["level"] != "MAY" or row["verdict"] == "error")

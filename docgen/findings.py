"""The page of finding kinds and outcomes."""

from docgen.markdown import code, inline, table
from docgen.markdown import page as page_of
from pytest_realtime.judge.findings import FindingKind
from pytest_realtime.report.outcomes import OUTCOMES, Outcome


def page() -> str:
    """Each kind of finding on one line, errors apart, and the outcomes of a contract."""
    return page_of(
        "Findings and results",
        "A finding names one difference at one place: a kind, and a [JSON "
        "pointer](https://www.rfc-editor.org/rfc/rfc6901) to the place, as in `null-dropped /turn_detection`. "
        "Deviations files and reports name findings like this, and the kinds are stable.",
        table(["kind", "meaning"], [_row(kind) for kind in FindingKind if not kind.is_error]),
        "## Errors",
        "An error means that the run itself went wrong. It always fails the run, and can't be listed as a known "
        "deviation.",
        table(["kind", "meaning"], [_row(kind) for kind in FindingKind if kind.is_error]),
        "## Results",
        "Each contract has one result per client. The terminal, the HTML page and Markdown show its label. A row "
        "of the JSON report has a `verdict`; an advisory result is a `deviation` that has not `failed`.",
        table(["label", "verdict", "in the progress", "meaning"], [_outcome(outcome) for outcome in OUTCOMES]),
    )


def _row(kind: FindingKind) -> tuple[str, str]:
    return code(kind.value), inline(kind.meaning)


def _outcome(outcome: Outcome) -> tuple[str, ...]:
    verdict = "deviation" if outcome.name == "advisory" else outcome.name
    letter = outcome.letter or {"pass": ".", "not-applicable": "s"}.get(outcome.name, "F")
    return outcome.label, code(verdict), code(letter), inline(outcome.meaning)

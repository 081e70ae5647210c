"""The page of finding kinds and verdicts."""

from docgen.markdown import code, table, told
from docgen.markdown import page as page_of
from pytest_realtime.judge.findings import FindingKind
from pytest_realtime.judge.verdicts import Verdict


def page() -> str:
    """Each kind in one line, errors apart."""
    return page_of(
        "Findings",
        "A finding says one thing about one place: a kind, and a [JSON "
        "pointer](https://www.rfc-editor.org/rfc/rfc6901) "
        "to the place, as in `null-dropped /turn_detection`. Deviations files and reports name findings like "
        "this, and "
        "the kinds are stable.",
        table(["kind", "meaning"], [_row(kind) for kind in FindingKind if not kind.is_error]),
        "## Errors",
        "These tell of a run gone wrong. They make the verdict `error`, always fail, and can't be listed as known "
        "deviations.",
        table(["kind", "meaning"], [_row(kind) for kind in FindingKind if kind.is_error]),
        "## Verdicts",
        "Of a contract and a client:",
        table(["verdict", "meaning"], [(code(one.value), told(_MEANINGS[one.value])) for one in Verdict]),
    )


def _row(kind: FindingKind) -> tuple[str, str]:
    return code(kind.value), told(kind.meaning)


_MEANINGS = {
    "pass": "The contract holds.",
    "deviation": "It does not hold, and no entry of the deviations file says so.",
    "expected": "It does not hold, as an entry of the deviations file says: shown, counted, green.",
    "error": "The client or its driver broke down; nothing is known of the contract.",
    "not-applicable": "The client does not have the type, or no way to write or read it: shown, never failed.",
}

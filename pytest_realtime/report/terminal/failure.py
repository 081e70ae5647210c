"""The text of a failed contract, in the order in which a maintainer needs it."""

from collections.abc import Iterator

from pytest_realtime.engine.checking import Exchange, Result
from pytest_realtime.judge import Deviation, Finding, entry, mask
from pytest_realtime.safe_text import on_one_line, visible
from pytest_realtime.wire.json.locate import locate

WIDTH = 110
"""Columns of a quoted text, where there is room; longer ones are shown around the place that matters."""
_BESIDE = 4
"""Columns that a quoted line needs besides: two before it, and a sign at each end that is cut."""
_NARROWEST = 36
MOST_FINDINGS = 20


def failure_text(
    result: Result, *, rerun: str, note: str = "", listed: Deviation | None = None, columns: int | None = None
) -> str:
    """Tell what a client did differently.

    ``rerun`` is the command that runs just this contract again; ``note`` a line on how the result relates
    to the deviations file; ``columns`` the width of the terminal, where it is one. Secrets are masked.
    """
    width = min(WIDTH, max(_NARROWEST, columns - _BESIDE)) if columns else WIDTH
    contract = result.contract
    lines = [
        f"{contract.id} [{contract.level}]",
        f"client {result.card.name} {result.card.version}".rstrip(),
        contract.sentence,
        *([note] if note else []),
        "",
        *_findings(result.findings),
        *_exchanges(result.failures, width),
        "",
        f"why     {contract.requirement.why}",
        f"source  {contract.source}",
        f"rerun   {rerun}",
    ]
    # A client's text must not steer the terminal. The entry is TOML, where such characters are escaped.
    told = visible("\n".join(lines))
    return mask("\n".join([told, *_entry(result, listed)]))


def _findings(findings: tuple[Finding, ...]) -> Iterator[str]:
    for finding in (finding.masked() for finding in findings[:MOST_FINDINGS]):
        yield f"{finding}: expected {finding.expected}, observed {finding.observed}"
    if len(findings) > MOST_FINDINGS:
        yield f"… and {len(findings) - MOST_FINDINGS} more"


def _exchanges(failures: list[Exchange], width: int) -> Iterator[str]:
    if not failures:
        return
    first, pointer = failures[0], failures[0].findings[0].pointer
    yield ""
    yield f"sent {first.question.wire_type} ({first.question.operation})"
    yield from marked(first.question.sent, pointer, width)
    if first.outcome.text is None:
        yield f"received no text, but: {first.outcome.status}"
        yield from (f"  {line}" for line in first.outcome.message.splitlines())
    else:
        yield "received"
        yield from marked(first.outcome.text, pointer, width)
    if len(failures) > 1:
        others = ", ".join(dict.fromkeys(failure.question.wire_type for failure in failures[1:]))
        yield f"and {len(failures) - 1} more payloads, of {others}"


def marked(text: str, pointer: str, width: int = WIDTH) -> Iterator[str]:
    """A text on one line, cut to the place at ``pointer``, and a line below that marks the place.

    A line that the terminal breaks would stand away from its mark.
    """
    # Masked before it is cut: a window that starts inside a secret would hide what it is.
    text = mask(text)
    span = locate(text, pointer) if len(text) < 1_000_000 else None
    start, end = span or (0, 0)
    left = max(0, min(start - width // 3, len(text) - width))
    window = on_one_line(text[left : left + width])
    before, after = "…" if left else "", "…" if left + width < len(text) else ""
    yield f"  {before}{window}{after}"
    if span and end - start < len(text):
        yield "  " + " " * (len(before) + start - left) + "^" * max(1, min(end, left + width) - start)


def _entry(result: Result, listed: Deviation | None) -> Iterator[str]:
    text = entry(result.card.name, result.contract.id, result.findings)
    if text and listed is None:
        yield "known   to list it as a known deviation, add this to the deviations file:"
        yield ""
        yield from text.rstrip().splitlines()

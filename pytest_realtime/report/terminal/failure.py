"""The text of a failed contract, in the order in which a maintainer needs it."""

from collections.abc import Iterator

from pytest_realtime.judge import Finding, mask
from pytest_realtime.results import Exchange, Result
from pytest_realtime.safe_text import on_one_line, visible
from pytest_realtime.wire.json.locate import locate

WIDTH = 110
"""Columns of a quoted text, where there is room; longer ones are shown around the place that matters."""
_BESIDE = 4
"""Columns that a quoted line needs besides: two before it, and a sign at each end that is cut."""
_NARROWEST = 36
MOST_FINDINGS = 20
_OPERATIONS = {"roundtrip": "round trip", "write": "write", "send": "send", "read": "read"}


def failure_text(result: Result, *, rerun: str, note: str = "", entry: str = "", columns: int | None = None) -> str:
    """Describe what a client did differently, without secrets.

    Args:
        result: the result
        rerun: the command that runs just this contract again
        note: a line on how the result relates to the deviations file
        entry: the entry for the deviations file to offer, as TOML; empty if it is listed already, or can't be
        columns: the width of the terminal; None for a file
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
    if entry:
        lines += ["", "To accept this as a known deviation, add to realtime-deviations.toml:", ""]
    # A client's text must not steer the terminal. The entry is TOML, where such characters are escaped.
    return mask("\n".join([visible("\n".join(lines)), *entry.rstrip().splitlines()]))


def _findings(findings: tuple[Finding, ...]) -> Iterator[str]:
    for finding in (finding.masked() for finding in findings[:MOST_FINDINGS]):
        yield f"{finding}: expected {finding.expected}, observed {finding.observed}"
    if len(findings) > MOST_FINDINGS:
        yield f"… and {len(findings) - MOST_FINDINGS} more"


def _exchanges(failures: list[Exchange], width: int) -> Iterator[str]:
    if not failures:
        return
    first, *others = failures
    pointer = first.findings[0].pointer
    yield from ("", f"input {first.probe.wire_type} ({_OPERATIONS[first.probe.operation]})")
    yield from marked(first.payload, pointer, width)
    if first.output is None:
        yield f"client wrote nothing: {first.response.status}"
        yield from (f"  {line}" for line in first.response.message.splitlines())
    else:
        yield "client read" if first.probe.operation == "read" else "client wrote"
        yield from marked(first.output, pointer, width)
    if others:
        types = ", ".join(dict.fromkeys(failure.probe.wire_type for failure in others))
        yield f"and {len(others)} more payloads, of {types}"


def marked(text: str, pointer: str, width: int = WIDTH) -> Iterator[str]:
    """Quote a text on one line, cut to the place at ``pointer``, with a line below that marks the place.

    Args:
        text: the JSON text
        pointer: the JSON pointer of the place
        width: columns for the text; a line that the terminal breaks would lose its mark
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

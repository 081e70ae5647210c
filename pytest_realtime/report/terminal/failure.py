"""The text of a failed contract, in the order in which a maintainer needs it."""

from collections.abc import Collection, Iterator, Mapping

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
_OPERATIONS = {"roundtrip": "round trip", "listen": "said by the server"}
_ANSWERS = {"read": "client read", "listen": "client handed over"}
"""Operations that are not called by their names."""


def failure_text(
    result: Result,
    *,
    rerun: str,
    known: Collection[Finding] = (),
    note: str = "",
    entry: str = "",
    columns: int | None = None,
) -> str:
    """Describe what a client did differently, without secrets.

    Args:
        result: the result
        known: findings that the deviations file explains; they are only counted
        rerun: the command that runs just this contract again
        note: a line on how the result relates to the deviations file
        entry: the entry for the deviations file to offer, as TOML; empty if it is listed already, or can't be
        columns: the width of the terminal; None for a file
    """
    width = min(WIDTH, max(_NARROWEST, columns - _BESIDE)) if columns else WIDTH
    contract = result.contract
    new = {finding: exchange for finding, exchange in result.found.items() if finding not in known}
    findings = sorted(new, key=lambda finding: not _is_about(finding, new[finding]))
    failures = [exchange for exchange in result.failures if set(exchange.findings) - set(known)]
    failures.sort(key=lambda exchange: not findings or exchange is not new[findings[0]])
    lines = [
        f"{contract.id} [{contract.level}]",
        f"client {result.card.name} {result.card.version}".rstrip(),
        contract.sentence,
        *([note] if note else []),
        *_beside(result, findings, new),
        "",
        *_findings(findings),
        *([f"and {len(known)} that the deviations file explains"] if known else []),
        *_exchanges(failures, findings[0].pointer if findings else "", width),
        "",
        *_reasons(findings, contract.source),
        f"rerun   {rerun}",
    ]
    if entry:
        lines += ["", "To accept this as a known deviation, add to realtime-deviations.toml:", ""]
    # A client's text must not steer the terminal. The entry is TOML, where such characters are escaped.
    return mask("\n".join([visible("\n".join(lines)), *entry.rstrip().splitlines()]))


def _is_about(finding: Finding, exchange: Exchange) -> bool:
    """Whether a finding is about the place that the contract is about, or about all of the payload."""
    subject, pointer = f"{exchange.probe.pointer}/", f"{finding.pointer}/"
    return subject.startswith(pointer) or pointer.startswith(subject)


def _beside(result: Result, findings: list[Finding], found: Mapping[Finding, Exchange]) -> Iterator[str]:
    """Say first that what the contract is about is right, where it fails for something else."""
    if findings and not result.contract.generator and not _is_about(findings[0], found[findings[0]]):
        pointer = found[findings[0]].probe.pointer
        yield f"{pointer}, which this contract is about, is right. What follows is beside it."


def _findings(findings: list[Finding]) -> Iterator[str]:
    for finding in (finding.masked() for finding in findings[:MOST_FINDINGS]):
        yield f"{finding.kind} {finding.pointer}".rstrip() + (
            f": expected {finding.expected}, observed {finding.observed}"
        )
    if len(findings) > MOST_FINDINGS:
        yield f"… and {len(findings) - MOST_FINDINGS} more"


def _reasons(findings: list[Finding], source: str) -> Iterator[str]:
    """Each reason once, with the causes that it is the reason of."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for finding in findings[:MOST_FINDINGS]:
        reasons.setdefault((finding.rule, finding.reason), []).append(mask(finding.key))
    for (rule, reason), keys in reasons.items():
        yield f"why     {reason}" + (f" (API rule {rule})" if rule else "")
        yield f"cause   {', '.join(dict.fromkeys(keys))}"
    yield f"source  {source}"


def _exchanges(failures: list[Exchange], pointer: str, width: int) -> Iterator[str]:
    if not failures:
        return
    first, *others = failures
    yield from (
        "",
        f"input {first.probe.wire_type} ({_OPERATIONS.get(first.probe.operation, first.probe.operation)})",
    )
    yield from marked(first.payload, pointer, width)
    if first.output is None:
        is_heard = first.probe.operation == "listen"
        yield "client handed over nothing" if is_heard else f"client wrote nothing: {first.response.status}"
        yield from (f"  {line}" for line in first.response.message.splitlines())
    else:
        yield _ANSWERS.get(first.probe.operation, "client wrote")
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

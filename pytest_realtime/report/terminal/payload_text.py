"""The text of a finding about one payload: of a file, of a test, or of a client of the local server."""

from collections.abc import Iterator

from pytest_realtime.judge import mask
from pytest_realtime.judge.payload_check import PayloadFinding
from pytest_realtime.report.terminal.failure import marked
from pytest_realtime.wire.registry import UnknownWireType, get_wire_type


def what_is_wrong(found: PayloadFinding) -> Iterator[str]:
    """Yield the finding and its message, without secrets."""
    finding = found.finding.masked()
    yield f"{finding}: expected {finding.expected}, observed {finding.observed}"
    yield f"{found.message} [{found.level}]"


def where_it_is(found: PayloadFinding, text: str) -> Iterator[str]:
    """Yield the text, cut to the place, and a line that marks the place."""
    return marked(text, mask(found.pointer))


def why_it_matters(found: PayloadFinding, wire_type: str, *, standard: str = "RFC 8259") -> Iterator[str]:
    """Yield what was probably meant, the reason and the source.

    Args:
        found: The finding.
        wire_type: The payload's wire type; may be unknown or empty.
        standard: The source where the wire type is unknown.
    """
    if found.hint:
        yield f"hint    {mask(found.hint)}"
    if found.why:
        yield f"why     {found.why}"
    try:
        entry = get_wire_type(wire_type)
        source = entry.pointer or entry.source
    except UnknownWireType:
        source = standard
    if found.rule or source:
        yield f"source  {' · '.join(filter(None, [found.rule, source]))}"

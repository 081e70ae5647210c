"""The texts about clients of the local server: what they sent wrongly, and that none came."""

from collections.abc import Iterable, Iterator

from pytest_realtime.judge import mask
from pytest_realtime.judge.formatting import cut
from pytest_realtime.report.terminal.failure import MOST_FINDINGS, marked
from pytest_realtime.safe_text import visible
from pytest_realtime.server.records import Request
from pytest_realtime.server.server import RealtimeServer
from pytest_realtime.server_testing.client_hints import ways_to
from pytest_realtime.server_testing.validation import ClientMessage, ServerFinding
from pytest_realtime.wire import get_wire_type
from pytest_realtime.wire.registry import UnknownWireType
from pytest_realtime.wire.rules import api_rules

_REASONS = {
    401: "it came without the key realtime_server.api_key, or a client secret that is valid",
    404: "there is nothing at this address",
}
_TRUST = (
    "It speaks TLS: clients trust the certificate in realtime_server.ca_bundle, many when the variable "
    "SSL_CERT_FILE names it."
)


def findings_text(faults: list[tuple[ClientMessage, ServerFinding]], nodeid: str) -> str:
    """Tell what clients sent that the API does not take. Secrets are masked."""
    count = "1 finding" if len(faults) == 1 else f"{len(faults)} findings"
    lines = [f"A client of the local Realtime server sent what the API does not take ({count})."]
    for sent, remark in faults[:MOST_FINDINGS]:
        lines += ["", *_told(sent, remark)]
    if len(faults) > MOST_FINDINGS:
        lines += ["", f"… and {len(faults) - MOST_FINDINGS} more"]
    finding = faults[0][1].finding.masked()
    expected = f'"{finding.kind}"' + (f', "{finding.pointer}"' if finding.pointer else "")
    lines += [
        "",
        f"rerun   pytest '{nodeid}'",
        f"meant   if the test sends it on purpose: realtime_server.expect_invalid({expected})",
    ]
    return mask(visible("\n".join(lines)))


def notes_text(sent: list[ClientMessage], levels: Iterable[str]) -> str:
    """Tell what does not fail: findings of weaker levels, and events that nobody knows."""
    lines = []
    for one in dict.fromkeys(sent):
        lines += [f"{one.place}: {one.name} is no event that this package knows"] if not one.is_judged else []
        for remark in one.remarks:
            if remark.level not in levels:
                lines += _told(one, remark)
    return mask(visible("\n".join(lines)))


def absence_text(server: RealtimeServer) -> str:
    """Tell that no client came, and how each well-known one is told where the server is."""
    refused = [f"{refusal.status}: {refusal.reason}" for refusal in server.refused]
    refused += [_answered(request, server.answers.get(request.order)) for request in server.requests]
    lines = [
        "No client has connected to the local Realtime server, so nothing was tested.",
        *(["Visitors that were turned away:", *(f"  {line}" for line in _first(refused))] if refused else []),
        "Give your client the server's address and key, realtime_server.base_url (or .ws_url) and .api_key:",
        *(f"  {line}" for line in ways_to(server)),
        *([_TRUST] if server.base_url.startswith("https") else []),
        "Does it connect after the test? Wait for it: realtime_server.wait_for_connection()",
        "Is it right that none connects? Say so: realtime_server.expect_no_connection()",
    ]
    return mask(visible("\n".join(lines)))


def _first(lines: list[str]) -> list[str]:
    rest = len(lines) - MOST_FINDINGS
    return [*lines[:MOST_FINDINGS], *([f"… and {rest} more"] if rest > 0 else [])]


def _answered(request: Request, status: int | None) -> str:
    reason = f": {_REASONS[status]}" if status in _REASONS else ""
    return f"{status}: {request.method} {cut(request.path)}{reason}"


def _told(sent: ClientMessage, remark: ServerFinding) -> Iterator[str]:
    finding = remark.finding.masked()
    yield f"{finding}: expected {finding.expected}, observed {finding.observed}"
    yield f"{remark.message} [{remark.level}]"
    yield f"in {', '.join(filter(None, [sent.name, sent.place]))}"
    yield from marked(sent.text, finding.pointer)
    if reason := remark.reason or api_rules().get(remark.rule):
        yield f"why     {reason}"
    yield f"source  {' · '.join(filter(None, [remark.rule, _published(sent.name)]))}"


def _published(name: str) -> str:
    try:
        place = get_wire_type(name).source
    except UnknownWireType:
        return "RFC 8259"
    return place if place.startswith("#") else f"#/components/schemas/{place}"

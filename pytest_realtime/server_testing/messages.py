"""The texts about the clients of a test: what they sent that is invalid, and that none connected."""

from collections.abc import Container, Iterator
from dataclasses import replace
from itertools import groupby

from pytest_realtime.endpoints import PAYLOADS
from pytest_realtime.judge import FindingKind, mask
from pytest_realtime.judge.formatting import cut
from pytest_realtime.judge.hints import hint_for
from pytest_realtime.report.terminal.failure import MOST_FINDINGS, marked
from pytest_realtime.report.terminal.payload_text import what_is_wrong, where_it_is, why_it_matters
from pytest_realtime.safe_text import printable, visible
from pytest_realtime.server.records import Request, counted
from pytest_realtime.server.server import RealtimeServer
from pytest_realtime.server_testing.client_hints import client_hints
from pytest_realtime.server_testing.traffic import CONVERSATIONAL
from pytest_realtime.server_testing.validation import ClientMessage, ServerFinding
from pytest_realtime.wire.json.reader import read
from pytest_realtime.wire.places import place_of

_MOST_FRAMES = 200
"""Frames of each side of a connection from which the last events are taken."""
_MOST_RUNS = 24
"""Lines for them; events of one type that follow each other, such as deltas, are one line."""
_REASONS = {
    401: "the key is neither realtime_server.api_key nor a valid client secret",
    404: "this path or call does not exist",
}


def findings_text(failures: list[tuple[ClientMessage, ServerFinding]], nodeid: str) -> str:
    """Return the text about invalid payloads that fail a test, with secrets masked.

    Args:
        failures: The findings, each with its message; at least one.
        nodeid: The test.
    """
    count = counted(len(failures), "finding")
    conversational = all(found.finding.kind in CONVERSATIONAL for _, found in failures)
    what = "broke the conversation with" if conversational else "sent invalid payloads to"
    lines = [f"The client {what} the local Realtime server ({count})."]
    for message, found in failures[:MOST_FINDINGS]:
        lines += ["", *described(message, found)]
    if len(failures) > MOST_FINDINGS:
        lines += ["", f"… and {len(failures) - MOST_FINDINGS} more"]
    lines += [
        "",
        f"rerun      pytest '{nodeid}'",
        f"intended?  allow it with realtime_server.{_allowing(*failures[0])}",
    ]
    if newer := _newer_places(failures):
        lines.append(f"newer?     declare it with --realtime-known-members={','.join(newer)}")
    return mask(visible("\n".join(lines)))


def _allowing(message: ClientMessage, found: ServerFinding) -> str:
    """The call that allows a finding."""
    finding = found.finding.masked()
    if finding.kind is FindingKind.OUT_OF_ORDER:
        return f'expect_out_of_order("{found.rule}")'
    if finding.kind is FindingKind.REFUSED and message.refusal:
        return f'expect_refusal("{printable(message.refusal.code)}")'
    return f'expect_invalid("{finding.kind}"' + (f', "{finding.pointer}")' if finding.pointer else ")")


def _newer_places(failures: list[tuple[ClientMessage, ServerFinding]]) -> list[str]:
    """The places of undeclared members, as the option takes them; each once, and as many as findings are shown."""
    newer = [(message, found) for message, found in failures if found.rule == "U7"][:MOST_FINDINGS]
    values = {message.order: read(message.text).value for message, _ in newer}
    places = (str(place_of(message.name, found.finding.pointer, values[message.order])) for message, found in newer)
    return list(dict.fromkeys(place for place in places if all(map(str.isidentifier, place.split(".")))))


def notes_text(messages: list[ClientMessage], levels: Container[str]) -> str:
    """Return the text about what fails no test, or an empty one: findings of weaker levels and unknown events.

    Args:
        messages: What clients sent.
        levels: The levels that fail the run.
    """
    lines: list[str] = []
    for message in messages:
        if not message.is_known:
            lines.append(f"{message.place}: this package does not know the event {message.name}")
        for found in message.findings:
            if found.level not in levels:
                lines += described(message, found)
    return mask(visible("\n".join(lines)))


def conversation_text(server: RealtimeServer) -> str:
    """Return what passed last on each connection, for a test that failed: a line an event, without payloads."""
    lines = []
    for number, connection in enumerate(server.connections[:MOST_FINDINGS], start=1):
        sent = [(frame.order, f"client  {frame.name}") for frame in connection.client_messages[-_MOST_FRAMES:]]
        sent += [(frame.order, f"server  {frame.name}") for frame in connection.server_messages[-_MOST_FRAMES:]]
        runs = [(text, len(list(run))) for text, run in groupby(text for _, text in sorted(sent))]
        count = len(connection.client_messages) + len(connection.server_messages)
        lines += [
            "",
            f"connection {number} ({cut(connection.request.path)}), {counted(count, 'message')}, the last ones:",
        ]
        lines += [f"  {text}" + (f" ({times} times)" if times > 1 else "") for text, times in runs[-_MOST_RUNS:]]
        if connection.closed:
            lines.append(f"  closed with {connection.close_code}")
    return mask(visible("\n".join(lines[1:])))


def no_connection_text(server: RealtimeServer) -> str:
    """Return the text that no client connected, with the settings of well-known clients."""
    rejected = [f"{rejection.status}: {rejection.reason}" for rejection in server.rejected]
    rejected += [_describe_reply(request, server.statuses.get(request.order)) for request in server.requests]
    lines = ["No client connected to the local Realtime server, so nothing was tested."]
    if rejected:
        lines += ["Rejected connections:", *(f"  {line}" for line in rejected[:MOST_FINDINGS])]
    if len(rejected) > MOST_FINDINGS:
        lines.append(f"  … and {len(rejected) - MOST_FINDINGS} more")
    lines += [
        "Give the client the address and key of the server, realtime_server.base_url (or .ws_url) and .api_key:",
        *(f"  {line}" for line in client_hints(server)),
    ]
    if server.base_url.startswith("https"):
        lines.append(
            "The server uses TLS: the client has to trust the certificate in realtime_server.ca_bundle. "
            "Many clients do if the variable SSL_CERT_FILE names it."
        )
    lines += [
        "If the client connects late, call realtime_server.wait_for_connection().",
        "If no connection is expected, call realtime_server.expect_no_connection().",
    ]
    return mask(visible("\n".join(lines)))


def _describe_reply(request: Request, status: int | None) -> str:
    reason = f": {_REASONS[status]}" if status in _REASONS else ""
    return f"{status}: {request.method} {cut(request.path)}{reason}"


def described(message: ClientMessage, found: ServerFinding) -> Iterator[str]:
    """Yield the lines about one finding. Secrets outside of the finding itself are not masked yet."""
    yield from what_is_wrong(found)
    # Two frames are told apart by their numbers.
    number = f"frame {message.order}" if found.other and found.kind is FindingKind.OUT_OF_ORDER else ""
    yield f"in {', '.join(filter(None, [message.name, message.place, number]))}"
    yield from where_it_is(found, message.text)
    if found.other:
        yield f"with {found.other}"
        yield from marked(found.other_text, "")
    if message.refusal and found.kind is not FindingKind.REFUSED:
        yield f"answer  {message.refusal.code}: {message.refusal.message}"
    yield from why_it_matters(
        _with_hint(message, found), message.name, standard="" if found.kind in CONVERSATIONAL else "RFC 8259"
    )


def _with_hint(message: ClientMessage, found: ServerFinding) -> ServerFinding:
    """Look up what was probably meant; only what is shown is worth the time."""
    if message.name not in PAYLOADS or found.kind in CONVERSATIONAL:
        return found
    return replace(found, hint=hint_for(message.name, found.pointer, read(message.text).value))

"""Validation of what clients of the local server sent, against the wire types and API rules."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pytest_realtime.endpoints import TYPED_EVENTS, endpoint_at
from pytest_realtime.judge import Finding, FindingKind
from pytest_realtime.judge.formatting import render
from pytest_realtime.judge.payload_check import PayloadFinding, check_payload, defects_of
from pytest_realtime.safe_text import printable
from pytest_realtime.server.api.bodies import MAX_VALUES, is_excessive, payload_text
from pytest_realtime.server.api.connection_kinds import kind_of
from pytest_realtime.server.records import Connection, Frame, Request
from pytest_realtime.server_testing.connection_judge import Refusal
from pytest_realtime.wire.json.reader import read

BINARY = "binary message"
"""The name of a message that is not text; the API has none (E31)."""
_TOO_LARGE = "No session or event has as many values; the server refuses it without reading further."
_NOT_AN_EVENT = "Every event is an object with a type; the API answers anything else with an error."


@dataclass(frozen=True)
class ServerFinding(PayloadFinding):
    """One thing that is wrong with a message or body, or with its place in the conversation."""

    other: str = ""
    """The other frame that it is about, for people: ``response.created of the server``; empty if there is none."""
    other_text: str = ""
    """The text of that frame."""


@dataclass(frozen=True)
class ClientMessage:
    """One message or body that a client sent, with its findings."""

    order: int
    """The ``order`` of its frame or request."""
    place: str
    """Where it was sent, for people: ``a message on connection 1 (/realtime)``."""
    name: str
    """Its wire type, or the ``type`` of another event; empty if it has none."""
    text: str
    findings: tuple[ServerFinding, ...] = ()
    is_known: bool = True
    """False for an unknown event. The API may be ahead of this package, so it is shown and fails nothing."""
    refusal: Refusal | None = None
    """The server's refusal; None if it accepted it."""


def validate_all(
    requests: Iterable[Request], connections: Iterable[Connection], *, known: dict[int, ClientMessage] | None = None
) -> list[ClientMessage]:
    """Return all messages and bodies of clients, validated, in the order in which they arrived.

    Args:
        requests: The requests so far.
        connections: The connections so far.
        known: What was validated before, by its order; is updated, for callers that repeat the call.
    """
    known = {} if known is None else known
    for request in list(requests):
        if request.order not in known and (message := validate_request(request)):
            known[request.order] = message
    for number, connection in enumerate(list(connections), start=1):
        for frame in list(connection.client_messages):
            if frame.order not in known and (message := validate_frame(connection, frame, number=number)):
                known[frame.order] = message
    return [known[order] for order in sorted(known)]


def validate_request(request: Request) -> ClientMessage | None:
    """Validate the body of a request; None if it has no body of a wire type."""
    endpoint = endpoint_at(request.path)
    text = payload_text(request) if endpoint and endpoint.body else None
    if endpoint is None or text is None:
        return None
    place = f"the body of {request.method} {request.path}"
    return ClientMessage(request.order, place, endpoint.body, text, tuple(_findings(endpoint.body, text)))


def validate_frame(connection: Connection, frame: Frame, *, number: int = 1) -> ClientMessage | None:
    """Validate one message of a client; None for control frames. ``number`` counts connections from 1."""
    if frame.kind not in ("text", "binary"):
        return None
    place = f"a message on connection {number} ({connection.request.path})"
    if frame.kind == "binary":
        return ClientMessage(frame.order, place, BINARY, f"{len(frame.raw)} bytes", is_known=False)
    value = read(frame.text).value
    name = value.get("type") if isinstance(value, dict) else None
    kind = connection.state.kind if connection.state else kind_of(connection.request)
    if not isinstance(name, str):
        findings = list(_findings("", frame.text)) or [_not_an_event(value)]
        return ClientMessage(frame.order, place, "", frame.text, tuple(findings))
    wire_type = kind.client_events.get(name, "")
    findings = list(_findings(wire_type, frame.text))
    if not wire_type and name in TYPED_EVENTS:
        message = f"is not an event of a {kind.name} connection"
        finding = Finding(
            FindingKind.INVALID_ACCEPTED, "/type", f"an event of a {kind.name} connection", render(name)
        )
        rule = "S2" if name.startswith("transcription_session") else "U5"
        findings.append(ServerFinding(finding, "MUST", rule, message))
    is_known = bool(wire_type or name in TYPED_EVENTS or findings)
    return ClientMessage(frame.order, place, wire_type or printable(name), frame.text, tuple(findings), is_known)


def _not_an_event(value: Any) -> ServerFinding:
    if not isinstance(value, dict):
        finding = Finding(FindingKind.TYPE_CHANGED, "", "an object", render(value))
        return ServerFinding(finding, "MUST", "", "should be an object", _NOT_AN_EVENT)
    if "type" not in value:
        finding = Finding(FindingKind.MEMBER_DROPPED, "/type", "a value", "absent")
        return ServerFinding(finding, "MUST", "", "an event needs its type", _NOT_AN_EVENT)
    finding = Finding(FindingKind.TYPE_CHANGED, "/type", "a string", render(value["type"]))
    return ServerFinding(finding, "MUST", "", "should be a string", _NOT_AN_EVENT)


def _findings(wire_type: str, text: str) -> Iterator[ServerFinding]:
    """Yield what is wrong with a text; without a wire type only whether it is strictly JSON."""
    reading = read(text)
    yield from map(_of_server, defects_of(reading))
    if not reading.fatal and is_excessive(text):
        finding = Finding(FindingKind.VALUE_CHANGED, "", f"at most {MAX_VALUES:,} JSON values", "more")
        yield ServerFinding(finding, "MUST", "", "is too large to be checked", _TOO_LARGE)
    elif wire_type and not reading.fatal:
        yield from map(_of_server, check_payload(wire_type, reading.value))


def _of_server(found: PayloadFinding) -> ServerFinding:
    return ServerFinding(found.finding, found.level, found.rule, found.message, found.reason)

"""What the clients of the local server sent, judged: each text of a known wire type against the rulings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pytest_realtime.endpoints import TYPED_EVENTS, endpoint_at
from pytest_realtime.judge import Finding, FindingKind
from pytest_realtime.judge.findings import defect_findings
from pytest_realtime.judge.formatting import cut, render
from pytest_realtime.levels import Level
from pytest_realtime.payloads.lint import violations_of
from pytest_realtime.safe_text import printable
from pytest_realtime.server.api.bodies import payload_text
from pytest_realtime.server.api.events import CLIENT_EVENTS
from pytest_realtime.server.api.realtime_api import kind_of
from pytest_realtime.server.records import Connection, Frame, Request
from pytest_realtime.wire.json.pointer import follow, join
from pytest_realtime.wire.json.reader import JsonDefect, read
from pytest_realtime.wire.violations import Violation

KINDS: dict[str, FindingKind] = {
    "missing": FindingKind.MEMBER_DROPPED,
    "missing_one_of": FindingKind.MEMBER_DROPPED,
    "unknown_member": FindingKind.MEMBER_INVENTED,
    "excluded": FindingKind.MEMBER_INVENTED,
    "no_such_arm": FindingKind.TYPE_CHANGED,
    "unknown_type": FindingKind.VALUE_CHANGED,
    "unknown_value": FindingKind.VALUE_CHANGED,
    "out_of_bounds": FindingKind.VALUE_CHANGED,
    "empty": FindingKind.VALUE_CHANGED,
    "object_key": FindingKind.NOT_JSON,
    "json_value": FindingKind.NOT_JSON,
}
"""Codes of problems and the kinds of findings that they come to; ``…_type`` is a wrong JSON type."""
_EXPECTED = {
    FindingKind.MEMBER_DROPPED: "a value",
    FindingKind.MEMBER_INVENTED: "absent",
    FindingKind.NULL_INVENTED: "absent",
}
_FLAW_TRAPS = {"duplicate-key": "C4"}
_FLAW_WHYS = {
    "duplicate-key": "Of a key that is written twice, readers keep one value or the other, or refuse it all.",
    "not-json": "A reader of JSON refuses the text as a whole.",
}
_NO_EVENT = "Every event is an object, and its type tells what it is; the API answers others with an error."


@dataclass(frozen=True)
class ServerFinding:
    """One thing that is wrong with a text."""

    finding: Finding
    level: Level
    rule: str
    """The number of the ruling; empty for plain JSON types."""
    message: str
    reason: str = ""
    """Why it matters, where no ruling says so."""


@dataclass(frozen=True)
class ClientMessage:
    """One text that a client sent, and what is wrong with it."""

    order: int
    """Its number among all that arrived."""
    place: str
    """Where it was sent, for people."""
    name: str
    """Its wire type; for other events their type; empty where there is none to read."""
    text: str
    remarks: tuple[ServerFinding, ...] = ()
    is_judged: bool = True
    """False for an event that nobody knows: the API may be ahead of this package, so it is shown only."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong, without how binding it is."""
        return tuple(remark.finding for remark in self.remarks)


def judge_all(
    requests: Iterable[Request], connections: Iterable[Connection], *, known: dict[int, ClientMessage] | None = None
) -> list[ClientMessage]:
    """All that clients sent so far, in the order in which it arrived.

    ``known`` remembers by their numbers what was judged before, for callers that ask again and again.
    """
    known = {} if known is None else known
    for request in list(requests):
        if request.order not in known and (sent := judge_request(request)):
            known[request.order] = sent
    for number, connection in enumerate(list(connections), start=1):
        for frame in list(connection.sent):
            if frame.order not in known and (sent := judge_frame(connection, frame, number=number)):
                known[frame.order] = sent
    return [known[order] for order in sorted(known)]


def judge_request(request: Request) -> ClientMessage | None:
    """The body of a request, judged; None for a request that has no body to judge."""
    endpoint = endpoint_at(request.path)
    text = payload_text(request) if endpoint and endpoint.body else None
    if endpoint is None or text is None:
        return None
    place = f"the body of {request.method} {request.path}"
    return ClientMessage(request.order, place, endpoint.body, text, tuple(_remarks(endpoint.body, text)))


def judge_frame(connection: Connection, frame: Frame, *, number: int = 1) -> ClientMessage | None:
    """One message of a client, judged; None for control frames."""
    if frame.kind not in ("text", "binary"):
        return None
    place = f"a message on connection {number} ({connection.request.path})"
    if frame.kind == "binary":
        return ClientMessage(frame.order, place, "binary message", f"{len(frame.raw)} bytes", is_judged=False)
    value = read(frame.text).value
    name = value.get("type") if isinstance(value, dict) else None
    kind = connection.state.kind if connection.state else kind_of(connection.request)
    if not isinstance(name, str):
        remarks = list(_remarks("", frame.text)) or [_no_event(value)]
        return ClientMessage(frame.order, place, "", frame.text, tuple(remarks))
    wire_type = kind.client_events.get(name, "")
    remarks = list(_remarks(wire_type, frame.text))
    if not wire_type and name in TYPED_EVENTS:
        remarks.append(_misplaced(name, kind.name))
    known = bool(wire_type or name in TYPED_EVENTS or name in CLIENT_EVENTS or remarks)
    return ClientMessage(frame.order, place, wire_type or printable(name), frame.text, tuple(remarks), known)


def _no_event(value: Any) -> ServerFinding:
    """What is wrong with JSON that is no event."""
    if not isinstance(value, dict):
        finding = Finding(FindingKind.TYPE_CHANGED, "", "an object", render(value))
        return ServerFinding(finding, "MUST", "", "should be an object", _NO_EVENT)
    if "type" not in value:
        finding = Finding(FindingKind.MEMBER_DROPPED, "/type", "a value", "absent")
        return ServerFinding(finding, "MUST", "", "an event needs its type", _NO_EVENT)
    finding = Finding(FindingKind.TYPE_CHANGED, "/type", "a string", render(value["type"]))
    return ServerFinding(finding, "MUST", "", "should be a string", _NO_EVENT)


def _misplaced(name: str, kind: str) -> ServerFinding:
    message = f"is no event of a {kind} connection"
    finding = Finding(FindingKind.INVALID_ACCEPTED, "/type", f"an event of a {kind} connection", render(name))
    return ServerFinding(finding, "MUST", "S2" if name.startswith("transcription_session") else "U5", message)


def _remarks(wire_type: str, text: str) -> Iterator[ServerFinding]:
    """What is wrong with a text; without a wire type only whether it is JSON, strictly read."""
    reading = read(text)
    for defect in reading.defects:
        yield _of_flaw(defect)
    if wire_type and not reading.fatal:
        for problem in violations_of(wire_type, reading.value):
            yield _of_problem(problem, reading.value)


def _of_flaw(defect: JsonDefect) -> ServerFinding:
    (finding,) = defect_findings((defect,))
    return ServerFinding(finding, "MUST", _FLAW_TRAPS.get(defect.kind, ""), defect.message, _FLAW_WHYS[defect.kind])


def _of_problem(problem: Violation, value: Any) -> ServerFinding:
    pointer = ""
    for step in problem.path:
        pointer = join(pointer, step)
    observed, told = _observed(value, problem)
    kind = _kind(problem, observed)
    expected = _EXPECTED.get(kind, cut(problem.message.removeprefix("should be ")))
    rule = problem.rule or ("N3" if kind is FindingKind.NULL_INVENTED else "")
    return ServerFinding(Finding(kind, printable(pointer), expected, told), problem.level, rule, problem.message)


def _observed(value: Any, problem: Violation) -> tuple[Any, str]:
    try:
        observed = follow(value, map(str, problem.path))
    except LookupError:
        return ..., "absent"
    return observed, render(observed)


def _kind(problem: Violation, observed: Any) -> FindingKind:
    if observed is None:
        return FindingKind.NULL_INVENTED
    if problem.code == "int_type" and isinstance(observed, float) and observed.is_integer():
        return FindingKind.NUMBER_KIND
    default = FindingKind.TYPE_CHANGED if problem.code.endswith("_type") else FindingKind.VALUE_CHANGED
    return KINDS.get(problem.code, default)

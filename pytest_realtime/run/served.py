"""What the clients of the local server sent, judged: each text of a known wire type against the rulings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pytest_realtime.judge import Finding, Kind
from pytest_realtime.judge.findings import flaw_findings
from pytest_realtime.judge.pointer import follow, join
from pytest_realtime.judge.rendering import cut, printable, render
from pytest_realtime.payloads.advice import problems_of
from pytest_realtime.server.api.bodies import payload_text
from pytest_realtime.server.api.endpoints import endpoint_of
from pytest_realtime.server.api.events import CLIENT_EVENTS
from pytest_realtime.server.api.kinds import BY_EVENT
from pytest_realtime.server.api.realtime_api import kind_of
from pytest_realtime.server.records import Connection, Frame, Request
from pytest_realtime.wire.problems import Level, Problem
from pytest_realtime.wire.reading import Flaw, read

KINDS: dict[str, Kind] = {
    "missing": Kind.MEMBER_DROPPED,
    "missing_one_of": Kind.MEMBER_DROPPED,
    "unknown_member": Kind.MEMBER_INVENTED,
    "excluded": Kind.MEMBER_INVENTED,
    "no_such_arm": Kind.TYPE_CHANGED,
    "unknown_type": Kind.VALUE_CHANGED,
    "unknown_value": Kind.VALUE_CHANGED,
    "out_of_bounds": Kind.VALUE_CHANGED,
    "empty": Kind.VALUE_CHANGED,
    "object_key": Kind.NOT_JSON,
    "json_value": Kind.NOT_JSON,
}
"""Codes of problems and the kinds of findings that they come to; ``…_type`` is a wrong JSON type."""
_EXPECTED = {Kind.MEMBER_DROPPED: "a value", Kind.MEMBER_INVENTED: "absent", Kind.NULL_INVENTED: "absent"}
_FLAW_TRAPS = {"duplicate-key": "C4"}
_FLAW_WHYS = {
    "duplicate-key": "Of a key that is written twice, readers keep one value or the other, or refuse it all.",
    "not-json": "A reader of JSON refuses the text as a whole.",
}
_NO_EVENT = "Every event is an object, and its type tells what it is; the API answers others with an error."


@dataclass(frozen=True)
class Remark:
    """One thing that is wrong with a text."""

    finding: Finding
    level: Level
    trap: str
    """The number of the ruling; empty for plain JSON types."""
    message: str
    reason: str = ""
    """Why it matters, where no ruling says so."""


@dataclass(frozen=True)
class Sent:
    """One text that a client sent, and what is wrong with it."""

    order: int
    """Its number among all that arrived."""
    place: str
    """Where it was sent, for people."""
    name: str
    """Its wire type; for other events their type; empty where there is none to read."""
    text: str
    remarks: tuple[Remark, ...] = ()
    is_judged: bool = True
    """False for an event that nobody knows: the API may be ahead of this package, so it is shown only."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong, without how binding it is."""
        return tuple(remark.finding for remark in self.remarks)


def judge_all(
    requests: Iterable[Request], connections: Iterable[Connection], *, known: dict[int, Sent] | None = None
) -> list[Sent]:
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


def judge_request(request: Request) -> Sent | None:
    """The body of a request, judged; None for a request that has no body to judge."""
    endpoint = endpoint_of(request)
    text = payload_text(request) if endpoint and endpoint.body else None
    if endpoint is None or text is None:
        return None
    place = f"the body of {request.method} {request.path}"
    return Sent(request.order, place, endpoint.body, text, tuple(_remarks(endpoint.body, text)))


def judge_frame(connection: Connection, frame: Frame, *, number: int = 1) -> Sent | None:
    """One message of a client, judged; None for control frames."""
    if frame.kind not in ("text", "binary"):
        return None
    place = f"a message on connection {number} ({connection.request.path})"
    if frame.kind == "binary":
        return Sent(frame.order, place, "binary message", f"{len(frame.raw)} bytes", is_judged=False)
    value = read(frame.text).value
    name = value.get("type") if isinstance(value, dict) else None
    kind = connection.state.kind if connection.state else kind_of(connection.request)
    if not isinstance(name, str):
        remarks = list(_remarks("", frame.text)) or [_no_event(value)]
        return Sent(frame.order, place, "", frame.text, tuple(remarks))
    wire_type = kind.events.get(name, "")
    remarks = list(_remarks(wire_type, frame.text))
    if not wire_type and name in BY_EVENT:
        remarks.append(_misplaced(name, kind.name))
    known = bool(wire_type or name in BY_EVENT or name in CLIENT_EVENTS or remarks)
    return Sent(frame.order, place, wire_type or printable(name), frame.text, tuple(remarks), known)


def _no_event(value: Any) -> Remark:
    """What is wrong with JSON that is no event."""
    if not isinstance(value, dict):
        finding = Finding(Kind.TYPE_CHANGED, "", "an object", render(value))
        return Remark(finding, "MUST", "", "should be an object", _NO_EVENT)
    if "type" not in value:
        finding = Finding(Kind.MEMBER_DROPPED, "/type", "a value", "absent")
        return Remark(finding, "MUST", "", "an event needs its type", _NO_EVENT)
    finding = Finding(Kind.TYPE_CHANGED, "/type", "a string", render(value["type"]))
    return Remark(finding, "MUST", "", "should be a string", _NO_EVENT)


def _misplaced(name: str, kind: str) -> Remark:
    message = f"is no event of a {kind} connection"
    finding = Finding(Kind.INVALID_ACCEPTED, "/type", f"an event of a {kind} connection", render(name))
    return Remark(finding, "MUST", "S2" if name.startswith("transcription_session") else "U5", message)


def _remarks(wire_type: str, text: str) -> Iterator[Remark]:
    """What is wrong with a text; without a wire type only whether it is JSON, strictly read."""
    reading = read(text)
    for flaw in reading.flaws:
        yield _of_flaw(flaw)
    if wire_type and not reading.fatal:
        for problem in problems_of(wire_type, reading.value):
            yield _of_problem(problem, reading.value)


def _of_flaw(flaw: Flaw) -> Remark:
    (finding,) = flaw_findings((flaw,))
    return Remark(finding, "MUST", _FLAW_TRAPS.get(flaw.kind, ""), flaw.message, _FLAW_WHYS[flaw.kind])


def _of_problem(problem: Problem, value: Any) -> Remark:
    pointer = ""
    for step in problem.path:
        pointer = join(pointer, step)
    observed, told = _observed(value, problem)
    kind = _kind(problem, observed)
    expected = _EXPECTED.get(kind, cut(problem.message.removeprefix("should be ")))
    trap = problem.trap or ("N3" if kind is Kind.NULL_INVENTED else "")
    return Remark(Finding(kind, printable(pointer), expected, told), problem.level, trap, problem.message)


def _observed(value: Any, problem: Problem) -> tuple[Any, str]:
    try:
        observed = follow(value, map(str, problem.path))
    except LookupError:
        return ..., "absent"
    return observed, render(observed)


def _kind(problem: Problem, observed: Any) -> Kind:
    if observed is None:
        return Kind.NULL_INVENTED
    if problem.code == "int_type" and isinstance(observed, float) and observed.is_integer():
        return Kind.NUMBER_KIND
    default = Kind.TYPE_CHANGED if problem.code.endswith("_type") else Kind.VALUE_CHANGED
    return KINDS.get(problem.code, default)

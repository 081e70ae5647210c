"""What clients of a server sent, with all that is wrong with it: payloads, order, and what was refused."""

import http.client
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from http import HTTPStatus

from pytest_realtime.judge import Finding, FindingKind
from pytest_realtime.judge.formatting import cut
from pytest_realtime.levels import Level
from pytest_realtime.safe_text import printable
from pytest_realtime.server.actions import Reply
from pytest_realtime.server.records import Connection, Rejection, Request, event_type
from pytest_realtime.server_testing.connection_judge import ConnectionJudge, Refusal
from pytest_realtime.server_testing.order_rules import OrderFault
from pytest_realtime.server_testing.passages import Passage
from pytest_realtime.server_testing.validation import BINARY, ClientMessage, ServerFinding, validate_all

CONVERSATIONAL = (FindingKind.REFUSED, FindingKind.OUT_OF_ORDER)
"""The kinds of findings that are about a conversation, not about one payload."""
_RULES = {
    "beta_api_shape_disabled": "S2",
    "cannot_update_voice": "X7",
    "conversation_already_has_active_response": "O9",
    "input_audio_buffer_commit_empty": "O5",
    "integer_below_min_value": "E6",
    "invalid_event": "E31",
    "invalid_tool_call_id": "I17",
    "item_not_found": "O17",
    "item_truncate_invalid_item_id": "E7",
    "response_cancel_not_active": "O10",
    "unknown_parameter": "U7",
}
"""The API rules behind the codes of refusals."""
_CUT = "The connection is over, and what was sent is not read."
_NOT_UTF_8 = 1007
_TOLD_ELSEWHERE = (0, HTTPStatus.SERVICE_UNAVAILABLE, _NOT_UTF_8)
"""What says nothing more: no answer, too many connections, and text that is not UTF-8, which is not JSON either."""
_LOST = "The live API refuses it, too: what was meant does not happen, and the session goes on without it."


class Traffic:
    """What passed between a server and its clients; each frame is judged once."""

    def __init__(self) -> None:
        self._validated: dict[int, ClientMessage] = {}
        self._judges: list[ConnectionJudge] = []

    def messages(
        self,
        requests: Iterable[Request],
        connections: list[Connection],
        refused: Mapping[int, Reply],
        rejected: Iterable[Rejection] = (),
        *,
        is_over: bool,
    ) -> list[ClientMessage]:
        """Return every message and body of clients so far, in the order of arrival, with its findings.

        Args:
            requests: The requests so far.
            connections: The connections so far.
            refused: The replies to requests that were refused, by the order of the request.
            rejected: The clients that the transport cut off.
            is_over: Whether the server has stopped, so that what is missing is missing for good.
        """
        requests, connections = list(requests), list(connections)
        found = {message.order: message for message in validate_all(requests, connections, known=self._validated)}
        self._judges += [ConnectionJudge(connection) for connection in connections[len(self._judges) :]]
        by_order = {request.order: request for request in requests}
        for number, judge in enumerate(self._judges, start=1):
            judge.advance(is_final=is_over)
            for fault in judge.faults:
                place = f"a message on connection {number} ({judge.connection.request.path})"
                message = found.get(fault.passage.order) or _message(fault.passage, place)
                found[message.order] = _with(message, order_finding(fault))
            for refusal in judge.refusals.values():
                _refuse(found, refusal, by_order)
        for order, reply in refused.items():
            if order in by_order:
                _refuse(found, _refused_request(order, reply), by_order)
        found |= {each.order: _cut_off(each) for each in rejected if each.status not in _TOLD_ELSEWHERE}
        return [found[order] for order in sorted(found)]


def _message(passage: Passage, place: str) -> ClientMessage:
    """A message that is not validated: a close frame, or a frame of the server that nothing answered."""
    name = printable(passage.type)
    return ClientMessage(passage.order, place, name, passage.frame.text if passage.event else name)


def _with(message: ClientMessage, finding: ServerFinding) -> ClientMessage:
    return replace(message, findings=(*message.findings, finding))


def order_finding(fault: OrderFault) -> ServerFinding:
    """Return a fault of order as a finding."""
    finding = Finding(FindingKind.OUT_OF_ORDER, "", fault.expected, cut(printable(fault.observed)))
    if fault.other is None:
        return ServerFinding(finding, fault.level, fault.rule, "nothing followed")
    message = f"{printable(fault.passage.type)} came at the wrong time"
    other, text = _named(fault.other), fault.other.frame.text
    return ServerFinding(finding, fault.level, fault.rule, message, other=other, other_text=text)


def _named(passage: Passage) -> str:
    side = "client" if passage.is_clients else "server"
    return f"{printable(passage.type)} of the {side} (frame {passage.order})"


def _refuse(found: dict[int, ClientMessage], refusal: Refusal, requests: Mapping[int, Request]) -> None:
    """Note a refusal at its message; it is a finding of its own only if nothing else explains it."""
    request = requests.get(refusal.order)
    message = found.get(refusal.order)
    if message is None and request is not None:
        name = f"{request.method} {printable(request.path)}"
        message = ClientMessage(refusal.order, "a request", name, name)
    if message is None:
        return
    message = replace(message, refusal=refusal)
    if not is_explained(refusal, message):
        message = _with(message, refusal_finding(refusal, level_of(refusal, message)))
    found[refusal.order] = message


def is_explained(refusal: Refusal, message: ClientMessage) -> bool:
    """Whether the findings of a message say already why it was refused."""
    rule = _RULES.get(refusal.code, "")
    return any(found.level == "MUST" or (rule and found.rule == rule) for found in message.findings)


def level_of(refusal: Refusal, message: ClientMessage) -> Level:
    """Return how much a refusal matters: the API may be ahead of this package, so unknown events are advisory."""
    is_newer = not message.is_known and message.name != BINARY
    return "SHOULD" if is_newer else refusal.level


def refusal_finding(refusal: Refusal, level: Level) -> ServerFinding:
    """Return a refusal that nothing else explains as a finding."""
    observed = cut(printable(f"{refusal.code}: {refusal.message}"))
    finding = Finding(FindingKind.REFUSED, "", "accepted", observed)
    rule = _RULES.get(refusal.code, "")
    named = event_type(refusal.answer.encode()) or "reply"
    return ServerFinding(
        finding, level, rule, "was refused", _LOST, other=f"{named} of the server", other_text=refusal.answer
    )


def _cut_off(rejection: Rejection) -> ClientMessage:
    refusal = Refusal(rejection.order, str(rejection.status), rejection.reason, rejection.reason)
    finding = replace(refusal_finding(refusal, "MUST"), reason=_CUT, other="", other_text="")
    reason = printable(rejection.reason)
    return ClientMessage(rejection.order, "a connection that was cut off", "", reason, (finding,), refusal=refusal)


def _refused_request(order: int, reply: Reply) -> Refusal:
    try:
        error = json.loads(reply.body)["error"]
        code, message = str(error["code"]), str(error["message"])
    except (ValueError, LookupError, TypeError):
        # A recording may have a status that HTTP does not define, such as 520.
        code, message = "", http.client.responses.get(reply.status, "without a reason")
    text = reply.body.decode("utf-8", "replace")
    return Refusal(order, code or str(reply.status), f"HTTP {reply.status}, {message}", text)

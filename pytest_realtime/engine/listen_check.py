"""Judge what a client hears: each contract compares its events with what the client's user got of them."""

from collections.abc import Iterator
from dataclasses import replace

from pytest_realtime.clients import Client, Response, Status
from pytest_realtime.clients.stream_server import CONFIGURES_WITHIN, LINGERS, StreamServer
from pytest_realtime.endpoints import SERVER_EVENT_NAMES
from pytest_realtime.engine.culprits import narrowed
from pytest_realtime.engine.finding_causes import with_causes
from pytest_realtime.engine.hearings import Hearing, has_ended_itself, hearing_of
from pytest_realtime.engine.knowledge import Knowledge
from pytest_realtime.engine.probes import is_applicable
from pytest_realtime.engine.response_summary import summary_of
from pytest_realtime.judge import Finding, FindingKind, compare
from pytest_realtime.judge.formatting import cut
from pytest_realtime.payloads.cases.listen import EVENT, SURPRISE
from pytest_realtime.payloads.streams.catalogue import streams
from pytest_realtime.payloads.streams.stream import Json, SaidEvent, Stream, make_stream
from pytest_realtime.results import Exchange, Probe
from pytest_realtime.suite.manifest import Contract
from pytest_realtime.wire.integer_places import integer_map
from pytest_realtime.wire.json.canonical import canonical

LISTENS_WITHIN = 5.0
"""Seconds in which a client has heard a stream, at most: it is said at once, and takes milliseconds."""

LEAVES_WITHIN = 0.15
"""Seconds after the last event of a shorter stream in which a client that ends its listening there has done so."""
_STOPPED: dict[Status, FindingKind] = {
    Status.CRASHED: FindingKind.CRASHED,
    Status.TIMED_OUT: FindingKind.TIMED_OUT,
    Status.ERROR: FindingKind.DRIVER_ERROR,
}
"""How a listening that ended too early is reported; READ_REJECTED by default."""
_NOT_CONNECTED = "the adapter's listen returned, but the client never connected. The fault is the adapter's"


def listen_exchanges(
    contract: Contract, client: Client, timeout: float, knowledge: Knowledge
) -> Iterator[Exchange]:
    """Yield an exchange for each event that a contract about listening judges, with its findings.

    Args:
        contract: The contract; it has a stream.
        client: The client; if it does not hear what the contract is about, there is nothing to yield.
        timeout: Seconds for the client's answer.
        knowledge: What the run knows: each stream is sent to a client once.
    """
    if not is_applicable(contract, client.card):
        return
    hearing = _hearing(client, streams()[contract.stream], timeout, knowledge)
    status = hearing.response.status
    if status in (Status.UNSUPPORTED, Status.ERROR) or (status is Status.TIMED_OUT and not hearing.response.heard):
        # Nothing was heard that could be judged.
        yield _ended(contract, hearing, hearing.stream.events[0])
        return
    for number, event in enumerate(hearing.stream.events):
        wanted = _wanted(contract, event, client.card.hears)
        if wanted is not None:
            yield _exchange(contract, hearing, number, event, wanted)


def _hearing(client: Client, stream: Stream, timeout: float, knowledge: Knowledge) -> Hearing:
    name = client.card.name
    found = knowledge.hearings.get((name, stream.name))
    if found is None:
        found = _listen(client, stream, timeout, after_update=_updates(client, stream, timeout, knowledge))
        knowledge.hearings[name, stream.name] = found
    return found


def _updates(client: Client, stream: Stream, timeout: float, knowledge: Knowledge) -> bool:
    """Whether the client updates its session when it has connected; found by a connection that only opens."""
    key = (client.card.name, stream.kind.name)
    if stream.close_code:
        return False
    if key not in knowledge.updates:
        opening = make_stream("opening", "", "", stream.events[:1], kind=stream.kind)
        with StreamServer(opening, hears_last=False, after_update=False, closes_after=CONFIGURES_WITHIN) as server:
            client.listen(server.request, timeout=min(timeout, LISTENS_WITHIN))
            knowledge.updates[key] = server.has_updated
    return knowledge.updates[key]


def _listen(client: Client, stream: Stream, timeout: float, *, after_update: bool) -> Hearing:
    hears = client.card.hears
    with StreamServer(stream, hears_last=stream.last in hears, after_update=after_update) as server:
        response = client.listen(server.request, timeout=min(timeout, LISTENS_WITHIN + LINGERS))
        if not server.was_reached and response.status is Status.WROTE:
            response = Response(Status.ERROR, message=_NOT_CONNECTED)
        hearing = hearing_of(stream, response, hears=hears, has_left=server.was_closed_by_client)
    return narrowed(hearing, lambda beginning: _fails(client, beginning, timeout, after_update=after_update))


def _fails(client: Client, stream: Stream, timeout: float, *, after_update: bool) -> bool:
    """Whether the client ends its listening to a stream before the server does."""
    with StreamServer(stream, hears_last=False, after_update=after_update, closes_after=LEAVES_WITHIN) as server:
        response = client.listen(server.request, timeout=min(timeout, LISTENS_WITHIN + LINGERS))
        return has_ended_itself(response) or server.was_closed_by_client


def _wanted(contract: Contract, event: SaidEvent, hears: frozenset[str]) -> Json | None:
    """What the user has to get of an event by this contract; None if it is not about the event."""
    name = contract.requirement.name
    if name == SURPRISE:
        # An event that the client knows and does not hand on has nothing new for its user.
        is_unknown = event.name not in SERVER_EVENT_NAMES
        return event.should if is_unknown or event.name in hears else None
    if name == EVENT and event.wire_type != contract.wire_type:
        return None
    return event.must if event.name in hears else None


def _exchange(contract: Contract, hearing: Hearing, number: int, event: SaidEvent, wanted: Json) -> Exchange:
    text = hearing.heard[number]
    is_lost = number >= (hearing.stop or 0) or not hearing.response.heard
    if text is None and hearing.stopped_at is not None and is_lost:
        return _ended(contract, hearing, hearing.stopped_at)
    probe = Probe("listen", event.wire_type, event.text, canonical(wanted), "")
    if text is None:
        if event.name == "error" and _is_reported(hearing, event):
            return Exchange(probe, replace(hearing.response, status=Status.WROTE), ())
        response = Response(Status.WROTE, message=_not_heard(hearing))
        ignored = Finding(FindingKind.EVENT_IGNORED, "", cut(event.text), "never handed to the user")
        return Exchange(probe, response, with_causes([ignored], contract, probe, response))
    response = Response(Status.WROTE, text)
    if text == event.name:
        # The client hands over something of its own: that it does is all that can be seen.
        return Exchange(probe, response, ())
    findings = compare(probe.expected, text, integers=integer_map(event.wire_type), tolerate_additions=True)
    return Exchange(probe, response, with_causes(findings, contract, probe, response))


def _is_reported(hearing: Hearing, event: SaidEvent) -> bool:
    """Whether the client's own exception has the message of an error: its user gets to know it (E4)."""
    return bool(hearing.stream.close_code) and event.payload["error"]["message"] in hearing.response.message


def _ended(contract: Contract, hearing: Hearing, event: SaidEvent) -> Exchange:
    """The exchange for an event that was not heard because the listening had ended at this one."""
    response, probe = hearing.response, Probe("listen", event.wire_type, event.text, event.text, "")
    if response.status is Status.UNSUPPORTED:
        return Exchange(probe, response, ())
    if not response.message:
        response = replace(response, message="the client closed the connection")
    kind = _STOPPED.get(response.status, FindingKind.READ_REJECTED)
    finding = Finding(kind, "", "the client goes on listening", summary_of(response))
    return Exchange(probe, response, with_causes([finding], contract, probe, response))


def _not_heard(hearing: Hearing) -> str:
    count = sum(text is not None for text in hearing.heard)
    return f"the client's user got {count} of the {len(hearing.heard)} events of this connection"

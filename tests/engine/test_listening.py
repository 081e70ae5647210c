"""Contracts about listening: what a right listener passes, what is wrong with others, what is not applicable."""

import re
import time

import pytest

from pytest_realtime.clients import Card, Client, InProcessClient, ListenRequest, Response, Status, Unsupported
from pytest_realtime.clients.in_process import Hear
from pytest_realtime.engine.contract_check import check_contract
from pytest_realtime.engine.knowledge import Knowledge
from pytest_realtime.engine.probes import is_applicable
from pytest_realtime.judge import FindingKind, Verdict
from pytest_realtime.results import Result
from pytest_realtime.suite.manifest import contracts
from tests.faulty.check import TIMEOUT, broken
from tests.faulty.listener import HEARS, Leaves, listener
from tests.faulty.listeners import DEAF, LISTENERS
from tests.faulty.wrong import Wrong

EVERY = {id_: contract for id_, contract in contracts().items() if contract.stream}
MISTAKEN = [wrong for wrong in LISTENERS if wrong not in DEAF]
ERROR = "must.listening.error.stream-goes-on"
NEWER = "must.listening.newer-event.stream-goes-on"
VOICE = "must.listening.voice-turn.stream-goes-on"


def checked(client: Client, *ids: str, knowledge: Knowledge | None = None) -> list[Result]:
    knowledge = knowledge or Knowledge()
    return [check_contract(EVERY[id_], client, timeout=TIMEOUT, knowledge=knowledge) for id_ in ids]


def client(listen: object = None, *, hears: frozenset[str] = HEARS, name: str = "ears") -> InProcessClient:
    card = Card(name, {}, dialect="beta", hears=hears)
    return InProcessClient(card, listen=listen or listener())  # type: ignore[arg-type]


def test_a_right_listener_passes_every_contract_and_hears_each_stream_once() -> None:
    heard: list[str] = []
    listen = listener()

    def counted(request: ListenRequest, hear: Hear) -> None:
        heard.append(request.kind)
        listen(request, hear)

    with client(counted) as ears:
        results = checked(ears, *EVERY)
    assert {r.contract.id: r.findings for r in results if r.verdict() is not Verdict.PASS} == {}
    streams = {contract.stream for contract in EVERY.values()}
    # One connection for each stream, and one that only opens for each kind of connection.
    assert len(heard) == len(streams) + len(set(heard))


@pytest.mark.parametrize("wrong", MISTAKEN, ids=lambda wrong: str(wrong.name))
def test_a_wrong_listener_is_caught_by_its_contract(wrong: Wrong) -> None:
    contract, finding = wrong.example
    (result,) = checked(wrong.client(), contract)
    assert finding in map(str, result.findings)
    assert {each.kind for each in result.findings} <= wrong.kinds


def test_what_follows_a_surprise_has_to_be_heard_and_the_surprise_itself_need_not() -> None:
    def known(request: ListenRequest, hear: Hear) -> None:
        listener(lambda: lambda event: [event] if event["type"] in HEARS else [])(request, hear)

    with client(known) as ears:
        must, should = checked(ears, NEWER, "should.listening.newer-event.surprise-is-heard")
    assert must.verdict() is Verdict.PASS
    assert {str(finding) for finding in should.findings} == {"event-ignored"}


def test_a_client_that_hands_over_types_only_is_not_asked_about_members() -> None:
    def types_only(request: ListenRequest, hear: Hear) -> None:
        with_types: list[str] = []
        listener()(request, with_types.append)
        for text in with_types:
            hear(re.findall(r'"type": "([\w.]+)"', text)[0])

    with client(types_only) as ears:
        (result,) = checked(ears, VOICE)
    assert result.verdict() is Verdict.PASS


def test_only_what_a_client_hears_by_design_is_asked() -> None:
    with client(hears=frozenset({"response.done"})) as ears:
        asked = {id_ for id_, contract in EVERY.items() if is_applicable(contract, ears.card)}
        assert {id_ for id_ in asked if id_.endswith("event-is-heard")} == {
            "must.response-done-event.event-is-heard",
            "must.legacy-response-done-event.event-is-heard",
        }
        results = checked(ears, "must.response-done-event.event-is-heard", VOICE)
    assert [result.verdict() for result in results] == [Verdict.PASS, Verdict.PASS]


def test_a_client_that_does_not_listen_costs_nothing() -> None:
    deaf = InProcessClient(Card("deaf", {"TurnDetection": frozenset()}))
    started = time.perf_counter()
    verdicts = {result.verdict() for result in checked(deaf, *EVERY)}
    assert verdicts == {Verdict.NOT_APPLICABLE}
    assert time.perf_counter() - started < 0.5


def test_contracts_of_the_beta_api_are_for_its_clients() -> None:
    card = Card("live", {}, hears=HEARS)
    asked = [contract for contract in EVERY.values() if is_applicable(contract, card)]
    assert {contract.dialect for contract in asked} == {"ga", "translation"}


def test_the_end_of_a_listening_is_reported_once_at_the_event_that_ended_it() -> None:
    results = broken("closes-on-error")
    findings = results[ERROR].findings
    assert [(str(finding), finding.place) for finding in findings] == [("read-rejected", "RealtimeErrorEvent")]
    assert "closed the connection" in findings[0].observed


QUIET = frozenset({"session.created", "response.done", "rate_limits.updated"})


@pytest.mark.parametrize(
    ("culprit", "place"),
    [
        ("input_audio_buffer.speech_started", "InputAudioBufferSpeechStartedEvent"),
        ("response.content_part.added", "ResponseContentPartAddedEvent"),
        ("response.output_item.done", "ResponseOutputItemDoneEvent"),
        ("response.done", "ResponseDoneEvent"),
    ],
)
@pytest.mark.parametrize("error", [KeyError, ValueError, Leaves])
def test_the_event_that_ends_a_listening_is_found_among_those_that_are_not_heard(
    culprit: str, place: str, error: type[Exception]
) -> None:
    connections: list[str] = []

    def fails_at_one(event: dict[str, object]) -> list[object]:
        if event["type"] == culprit:
            raise error(culprit)
        return [event] if event["type"] in QUIET else []

    def counted(request: ListenRequest, hear: Hear) -> None:
        connections.append(request.until)
        listener(lambda: fails_at_one)(request, hear)

    with client(counted, hears=QUIET) as ears:
        (result,) = checked(ears, VOICE)
    assert {finding.place for finding in result.findings} == {place}
    # One that opens, the whole stream, one that has to be heard, one that has not, and the search among 21.
    assert len(connections) <= 4 + 5


def test_a_client_that_fails_at_every_end_is_reported_at_the_most_likely_event() -> None:
    """Nothing that the server says ends its listening: the search finds no event."""

    def fails_at_the_end(request: ListenRequest, hear: Hear) -> None:
        listener(lambda: lambda event: [event] if event["type"] == "session.created" else [])(request, hear)
        raise RuntimeError("closed")

    with client(fails_at_the_end, hears=QUIET) as ears:
        (result,) = checked(ears, "must.listening.newer-event.stream-goes-on")
    assert {(finding.kind, finding.place) for finding in result.findings} == {
        (FindingKind.CRASHED, "RealtimeServerEvent")
    }


def test_what_was_heard_before_a_crash_counts() -> None:
    result = broken("dies-on-an-unknown-event")[NEWER]
    (finding,) = result.findings
    assert finding.kind is FindingKind.CRASHED
    assert "KeyError: 'session.brand_new'" in finding.observed
    # The session came before, and was heard.
    assert result.exchanges[0].probe.payload != result.contract.cases[0].text


def test_a_client_that_never_connects_is_the_adapters_fault() -> None:
    with client(lambda request, hear: None) as ears:
        (result,) = checked(ears, VOICE)
    assert [finding.kind for finding in result.findings] == [FindingKind.DRIVER_ERROR]
    assert "never connected" in result.findings[0].observed


def test_a_kind_of_connection_that_a_client_cannot_open_is_not_applicable() -> None:
    def conversations(request: ListenRequest, hear: Hear) -> None:
        if request.kind == "translation":
            raise Unsupported("no translations")
        listener()(request, hear)

    with client(conversations) as ears:
        results = checked(ears, "must.listening.translation.stream-goes-on", VOICE)
    assert [result.verdict() for result in results] == [Verdict.NOT_APPLICABLE, Verdict.PASS]
    assert results[0].unsupported[0].response.message == "no translations"


def test_a_client_that_configures_its_session_hears_the_stream_after_that() -> None:
    from websockets.sync.client import connect

    events: list[str] = []

    def configures(request: ListenRequest, hear: Hear) -> None:
        with connect(f"{request.ws_url}/realtime", proxy=None) as socket:
            hear(str(socket.recv()))
            time.sleep(0.05)
            socket.send('{"type":"session.update","session":{"type":"realtime","instructions":"mine"}}')
            for text in socket:
                events.append(str(text))
                hear(str(text))
                if f'"type":"{request.until}"' in str(text):
                    return

    with client(configures) as ears:
        (result,) = checked(ears, VOICE)
    assert result.verdict() is Verdict.PASS
    assert '"instructions": "mine"' in events[-24]


@pytest.mark.parametrize("error", [RuntimeError("lost"), ValueError("not valid")])
def test_an_exception_is_a_crash_or_a_rejection(error: Exception) -> None:
    def fails(event: object) -> list[object]:
        raise error

    with client(listener(lambda: fails)) as ears:
        (result,) = checked(ears, VOICE)
    kind = FindingKind.READ_REJECTED if isinstance(error, ValueError) else FindingKind.CRASHED
    assert [(finding.kind, finding.place) for finding in result.findings] == [(kind, "SessionCreatedEvent")]


def test_a_client_without_the_operation_is_unsupported() -> None:
    response = InProcessClient(Card("deaf", {"TurnDetection": frozenset()})).listen(
        ListenRequest("http://127.0.0.1:9/v1", "key"), timeout=1
    )
    assert response == Response(Status.UNSUPPORTED, message="deaf does not listen")


def test_leaving_after_the_last_event_is_no_end() -> None:
    def leaves_late(event: dict[str, object]) -> list[object]:
        if event["type"] == "rate_limits.updated":
            raise Leaves
        return [event]

    hears = HEARS - {"rate_limits.updated"}
    with client(listener(lambda: leaves_late), hears=hears) as ears:
        (result,) = checked(ears, VOICE)
    assert result.verdict() is Verdict.PASS

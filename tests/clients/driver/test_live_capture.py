"""Drivers that send: their client's output is what arrives at the suite's server."""

import json
import shlex
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from websockets.sync.client import connect

from pytest_realtime.clients import Status
from pytest_realtime.clients.client import ClientRequest
from pytest_realtime.clients.driver import DriverClient, live_capture
from pytest_realtime.clients.live.capture import CaptureServer
from pytest_realtime.engine.contract_check import check_contract
from pytest_realtime.judge import FindingKind
from pytest_realtime.suite.manifest import contracts

PROGRAM = """
    import json, sys, threading, urllib.request
    from websockets.sync.client import connect

    kept = {}
    how, when, own = sys.argv[1:4]

    def opened(base_url):
        socket = connect(base_url.replace("http", "ws") + "/realtime", proxy=None)
        if when == "first":
            socket.send(own)
        if when == "created":
            socket.recv()
            socket.send(own)
        if when == "meanwhile":
            threading.Thread(target=lambda: (socket.recv(), socket.send(own))).start()
        return socket

    def post(text, base_url):
        urllib.request.urlopen(urllib.request.Request(base_url + "/realtime/client_secrets", text.encode())).read()

    def keep(text, base_url):
        if base_url not in kept:
            kept[base_url] = opened(base_url)
        kept[base_url].send(text)

    def anew(text, base_url):
        socket = kept[text] = opened(base_url)
        socket.send(text)

    def forget(text, base_url):
        pass

    def loses(text, base_url):
        if "warm-up" in text:
            return anew(text, base_url)
        kept[text] = opened(base_url)

    def hangs_up(text, base_url):
        opened(base_url).close()

    def hangs(text, base_url):
        keep(text, base_url)
        threading.Event().wait()

    def waits(text, base_url):
        kept[text] = opened(base_url)
        threading.Event().wait()

    def stalls(text, base_url):
        threading.Event().wait()

    calls = {"RealtimeClientSecretCreateRequest": post, "LegacySessionUpdateEvent": keep}
    calls["SessionUpdateEvent"] = globals()[how]
    for line in sys.stdin:
        request = json.loads(line)
        answer = {"sent": True}
        if request["cmd"] == "hello":
            types = {name: ["roundtrip", "send"] for name in calls}
            answer = {"card": {"name": "sender", "version": "1", "language": "python", "types": types}}
        elif request["cmd"] == "send":
            calls[request["type"]](request["wire"], request["base_url"])
        elif request["cmd"] == "roundtrip":
            answer = {"wire": request["wire"] + "  "}
        print(json.dumps({"id": request["id"], **answer}), flush=True)
"""
EVENT = "SessionUpdateEvent"
FIRST = '{"type":"session.update", "session":{"instructions":"a"}}'
SECOND = '{"type":"session.update", "session":{"instructions":"b"}}'
OWN = '{"type":"session.update","session":{"type":"realtime","tools":[]},"event_id":"own"}'
INVALID = '{"type":"session.update","session":{"type":"realtime","tools":7}}'
KEPT = "must.session-update-event.event-id.absent-stays-absent"
MINIMAL = "must.session-update-event.minimal-form-is-kept"
TIMEOUT = 20.0

Make = Callable[..., DriverClient]


@pytest.fixture
def sender(tmp_path: Path) -> Iterator[Make]:
    program = tmp_path / "sender.py"
    program.write_text(textwrap.dedent(PROGRAM), encoding="utf-8")
    made: list[DriverClient] = []

    def make(how: str, when: str = "never", own: str = OWN) -> DriverClient:
        made.append(DriverClient(shlex.join([sys.executable, str(program), how, when, own])))
        return made[-1]

    yield make
    for client in made:
        client.close()


def test_the_output_is_what_arrived(sender: Make) -> None:
    client = sender("keep")
    body = '{ "session": {"type":"realtime"} }'
    requests = [
        ClientRequest("send", EVENT, FIRST),
        ClientRequest("roundtrip", EVENT, "x"),
        ClientRequest("send", "RealtimeClientSecretCreateRequest", body),
    ]
    responses = client.perform_many(requests, timeout=TIMEOUT)
    assert [response.text for response in responses] == [FIRST, "x  ", body]


@pytest.mark.parametrize("how", ["keep", "anew"])
@pytest.mark.parametrize("when", ["first", "created", "meanwhile"])
def test_a_clients_own_update_is_not_taken_for_the_answer(how: str, when: str, sender: Make) -> None:
    client = sender(how, when)
    payloads = [FIRST, SECOND, OWN, FIRST, OWN, OWN.replace("own", "other")]
    responses = client.perform_many([ClientRequest("send", EVENT, text) for text in payloads], timeout=TIMEOUT)
    assert [response.text for response in responses] == payloads
    assert {response.unasked for response in responses} == {(OWN,)}


@pytest.mark.parametrize("how", ["keep", "anew"])
def test_a_clients_own_update_fails_no_contract(how: str, sender: Make) -> None:
    client = sender(how, "first")
    for id_ in (KEPT, MINIMAL, "must.semantic-vad-eagerness.low.is-kept"):
        assert [*check_contract(contracts()[id_], client, timeout=TIMEOUT).findings] == []


@pytest.mark.parametrize("how", ["keep", "anew"])
def test_an_invalid_update_of_its_own_is_a_finding_by_itself(how: str, sender: Make) -> None:
    client = sender(how, "first", INVALID)
    assert [*check_contract(contracts()[KEPT], client, timeout=TIMEOUT).findings] == []
    (finding,) = check_contract(contracts()[MINIMAL], client, timeout=TIMEOUT).findings
    assert (finding.kind, finding.pointer) == (FindingKind.INVALID_ACCEPTED, "/session/tools")


NOT_SENT = {
    "forget": "no client connected. Does the driver use base_url",
    "loses": "only what the client sends of its own accord when it connects. Does the driver answer after",
    "hangs_up": "the client has closed its connection. Does the driver close it before the payload is sent?",
}


@pytest.mark.parametrize("how", NOT_SENT)
def test_a_payload_that_does_not_arrive_is_not_sent(
    how: str, sender: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_capture, "ARRIVES_WITHIN", 0.1)
    client = sender(how, "first" if how == "loses" else "never")
    response = client.perform("send", EVENT, FIRST, timeout=TIMEOUT)
    assert response.status is Status.NOT_SENT
    assert response.message.startswith("the driver answered 'sent', but no session.update arrived within 0.1 s: ")
    assert NOT_SENT[how] in response.message


TIMED_OUT = {
    "hangs": "the session.update had arrived, so the driver should have answered 'sent'",
    "waits": "the client is connected, but the payload did not arrive. Does the driver read what the server",
    "stalls": "no client connected. Does the driver use base_url?",
}


@pytest.mark.parametrize("how", TIMED_OUT)
def test_a_time_out_says_what_is_likely(how: str, sender: Make) -> None:
    response = sender(how).perform("send", EVENT, FIRST, timeout=1)
    assert response.status is Status.TIMED_OUT
    assert response.message.startswith(f"at a first update, the warm-up: {TIMED_OUT[how]}")
    assert "gave no answer in 1 s" in response.message


def test_beta_events_are_sent(sender: Make) -> None:
    response = sender("keep", "first").perform("send", "LegacySessionUpdateEvent", FIRST, timeout=TIMEOUT)
    assert response.text == FIRST


def test_the_server_speaks_the_beta_dialect() -> None:
    capture = CaptureServer()
    address, headers = f"{capture.address.ws}/realtime?intent=", {"OpenAI-Beta": "realtime=v1"}
    for intent, prefix in {"conversation": "session", "transcription": "transcription_session"}.items():
        with connect(address + intent, additional_headers=headers, proxy=None) as socket:
            created = json.loads(socket.recv())
            socket.send(json.dumps({"type": f"{prefix}.update", "session": {}}))
            updated = json.loads(socket.recv())
        assert [created["type"], updated["type"]] == [f"{prefix}.created", f"{prefix}.updated"]
        assert "type" not in created["session"]
    capture.close()


def test_a_sequence_through_one_connection(sender: Make) -> None:
    client = sender("keep")
    assert client.card.keeps_connection
    responses = client.send_sequence(EVENT, [FIRST, SECOND], timeout=TIMEOUT)
    assert [response.text for response in responses] == [FIRST, SECOND]


def test_a_sequence_through_several_connections_is_unsupported(sender: Make) -> None:
    responses = sender("anew").send_sequence(EVENT, [FIRST, SECOND], timeout=TIMEOUT)
    assert {response.status for response in responses} == {Status.UNSUPPORTED}
    assert responses[0].message == "each payload was sent through a connection of its own"

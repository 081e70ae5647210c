"""Drivers that send: their client's output is what arrives at the suite's server."""

import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pytest_realtime.clients import Response, Status
from pytest_realtime.clients.client import ClientRequest
from pytest_realtime.clients.driver import DriverClient, live_capture

PROGRAM = """
    import json, sys, urllib.request
    from websockets.sync.client import connect

    kept = {}

    def post(text, base_url):
        urllib.request.urlopen(urllib.request.Request(base_url + "/realtime/client_secrets", text.encode())).read()

    def keep(text, base_url):
        if base_url not in kept:
            kept[base_url] = connect(base_url.replace("http", "ws") + "/realtime", proxy=None)
        kept[base_url].send(text)

    def anew(text, base_url):
        with connect(base_url.replace("http", "ws") + "/realtime", proxy=None) as socket:
            socket.send(text)

    def forget(text, base_url):
        pass

    calls = {"RealtimeClientSecretCreateRequest": post}
    calls["SessionUpdateEvent"] = globals()[sys.argv[1]]
    for line in sys.stdin:
        request = json.loads(line)
        answer = {"sent": True}
        if request["cmd"] == "hello":
            types = {name: ["roundtrip", "send"] for name in calls}
            answer = {"card": {"name": "sender", "version": "1", "language": "python", "types": types}}
        elif request["cmd"] == "send":
            calls[request["type"]](request["wire"], request["base_url"])
        elif request["cmd"] == "roundtrip":
            answer = {"wire": "round " + request["wire"]}
        print(json.dumps({"id": request["id"], **answer}), flush=True)
"""
EVENT = "SessionUpdateEvent"
FIRST = '{"type":"session.update", "session":{"instructions":"a"}}'
SECOND = '{"type":"session.update", "session":{"instructions":"b"}}'
TIMEOUT = 20.0

Make = Callable[[str], DriverClient]


@pytest.fixture
def sender(tmp_path: Path) -> Iterator[Make]:
    program = tmp_path / "sender.py"
    program.write_text(textwrap.dedent(PROGRAM), encoding="utf-8")
    made: list[DriverClient] = []

    def make(how: str) -> DriverClient:
        made.append(DriverClient(f"{sys.executable} {program} {how}"))
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
    assert [response.text for response in responses] == [FIRST, "round x", body]


def test_a_payload_that_does_not_arrive_is_not_sent(sender: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_capture, "ARRIVES_WITHIN", 0.1)
    response = sender("forget").perform("send", EVENT, FIRST, timeout=TIMEOUT)
    message = "the driver answered 'sent', but no session event arrived within 0.1 s"
    assert response == Response(Status.NOT_SENT, message=message)


def test_a_sequence_through_one_connection(sender: Make) -> None:
    client = sender("keep")
    assert client.card.keeps_connection
    responses = client.send_sequence(EVENT, [FIRST, SECOND], timeout=TIMEOUT)
    assert [response.text for response in responses] == [FIRST, SECOND]


def test_a_sequence_through_several_connections_is_unsupported(sender: Make) -> None:
    responses = sender("anew").send_sequence(EVENT, [FIRST, SECOND], timeout=TIMEOUT)
    assert {response.status for response in responses} == {Status.UNSUPPORTED}
    assert responses[0].message == "each payload was sent through a connection of its own"

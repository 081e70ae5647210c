"""The registered client ``openai-live``: every variant, and the same verdicts as over other transports."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pytest_realtime.clients import Client, ClientError, Status, load_client
from pytest_realtime.engine.contract_check import check_contract
from pytest_realtime.engine.probes import probes
from pytest_realtime.judge import Verdict
from pytest_realtime.suite.manifest import Contract, contracts
from tests.required import live_package

TIMEOUT = 30.0
DRIVER = Path(__file__).parents[3] / "drivers" / "python-openai" / "driver.py"
SESSION: dict[str, Any] = {
    "type": "realtime",
    "tracing": None,
    "audio": {"input": {"turn_detection": None}},
    "tools": [],
}
ITEM: dict[str, Any] = {
    "type": "mcp_approval_response",
    "id": "it_1",
    "approval_request_id": "it_0",
    "approve": False,
}
AT_0 = {"content_index": 0, "audio_end_ms": 0}


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    live_package("openai", "openai-live")
    with load_client("openai-live") as client:
        yield client


@pytest.mark.parametrize(
    ("wire_type", "payload"),
    [
        ("SessionUpdateEvent", {"type": "session.update", "session": SESSION}),
        ("SessionUpdateEvent", {"type": "session.update", "session": SESSION, "event_id": "evt_1"}),
        ("ConversationItemCreateEvent", {"type": "conversation.item.create", "item": ITEM}),
        ("ConversationItemDeleteEvent", {"type": "conversation.item.delete", "item_id": "it_1"}),
        ("ConversationItemRetrieveEvent", {"type": "conversation.item.retrieve", "item_id": "it_1"}),
        ("ConversationItemTruncateEvent", {"type": "conversation.item.truncate", "item_id": "it_1", **AT_0}),
        ("InputAudioBufferAppendEvent", {"type": "input_audio_buffer.append", "audio": "AAA="}),
        ("InputAudioBufferClearEvent", {"type": "input_audio_buffer.clear"}),
        ("InputAudioBufferCommitEvent", {"type": "input_audio_buffer.commit", "event_id": "evt_1"}),
        ("OutputAudioBufferClearEvent", {"type": "output_audio_buffer.clear"}),
        ("ResponseCancelEvent", {"type": "response.cancel", "response_id": "resp_1"}),
        ("ResponseCreateEvent", {"type": "response.create"}),
        ("ResponseCreateEvent", {"type": "response.create", "response": {"input": [], "metadata": None}}),
        ("RealtimeSessionCreateRequest", SESSION),
        ("RealtimeClientSecretCreateRequest", {"session": SESSION, "expires_after": {"seconds": 60}}),
        ("RealtimeTranslationClientSecretCreateRequest", {"session": {"model": "gpt-realtime-translate"}}),
        ("RealtimeCallCreateRequest", {"sdp": "v=0\r\n", "session": SESSION}),
        ("RealtimeCallCreateRequest", {"sdp": "v=0\r\n"}),
        ("RealtimeCallReferRequest", {"target_uri": "tel:+1"}),
        ("RealtimeCallRejectRequest", {"status_code": 486}),
    ],
)
def test_what_arrives_is_the_payload(client: Client, wire_type: str, payload: object) -> None:
    response = client.perform("send", wire_type, json.dumps(payload), timeout=TIMEOUT)
    assert response.status is Status.WROTE
    assert json.loads(response.text or "") == payload


def test_what_the_package_has_no_call_for_is_unsupported(client: Client) -> None:
    event = {"type": "session.update", "session": {}}
    response = client.perform("send", "TranslationSessionUpdateEvent", json.dumps(event), timeout=TIMEOUT)
    assert response.status is Status.UNSUPPORTED
    assert "no call that opens a translation" in response.message


def test_answers_are_read_whatever_was_sent(client: Client) -> None:
    # Unread ones fill a queue of the package's, which then does not see the server's pongs either.
    clear = json.dumps({"type": "input_audio_buffer.clear"})
    statuses = {
        client.perform("send", "InputAudioBufferClearEvent", clear, timeout=TIMEOUT).status for _ in range(40)
    }
    integration = client._integration  # type: ignore[attr-defined]
    assert statuses == {Status.WROTE}
    assert integration._sync_socket._connection.recv_messages.frames.qsize() == 0


def test_an_item_reference_is_refused_by_the_model_alone(client: Client) -> None:
    reference = {"type": "item_reference", "id": "it_1"}
    event = {"type": "response.create", "response": {"input": [reference]}}
    response = client.perform("send", "ResponseCreateEvent", json.dumps(event), timeout=TIMEOUT)
    assert response.status is Status.REJECTED
    assert "item_reference" in response.message


def test_an_argument_that_no_call_has_is_rejected(client: Client) -> None:
    response = client.perform("send", "RealtimeCallReferRequest", '{"target":"tel:+1"}', timeout=TIMEOUT)
    assert response.status is Status.REJECTED
    assert "unexpected keyword argument 'target'" in response.message


@pytest.mark.parametrize("missing", ["openai", "websockets"])
def test_a_missing_package_names_the_extra(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    expected = rf"'openai-live' needs the package '{missing}'.*pip install 'pytest-realtime\[openai-live\]'"
    with pytest.raises(ClientError, match=expected):
        load_client("pytest_realtime.clients.live.openai:client")


EVERY = 9
"""One in nine contracts is compared here; all of them are, when the suite runs on each client."""


def shared(*clients: Client) -> list[Contract]:
    """Contracts that apply to every client.

    Those about invalid payloads are omitted: only the package's models reject these, its dicts do not.
    """
    return [
        contract
        for contract in contracts().values()
        if not contract.generator and not contract.invalid_payloads
        if all(next(probes(contract, client.card), None) for client in clients)
    ]


def test_the_same_client_has_the_same_verdicts_over_every_transport(client: Client) -> None:
    with load_client("openai") as inproc, load_client(f"cmd:{sys.executable} {DRIVER}") as driver:
        asked = shared(inproc, driver, client)[::EVERY]
        found = {
            contract.id: {
                check_contract(contract, each, timeout=TIMEOUT).verdict() for each in (inproc, driver, client)
            }
            for contract in asked
        }
    # One of them may not support a payload, such as a translation on a WebSocket.
    found = {id_: verdicts for id_, verdicts in found.items() if Verdict.NOT_APPLICABLE not in verdicts}
    assert len(found) > 40
    assert {id_: verdicts for id_, verdicts in found.items() if len(verdicts) > 1} == {}

"""Audio as long as the API takes in one event: accepted, answered and judged; a byte more is refused and found."""

import base64
import json
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

from pytest_realtime.server_testing.checked_server import CheckedServer
from tests.server.harness import event

MOST = 15 * 2**20
"""Bytes of audio in one event (API rule E8)."""
SECONDS = 60.0


def opened(server: CheckedServer) -> ClientConnection:
    key = {"Authorization": f"Bearer {server.api_key}"}
    return connect(f"{server.ws_url}?model=m", additional_headers=key, max_size=None, compression=None)


def until(client: ClientConnection, kind: str) -> Any:
    while (answer := json.loads(client.recv(timeout=SECONDS)))["type"] != kind:
        pass
    return answer


@pytest.fixture(scope="module")
def audio() -> str:
    return base64.b64encode(bytes(MOST)).decode()


def test_15_mebibytes_are_accepted_and_judged(realtime_server: CheckedServer, audio: str) -> None:
    content = [{"type": "input_audio", "audio": audio}]
    item = {"id": "mine", "type": "message", "role": "user", "content": content}
    with opened(realtime_server) as client:
        client.send(event("input_audio_buffer.append", audio=audio))
        client.send(event("input_audio_buffer.commit"))
        until(client, "input_audio_buffer.committed")
        client.send(event("conversation.item.create", item=item))
        until(client, "conversation.item.done")
        client.send(event("conversation.item.retrieve", item_id="mine"))
        assert until(client, "conversation.item.retrieved")["item"]["content"] == content
    assert realtime_server.findings == []
    messages = realtime_server.validated_messages()
    assert [message.name for message in messages] == [
        "InputAudioBufferAppendEvent",
        "InputAudioBufferCommitEvent",
        "ConversationItemCreateEvent",
        "ConversationItemRetrieveEvent",
    ]
    assert len(messages[0].text) > MOST * 4 // 3


def test_a_byte_more_is_refused_and_found(realtime_server: CheckedServer, audio: str) -> None:
    with opened(realtime_server) as client:
        with realtime_server.expect_invalid(pointer="/audio"):
            client.send(event("input_audio_buffer.append", audio=audio + "AA=="))
        error = until(client, "error")["error"]
        assert (error["code"], error["param"]) == ("invalid_value", "audio")

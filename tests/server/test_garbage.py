"""Whatever a client sends, the server answers it and never raises: mutated events, and plain garbage."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from pytest_realtime import endpoints
from pytest_realtime.endpoints import ConnectionKind
from pytest_realtime.payloads.mutations.enumerate import every_invalid_payload
from pytest_realtime.server.actions import Reply
from pytest_realtime.server.api import Turn
from pytest_realtime.server.records import Frame
from pytest_realtime.server_testing.validation import validate_frame, validate_request
from pytest_realtime.strategies import invalid_payloads, payloads
from tests.server.api_client import ApiClient, api, request
from tests.server.test_frames import TARGETS

PLAIN = settings(
    max_examples=8, database=None, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
EVENTS = sorted({wire_type for kind in endpoints.KINDS for wire_type in kind.client_events.values()})
HOMES = {wire_type: kind for kind in reversed(endpoints.KINDS) for wire_type in kind.client_events.values()}
"""A kind of connection for each client event."""
TAKEN = ("duplicate-key", "lone-surrogate")
"""What JSON parsers differ about, and the server takes; the judge finds it."""
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def connected(target: str, **options: Any) -> ApiClient:
    path, headers = TARGETS[target]
    return ApiClient.connect(api(beta=True, **options), path, **headers)


def in_the_middle(target: str) -> ApiClient:
    """A client that has spoken, and to which the model responds: most events have something to act on."""
    client = connected(target, turns=(Turn(), Turn.unfinished()), speech_ms=500)
    state = client.connection.state
    for event in ({"type": "response.create"}, {"type": "response.create"}):
        client.send(event)
    state.settings = {**state.settings}
    return client


def is_refused(events: list[dict[str, Any]]) -> bool:
    return any(event["type"] == "error" for event in events)


@pytest.mark.parametrize(("wire_type", "kind"), HOMES.items(), ids=HOMES)
def test_every_mutation_of_a_client_event_is_refused_and_found(wire_type: str, kind: ConnectionKind) -> None:
    """What the server refuses and what the judge finds agree, on everything that can be wrong with an event."""
    target = "call" if kind is endpoints.CONVERSATION else kind.name
    client = connected(target)
    for invalid in every_invalid_payload(wire_type):
        if client.connection.state.kind is not kind:  # an update has changed it
            client = connected(target)
        answer = client.send(invalid.text)
        if invalid.kind not in TAKEN:
            assert is_refused(answer), invalid
        message = validate_frame(client.connection, client.connection.client_messages[-1])
        assert message is not None
        assert not message.is_known or "MUST" in {found.level for found in message.findings}, invalid
        assert message.is_known or invalid.pointer == "/type", invalid


@pytest.mark.parametrize(
    "endpoint", [entry for entry in endpoints.ENDPOINTS if entry.body], ids=lambda entry: entry.name
)
def test_every_mutation_of_a_body_is_refused_and_found(endpoint: endpoints.Endpoint) -> None:
    path = endpoint.path.replace("{call_id}", "rtc_incoming")
    for invalid in every_invalid_payload(endpoint.body):
        body = invalid.text.encode("utf-8", "surrogatepass")
        sent = request(path, body=body, Content_Type="application/json")
        reply = api(beta=True).on_request(sent)
        assert isinstance(reply, Reply)
        assert reply.status == 400 or invalid.kind in TAKEN, invalid
        message = validate_request(sent)
        assert message is not None
        assert "MUST" in {found.level for found in message.findings}, invalid


@pytest.mark.parametrize("wire_type", EVENTS)
def test_no_mutation_of_a_client_event_makes_the_server_raise(wire_type: str) -> None:
    clients = [in_the_middle(target) for target in ("conversation", "call", "translation", "beta")]

    @seed(14)
    @PLAIN
    @given(st.lists(invalid_payloads(wire_type), min_size=8, max_size=8), payloads(wire_type))
    def mutated(invalid: list[Any], valid: Any) -> None:
        for client in clients:
            item_id = next(iter(client.connection.state.items), "none")
            for text in [*(one.text for one in invalid), json.dumps(valid)]:
                client.send(text)
                # The same about an item that exists.
                client.send(text.replace('"item_1"', json.dumps(item_id)))

    mutated()


@pytest.mark.parametrize("target", TARGETS)
def test_no_garbage_makes_the_server_raise(target: str) -> None:
    client = in_the_middle(target)
    names = st.sampled_from(sorted(endpoints.EVENT_NAMES)) | st.text()
    members = st.dictionaries(
        st.sampled_from(["session", "item", "item_id", "audio", "response", "event_id", "audio_end_ms"]), JSON
    )
    texts = (
        st.binary()
        | JSON.map(lambda value: json.dumps(value).encode())
        | st.builds(lambda name, more: json.dumps({"type": name, **more}).encode(), names, members)
    )

    @seed(14)
    @PLAIN
    @given(st.lists(texts, min_size=10, max_size=10), st.sampled_from(["text", "binary"]))
    def garbled(sent: list[bytes], kind: Any) -> None:
        for raw in sent:
            client.order += 1
            frame = Frame(kind, raw, 0.0, client.order)
            client.connection.client_messages.append(frame)
            client.perform(client.api.on_message(client.connection, frame))

    garbled()


@pytest.mark.parametrize(
    "audio", ["\u00e9\u00e9\u00e9\u00e9", "_-_-", "data:audio/pcm;base64,AAAA", "AAA", "A" * 5, "\n"]
)
@pytest.mark.parametrize("target", ["conversation", "call", "transcription", "translation", "beta"])
def test_audio_that_is_not_base64_is_refused_with_its_place(target: str, audio: str) -> None:
    name = "session.input_audio_buffer.append" if target == "translation" else "input_audio_buffer.append"
    [error] = connected(target).send({"type": name, "audio": audio})
    assert (error["error"]["code"], error["error"]["param"]) == ("invalid_value", "audio")

"""The other libraries: what arrives, what can't be set, and the message for a missing package."""

import base64
import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from pytest_realtime.clients import Client, ClientError, Status, load_client, registered_clients
from pytest_realtime.deviations.file import load_deviations
from pytest_realtime.judge.entry_text import PLACEHOLDER
from pytest_realtime.suite.manifest import contracts
from tests.required import live_package

TIMEOUT = 30.0
FILES = sorted(Path(__file__).parents[3].glob("live/*/deviations.toml"))


class Row(NamedTuple):
    """One library."""

    client: str
    module: str
    """The module that the client needs."""
    session: dict[str, Any]
    """Settings that the library has."""
    unsupported: dict[str, Any]
    """Settings that it does not have."""
    reason: str


ROWS = [
    Row(
        "openai-agents",
        "agents",
        {"instructions": "Be brief.", "audio": {"input": {"turn_detection": None}}},
        {"truncation": "auto"},
        "can't set truncation in the session",
    ),
    Row(
        "livekit",
        "livekit",
        {"instructions": "Be brief.", "audio": {"input": {"turn_detection": None}}, "truncation": "auto"},
        {"prompt": None},
        "can't set prompt in the session",
    ),
    Row(
        "pipecat",
        "pipecat",
        {"instructions": "Be brief.", "audio": {"input": {"turn_detection": None}}, "prompt": {"id": "pmpt_1"}},
        {"truncation": "auto"},
        "can't set truncation in the session",
    ),
    Row(
        "pydantic-ai",
        "pydantic_ai",
        {"instructions": "Be brief.", "audio": {"input": {"turn_detection": None}}, "reasoning": {"effort": "low"}},
        {"tracing": None},
        "can't set tracing in the session",
    ),
]


@pytest.fixture(params=ROWS, ids=lambda row: row.client)
def row(request: pytest.FixtureRequest) -> Row:
    found: Row = request.param
    return found


@pytest.fixture
def client(row: Row) -> Iterator[Client]:
    live_package(row.module, row.client)
    with load_client(row.client) as client:
        yield client


def update(session: dict[str, Any], **members: Any) -> str:
    return json.dumps({"type": "session.update", "session": {"type": "realtime", **session}, **members})


def test_the_settings_are_in_what_arrives(client: Client, row: Row) -> None:
    response = client.perform("send", "SessionUpdateEvent", update(row.session), timeout=TIMEOUT)
    assert response.status is Status.WROTE
    assert contains(json.loads(response.text or "")["session"], row.session)


def contains(found: Any, expected: Any) -> bool:
    if isinstance(expected, list):
        return isinstance(found, list) and len(found) == len(expected) and all(map(contains, found, expected))
    if isinstance(expected, dict):
        return isinstance(found, dict) and all(
            name in found and contains(found[name], value) for name, value in expected.items()
        )
    return bool(found == expected)


def test_unsupported_settings_are_named(client: Client, row: Row) -> None:
    response = client.perform("send", "SessionUpdateEvent", update(row.unsupported), timeout=TIMEOUT)
    assert response.status is Status.UNSUPPORTED
    assert row.reason in response.message


def test_two_updates_go_through_one_connection(client: Client, row: Row) -> None:
    if not client.card.keeps_connection:
        pytest.skip(f"{row.client} has no call that updates a session")
    wires = [update(row.session), update({"instructions": "Be loud."})]
    responses = client.send_sequence("SessionUpdateEvent", wires, timeout=TIMEOUT)
    assert [response.status for response in responses] == [Status.WROTE, Status.WROTE]
    assert json.loads(responses[1].text or "")["session"]["instructions"] == "Be loud."


TEXT = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Hi."}]}
IMAGE_PART = {"type": "input_image", "image_url": "data:image/png;base64,AAAA"}
IMAGE = {"type": "message", "role": "user", "content": [IMAGE_PART]}
OUTPUT = {"type": "function_call_output", "call_id": "call_1", "output": ""}
CALL = {"type": "function_call", "call_id": "call_1", "name": "book", "arguments": "{}"}
ANSWER = {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "Yes."}]}
APPROVAL = {"type": "mcp_approval_response", "id": "it_1", "approval_request_id": "it_0", "approve": False}
TENTH = base64.b64encode(bytes(4_800)).decode()
"""A tenth of a second of sound."""


def item(item: dict[str, Any], **members: Any) -> tuple[str, dict[str, Any]]:
    return "ConversationItemCreateEvent", {"type": "conversation.item.create", "item": item, **members}


CREATE, CANCEL = "ResponseCreateEvent", "ResponseCancelEvent"
APPEND = ("InputAudioBufferAppendEvent", {"type": "input_audio_buffer.append", "audio": TENTH})
CLEAR = ("InputAudioBufferClearEvent", {"type": "input_audio_buffer.clear"})
COMMIT = ("InputAudioBufferCommitEvent", {"type": "input_audio_buffer.commit"})
TRUNCATE = (
    "ConversationItemTruncateEvent",
    {"type": "conversation.item.truncate", "item_id": "it_1", "content_index": 0, "audio_end_ms": 1500},
)
RESPOND = (CREATE, {"type": "response.create"})
STOP = (CANCEL, {"type": "response.cancel"})
BRIEFLY = (CREATE, {"type": "response.create", "response": {"instructions": "Be brief."}})
OUT_OF_BAND = (CREATE, {"type": "response.create", "response": {"conversation": "none", "input": []}})
WITH_ID = (CREATE, {"type": "response.create", "event_id": "evt_1"})
SENT: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "openai-agents": [
        *(APPEND, CLEAR, COMMIT, TRUNCATE, RESPOND, STOP, OUT_OF_BAND, WITH_ID),
        *(item(TEXT), item(IMAGE), item(OUTPUT), item(APPROVAL, previous_item_id="root")),
    ],
    "livekit": [
        *(APPEND, CLEAR, COMMIT, TRUNCATE, RESPOND, STOP, BRIEFLY, OUT_OF_BAND, WITH_ID),
        *(item(TEXT), item(IMAGE), item(OUTPUT), item(CALL), item(ANSWER, previous_item_id="root"), item(APPROVAL)),
    ],
    "pipecat": [
        *(APPEND, CLEAR, COMMIT, TRUNCATE, RESPOND, STOP, BRIEFLY, WITH_ID),
        *(item(TEXT), item(IMAGE), item(OUTPUT), item(CALL), item(ANSWER, previous_item_id="root")),
    ],
    "pydantic-ai": [APPEND, COMMIT, CLEAR, RESPOND, STOP, item(TEXT), item(IMAGE), item(OUTPUT)],
}
"""Events that each library sends, and what it adds is its own affair here."""
UNSENT: dict[str, list[tuple[tuple[str, dict[str, Any]], str]]] = {
    "pipecat": [(OUT_OF_BAND, "can't set conversation, input in the response"), (item(APPROVAL), "can't set")],
    "pydantic-ai": [(OUT_OF_BAND, "no content that sends this event"), (item(CALL), "no content"), (WITH_ID, "no")],
}


def test_other_events_arrive(client: Client, row: Row) -> None:
    for wire_type, event in SENT[row.client]:
        response = client.perform("send", wire_type, json.dumps(event), timeout=TIMEOUT)
        assert response.status is Status.WROTE, (event, response.message)
        assert contains(json.loads(response.text or ""), event), event


def test_other_events_that_it_can_not_express_are_unsupported(client: Client, row: Row) -> None:
    for (wire_type, event), reason in UNSENT.get(row.client, []):
        response = client.perform("send", wire_type, json.dumps(event), timeout=TIMEOUT)
        assert response.status is Status.UNSUPPORTED, event
        assert reason in response.message


def test_what_the_agents_sdk_drops_with_a_logged_error_is_rejected() -> None:
    live_package("agents", "openai-agents")
    reference = {"type": "item_reference", "id": "it_1"}
    event = {"type": "response.create", "response": {"input": [reference]}}
    with load_client("openai-agents") as client:
        response = client.perform("send", CREATE, json.dumps(event), timeout=TIMEOUT)
        after = client.perform("send", CREATE, json.dumps(RESPOND[1]), timeout=TIMEOUT)
    assert response.status is Status.REJECTED
    assert "Failed to convert raw message" in response.message
    assert after.status is Status.WROTE


def test_pipecat_reads_with_its_parser() -> None:
    live_package("pipecat", "pipecat")
    message = {"type": "response.done", "event_id": "ev_1", "response": {"id": "resp_1", "metadata": {"a": "b"}}}
    unknown = {"type": "response.mcp_call.failed", "event_id": "ev_1", "item_id": "it_1", "output_index": 0}
    broken = {**message, "response": {"output": [{"type": "mcp_call"}]}}
    with load_client("pipecat") as client:
        read, skipped, refused = (
            client.perform("read", "ResponseDoneEvent", json.dumps(event), timeout=TIMEOUT)
            for event in (message, unknown, broken)
        )
    assert json.loads(read.text or "") == {**message, "response": {"id": "resp_1"}}
    assert (skipped.status, skipped.text) == (Status.WROTE, None)
    assert refused.status is Status.REJECTED


@pytest.mark.parametrize(
    ("client", "module"), [*((row.client, row.module) for row in ROWS), ("litellm", "litellm")]
)
def test_a_missing_package_names_the_extra(client: str, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == module]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ClientError, match=rf"pip install 'pytest-realtime\[{client}\]'"):
        load_client(client)


@pytest.mark.parametrize(("required", "outcome"), [("all", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_without_a_package_the_tests_here_skip_or_fail(
    required: str, outcome: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REALTIME_REQUIRE_LIVE", required)
    with pytest.raises(outcome, match=r"pip install 'pytest-realtime\[livekit\]'"):
        live_package("no_such_package", "livekit")


@pytest.fixture
def litellm(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The package, imported as the client imports it: otherwise it fetches a price list."""
    monkeypatch.setenv("LITELLM_LOCAL_MODEL_COST_MAP", "True")
    return live_package("litellm", "litellm")


SECRET, TRANSLATION_SECRET = "RealtimeClientSecretCreateRequest", "RealtimeTranslationClientSecretCreateRequest"


@pytest.mark.parametrize(
    ("wire_type", "body"),
    [
        (SECRET, {"session": {"type": "realtime", "instructions": "Be brief."}}),
        # Nothing is added that the payload does not have, and no model is refused.
        (SECRET, {"expires_after": {"anchor": "created_at", "seconds": 60}}),
        (SECRET, {"session": {"type": "realtime", "model": "no-such-model"}}),
        (TRANSLATION_SECRET, {"session": {"model": "no-such-model", "audio": {"output": {"language": "es"}}}}),
    ],
)
def test_litellm_sends_client_secrets(litellm: Any, wire_type: str, body: dict[str, Any]) -> None:
    with load_client("litellm") as client:
        response = client.perform("send", wire_type, json.dumps(body), timeout=TIMEOUT)
        other = client.perform("send", wire_type, '{"other":1}', timeout=TIMEOUT)
    assert json.loads(response.text or "") == body
    assert (other.status, other.message) == (
        Status.UNSUPPORTED,
        "the call takes only a session and expires_after",
    )


def test_a_litellm_that_is_too_old_is_reported(litellm: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(litellm, "acreate_realtime_translation_client_secret")
    with pytest.raises(ClientError, match=r"needs litellm 1\.110 or later, but \S+ is installed: pip install --up"):
        load_client("litellm")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_listed_deviations_are_of_contracts_and_clients_that_exist(file: Path) -> None:
    rows = tomllib.loads(file.read_text(encoding="utf-8")).get("deviation", [])
    assert file.parent.name in registered_clients()
    assert {row["client"] for row in rows} <= {file.parent.name}
    # Reading checks every contract, place, kind and form, and that each entry has a reason.
    assert len(load_deviations(file, contract_ids=contracts())) == len(rows)
    assert all(row["reason"].strip() not in ("", PLACEHOLDER) for row in rows)

"""Sessions: how a new one looks, how updates change it, and what is rejected."""

from typing import Any

import pytest

from pytest_realtime import wire
from pytest_realtime.server.actions import Close, Send, Wait
from pytest_realtime.server.api import RealtimeApi
from pytest_realtime.wire import known_members
from tests.server.api_client import ApiClient, api

KINDS = {
    "/realtime?model=gpt-realtime-2.1": ("SessionCreatedEvent", "SessionUpdatedEvent"),
    "/realtime?intent=transcription": ("SessionCreatedEvent", "SessionUpdatedEvent"),
    "/realtime/translations?model=gpt-realtime-translate": (
        "TranslationSessionCreatedEvent",
        "TranslationSessionUpdatedEvent",
    ),
}
BETA = {"OpenAI_Beta": "realtime=v1"}


USER = {"type": "message", "role": "user", "content": []}
OUTPUT = {"type": "function_call_output", "call_id": "call_none", "output": ""}
TRUNCATE = {"type": "conversation.item.truncate", "item_id": "none", "content_index": 0, "audio_end_ms": 5}
RATE = {"input": {"format": {"type": "audio/pcm", "rate": 16000}}}


def update(**session: Any) -> dict[str, Any]:
    return {"type": "session.update", "session": {"type": "realtime", **session}}


def item(**members: Any) -> dict[str, Any]:
    content = [{"type": "input_text", "text": "Hi."}]
    message = {"type": "message", "role": "user", "content": content, **members}
    return {"type": "conversation.item.create", "item": message}


@pytest.mark.parametrize("created", ["at once", "minimal"])
@pytest.mark.parametrize("target", KINDS)
def test_a_new_session_is_valid_to_the_letter(target: str, created: str) -> None:
    [event] = ApiClient.connect(api(created=created), target).events
    wire.validate(KINDS[target][0], event, direction="write")


def test_a_minimal_session_has_only_what_is_required() -> None:
    [event] = ApiClient.connect(api(created="minimal")).events
    assert sorted(event["session"]) == ["id", "object", "type"]


def test_a_session_may_come_late_or_never() -> None:
    late = ApiClient.connect(api(created="late", late_seconds=0.25)).actions
    assert late[0] == Wait(0.25)
    assert isinstance(late[1], Send)
    assert ApiClient.connect(api(created="never")).actions == []


def test_an_update_keeps_what_it_does_not_name_and_null_turns_off() -> None:
    client = ApiClient.connect(api())
    client.send(update(instructions="Be brief.", audio={"input": {"noise_reduction": {"type": "near_field"}}}))
    [event] = client.send(update(audio={"input": {"turn_detection": None}}))
    wire.validate("SessionUpdatedEvent", event, direction="write")
    session = event["session"]
    assert session["instructions"] == "Be brief."
    assert session["audio"]["input"]["turn_detection"] is None
    assert session["audio"]["input"]["noise_reduction"] == {"type": "near_field"}
    assert session["id"] == client.events[0]["session"]["id"]


def test_members_that_only_requests_have_are_not_sent_back() -> None:
    transcription = {"model": "gpt-transcribe", "keywords": ["Zagreb"]}
    audio = {"input": {"transcription": transcription}, "output": {"voice": {"id": "voice_1"}}}
    [event] = ApiClient.connect(api()).send(update(parallel_tool_calls=False, audio=audio))
    wire.validate("SessionUpdatedEvent", event, direction="write")
    assert event["session"]["audio"]["output"]["voice"] == "voice_1"
    assert event["session"]["audio"]["input"]["transcription"] == {"model": "gpt-transcribe"}
    assert "parallel_tool_calls" not in event["session"]


@pytest.mark.parametrize(
    ("target", "session"),
    [
        ("/realtime?intent=transcription", {"type": "transcription", "audio": {"input": {"turn_detection": None}}}),
        ("/realtime/translations?model=m", {"audio": {"output": {"language": "es"}}}),
    ],
)
def test_each_kind_of_connection_has_its_own_updates(target: str, session: dict[str, Any]) -> None:
    client = ApiClient.connect(api(), target)
    [event] = client.send({"type": "session.update", "session": session})
    wire.validate(KINDS.get(target, KINDS[list(KINDS)[-1]])[1], event, direction="write")
    (member,) = session["audio"]
    assert event["session"]["audio"][member].items() >= session["audio"][member].items()


def test_an_update_of_a_translation_has_no_type() -> None:
    client = ApiClient.connect(api(), "/realtime/translations?model=m")
    [event] = client.send(update())
    assert (event["type"], event["error"]["param"]) == ("error", "session.type")


def test_the_type_of_an_update_changes_the_session() -> None:
    [event] = ApiClient.connect(api()).send({"type": "session.update", "session": {"type": "transcription"}})
    assert event["session"]["object"] == "realtime.transcription_session"


@pytest.mark.parametrize(
    ("event", "code", "param"),
    [
        ("{", "invalid_json", None),
        ("[]", "missing_required_parameter", "type"),
        ({"type": "session.update", "session": {}}, "missing_required_parameter", "session.type"),
        (update(modalities=["text"]), "unknown_parameter", "session.modalities"),
        (update(instructions=None), "invalid_type", "session.instructions"),
        (update(max_output_tokens=0), "integer_below_min_value", "session.max_output_tokens"),
        (update(tools=[{"type": "function"}]), "missing_required_parameter", "session.tools[0].name"),
        ({"type": "session.close"}, "invalid_value", "type"),
        ({"type": "no.such.event"}, "invalid_value", "type"),
        ({"type": "input_audio_buffer.append"}, "missing_required_parameter", "audio"),
        ({"type": "input_audio_buffer.append", "audio": 1}, "invalid_type", "audio"),
        ({"type": "input_audio_buffer.append", "audio": "?"}, "invalid_value", "audio"),
        ({"type": "input_audio_buffer.commit"}, "input_audio_buffer_commit_empty", None),
        ({"type": "conversation.item.delete", "item_id": "none"}, "item_not_found", "item_id"),
        ({"type": "input_audio_buffer.append", "audio": "\u00e9\u00e9\u00e9\u00e9"}, "invalid_value", "audio"),
        ({"type": "conversation.item.create", "item": {"id": []}}, "missing_required_parameter", "item.type"),
        ({"type": "conversation.item.create", "item": {**USER, "x": 1}}, "unknown_parameter", "item.x"),
        ({"type": "conversation.item.create", "item": OUTPUT}, "invalid_tool_call_id", "item.call_id"),
        ({"type": "response.cancel", "x": 1}, "unknown_parameter", "x"),
        ({"type": "response.create", "response": {"modalities": []}}, "unknown_parameter", "response.modalities"),
        ({**TRUNCATE, "content_index": -1}, "integer_below_min_value", "content_index"),
        ({**TRUNCATE, "audio_end_ms": 0.5}, "invalid_type", "audio_end_ms"),
        (TRUNCATE, "item_truncate_invalid_item_id", "item_id"),
        (update(audio=RATE), "integer_below_min_value", "session.audio.input.format.rate"),
        ({"type": "output_audio_buffer.clear"}, "invalid_value", "type"),
        (item(id=[]), "invalid_type", "item.id"),
        (item(content=None), "invalid_type", "item.content"),
        (
            {"type": "conversation.item.create", "item": USER, "previous_item_id": {}},
            "invalid_type",
            "previous_item_id",
        ),
        (
            {"type": "response.create", "response": {"output_modalities": 1}},
            "invalid_type",
            "response.output_modalities",
        ),
        ("[" + "1," * 30_000 + "1]", "payload_too_large", None),
        ('{"type": "session.update"' + ', "a": 1' * 30_000 + "}", "payload_too_large", None),
        ("[" * 30_000, "payload_too_large", None),
        ({"type": "response.cancel"}, "response_cancel_not_active", None),
    ],
    ids=str,
)
def test_an_invalid_event_is_answered_with_an_error_and_changes_nothing(event: Any, code: str, param: Any) -> None:
    client = ApiClient.connect(api())
    before = client.connection.state.settings
    [answer] = client.send(event if isinstance(event, str) else {**event, "event_id": "mine"})
    assert answer["type"] == "error"
    assert answer["event_id"]
    assert (answer["error"]["code"], answer["error"]["param"]) == (code, param)
    assert answer["error"]["event_id"] == (None if isinstance(event, str) else "mine")
    assert client.connection.state.settings == before


def test_an_unknown_member_drops_the_update_until_it_is_declared() -> None:
    client = ApiClient.connect(api())
    [error] = client.send(update(later={"x": 1}, instructions="Hi"))
    assert (error["error"]["code"], error["error"]["param"]) == ("unknown_parameter", "session.later")
    assert client.connection.state.settings.get("instructions") != "Hi"  # nothing of it was applied
    with known_members("RealtimeSessionCreateRequest.later"):
        [event] = client.send(update(later={"x": 1}))
    assert event["type"] == "session.updated"


def test_members_that_the_beta_does_not_have_change_nothing() -> None:
    client = ApiClient.connect(api(beta=True, speech_ms=1), **BETA)
    session = {"type": [], "audio": 1, "output_modalities": 5}
    with known_members(*(f"LegacyRealtimeSessionCreateRequest.{name}" for name in session)):
        [updated] = client.send({"type": "session.update", "session": session})
    assert updated["type"] == "session.updated"
    assert client.send({"type": "input_audio_buffer.append", "audio": "A" * 400})
    answer = client.send({"type": "response.create"})
    assert "response.audio.delta" in [event["type"] for event in answer]


def test_a_long_string_is_not_rejected_as_too_many_values() -> None:
    prose = "one, two, [three], {four}; " * 20_000
    [event] = ApiClient.connect(api()).send(update(instructions=prose))
    assert event["session"]["instructions"] == prose


def test_the_beta_is_retired_unless_the_scenario_has_it() -> None:
    retired = ApiClient.connect(api(), **BETA)
    assert [event["error"]["code"] for event in retired.events] == ["beta_api_shape_disabled"]
    assert retired.actions[-1] == Close(4000, "invalid_request_error.beta_api_shape_disabled")
    served = ApiClient.connect(api(beta=True), **BETA)
    wire.validate("LegacySessionCreatedEvent", served.events[0], direction="write")
    [event] = served.send({"type": "session.update", "session": {"voice": "sage", "turn_detection": None}})
    wire.validate("LegacySessionUpdatedEvent", event, direction="write")
    assert (event["session"]["voice"], event["session"]["turn_detection"]) == ("sage", None)


def test_a_beta_transcription_has_events_of_its_own() -> None:
    client = ApiClient.connect(api(beta=True), "/realtime?intent=transcription", **BETA)
    [event] = client.send({"type": "transcription_session.update", "session": {"input_audio_format": "g711_ulaw"}})
    wire.validate("TranscriptionSessionCreatedEvent", client.events[0], direction="write")
    wire.validate("TranscriptionSessionUpdatedEvent", event, direction="write")
    assert event["session"]["input_audio_format"] == "g711_ulaw"


def test_sessions_of_one_server_do_not_mix() -> None:
    shared: RealtimeApi = api()
    one, other = ApiClient.connect(shared), ApiClient.connect(shared)
    one.send(update(instructions="one"))
    [event] = other.send(update(audio={"output": {"speed": 1.25}}))
    assert event["session"]["instructions"] != "one"
    ids = [event["event_id"] for event in one.events + other.events]
    assert len(set(ids)) == len(ids)


def test_a_string_of_the_client_is_never_taken_for_a_placeholder() -> None:
    [event] = ApiClient.connect(api()).send(
        update(instructions="$name", prompt={"id": "$id", "variables": {"a": "$b"}})
    )
    assert event["type"] == "session.updated"
    assert event["session"]["instructions"] == "$name"
    assert event["session"]["prompt"] == {"id": "$id", "variables": {"a": "$b"}}


def test_sessions_of_one_server_do_not_touch_each_other() -> None:
    whole = api()
    one, other = ApiClient.connect(whole), ApiClient.connect(whole)
    one.send(update(audio={"input": {"turn_detection": None}, "output": {"speed": 1.5}}, tracing="auto"))
    [event] = other.send(update())
    assert {**event["session"], "id": ""} == {**other.events[0]["session"], "id": ""}
    assert event["session"]["audio"]["output"]["speed"] == 1.0

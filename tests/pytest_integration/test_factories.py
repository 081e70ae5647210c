"""The fixtures that make models: one for each payload type, each call a new model."""

import base64
import re
from typing import Any

import pydantic
import pytest

from pytest_realtime.endpoints import PAYLOADS
from pytest_realtime.payloads.factories import Factory
from pytest_realtime.payloads.lint import violations_of
from pytest_realtime.wire import UnknownWireType, dump, payload_types, shape_of, validate
from pytest_realtime.wire.shapes import ObjectShape


def fixture_name(wire_type: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in wire_type).lstrip("_")


def test_every_payload_that_travels_has_a_fixture() -> None:
    objects = {entry.name for entry in payload_types() if isinstance(shape_of(entry.python), ObjectShape)}
    assert set(PAYLOADS) == objects
    assert {entry.name for entry in payload_types()} - objects == {
        f"{prefix}{direction}Event"
        for prefix in ("Realtime", "RealtimeTranslation", "Legacy")
        for direction in ("Client", "Server")
    }


def test_no_fixture_has_a_name_that_is_likely_elsewhere() -> None:
    assert [name for name in map(fixture_name, PAYLOADS) if name.count("_") < 2] == []


@pytest.mark.parametrize("wire_type", PAYLOADS)
def test_minimal_and_maximal_models(wire_type: str, request: pytest.FixtureRequest) -> None:
    factory = request.getfixturevalue(fixture_name(wire_type))
    smallest, default, fullest = (dump(wire_type, make()) for make in (factory.minimal, factory, factory.maximal))
    assert default == smallest
    assert smallest.keys() <= fullest.keys()
    assert dump(wire_type, validate(wire_type, fullest)) == fullest


def test_override_none_and_absence(realtime_session_create_request: Factory[Any]) -> None:
    model = realtime_session_create_request(instructions="Be brief.", tracing=None)
    assert dump("RealtimeSessionCreateRequest", model) == {
        "type": "realtime",
        "instructions": "Be brief.",
        "tracing": None,
    }


def test_changes_to_a_model_stay_with_it(session_update_event: Factory[Any]) -> None:
    untouched = dump("SessionUpdateEvent", session_update_event.maximal())
    changed = session_update_event.maximal()
    changed.session.audio.input.turn_detection = None
    changed.session.include.clear()
    assert dump("SessionUpdateEvent", session_update_event.maximal()) == untouched
    assert dump("SessionUpdateEvent", changed) != untouched


def test_changes_to_what_was_passed_do_not_leak(realtime_session_create_request: Factory[Any]) -> None:
    tools = [{"type": "function", "name": "first"}]
    model = realtime_session_create_request(tools=tools)
    tools.append({"type": "function", "name": "second"})
    assert len(dump("RealtimeSessionCreateRequest", model)["tools"]) == 1


MESSAGE = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Hi"}]}
TOO_MUCH = base64.b64encode(bytes(16 * 2**20)).decode()


@pytest.mark.parametrize(
    ("wire_type", "members", "message", "note"),
    [
        ("RealtimeSessionCreateRequest", {"instruction": "Be brief."}, "instruction\n", "/instruction: rule U7"),
        ("RealtimeSessionCreateRequest", {"instructions": 7}, "instructions\n", ""),
        (
            "SessionUpdateEvent",
            {"session": {"type": "realtime", "audio": {"input": {"turn_detection": {"type": "vad"}}}}},
            "session.audio.input.turn_detection.type\n  should be one of: type server_vad",
            "/session/audio/input/turn_detection/type: rule U1",
        ),
        (
            "ConversationItemCreateEvent",
            {"item": {**MESSAGE, "role": "robot"}},
            "item.role\n  should be one of: role system, role user, role assistant",
            "/item/role: rule I1",
        ),
        (
            "ConversationItemCreateEvent",
            {"item": {**MESSAGE, "type": "massage"}},
            "item.type\n  should be one of: type message",
            "/item/type: rule I1",
        ),
        (
            "ConversationItemCreateEvent",
            {"item": {**MESSAGE, "role": "assistant"}},
            "item.content.0.type\n  should be one of: type output_text, type output_audio",
            "/item/content/0/type: rule I7",
        ),
        (
            "ConversationItemCreateEvent",
            {"item": {"role": "user", "content": []}},
            "item.type\n  should be one of: type message",
            "/item/type: rule I1",
        ),
        ("ResponseCreateEvent", {"type": "response.cretae"}, "type\n  Input should be 'response.create'", ""),
        (
            "InputAudioBufferAppendEvent",
            {"audio": TOO_MUCH},
            "audio\n  should be at most 15728640 bytes when decoded, not 16777216",
            "/audio: rule E8",
        ),
        (
            "ConversationItemCreateEvent",
            {"item": {**MESSAGE, "content": [{"type": "input_audio", "audio": f"{TOO_MUCH}%"}]}},
            "item.content.0.audio\n  should match",
            "/item/content/0/audio: rule E8",
        ),
    ],
)
def test_wrong_override(wire_type: str, members: dict[str, Any], message: str, note: str) -> None:
    with pytest.raises(pydantic.ValidationError) as caught:
        Factory(wire_type)(**members)
    told = f"1 validation error for {wire_type}\n{message}"
    assert str(caught.value).startswith(told)
    assert len(str(caught.value)) < 1000, "a long input is abridged"
    assert getattr(caught.value, "__notes__", [""]) == [note]


def test_an_override_with_two_errors_names_both_rules(response_create_event: Factory[Any]) -> None:
    with pytest.raises(pydantic.ValidationError) as caught:
        response_create_event(response={"modalities": ["text"], "model": "gpt-realtime"})
    assert caught.value.__notes__ == ["/response/modalities: rule R5", "/response/model: rule R2"]


@pytest.mark.parametrize(
    ("wire_type", "error", "message"),
    [
        ("ResponseCretaeEvent", UnknownWireType, "did you mean 'ResponseCreateEvent'"),
        ("response.create", UnknownWireType, "type of an event; name its wire type: ResponseCreateEvent or Legacy"),
        (
            "response.cretae",
            UnknownWireType,
            "nor the type of an event (did you mean 'response.c",
        ),
        ("RealtimeClientEvent", ValueError, "RealtimeClientEvent is not an object type"),
        ("OutputModality", ValueError, "OutputModality is not an object type"),
    ],
)
def test_a_factory_of_what_has_no_members(wire_type: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=re.escape(message)):
        Factory(wire_type)


@pytest.mark.parametrize(
    ("wire_type", "payload", "message"),
    [
        ("RealtimeClientEvent", {"item": MESSAGE}, "should be one of: type session.update, "),
        ("RealtimeClientEvent", {"type": "response.cretae"}, "should be one of: type session.update, "),
        ("RealtimeServerEvent", {}, "should be one of 46 words, such as 'session.created'"),
        (
            "RealtimeServerEvent",
            {"type": "response.dnoe"},
            "should be one of 46 words (did you mean 'response.d",
        ),
    ],
)
def test_a_union_of_events_without_a_known_type(wire_type: str, payload: Any, message: str) -> None:
    with pytest.raises(pydantic.ValidationError) as caught:
        validate(wire_type, payload, direction="write")
    (line,) = caught.value.errors()
    assert (line["loc"], line["ctx"]["rule"]) == (("type",), "E1")
    assert line["msg"].startswith(message)


def test_metadata_with_17_keys_break_a_should() -> None:
    metadata = {str(number): "v" for number in range(17)}
    event = {"type": "response.create", "response": {"metadata": metadata}}
    (violation,) = violations_of("ResponseCreateEvent", event)
    assert (violation.path, violation.rule, violation.level) == (("response", "metadata"), "R8", "SHOULD")
    assert violation.message == "should have at most 16 entries, not 17"

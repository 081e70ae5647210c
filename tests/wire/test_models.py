"""The models keep absent, null and value apart, write strictly and read tolerantly."""

import json
import subprocess
import sys
from typing import Any

import pytest
from pydantic import ValidationError

from pytest_realtime import wire
from pytest_realtime.payloads.cases.read import all_read_cases
from pytest_realtime.payloads.cases.write import all_write_cases
from pytest_realtime.payloads.examples import maximal, minimal
from pytest_realtime.wire import (
    InvalidJson,
    RealtimeAudioConfigInput,
    RealtimeSessionCreateRequest,
    RealtimeSessionCreateResponse,
    SemanticVad,
    ServerVad,
    SessionCreatedEvent,
    SessionUpdatedEvent,
    shape_of,
    wire_types,
)
from pytest_realtime.wire.absent import MISSING

NAMES = [entry.name for entry in wire_types()]


def exact(value: Any) -> str:
    """JSON text in which 1 and 1.0, null and absent, and the order of members all show but the last."""
    return json.dumps(value, sort_keys=True)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", [minimal, maximal])
def test_examples_survive_unchanged(name: str, form: Any) -> None:
    value = form(shape_of(wire.get_wire_type(name).python))
    text = json.dumps(value)
    model = wire.parse(name, text, direction="write")
    assert exact(json.loads(wire.dump_json(name, model))) == exact(value)
    assert exact(wire.dump(name, model)) == exact(value)


def test_cases_survive_unchanged() -> None:
    for case in (*all_write_cases(), *all_read_cases()):
        model = wire.validate(case.wire_type, case.payload, direction=case.direction)
        assert exact(wire.dump(case.wire_type, model)) == exact(case.payload), case.id


def test_session_text_is_lossless_through_the_model() -> None:
    text = (
        '{"type":"realtime","instructions":"Zo\\u00eb \\ud83c\\udfa7","tracing":{"metadata":{"n":9007199254740993,'
        '"x":1.0,"y":1,"none":null,"big":123456789012345678901234567890}},"audio":{"output":{"speed":1},'
        '"input":{"turn_detection":null}},"prompt":null,"tools":[]}'
    )
    again = RealtimeSessionCreateRequest.model_validate_json(text).model_dump_json()
    assert exact(json.loads(again)) == exact(json.loads(text))


def test_absent_null_and_value_are_three_things() -> None:
    assert RealtimeAudioConfigInput().turn_detection is MISSING
    assert RealtimeAudioConfigInput(turn_detection=None).turn_detection is None
    vad = RealtimeAudioConfigInput.model_validate({"turn_detection": {"type": "semantic_vad"}}).turn_detection
    assert isinstance(vad, SemanticVad)
    assert RealtimeAudioConfigInput().model_dump_json() == "{}"
    assert RealtimeAudioConfigInput(turn_detection=None).model_dump_json() == '{"turn_detection":null}'


def test_models_may_be_changed_freely() -> None:
    session = RealtimeSessionCreateRequest.model_validate({"type": "realtime", "audio": {"input": {}}})
    assert session.audio is not MISSING
    assert session.audio.input is not MISSING
    session.audio.input.turn_detection = None
    assert session.model_dump() == {"type": "realtime", "audio": {"input": {"turn_detection": None}}}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"type":"realtime","type":"realtime"}', "more than once"),
        ('{"type":"realtime","audio":{"output":{"speed":NaN}}}', "NaN"),
        ('{"type":"realtime","instructions":"\\ud800"}', "surrogate"),
        ('{"type":"realtime"', "Expecting"),
    ],
)
def test_text_with_defects_is_rejected(text: str, why: str) -> None:
    with pytest.raises(InvalidJson, match=why):
        RealtimeSessionCreateRequest.model_validate_json(text)


@pytest.mark.parametrize(
    ("name", "payload", "place", "rule", "level"),
    [
        ("SemanticVad", {"type": "semantic_vad", "threshold": 0.5}, ("threshold",), "X2", "MUST"),
        ("ServerVad", {"type": "server_vad", "eagerness": "low"}, ("eagerness",), "X2", "MUST"),
        ("ServerVad", {"type": "server_vad", "threshold": 7}, ("threshold",), "V6", "MUST"),
        ("ServerVad", {"type": "server_vad", "unheard": 7}, ("unheard",), "U7", "MUST"),
        ("VoiceId", {"id": "v", "unheard": 7}, ("unheard",), "U7", "MUST"),
        ("TurnDetection", {}, ("type",), "U1", "MUST"),
        ("TurnDetection", {"type": "none"}, ("type",), "U1", "MUST"),
        ("RealtimeAudioFormats", "pcm16", (), "U2", "MUST"),
        ("RealtimeAudioFormats", {"type": "audio/pcm"}, ("rate",), "V9", "MUST"),
        ("RealtimeAudioFormats", {"type": "audio/pcmu", "rate": 8000}, ("rate",), "V9", "SHOULD"),
        (
            "RealtimeToolChoiceConfig",
            {"type": "function", "function": {}, "name": "f"},
            ("function",),
            "U8",
            "MUST",
        ),
        ("RealtimeToolChoiceConfig", {"type": "file_search"}, ("type",), "U8", "MUST"),
        ("MaxOutputTokens", 0, (), "V3", "MUST"),
        ("MaxOutputTokens", "Inf", (), "V2", "MUST"),
        ("MaxOutputTokens", 5.0, (), "V3", "MUST"),
        ("MaxOutputTokens", True, (), "V3", "MUST"),
        ("RealtimeSessionCreateRequest", {"type": "realtime", "voice": "ash"}, ("voice",), "S2", "MUST"),
        (
            "RealtimeSessionCreateRequest",
            {"type": "realtime", "output_modalities": ["text", "audio"]},
            ("output_modalities",),
            "X1",
            "MUST",
        ),
        (
            "RealtimeTranscriptionSessionCreateRequest",
            {"type": "transcription", "language": "en"},
            ("language",),
            "S4",
            "MUST",
        ),
        ("McpTool", {"type": "mcp", "server_label": "a"}, (), "X6", "MUST"),
        (
            "RealtimeAudioConfigInput",
            {"transcription": {"model": "gpt-realtime-whisper"}, "turn_detection": {"type": "server_vad"}},
            ("turn_detection",),
            "X3",
            "MUST",
        ),
        ("AudioTranscription", {"model": "gpt-realtime-whisper", "prompt": "x"}, ("prompt",), "X4", "MUST"),
        ("RealtimeTranslationSessionUpdateRequest", {"model": "m"}, ("model",), "S9", "MUST"),
        ("SessionUpdateEvent", {"type": "session.update", "session": {}}, ("session", "type"), "U4", "MUST"),
    ],
)
def test_errors_name_place_and_rule(name: str, payload: Any, place: tuple[str, ...], rule: str, level: str) -> None:
    with pytest.raises(ValidationError) as caught:
        wire.validate(name, payload, direction="write")
    (error,) = caught.value.errors()
    assert error["loc"] == place
    assert (error["ctx"]["rule"], error["ctx"]["level"]) == (rule, level)


def test_all_violations_of_an_object_are_reported_together() -> None:
    with pytest.raises(ValidationError) as caught:
        ServerVad.model_validate({"type": "server_vad", "threshold": "a", "eagerness": "low", "other": 1})
    assert {error["loc"] for error in caught.value.errors()} == {("threshold",), ("eagerness",), ("other",)}


def test_readers_accept_the_rates_and_numbers_of_gateways() -> None:
    detection = {"type": "server_vad", "threshold": 3, "idle_timeout_ms": 1}
    audio = {"input": {"format": {"type": "audio/pcm", "rate": 16000}, "turn_detection": detection}}
    session = {"type": "realtime", "object": "realtime.session", "id": "sess_1", "audio": audio}
    event = {"type": "session.created", "event_id": "ev_1", "session": {**session, "max_output_tokens": 9999}}
    read = SessionCreatedEvent.model_validate_json(json.dumps(event))
    assert json.loads(read.model_dump_json()) == event
    for rate in (16000.0, "16000", True):
        with pytest.raises(ValidationError):
            wire.validate("AudioPcm", {"type": "audio/pcm", "rate": rate}, direction="read")
    with pytest.raises(ValidationError, match="rate"):
        wire.validate("AudioPcm", {"type": "audio/pcm", "rate": 16000}, direction="write")


def test_an_event_is_written_whose_parts_were_never_used_before() -> None:
    code = (
        "from pytest_realtime.wire import SessionCreatedEvent as E\n"
        'text = \'{"type":"session.created","event_id":"e","session":{"type":"realtime",\'\n'
        'text += \'"object":"realtime.session","id":"s","audio":{"output":{"speed":1.5}}}}\'\n'
        "assert E.model_validate_json(text).model_dump_json() == text"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_beta_request_has_a_model_and_the_detector_of_the_packages() -> None:
    detection = {"type": "semantic_vad", "eagerness": "low", "create_response": False, "interrupt_response": True}
    request = {"model": "gpt-4o-realtime-preview", "turn_detection": detection, "input_audio_noise_reduction": None}
    wire.validate("LegacyRealtimeSessionCreateRequest", request, direction="write")
    for mixed in ({"type": "server_vad", "eagerness": "low"}, {"type": "semantic_vad", "threshold": 0.5}):
        with pytest.raises(ValidationError, match="belongs to"):
            wire.validate("LegacyTurnDetection", mixed, direction="write")


NEWER = {
    "type": "session.updated",
    "event_id": "ev_1",
    "brand": {"new": None},
    "session": {
        "type": "realtime",
        "object": "realtime.session",
        "id": "sess_1",
        "expires_at": 0,
        "instructions": None,
        "include": None,
        "output_modalities": ["audio", "video"],
        "tools": [{"type": "quantum", "x": [1, 2]}],
        "audio": {
            "input": {"turn_detection": {"type": "psychic_vad"}, "noise_reduction": {"type": "orbital"}},
            "output": {"speed": 9, "voice": {"id": "voice_1"}},
        },
    },
}


def test_reading_keeps_what_a_newer_server_sends() -> None:
    event = SessionUpdatedEvent.model_validate_json(json.dumps(NEWER))
    assert json.loads(event.model_dump_json()) == NEWER


def test_the_same_payload_is_rejected_as_a_write() -> None:
    with wire.direction("write"), pytest.raises(ValidationError):
        SessionUpdatedEvent.model_validate(NEWER)


def test_reading_still_needs_what_the_schema_requires() -> None:
    with pytest.raises(ValidationError, match="id"):
        RealtimeSessionCreateResponse.model_validate({"type": "realtime", "object": "realtime.session"})


def test_direction_of_shared_types_follows_the_caller() -> None:
    unknown = {"type": "psychic_vad"}
    assert wire.validate("TurnDetection", unknown, direction="read") == unknown
    with pytest.raises(ValidationError):
        wire.validate("TurnDetection", unknown)

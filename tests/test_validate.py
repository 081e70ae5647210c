"""``pytest_realtime.validate``: one payload, with what is wrong with it."""

import json
from typing import Any

import pytest
from hypothesis import given, settings

import pytest_realtime
from pytest_realtime import validate
from pytest_realtime.judge import FindingKind
from pytest_realtime.payload_validation import InvalidPayloadError, TypeNotInferred
from pytest_realtime.server_testing.checked_server import CheckedServer
from pytest_realtime.server_testing.messages import findings_text
from pytest_realtime.strategies import invalid_payloads, realtime_client_events
from pytest_realtime.wire import ServerVad, UnknownWireType

UPDATE = {"type": "session.update", "session": {"type": "realtime"}}


def invalid(payload: Any, wire_type: Any = None, **options: Any) -> InvalidPayloadError:
    with pytest.raises(InvalidPayloadError) as caught:
        validate(payload, wire_type, **options)
    return caught.value


@pytest.mark.parametrize(
    ("payload", "wire_type"),
    [
        (UPDATE, None),
        (json.dumps(UPDATE), None),
        (json.dumps(UPDATE).encode(), None),
        (UPDATE, "SessionUpdateEvent"),
        ({"type": "server_vad"}, ServerVad),
        (ServerVad(type="server_vad", threshold=0.5), "ServerVad"),
        ('"alloy"', "VoiceIdsShared"),
        ({"type": "realtime.call.incoming", "id": "e", "object": "event", "created_at": 1,
          "data": {"call_id": "c", "sip_headers": []}}, None),
    ],
)  # fmt: skip
def test_valid_payloads_have_no_findings(payload: Any, wire_type: Any) -> None:
    assert validate(payload, wire_type) == ()


@settings(max_examples=20, deadline=None)
@given(realtime_client_events())
def test_every_generated_event_is_valid(event: dict[str, Any]) -> None:
    assert all(found.level != "MUST" for found in validate(event))


@settings(max_examples=20, deadline=None)
@given(invalid_payloads("SessionUpdateEvent"))
def test_every_invalid_payload_is_found(broken: Any) -> None:
    assert invalid(broken.text, "SessionUpdateEvent", fail_level="may").findings


@pytest.mark.parametrize(
    ("session", "pointer", "rule", "hint"),
    [
        ({"instructions": None}, "/instructions", "N3", ""),
        ({"instruction": ""}, "/instruction", "U7", "did you mean 'instructions'?"),
        ({"voice": "marin"}, "/voice", "S2", "voice belongs at /audio/output/voice"),
        ({"turn_detecton": {}}, "/turn_detecton", "U7", "did you mean /audio/input/turn_detection?"),
        ({"zzz": 1}, "/zzz", "U7", ""),
        ({"z" * 1000: 1}, "/" + "z" * 1000, "U7", ""),
        (
            {"audio": {"input": {"turn_detection": {"type": "server_va"}}}},
            "/audio/input/turn_detection/type",
            "U1",
            "did you mean 'server_vad'?",
        ),
        ({"truncation": "atuo"}, "/truncation", "", "did you mean 'auto'?"),
        ({"reasoning": {"effort": "hihg"}}, "/reasoning/effort", "", "did you mean 'high'?"),
    ],
)
def test_a_finding_says_where_why_and_what_was_meant(
    session: dict[str, Any], pointer: str, rule: str, hint: str
) -> None:
    (found,) = invalid({"type": "realtime", **session}, "RealtimeSessionCreateRequest").findings
    assert (found.pointer, found.level, found.hint) == (pointer, "MUST", hint)
    if rule:
        assert found.rule == rule
        assert found.why


def test_a_finding_has_what_was_expected_and_what_is_there() -> None:
    (found,) = invalid({"type": "server_vad", "silence_duration_ms": 5.0}, "ServerVad").findings
    assert (found.kind, found.observed) == (FindingKind.NUMBER_KIND, "5.0")
    assert "integer" in found.expected


def test_the_message_is_the_text_of_the_command() -> None:
    text = str(invalid({"type": "session.update", "session": {"type": "realtime", "instruction": ""}}))
    assert text.splitlines()[:5] == [
        'member-invented /session/instruction: expected absent, observed ""',
        "is not a member of RealtimeSessionCreateRequest [MUST]",
        '  {"type": "session.update", "session": {"type": "realtime", "instruction": ""}}',
        "                                                                            ^^",
        "hint    did you mean 'instructions'?",
    ]
    assert "if it is a TranslationSessionUpdateEvent or a LegacySessionUpdateEvent, name that type" in text


def test_secrets_are_masked() -> None:
    key = "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789"
    error = invalid({"type": "response.cancel", "api_key": key})
    assert key not in str(error)


def test_many_findings_are_counted() -> None:
    error = invalid({"type": "response.cancel", **{f"m{number}": 1 for number in range(150)}})
    assert len(error.findings) == 150
    assert "… and 130 more" in str(error)
    assert str(error).count("member-invented") == 20


@pytest.mark.parametrize(
    ("payload", "kind", "told"),
    [
        ("", "not-json", "the text is empty"),
        ('{"type": ', "not-json", "line 1 column 10"),
        ({"type": "response.cancel", "event_id": float("nan")}, "not-json", "NaN"),
        ('{"type":"response.cancel","type":"response.cancel"}', "duplicate-key", "more than once"),
        (b'{"type":"response.cancel","event_id":"\xff"}', "not-json", "surrogate"),
    ],
)
def test_what_is_not_json_is_a_finding(payload: Any, kind: str, told: str) -> None:
    found, *_ = invalid(payload).findings
    assert found.kind == kind
    assert told in found.message
    assert found.why


def test_weaker_rules_are_returned_or_fail() -> None:
    vad = {"type": "server_vad", "prefix_padding_ms": -1}
    levels = {found.level for found in validate(vad, "ServerVad")}
    assert levels
    assert "MUST" not in levels
    assert invalid(vad, "ServerVad", fail_level="may").findings


def test_what_a_server_sends_may_have_more_members() -> None:
    event = {"type": "input_audio_buffer.cleared", "event_id": "e", "new": 1}
    (found,) = validate(event)
    assert (found.level, found.pointer) == ("MAY", "/new")
    assert invalid(event, direction="write").findings[0].pointer == "/new"
    assert invalid({"type": "response.created", "event_id": "e"}).findings[0].pointer == "/response"


@pytest.mark.parametrize(
    ("payload", "wire_type", "error", "told"),
    [
        (UPDATE, "SessionUpdate", UnknownWireType, "did you mean 'SessionUpdateEvent'?"),
        (UPDATE, "session.update", UnknownWireType, "is the type of an event; name its wire type"),
        ({"type": "session.updat"}, None, TypeNotInferred, "did you mean 'session.update'?"),
        ({"type": "realtime"}, None, TypeNotInferred, 'no event has the type "realtime"'),
        ({}, None, TypeNotInferred, "an object without a type"),
        ([], None, TypeNotInferred, "not an object"),
        ({"type": object()}, None, TypeError, "not JSON serializable"),
    ],
)
def test_what_can_not_be_checked_raises(payload: Any, wire_type: Any, error: type[Exception], told: str) -> None:
    with pytest.raises(error) as caught:
        validate(payload, wire_type)
    assert told in str(caught.value)


def test_a_wrong_level_is_told_the_nearest() -> None:
    with pytest.raises(ValueError, match=r"'shuold' is not a level \(did you mean 'should'\?\)"):
        validate(UPDATE, fail_level="shuold")  # type: ignore[arg-type]


def test_the_local_server_finds_the_same() -> None:
    from websockets.sync.client import connect

    payload = {"type": "session.update", "session": {"type": "realtime", "voice": "marin", "instruction": ""}}
    with CheckedServer() as server:
        url = f"{server.ws_url}?model=gpt-realtime"
        with connect(url, additional_headers={"Authorization": f"Bearer {server.api_key}"}) as socket:
            socket.recv()
            socket.send(json.dumps(payload))
            socket.recv()
        messages = [message for message in server.validated_messages() if message.name == "SessionUpdateEvent"]
    theirs = [(each.finding, each.level, each.rule, each.why) for each in messages[0].findings]
    ours = [(each.finding, each.level, each.rule, each.why) for each in invalid(payload).findings]
    assert ours == theirs[: len(ours)]
    assert len(ours) == 2
    text = findings_text([(messages[0], found) for found in messages[0].findings], "test_it")
    assert "hint    did you mean 'instructions'?" in text
    assert "hint    voice belongs at /session/audio/output/voice" in text


def test_nothing_is_loaded_before_it_is_used() -> None:
    assert set(pytest_realtime.__all__) == {"__version__", "validate"}

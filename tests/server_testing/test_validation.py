"""What clients send to the local server is validated: each invalid text has its finding, in its place."""

import json
import time
from typing import Any

import pytest

from pytest_realtime.server.records import Connection, Frame
from pytest_realtime.server_testing.validation import ClientMessage, validate_all, validate_frame
from pytest_realtime.wire import known_members
from tests.server.api_client import ApiClient, api, request

CONVERSATION = "/realtime?model=m"


def validated(text: str, target: str = CONVERSATION, kind: Any = "text") -> ClientMessage:
    connection = Connection(request(target, method="GET"))
    sent = validate_frame(connection, Frame(kind, text.encode(), 0.0, 7))
    assert sent
    return sent


def update(**session: Any) -> str:
    return json.dumps({"type": "session.update", "session": {"type": "realtime", **session}})


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("{", "not-json"),
        ('{"type": "response.create", "type": "response.create"}', "duplicate-key /type"),
        (update(instructions="\ud800"), "not-json /session/instructions"),
        ('{"type": "session.update", "session": {}}', "member-dropped /session/type"),
        (update(modalities=["text"]), "member-invented /session/modalities"),
        (update(instructions=None), "null-invented /session/instructions"),
        (update(instructions=1), "type-changed /session/instructions"),
        (
            update(audio={"input": {"turn_detection": {"type": "none"}}}),
            "value-changed /session/audio/input/turn_detection/type",
        ),
        (update(output_modalities=["audio", "text"]), "value-changed /session/output_modalities"),
        (update(truncation="maybe"), "value-changed /session/truncation"),
        (update(max_output_tokens=True), "type-changed /session/max_output_tokens"),
        (
            update(audio={"input": {"format": {"type": "audio/pcm", "rate": 24000.0}}}),
            "number-kind /session/audio/input/format/rate",
        ),
        ('{"type": "transcription_session.update", "session": {}}', "invalid-accepted /type"),
        ('{"type": "session.close"}', "invalid-accepted /type"),
        ('{"type": "response.create", "response": {"metadata": {"a": 1}}}', "type-changed /response/metadata/a"),
        ('{"type": "input_audio_buffer.append", "audio": "\u00e9"}', "value-changed /audio"),
        ("[]", "type-changed"),
        ('{"session": {}}', "member-dropped /type"),
        ('{"type": null}', "type-changed /type"),
    ],
    ids=str,
)
def test_invalid_payloads_are_found_in_their_place(text: str, finding: str) -> None:
    sent = validated(text)
    assert [str(remark.finding) for remark in sent.findings] == [finding]
    assert {found.level for found in sent.findings} == {"MUST"}


def test_all_members_of_a_beta_session_are_named_not_only_the_missing_type() -> None:
    session = {
        "modalities": ["text"],
        "voice": "ash",
        "turn_detection": None,
        "instructions": "Be brief.",
        "later": 1,
    }
    beta = ["member-invented /session/modalities", "member-invented /session/voice"]
    beta.append("null-invented /session/turn_detection")
    sent = validated(json.dumps({"type": "session.update", "session": session}))
    assert [str(found.finding) for found in sent.findings] == ["member-dropped /session/type", *beta]
    assert [found.rule for found in sent.findings] == ["U4", "S2", "S2", "S2"]
    body = request("/realtime/client_secrets", body={"session": {"type": "beta", **session}})
    [secret] = validate_all([body], [])
    assert [str(found.finding) for found in secret.findings] == ["value-changed /session/type", *beta]


def test_the_null_of_older_examples_is_advisory_and_an_empty_place_is_not() -> None:
    item = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Hi."}]}
    created = {"type": "conversation.item.create", "item": item}
    for place, kind, level in ((None, "null-invented", "SHOULD"), ("", "value-changed", "MUST")):
        [found] = validated(json.dumps({**created, "previous_item_id": place})).findings
        assert (str(found.finding), found.rule, found.level) == (f"{kind} /previous_item_id", "E13", level)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        (update(audio={"input": {"turn_detection": None}}), CONVERSATION),
        ('{"type": "session.update", "session": {"audio": {}}}', "/realtime/translations?model=m"),
        ('{"type": "session.close"}', "/realtime/translations?model=m"),
        ('{"type": "session.update", "session": {"type": "transcription"}}', "/realtime?intent=transcription"),
        ('{"type": "response.create", "response": {}}', CONVERSATION),
        ('{"type": "response.create", "response": {"instructions": "Hi."}}', CONVERSATION),
    ],
)
def test_valid_payloads_have_no_findings(text: str, target: str) -> None:
    assert validated(text, target).findings == ()


def test_the_kind_of_connection_decides_the_wire_type() -> None:
    sent = validated(update(), "/realtime/translations?model=m")
    assert (sent.name, [str(found.finding) for found in sent.findings]) == (
        "TranslationSessionUpdateEvent",
        ["member-invented /session/type"],
    )


def test_what_is_too_large_is_found_in_a_moment() -> None:
    """Ten megabytes of unknown members took most of a minute."""
    began = time.perf_counter()
    sent = validated(update(**{f"unknown_member_{number:08}": "x" * 30 for number in range(160_000)}))
    assert [str(found.finding) for found in sent.findings] == ["value-changed"]
    assert time.perf_counter() - began < 10  # less than one second on a machine that is idle


def test_unknown_events_are_not_checked() -> None:
    assert not validated('{"type": "session.newest"}').is_known
    assert not validated("abc", kind="binary").is_known
    assert validated('{"type": "response.cancel"}').is_known


def test_an_unknown_member_breaks_a_must_until_it_is_declared() -> None:
    [found] = validated(update(later=1)).findings
    assert (str(found.finding), found.level, found.rule) == ("member-invented /session/later", "MUST", "U7")
    with known_members("RealtimeSessionCreateRequest.later"):
        assert validated(update(later=1)).findings == ()
        assert validated(update(newest=1)).findings
        assert validated(update(audio={"later": 1})).findings
    assert validated(update(later=1)).findings


def test_bodies_and_messages_are_validated_in_the_order_of_arrival() -> None:
    client = ApiClient.connect(api())
    client.connection.client_messages += [
        Frame("text", update(voice="x").encode(), 0.0, 5),
        Frame("close", b"", 0.0, 6),
    ]
    body = request("/realtime/client_secrets", body={"expires_after": {"seconds": 1}})
    sent = validate_all([body, client.connection.request], [client.connection])
    assert [(one.order, one.name, str(one.findings[0].finding)) for one in sent] == [
        (1, "RealtimeClientSecretCreateRequest", "value-changed /expires_after/seconds"),
        (5, "SessionUpdateEvent", "member-invented /session/voice"),
    ]


def test_a_form_is_validated_as_the_text_in_it() -> None:
    head = 'Content-Disposition: form-data; name="'
    parts = {"sdp": "v=0", "session": '{"type": "realtime", "type": "realtime", "voice": "x"}', "model": "m"}
    body = "".join(f'--edge\r\n{head}{name}"\r\n\r\n{text}\r\n' for name, text in parts.items()) + "--edge--\r\n"
    asked = request("/realtime/calls", body=body.encode(), Content_Type="multipart/form-data; boundary=edge")
    [sent] = validate_all([asked], [])
    assert sorted(str(found.finding) for found in sent.findings) == [
        "duplicate-key /session/type",
        "member-invented /model",
        "member-invented /session/voice",
    ]

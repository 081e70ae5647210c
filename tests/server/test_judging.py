"""What clients send to the local server is judged by the rulings: each wrong text comes to its finding."""

import json
from typing import Any

import pytest

from pytest_realtime.server.records import Connection, Frame
from pytest_realtime.server_testing.validation import ClientMessage, judge_all, judge_frame
from tests.server.talking import Visitor, api, request

CONVERSATION = "/realtime?model=m"


def judged(text: str, target: str = CONVERSATION, kind: Any = "text") -> ClientMessage:
    connection = Connection(request(target, method="GET"))
    sent = judge_frame(connection, Frame(kind, text.encode(), 0.0, 7))
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
        ("[]", "type-changed"),
        ('{"session": {}}', "member-dropped /type"),
        ('{"type": null}', "type-changed /type"),
    ],
    ids=str,
)
def test_what_is_wrong_is_found_in_its_place(text: str, finding: str) -> None:
    sent = judged(text)
    assert [str(remark.finding) for remark in sent.remarks] == [finding]
    assert {remark.level for remark in sent.remarks} == {"MUST"}


@pytest.mark.parametrize(
    ("text", "target"),
    [
        (update(audio={"input": {"turn_detection": None}}), CONVERSATION),
        ('{"type": "session.update", "session": {"audio": {}}}', "/realtime/translations?model=m"),
        ('{"type": "session.close"}', "/realtime/translations?model=m"),
        ('{"type": "session.update", "session": {"type": "transcription"}}', "/realtime?intent=transcription"),
        ('{"type": "response.create", "response": {"anything": null}}', CONVERSATION),
    ],
)
def test_what_is_right_is_left_alone(text: str, target: str) -> None:
    assert judged(text, target).remarks == ()


def test_the_kind_of_connection_tells_the_type() -> None:
    sent = judged(update(), "/realtime/translations?model=m")
    assert (sent.name, [str(finding) for finding in sent.findings]) == (
        "TranslationSessionUpdateEvent",
        ["member-invented /session/type"],
    )


def test_events_that_nobody_knows_are_shown_and_not_judged() -> None:
    assert not judged('{"type": "session.newest"}').is_judged
    assert not judged("abc", kind="binary").is_judged
    assert judged('{"type": "response.cancel"}').is_judged


def test_what_is_only_unknown_is_a_should() -> None:
    [remark] = judged(update(later=1)).remarks
    assert (remark.level, remark.rule) == ("SHOULD", "U7")


def test_bodies_and_messages_are_judged_in_the_order_of_arrival() -> None:
    visitor = Visitor.connect(api())
    visitor.connection.sent += [Frame("text", update(voice="x").encode(), 0.0, 5), Frame("close", b"", 0.0, 6)]
    body = request("/realtime/client_secrets", body={"expires_after": {"seconds": 1}})
    sent = judge_all([body, visitor.connection.request], [visitor.connection])
    assert [(one.order, one.name, str(one.findings[0])) for one in sent] == [
        (1, "RealtimeClientSecretCreateRequest", "value-changed /expires_after/seconds"),
        (5, "SessionUpdateEvent", "member-invented /session/voice"),
    ]


def test_a_form_is_judged_as_the_text_that_it_brings() -> None:
    head = 'Content-Disposition: form-data; name="'
    parts = {"sdp": "v=0", "session": '{"type": "realtime", "type": "realtime", "voice": "x"}', "model": "m"}
    body = "".join(f'--edge\r\n{head}{name}"\r\n\r\n{text}\r\n' for name, text in parts.items()) + "--edge--\r\n"
    asked = request("/realtime/calls", body=body.encode(), Content_Type="multipart/form-data; boundary=edge")
    [sent] = judge_all([asked], [])
    assert sorted(map(str, sent.findings)) == [
        "duplicate-key /session/type",
        "member-invented /model",
        "member-invented /session/voice",
    ]

"""HTTP: who is authorized, what is issued, and what is rejected."""

from typing import Any

import pytest

from pytest_realtime import wire
from pytest_realtime.endpoints import ENDPOINTS
from pytest_realtime.server.actions import Accept, Reply
from pytest_realtime.server.api import RealtimeApi
from tests.server.api_client import KEY, ApiClient, Clock, answered, api, request

SECRETS = "/realtime/client_secrets"
OFFER = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n"


def form(**parts: str) -> dict[str, Any]:
    head = 'Content-Disposition: form-data; name="'
    body = "".join(f'--edge\r\n{head}{name}"\r\n\r\n{text}\r\n' for name, text in parts.items()) + "--edge--\r\n"
    return {"body": body.encode(), "Content_Type": "multipart/form-data; boundary=edge"}


def status(reply: Reply | Accept) -> int:
    assert isinstance(reply, Reply)
    return reply.status


PATHS = [entry.path.replace("{call_id}", "rtc_incoming") for entry in ENDPOINTS]


@pytest.mark.parametrize("key", [None, "sk-wrong", "ek_wrong", ""])
@pytest.mark.parametrize("path", [*PATHS, "/realtime?model=m", "/nowhere"])
def test_everything_without_a_valid_bearer_token_is_401(path: str, key: str | None) -> None:
    upgrade = request(path, method="GET", key=key, Upgrade="websocket")
    for sent in (request(path, key=key, body={}), upgrade):
        reply = api().on_request(sent)
        assert status(reply) == 401
        error = answered(reply)["error"]
        assert error["code"] == "invalid_api_key"
        assert set(error) == {"message", "type", "param", "code"}
        assert str(key or "sk-") not in error["message"]


@pytest.mark.parametrize("body", [{}, {"session": {"type": "transcription"}}, {"session": {"type": "realtime"}}])
def test_client_secrets_are_issued(body: dict[str, Any]) -> None:
    secret = answered(api().on_request(request(SECRETS, body=body)))
    wire.validate("RealtimeClientSecretCreateResponse", secret, direction="write")
    assert secret["value"].startswith("ek_")
    assert secret["expires_at"] == Clock().now + 600


def test_a_client_secret_opens_its_session_until_it_expires() -> None:
    server = RealtimeApi(api_key=KEY, clock=(clock := Clock()))
    session = {"type": "realtime", "model": "gpt-realtime-2", "instructions": "Sing."}
    body = {"expires_after": {"anchor": "created_at", "seconds": 10}, "session": session}
    secret = answered(server.on_request(request(SECRETS, body=body)))
    clock.now += 9.9
    client = ApiClient.connect(server, "/realtime", key=secret["value"])
    created = client.events[0]["session"]
    assert (created["model"], created["instructions"]) == ("gpt-realtime-2", "Sing.")
    clock.now += 0.1
    late = request("/realtime", method="GET", key=secret["value"], Upgrade="websocket")
    assert status(server.on_request(late)) == 401


def test_a_client_secret_is_not_an_api_key() -> None:
    server = api()
    secret = answered(server.on_request(request(SECRETS, body={})))["value"]
    assert status(server.on_request(request(SECRETS, body={}, key=secret))) == 401
    assert status(server.on_request(request("/realtime/calls", key=secret, **form(sdp=OFFER)))) == 201


def test_a_translation_secret_opens_a_translation() -> None:
    server = api()
    body = {"session": {"model": "gpt-realtime-translate", "audio": {"output": {"language": "es"}}}}
    secret = answered(server.on_request(request("/realtime/translations/client_secrets", body=body)))
    wire.validate("RealtimeTranslationClientSecretCreateResponse", secret, direction="write")
    client = ApiClient.connect(server, "/realtime", key=secret["value"])
    wire.validate("TranslationSessionCreatedEvent", client.events[0], direction="write")
    assert client.events[0]["session"]["audio"]["output"] == {"language": "es"}


@pytest.mark.parametrize("value", [KEY, "secret"])
def test_browsers_bring_their_key_as_a_subprotocol(value: str) -> None:
    server = api()
    key = answered(server.on_request(request(SECRETS, body={})))["value"] if value == "secret" else value
    offered = f"realtime, openai-insecure-api-key.{key}"
    asked = request(
        "/realtime?model=m", method="GET", key=None, Upgrade="websocket", Sec_WebSocket_Protocol=offered
    )
    assert server.on_request(asked) == Accept("realtime")


@pytest.mark.parametrize(
    ("path", "wire_type"),
    [
        ("/realtime/sessions", "LegacyRealtimeSessionCreateResponse"),
        ("/realtime/transcription_sessions", "LegacyRealtimeTranscriptionSessionCreateResponse"),
    ],
)
def test_beta_sessions_are_created_over_http(path: str, wire_type: str) -> None:
    assert status(api().on_request(request(path, body={}))) == 404  # the API retired them (S2)
    session = answered(api(beta=True).on_request(request(path, body={})))
    wire.validate(wire_type, session, direction="read")
    assert session["client_secret"]["value"].startswith("ek_")


@pytest.mark.parametrize(
    "options",
    [
        form(sdp=OFFER, session='{"type": "realtime", "instructions": "Hi"}'),
        form(sdp=OFFER),
        {"body": OFFER.encode(), "Content_Type": "application/sdp", "key": "secret"},
    ],
    ids=["form", "form without session", "sdp"],
)
def test_a_call_is_answered_with_sdp_and_its_location(options: dict[str, Any]) -> None:
    server = api()
    if options.get("key") == "secret":
        options = {**options, "key": answered(server.on_request(request(SECRETS, body={})))["value"]}
    reply = server.on_request(request("/realtime/calls", **options))
    assert isinstance(reply, Reply)
    assert reply.status == 201
    headers = dict(reply.headers)
    assert headers["Content-Type"] == "application/sdp"
    lines = reply.body.decode().split("\r\n")
    assert lines[0] == "v=0"
    assert [line for line in lines if line.startswith(("m=", "a=mid"))] == OFFER.split("\r\n")[4:6]
    call_id = headers["Location"].removeprefix("/v1/realtime/calls/")
    assert call_id.startswith("rtc_")
    beside = ApiClient.connect(server, f"/realtime?call_id={call_id}")
    assert beside.events[0]["type"] == "session.created"
    assert status(server.on_request(request(f"/realtime/calls/{call_id}/hangup"))) == 200
    assert status(server.on_request(request(f"/realtime/calls/{call_id}/hangup"))) == 404


SDP = 'Content-Disposition: form-data; name="sdp"\r\n'
FORMS = {
    "a quoted boundary": ('boundary="ed ge"', f"--ed ge\r\n{SDP}\r\n{OFFER}\r\n--ed ge--"),
    "a preamble, padding and more": (
        "charset=utf-8; Boundary=edge",
        "ignored\r\n--edge \r\nContent-Type: application/sdp\r\n"
        f'content-disposition: form-data; name=sdp; filename="a"\r\n\r\n{OFFER}\r\n--edge--\r\n--edge\r\n',
    ),
    "a message within": (
        "boundary=edge",
        f"--edge\r\n{SDP}Content-Type: message/rfc822\r\n\r\n{OFFER}\r\n--edge--",
    ),
}


@pytest.mark.parametrize(("parameters", "body"), FORMS.values(), ids=FORMS)
def test_forms_come_in_many_guises(parameters: str, body: str) -> None:
    kind = f"multipart/form-data; {parameters}"
    asked = request("/realtime/calls", body=body.encode(), Content_Type=kind)
    assert status(api().on_request(asked)) == 201


@pytest.mark.parametrize(
    ("parameters", "body"),
    [
        ("", b"v=0"),
        ("boundary=", b"v=0"),
        ("boundary=edge", b""),
        ("boundary=edge", b"--edge"),
        ("boundary=\xe9", b"--\xe9\r\nContent-Disposition: form-data\r\n\r\nv=0\r\n"),
        ("boundary=e", b"--e\r\nContent-Type: message/rfc822\r\n" + b"\r\nContent-Type: message/rfc822\r\n" * 3000),
        ("boundary=e", b"\r\n--e\r\n\r\n" * 100_000),
    ],
    ids=["none", "empty", "no body", "no part", "latin", "nested", "many parts"],
)
def test_forms_without_an_offer_are_rejected(parameters: str, body: bytes) -> None:
    asked = request("/realtime/calls", body=body, Content_Type=f"multipart/form-data; {parameters}")
    assert status(api().on_request(asked)) == 400


def test_a_bare_offer_needs_a_client_secret() -> None:
    reply = api().on_request(request("/realtime/calls", body=OFFER.encode(), Content_Type="application/sdp"))
    assert (status(reply), answered(reply)["error"]["code"]) == (400, "unsupported_content_type")


def test_an_answer_has_a_section_for_each_of_an_offer() -> None:
    offer = "v=0\r\n" + "m=audio 9 X 0\r\na=mid:0\r\n" * 2 + "m=application 9 X 0\r\n"
    reply = api().on_request(request("/realtime/calls", **form(sdp=offer)))
    assert isinstance(reply, Reply)
    lines = [line for line in reply.body.decode().split("\r\n") if line.startswith(("m=", "a=mid", "a=group"))]
    audio = ["m=audio 9 X 0", "a=mid:0"]
    assert lines == ["a=group:BUNDLE 0 0", *audio, *audio, "m=application 9 X 0"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("accept", {"type": "realtime", "instructions": "Hi"}),
        ("reject", {"status_code": 486}),
        ("reject", b""),
        ("refer", {"target_uri": "tel:+15550100"}),
        ("hangup", b""),
    ],
)
def test_incoming_calls_are_accepted_rejected_referred_and_hung_up(path: str, body: Any) -> None:
    assert api().on_request(request(f"/realtime/calls/rtc_incoming/{path}", body=body)) == Reply()
    reply = api().on_request(request(f"/realtime/calls/rtc_other/{path}", body=body))
    assert (status(reply), answered(reply)["error"]["code"]) == (404, "call_not_found")


@pytest.mark.parametrize(
    ("target", "body", "param"),
    [
        (SECRETS, {"expires_after": {"seconds": 5}}, "expires_after.seconds"),
        (SECRETS, {"session": {}}, "session.type"),
        (SECRETS, b"{", None),
        (SECRETS, b"[" * 30_000, None),
        (SECRETS, {"session": {"type": "realtime", "tools": [{}] * 30_000}}, None),
        ("/realtime/translations/client_secrets", {}, "session"),
        ("/realtime/translations/client_secrets", b"", None),
        ("/realtime/calls/rtc_incoming/accept", {"type": "realtime", "modalities": ["text"]}, "modalities"),
        ("/realtime/calls/rtc_incoming/refer", {"target_uri": "a", "more": 1}, "more"),
        ("/realtime/calls", {"sdp": "hello"}, "sdp"),
    ],
)
def test_invalid_bodies_are_rejected(target: str, body: Any, param: str | None) -> None:
    reply = api().on_request(request(target, body=body))
    assert (status(reply), answered(reply)["error"]["param"]) == (400, param)


def test_unknown_addresses_are_404_and_wrong_methods_405() -> None:
    assert status(api().on_request(request("/chat/completions"))) == 404
    assert status(api().on_request(request(SECRETS, method="GET"))) == 405
    no_model = request("/realtime", method="GET", Upgrade="websocket")
    assert answered(api().on_request(no_model))["error"]["code"] == "missing_model"
    no_call = request("/realtime?call_id=rtc_none", method="GET", Upgrade="websocket")
    assert status(api().on_request(no_call)) == 404

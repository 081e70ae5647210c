"""What is recorded is judged as it was live, and holds no secrets."""

import base64
import contextlib
import http.client
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from pytest_realtime.server.api import ErrorEvent, Scenario, Turn
from pytest_realtime.server.recordings.lines import schema
from pytest_realtime.server.recordings.recording_reader import read_recording
from pytest_realtime.server_testing.checked_server import CheckedServer
from pytest_realtime.server_testing.recorded_session import judge_recording
from pytest_realtime.server_testing.recording_file import Audio, save_recording
from pytest_realtime.server_testing.validation import ClientMessage
from tests.server_testing.test_faulty_apps import APPS, SLOW, TRANSLATIONS, App, Script

KEY = "sk-live-0123456789abcdef"
SESSIONS = {**{name: (*app, "") for name, app in APPS.items()}}
SESSIONS |= {name: (SLOW, script, wanted, "/translations") for name, (script, wanted) in TRANSLATIONS.items()}


def ran(scenario: Scenario, script: Script, path: str = "") -> CheckedServer:
    """A server that has stopped, after an application has run."""
    with CheckedServer(scenario) as server:
        headers = {"Authorization": f"Bearer {server.api_key}"}
        url = f"{server.ws_url}{path}?model=gpt-realtime-2.1"
        with connect(url, additional_headers=headers, compression=None) as socket:
            script(App(socket))
    return server


def post(server: CheckedServer, path: str, body: bytes, **headers: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("POST", f"/v1{path}", body, {"Content-Type": "application/json", **headers})
    answer = connection.getresponse().read().decode()
    connection.close()
    return answer


def told(messages: list[ClientMessage], *, audio: Audio = "whole") -> list[Any]:
    """Everything that is said of messages, but for the numbers of frames, and for audio that is abridged."""
    noted = [one for one in messages if one.findings or one.refusal or not one.is_known]
    said = [(one.name, one.place, one.is_known, one.refusal and one.refusal[1:]) for one in noted]
    found = [replace(found, other="", other_text="") for one in noted for found in one.findings]
    texts = [found.other_text for one in noted for found in one.findings]
    return [said, found, texts if audio == "whole" else []]


@pytest.mark.parametrize(("scenario", "script", "wanted", "path"), SESSIONS.values(), ids=SESSIONS)
def test_a_recording_is_judged_as_its_session_was(
    scenario: Scenario, script: Script, wanted: list[str], path: str, tmp_path: Path
) -> None:
    server = ran(scenario, script, path)
    audio: Audio
    for audio in ("whole", "abridged"):
        file = tmp_path / f"{audio}.jsonl"
        assert save_recording(server, file, audio=audio)
        judged = judge_recording(file)
        assert told(judged.messages, audio=audio) == told(server.validated_messages(), audio=audio)
        assert [f"{one.found.finding.kind} {one.found.rule} {one.found.level}" for one in judged.findings] == wanted
        for line in file.read_text(encoding="utf-8").splitlines():
            jsonschema.validate(json.loads(line), schema())


def test_requests_and_rejections_are_judged_too(tmp_path: Path) -> None:
    with CheckedServer() as server:
        key = {"Authorization": f"Bearer {server.api_key}"}
        post(server, "/realtime/client_secrets", b'{"session": {"type": "realtime", "newest": 1}}', **key)
        post(server, "/realtime/calls/rtc_none/hangup", b"", **key)
        post(server, "/realtime/client_secrets", b"\xff\xfe", **key)
        with connect(f"{server.ws_url}?model=m", additional_headers=key) as socket:
            socket.recv(30)
            socket.send([b'{"type": "response.cancel"}', b""], text=True)
            socket.send(b"sound")
            assert [json.loads(socket.recv(30))["type"] for _ in range(2)] == ["error", "error"]
            socket.ping(b"there?")
            socket.socket.sendall(b"\x83\x80" + bytes(4))  # a frame of a kind that does not exist
            with contextlib.suppress(ConnectionClosed):
                for _ in range(9):
                    socket.recv(30)
    live = told(server.validated_messages())
    assert len(live[0]) == 6
    file = tmp_path / "session.jsonl"
    save_recording(server, file)
    assert told(judge_recording(file).messages) == live
    [connection] = read_recording(file).connections
    assert [frame.kind for frame in connection.client_messages] == ["text", "binary", "ping"]


def test_no_secret_is_in_a_recording(tmp_path: Path) -> None:
    tool = {
        "type": "mcp",
        "server_label": "d",
        "server_url": "https://d.example",
        "authorization": "mcp-credential",
    }
    tool["headers"] = {"X-Own": "header-credential"}  # type: ignore[assignment]
    session = {"type": "realtime", "tools": [tool], "instructions": f"Never say {KEY}."}
    with CheckedServer(api_key="the-own-key-of-a-user") as server:
        key = {"Authorization": f"Bearer {server.api_key}", "X-Secret": "own-header", "Cookie": "id=cookie-value"}
        secret = json.loads(
            post(server, "/realtime/client_secrets", json.dumps({"session": session}).encode(), **key)
        )
        post(server, f"/realtime/client_secrets?api_key={KEY}&token=in-a-query", b"[]", **key)
        offer = b"v=0\r\na=ice-pwd:ice-credential\r\n"
        ephemeral = {"Authorization": f"Bearer {secret['value']}"}
        post(server, "/realtime/calls", offer, **{**ephemeral, "Content-Type": "application/sdp"})
        post(server, "/realtime/calls", b"x", Authorization="Basic dXNlcjpwYXNz")
        names: list[Any] = [
            "realtime",
            f"openai-insecure-api-key.{secret['value']}",
            "bearer.subprotocol-credential",
        ]
        with connect(f"{server.ws_url}?model={KEY}", subprotocols=names) as socket:
            socket.recv(30)
            socket.send(json.dumps({"type": "session.update", "session": session}))
            socket.send(json.dumps({"type": server.api_key, "event_id": secret["value"]}))
            socket.send(f"Bearer {KEY}".encode())
            socket.ping(KEY.encode())
            socket.close(3000, KEY)
    file = tmp_path / "session.jsonl"
    save_recording(server, file, test=f"test_it.py::test[{KEY}]")
    text = file.read_text(encoding="utf-8")
    decoded = [
        base64.b64decode(value).decode("latin-1")
        for line in text.splitlines()
        for name, value in json.loads(line).items()
        if name in ("binary", "ping", "pong", "raw")
    ]
    assert len(decoded) >= 2
    whole = "\n".join([text, *decoded])
    secrets = [KEY, server.api_key, secret["value"], "mcp-credential", "header-credential", "own-header"]
    secrets += ["cookie-value", "in-a-query", "ice-credential", "dXNlcjpwYXNz", "subprotocol-credential"]
    assert [one for one in secrets if one in whole] == []
    assert '"url": "/realtime?model=***"' in text
    judged = judge_recording(file)
    assert told(judged.messages)[0][0][0] == "RealtimeClientSecretCreateRequest"
    assert all(one not in "\n".join(judged.lines()) for one in secrets)


def test_planned_errors_refuse_nothing_in_a_recording_either(tmp_path: Path) -> None:
    create = {"type": "response.create", "event_id": "mine"}
    server = ran(Scenario(faults=(ErrorEvent(),)), lambda app: app.send(create).until("error"))
    file = tmp_path / "session.jsonl"
    save_recording(server, file)
    assert judge_recording(file).findings == []


def test_a_server_at_which_nothing_passed_leaves_no_file(tmp_path: Path) -> None:
    with CheckedServer(Scenario(turns=(Turn(),))) as server:
        pass
    assert not save_recording(server, tmp_path / "none" / "session.jsonl")
    assert list(tmp_path.iterdir()) == []

"""A wrong file: one message says where it is wrong, what is allowed, and that no client is to blame."""

import base64
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_realtime.server.api import Scenario
from pytest_realtime.server.recordings.contents import RecordingError
from pytest_realtime.server.recordings.recording_reader import read_recording
from pytest_realtime.server_testing.recorded_session import judge_recording
from tests.wire.mutations import at, changes, places, replaced

HEAD = '{"recording": 1}'
SENT = '{"time": 0.5, "connection": 1, "direction": "client", "text": "{\\"type\\": \\"response.create\\"}"}'
FAULT = "The recording is wrong here, not the client that it is about"


def message(**members: Any) -> str:
    return json.dumps({"time": 0.5, "connection": 1, "direction": "client", **members})


def har(*entries: Any) -> str:
    return json.dumps({"log": {"entries": entries}})


def entry(url: str = "wss://api.openai.com/v1/realtime?model=m", **members: Any) -> Any:
    request = {"method": "GET", "url": url, "headers": []}
    return {
        "startedDateTime": "2026-11-30T10:00:00.000Z",
        "request": request,
        "response": {"status": 101},
        **members,
    }


def said(kind: str, data: str, time: float = 1796032801.0, opcode: int = 1) -> Any:
    return {"type": kind, "time": time, "opcode": opcode, "data": data}


WRONG: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", 'the file is empty; a recording begins with {"recording": 1}'),
    "blank": ("\n \n", "the file is empty; *"),
    "not UTF-8": (f"{HEAD}\n{SENT}\n".encode() + b"\xff\n", "line 3: not UTF-8. *"),
    "not JSON at all": (
        "GET / HTTP/1.1\n",
        "line 1: not JSON (*); a recording begins with *; a HAR is one JSON object*",
    ),
    "another JSON": ("[1, 2]\n", "line 1: not a JSON object but [[]1, 2]; write one object per line*"),
    "not JSON in the middle": (f"{HEAD}\nnonsense\n{SENT}\n", "line 2: not JSON (*); write one object per line*"),
    "cut off": (f"{HEAD}\n{SENT}\n{SENT[:50]}", "line 3: not JSON (*); it was cut off: remove this line *"),
    "without its head": (SENT, "line 1: the first line of a recording is *, and no other one is*"),
    "two heads": (f"{HEAD}\n{HEAD}\n", "line 2: the first line of a recording is *"),
    "a later version": ('{"recording": 7}', "line 1: version 7 of the format; this release reads 1. Upgrade *"),
    "another version": ('{"recording": "1"}', "line 1: version '1' of the format; this release reads 1. *"),
    "nothing but a head": (HEAD, "no WebSocket of the Realtime API in it, and no request to its addresses"),
    "something else": (
        f'{HEAD}\n{{"level": "info"}}',
        "line 2: not a line of a recording; each has one of recording, *",
    ),
    "out of time order": (
        f"{HEAD}\n{SENT}\n{message(time=0.25, text='x')}",
        "line 3: out of time order: 0.25 s comes after 0.5 s; lines are in the order in which everything passed*",
    ),
    "a time of the past": (
        f"{HEAD}\n{message(time=-1, text='x')}",
        "line 2: time should be greater than or equal to 0*",
    ),
    "a time in words": (f"{HEAD}\n{message(time='now', text='x')}", "line 2: time should be a valid number*"),
    "a wrong member": (
        f"{HEAD}\n{message(text='x', conection=1)}",
        "line 2: unknown member 'conection' (did you mean 'connection'?); allowed: time, connection, *",
    ),
    "without a direction": (
        f'{HEAD}\n{{"time": 1, "request": {{}}}}',
        "line 2: the member 'request.url' is missing*",
    ),
    "another direction": (
        f"{HEAD}\n{message(direction='up', text='x')}",
        "line 2: direction should be 'client' or 'server'*",
    ),
    "no contents": (f"{HEAD}\n{message()}", "line 2: a message has nothing; allowed: one of text, binary, *"),
    "two contents": (f"{HEAD}\n{message(text='x', ping='')}", "line 2: a message has text and ping; allowed: *"),
    "null": (f"{HEAD}\n{message(text=None)}", "line 2: text should be a valid string*"),
    "not base64": (f"{HEAD}\n{message(binary='%')}", "line 2: binary *"),
    "a number too far": (f"{HEAD}\n{message(connection=2, text='x')}", "line 2: connection 2 instead of 1; *"),
    "opened twice": (
        "\n".join([HEAD, *['{"time": 0, "connection": 1, "request": {"url": "/v1/realtime"}}'] * 2]),
        "line 3: connection 1 is opened twice; *",
    ),
    "a refusal ahead": (
        f"{HEAD}\n{message(direction='server', text='{}', refuses=2)}",
        "line 2: refuses line 2, which is not before it; allowed: the number of an earlier line*",
    ),
    "audio from nowhere": (
        f"{HEAD}\n{message(text='x', abridged=[{'at': 5, 'characters': 8}])}",
        "line 2: abridged at 5 is not in the text*",
    ),
    "a HAR that was cut off": (
        har(entry())[:-20],
        "a HAR that is not JSON (*): it was cut off or edited. Export it again",
    ),
    "not a HAR": ('{"log": {"entries": [{"request": 1}]}}', "not a HAR that can be judged: /log/entries/0/*"),
    "a HAR without messages": (
        har(entry()),
        "not a HAR that can be judged: the WebSocket wss://api.openai.com/v1/realtime has no messages *Chromium*",
    ),
    "a HAR of another page": (har(entry("https://example.com/")), "no WebSocket of the Realtime API in it, *"),
    "a HAR with another time": (
        har(entry(startedDateTime="today", _webSocketMessages=[])),
        "not a HAR that can be judged: startedDateTime 'today' is not ISO 8601",
    ),
    "a HAR with wrong base64": (
        har(entry(_webSocketMessages=[said("send", "%", opcode=2)])),
        "not a HAR that can be judged: a message that should be base64 is '%'",
    ),
}


@pytest.mark.parametrize(("content", "wanted"), WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_explained(content: str | bytes, wanted: str, tmp_path: Path) -> None:
    file = tmp_path / "session.jsonl"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(RecordingError) as caught:
        read_recording(file)
    text = str(caught.value)
    at_a_line = wanted.startswith("line ")
    assert FAULT in text or not at_a_line
    matcher = pytest.LineMatcher(text.splitlines())
    matcher.fnmatch_lines([f"{file}{', ' if at_a_line else ': '}{wanted}"])


WHOLE = [
    {"recording": 1},
    {"time": 0, "connection": 1, "status": 101, "kind": "conversation", "request": {"url": "/v1/realtime"}},
    {"time": 1, "connection": 1, "direction": "client", "text": '{"type":"session.update","session":null}'},
    {"time": 1, "connection": 1, "direction": "server", "text": '{"type":"error","event_id":"e"}', "refuses": 3},
    {
        "time": 2,
        "connection": 1,
        "direction": "client",
        "text": '{"type":"input_audio_buffer.append","audio":""}',
        "abridged": [{"at": 45, "characters": 8}],
    },
    {"time": 3, "request": {"method": "POST", "url": "/v1/realtime/calls", "body": "{}"}, "status": 400},
    {"time": 4, "rejected": {"status": 408, "reason": "slow"}},
    {"time": 5, "connection": 1, "direction": "client", "close": {"code": 1000}},
]


@given(data=st.data())
def test_no_change_of_a_recording_is_an_error_of_ours(data: st.DataObject, tmp_path_factory: Any) -> None:
    lines: Any = WHOLE
    for _ in range(data.draw(st.integers(1, 2))):
        path = data.draw(st.sampled_from([path for path in places(lines) if path]))
        values = [*changes(at(lines, path)), "{", "x", 10**20, -1, {"type": []}]
        lines = replaced(lines, path, data.draw(st.sampled_from(values)))
    file = tmp_path_factory.getbasetemp() / "changed.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    with suppress(RecordingError):
        list(judge_recording(file).lines())
        Scenario.from_recording(file)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match=r"none\.jsonl: can't read the recording: No such file"):
        read_recording(tmp_path / "none.jsonl")
    with pytest.raises(RecordingError, match="this is a folder; name the recordings in it: "):
        Scenario.from_recording(tmp_path)


def findings(file: Path, text: str) -> list[str]:
    file.write_text(text, encoding="utf-8")
    return [f"{one.found.finding.kind} {one.found.rule}" for one in judge_recording(file).findings]


def test_the_shortest_recording_has_four_members_in_a_line(tmp_path: Path) -> None:
    both = f"{HEAD}\r\n\r\n{SENT}\r\n{SENT}\r\n"
    assert findings(tmp_path / "a.jsonl", "\ufeff" + both) == ["out-of-order O9"]


def test_without_a_server_an_error_names_what_it_refuses_or_not(tmp_path: Path) -> None:
    commit = {"type": "input_audio_buffer.commit"}
    error: dict[str, Any] = {"type": "error", "event_id": "e1"}
    error["error"] = {"code": "input_audio_buffer_commit_empty", "message": "Empty.", "event_id": "mine"}
    named = [
        message(text=json.dumps({**commit, "event_id": "mine"})),
        message(direction="server", text=json.dumps(error)),
    ]
    assert findings(tmp_path / "a.jsonl", "\n".join([HEAD, *named])) == ["refused O5"]
    error["error"]["event_id"] = None
    unnamed = [message(text=json.dumps(commit)), message(direction="server", text=json.dumps(error))]
    assert findings(tmp_path / "a.jsonl", "\n".join([HEAD, *unnamed])) == []
    unnamed[1] = message(direction="server", text=json.dumps(error), refuses=2)
    assert findings(tmp_path / "a.jsonl", "\n".join([HEAD, *unnamed])) == ["refused O5"]


def test_a_har_is_judged_with_its_requests_and_through_a_relay(tmp_path: Path) -> None:
    create, sound = '{"type": "response.create"}', base64.b64encode(b"sound").decode()
    secret = entry("https://api.openai.com/v1/realtime/client_secrets", response={"status": 520, "content": {}})
    body = {"mimeType": "application/json", "text": '{"session": {"type": "realtime", "newest": 1}}'}
    secret["request"] |= {"method": "POST", "postData": body}
    relayed = entry(
        "wss://example.com/relay",
        _webSocketMessages=[
            said("receive", '{"type": "session.created", "event_id": "e", "session": {"type": "realtime"}}'),
            said("send", create, 1796032803.0),
            said("send", create, 1796032802.0),
            said("send", sound, 1796032804.0, opcode=2),
            said("error", "the socket failed", 1796032805.0, opcode=-1),
        ],
    )
    text = har(entry("https://example.com/page.js"), secret, relayed)
    assert findings(tmp_path / "page.har", text) == ["member-invented U7", "out-of-order O9"]
    recording = read_recording(tmp_path / "page.har")
    assert (recording.ignored, len(recording.requests), len(recording.connections)) == (1, 2, 1)
    assert [frame.raw for frame in recording.connections[0].client_messages][-1] == b"sound"
    lines = list(judge_recording(tmp_path / "page.har").lines())
    assert "1 requests that are not about the Realtime API" in lines[0]

"""A recording is played to a client: in its order, with its pauses or without. What the client sends is judged."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from pytest_realtime.server.api import Scenario, Turn
from pytest_realtime.server.recordings.contents import RecordingError
from pytest_realtime.server_testing.checked_server import CheckedServer
from pytest_realtime.server_testing.recorded_session import judge_recording
from pytest_realtime.server_testing.recording_file import save_recording

Json = dict[str, Any]
CREATE = '{"type": "response.create"}'
APPEND = '{"type": "input_audio_buffer.append", "audio": "AAAA"}'


def written(file: Path, *lines: Json) -> Path:
    whole = [{"recording": 1}, *({"connection": 1, "time": 0, **line} for line in lines)]
    file.write_text("\n".join(map(json.dumps, whole)), encoding="utf-8")
    return file


def client(text: str, **more: Any) -> Json:
    return {"direction": "client", "text": text, **more}


def server(kind: str, **more: Any) -> Json:
    return {"direction": "server", "text": json.dumps({"type": kind}), **more}


def joined(playing: CheckedServer) -> ClientConnection:
    headers = {"Authorization": f"Bearer {playing.api_key}"}
    return connect(f"{playing.ws_url}?model=m", additional_headers=headers)


def heard(socket: ClientConnection, count: int) -> list[str]:
    return [json.loads(socket.recv(30))["type"] for _ in range(count)]


def test_a_session_is_recorded_judged_and_played_back_with_the_same_words(tmp_path: Path) -> None:
    """The round trip: the second client hears what the first one heard, and its session is judged the same."""
    texts = [CREATE, CREATE, '{"type": "input_audio_buffer.commit"}']
    files = [tmp_path / name for name in ("first.jsonl", "second.jsonl")]
    said: list[list[Any]] = []
    scenario = Scenario(turns=(Turn.unfinished("A table"),))
    for file in files:
        with CheckedServer(scenario) as served, joined(served) as socket:
            for text in texts:
                socket.send(text)
            frames = [socket.recv(30)]
            while sum('"error"' in str(frame)[:30] for frame in frames) < 2:
                frames.append(socket.recv(30))
            socket.send('{"type": "response.cancel"}')
            while '"response.done"' not in str(frames[-1])[:30]:
                frames.append(socket.recv(30))
            said.append(frames)
        served.stop()
        save_recording(served, file)
        scenario = Scenario.from_recording(file)
    assert said[0] == said[1]
    first, second = ([str(one.found.finding) for one in judge_recording(file).findings] for file in files)
    assert first == ["out-of-order", "refused"]
    # What the first client was refused is no refusal of what the second one sent.
    assert second == ["out-of-order"]


def test_each_message_is_followed_by_what_followed_it(tmp_path: Path) -> None:
    file = written(
        tmp_path / "a.jsonl",
        server("session.created"),
        client(CREATE),
        server("response.created"),
        server("response.done"),
        client(APPEND),
        client(APPEND),
        server("input_audio_buffer.speech_started"),
        client(APPEND),
        client("{}"),
        server("session.weather_changed"),
        {"direction": "server", "ping": ""},
        {"direction": "server", "close": {"code": 4001, "reason": "enough"}},
    )
    with CheckedServer(Scenario.from_recording(file)) as playing, joined(playing) as socket:
        assert heard(socket, 1) == ["session.created"]
        socket.send(CREATE)
        assert heard(socket, 2) == ["response.created", "response.done"]
        for _ in range(3):
            socket.send(APPEND)
        assert heard(socket, 1) == ["input_audio_buffer.speech_started"]
        socket.send("{}")
        assert heard(socket, 1) == ["session.weather_changed"]
        with pytest.raises(ConnectionClosed, match="enough"):
            socket.recv(30)
    assert playing.errors == []
    assert [finding.kind for finding in playing.findings] == ["member-dropped"]


def test_a_later_connection_gets_the_next_recorded_one_and_then_the_last(tmp_path: Path) -> None:
    file = written(
        tmp_path / "a.jsonl",
        server("first"),
        {**server("second"), "connection": 2},
        {"direction": "server", "connection": 2, "binary": "AAECAw=="},
        {"direction": "server", "connection": 2, "raw": "gQJoaQ=="},
    )
    with CheckedServer(Scenario.from_recording(file)) as playing:
        for wanted in ("first", "second", "second"):
            with joined(playing) as socket:
                assert heard(socket, 1) == [wanted]
                if wanted == "second":
                    assert [socket.recv(30), socket.recv(30)] == [b"\x00\x01\x02\x03", "hi"]
    assert playing.errors == []


@pytest.mark.parametrize("timed", [True, False])
def test_the_pauses_are_kept_on_request(timed: bool, tmp_path: Path) -> None:
    file = written(tmp_path / "a.jsonl", client(CREATE, time=1), server("one", time=1.25), server("two", time=1.5))
    with CheckedServer(Scenario.from_recording(str(file), timed=timed)) as playing, joined(playing) as socket:
        started = time.monotonic()
        socket.send(CREATE)
        assert heard(socket, 2) == ["one", "two"]
        # The clocks of a test and of a loop may differ by a tick; without pauses it takes milliseconds.
        assert (time.monotonic() - started > 0.45) is timed


def test_a_recording_without_a_connection_can_not_be_played(tmp_path: Path) -> None:
    line = {"time": 0, "request": {"method": "POST", "url": "/v1/realtime/client_secrets"}}
    file = tmp_path / "a.jsonl"
    file.write_text("\n".join(map(json.dumps, [{"recording": 1}, line])), encoding="utf-8")
    with pytest.raises(RecordingError, match=r"a\.jsonl: no WebSocket in it, so nothing can be played"):
        Scenario.from_recording(file)

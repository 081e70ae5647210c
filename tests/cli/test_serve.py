"""``pytest-realtime serve``: the local server in a terminal."""

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from pytest_realtime.server_testing.recorded_session import judge_recording

KEY = "sk-for-this-test-only"
TIMEOUT = 30
"""Seconds to wait for the command on a busy machine."""


@contextmanager
def serving(*arguments: str, folder: Path | None = None) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "pytest_realtime", "serve", "--api-key", KEY, *arguments]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", cwd=folder
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def address(process: subprocess.Popen[str]) -> str:
    """The server's URL, which is printed when it is ready."""
    assert process.stdout
    return process.stdout.readline().removeprefix("serving http").strip()


def talk(url: str, *texts: str) -> list[str]:
    with connect(f"ws{url}/realtime?model=m", additional_headers={"Authorization": f"Bearer {KEY}"}) as client:
        answers = [str(client.recv(TIMEOUT))]
        for text in texts:
            client.send(text)
            answers.append(str(client.recv(TIMEOUT)))
    return answers


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C can't be sent to a process there")
def test_messages_are_shown_with_verdicts_until_ctrl_c() -> None:
    wrong = json.dumps({"type": "session.update", "session": {"type": "realtime", "tools": None}})
    with serving() as process:
        url = address(process)
        talk(url, wrong, '{"type": "session.newest"}', '{"type": "response.cancel"}')
        with pytest.raises(InvalidStatus):
            connect(f"ws{url}/realtime?model=m")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=TIMEOUT)
    assert (process.returncode, err) == (0, "")
    shown = [" ".join(line.split()) for line in out.splitlines()]
    assert [line.split()[-1] for line in shown if "session.update (" in line] == ["INVALID"]
    assert "null-invented /session/tools: expected absent, observed null [MUST]" in shown
    assert [line.split(")")[1] for line in shown if "session.newest (" in line] == [" unknown event, not checked"]
    assert [line.split()[-1] for line in shown if "response.cancel (" in line] == ["ok"]
    statuses = [line.split()[-1] for line in shown if "GET /realtime" in line]
    assert statuses == ["101", "401"]
    assert shown[-1] == "5 messages, 1 finding of level MUST"
    assert KEY not in out


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C can't be sent to a process there")
def test_refusals_and_faults_of_order_are_shown(tmp_path: Path) -> None:
    scenario = "from pytest_realtime.server.api import *\nslow = Scenario(turns=(Turn.unfinished(),))\n"
    (tmp_path / "own.py").write_text(scenario, encoding="utf-8")
    create, commit = '{"type": "response.create"}', '{"type": "input_audio_buffer.commit"}'
    with serving("--scenario", "own:slow", "--record", "kept/own.jsonl", folder=tmp_path) as process:
        url = address(process)
        talk(url, commit, create, create, '{"type": "response.create", "x": 1}')
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=TIMEOUT)
    shown = [line.partition("! 1")[2].strip().partition(":")[0] for line in out.splitlines() if "  ! 1 " in line]
    assert sorted(shown) == ["out-of-order", "out-of-order", "refused"]
    assert out.splitlines()[-2].endswith(" 4 findings of level MUST")
    assert out.splitlines()[-1] == f"recording written to {Path('kept', 'own.jsonl')}"
    judged = judge_recording(tmp_path / "kept" / "own.jsonl")
    found = [str(one.found.finding) for one in judged.findings if one.is_failure]
    assert sorted(found) == ["member-invented /x", "out-of-order", "out-of-order", "refused"]


def test_options_make_a_scenario() -> None:
    with serving("--created", "minimal", "--say", "Here I am.") as process:
        [created] = talk(address(process))
    assert len(json.loads(created)["session"]) == 3


def test_members_that_are_declared_as_known_are_taken() -> None:
    newer = json.dumps({"type": "session.update", "session": {"type": "realtime", "newest": 1}})
    with serving("--known-members", "SessionUpdateEvent.x,RealtimeSessionCreateRequest.newest") as process:
        assert json.loads(talk(address(process), newer)[-1])["type"] == "session.updated"


def test_a_scenario_of_the_users(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(
        "from pytest_realtime.server.api import *\nrude = Scenario(faults=(UnknownEvent(),), created='never')\n"
    )
    with serving("--scenario", "mine:rude", folder=tmp_path) as process:
        [event] = talk(address(process))
    assert json.loads(event)["type"] == "session.weather_changed"


def test_a_recording_is_played(tmp_path: Path) -> None:
    said = {"time": 0, "connection": 1, "direction": "server", "text": '{"type": "session.recorded"}'}
    (tmp_path / "own.jsonl").write_text(f'{{"recording": 1}}\n{json.dumps(said)}', encoding="utf-8")
    with serving("--play", "own.jsonl", folder=tmp_path) as process:
        assert talk(address(process)) == ['{"type": "session.recorded"}']


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--play", "none.jsonl"), "none.jsonl: can't read the recording: No such file"),
        (("--record", "."), "--record=.: can't write: "),
        (("--port", "99999"), "can't listen on port 99999"),
        (("--scenario", "nowhere:rude"), "--scenario=nowhere:rude: No module named 'nowhere'; use MODULE:NAME"),
        (("--scenario", "json:loads"), "--scenario=json:loads is not a pytest_realtime.server.api.Scenario"),
        (("--scenario", "json"), "use MODULE:NAME"),
        (
            ("--known-members", "ServerVad.type"),
            "--known-members: 'ServerVad.type': ServerVad declares this member",
        ),
    ],
)
def test_what_can_not_be_served_is_an_error_of_one_line(arguments: tuple[str, ...], message: str) -> None:
    with serving(*arguments) as process:
        out, err = process.communicate(timeout=TIMEOUT)
    assert (process.returncode, out) == (1, "")
    assert message in err
    assert len(err.splitlines()) == 1


def test_a_port_that_is_taken_is_an_error() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with serving("--port", str(taken.getsockname()[1])) as process:
            _, err = process.communicate(timeout=TIMEOUT)
    assert process.returncode == 1
    assert "Address already in use" in err or "only one usage" in err.lower()

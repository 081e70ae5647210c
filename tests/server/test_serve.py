"""``pytest-realtime serve``: the server in a terminal."""

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

KEY = "sk-for-this-test-only"
PATIENCE = 30
"""Seconds after which a test gives up on the command."""


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
    """The server's URL, which is told when it is ready."""
    assert process.stdout
    return process.stdout.readline().removeprefix("serving http").strip()


def talk(url: str, *texts: str) -> list[str]:
    with connect(f"ws{url}/realtime?model=m", additional_headers={"Authorization": f"Bearer {KEY}"}) as client:
        answers = [str(client.recv(PATIENCE))]
        for text in texts:
            client.send(text)
            answers.append(str(client.recv(PATIENCE)))
    return answers


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C can't be sent to a process there")
def test_what_clients_send_is_shown_with_verdicts_until_ctrl_c() -> None:
    wrong = json.dumps({"type": "session.update", "session": {"type": "realtime", "tools": None}})
    with serving() as process:
        url = address(process)
        talk(url, wrong, '{"type": "session.newest"}', '{"type": "response.cancel"}')
        with pytest.raises(InvalidStatus):
            connect(f"ws{url}/realtime?model=m")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, err) == (0, "")
    shown = [" ".join(line.split()) for line in out.splitlines()]
    assert [line.split()[-1] for line in shown if "session.update (" in line] == ["WRONG"]
    assert "null-invented /session/tools: expected absent, observed null [MUST]" in shown
    assert [line.split(")")[1] for line in shown if "session.newest (" in line] == [" not known, not judged"]
    assert [line.split()[-1] for line in shown if "response.cancel (" in line] == ["ok"]
    asked = [line.split()[-1] for line in shown if "GET /realtime" in line]
    assert asked == ["101", "401"]
    assert shown[-1] == "5 messages, 1 findings of level MUST"
    assert KEY not in out


def test_options_make_a_scenario() -> None:
    with serving("--created", "minimal", "--say", "Here I am.") as process:
        [created] = talk(address(process))
    assert len(json.loads(created)["session"]) == 3


def test_a_scenario_of_the_users(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(
        "from pytest_realtime.server.api import *\nrude = Scenario(faults=(UnknownEvent(),), created='never')\n"
    )
    with serving("--scenario", "mine:rude", folder=tmp_path) as process:
        [said] = talk(address(process))
    assert json.loads(said)["type"] == "session.weather_changed"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--port", "99999"), "can't listen on port 99999"),
        (("--scenario", "nowhere:rude"), "--scenario=nowhere:rude: No module named 'nowhere'; it is MODULE:NAME"),
        (("--scenario", "json:loads"), "--scenario=json:loads is no pytest_realtime.server.api.Scenario"),
        (("--scenario", "json"), "it is MODULE:NAME"),
    ],
)
def test_what_can_not_be_served_is_told_on_one_line(arguments: tuple[str, ...], told: str) -> None:
    with serving(*arguments) as process:
        out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (1, "")
    assert told in err
    assert len(err.splitlines()) == 1


def test_a_port_that_is_taken_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with serving("--port", str(taken.getsockname()[1])) as process:
            _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert "Address already in use" in err or "only one usage" in err.lower()

"""Colours of commands that run no tests: where pytest shows them, and nowhere else."""

import re
import sys
from pathlib import Path

import pytest

from tests.cli.runner import CommandLine

RED, YELLOW, GREEN = ("\x1b[31m", "\x1b[33m", "\x1b[32m")
WRONG = '{"type":"response.cancel","x":"\\u001b[31m"}'


def recording(*texts: str) -> str:
    lines = [f'{{"time": 0, "connection": 1, "direction": "client", "text": {text}}}' for text in texts]
    return "\n".join(['{"recording": 1}', *lines])


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("PY_COLORS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "right.json").write_text('{"type":"response.cancel"}', encoding="utf-8")
    (tmp_path / "wrong.json").write_text(WRONG, encoding="utf-8")
    twice = [r'"{\"type\":\"response.create\"}"'] * 2
    (tmp_path / "wrong.jsonl").write_text(recording(*twice), encoding="utf-8")
    (tmp_path / "right.jsonl").write_text(recording(twice[0]), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("environment", "is_terminal", "shown"),
    [
        ({"TERM": "xterm"}, True, True),
        ({"TERM": "xterm"}, False, False),
        ({"TERM": "dumb"}, True, False),
        ({"TERM": "xterm", "NO_COLOR": "1"}, True, False),
        ({"TERM": "xterm", "FORCE_COLOR": "1"}, False, True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ({"PY_COLORS": "1", "NO_COLOR": "1"}, False, True),
        ({"PY_COLORS": "0", "FORCE_COLOR": "1"}, True, False),
    ],
)
def test_colours_are_shown_where_pytest_shows_them(
    environment: dict[str, str],
    is_terminal: bool,
    shown: bool,
    command: CommandLine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: is_terminal)
    assert (GREEN in command("validate", "right.json").out) is shown


def test_a_failure_is_red_and_what_fails_nothing_is_not(
    command: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    out = command("validate", "wrong.json").out
    assert [line[5:21] for line in out.splitlines() if line.startswith(RED)] == [
        "wrong.json:1:31:",
        "wrong.json: not ",
    ]
    out = command("judge", "wrong.jsonl").out
    red = [line for line in out.splitlines() if line.startswith(RED)]
    assert [re.sub(r"\x1b\[\d+m", "", line)[:12] for line in red] == ["1 finding fa", "out-of-order"]
    out = command("judge", "right.jsonl").out
    assert out.splitlines()[1] == f"{GREEN}no findings\x1b[0m"


def test_a_payload_does_not_colour_the_terminal(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in command("validate", "wrong.json").out

"""``validate``: payloads in files and from stdin."""

import io
import json
import sys
from pathlib import Path

import pytest

from tests.cli.runner import CommandLine

CANCEL = '{"type":"response.cancel"}'
WRONG = '{"type":"response.cancel","x":1}'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "text", "options", "told"),
    [
        ("one.json", CANCEL, [], "one.json: a valid ResponseCancelEvent"),
        ("vad.json", '{"type":"server_vad"}', ["--type=ServerVad"], "vad.json: a valid ServerVad"),
        ("log.jsonl", f"{CANCEL}\n\n{CANCEL}\n", [], "log.jsonl: 2 valid payloads"),
        ("log.txt", f"{CANCEL}\n{CANCEL}\n", [], "log.txt: 2 valid payloads"),
        ("long.json", json.dumps(json.loads(CANCEL), indent=2), [], "long.json: a valid ResponseCancelEvent"),
        ("one.json", CANCEL, ["-q"], ""),
    ],
)
def test_valid_payloads(
    name: str, text: str, options: list[str], told: str, folder: Path, command: CommandLine
) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    ran = command("validate", name, *options)
    assert (ran.status, ran.out.strip(), ran.err) == (0, told, "")


def test_a_finding_names_file_line_and_column(folder: Path, command: CommandLine) -> None:
    update = {"type": "session.update", "session": {"type": "realtime", "instruction": "", "voice": "marin"}}
    (folder / "update.json").write_text(json.dumps(update, indent=2), encoding="utf-8")
    ran = command("validate", "update.json")
    assert (ran.status, ran.err) == (1, "")
    lines = ran.out.splitlines()
    assert lines[0] == ('update.json:5:20: member-invented /session/instruction: expected absent, observed ""')
    assert '  {"type":"session.update","session":{"type":"realtime","instruction":"","voice":"marin"}}' in lines
    assert any(line.startswith("update.json:6:14: member-invented /session/voice: ") for line in lines)
    assert lines[-1] == "update.json: not a valid SessionUpdateEvent"
    typed = command("validate", "update.json", "--type=LegacySessionUpdateEvent")
    assert "checked as" in ran.out
    assert "checked as" not in typed.out


def test_lines_are_checked_one_by_one(folder: Path, command: CommandLine) -> None:
    (folder / "log.jsonl").write_text(f'{CANCEL}\n{WRONG}\n{{"type":\n', encoding="utf-8")
    ran = command("validate", "log.jsonl")
    assert (ran.status, ran.err) == (1, "")
    assert "log.jsonl:2:31: member-invented /x: expected absent, observed 1\n" in ran.out
    assert "\nlog.jsonl:3:9: not-json: expected JSON, observed Expecting value" in ran.out
    assert ran.out.endswith("log.jsonl: 2 of 3 payloads are invalid\n")


def test_weaker_rules_fail_where_asked(folder: Path, command: CommandLine) -> None:
    (folder / "vad.json").write_text('{"type":"server_vad","prefix_padding_ms":-1}', encoding="utf-8")
    advisory = command("validate", "vad.json", "--type=ServerVad")
    assert advisory.status == 0
    assert "/prefix_padding_ms" in advisory.out
    assert advisory.out.endswith("vad.json: a valid ServerVad\n")
    assert command("validate", "vad.json", "--type=ServerVad", "-q").out == ""
    assert command("validate", "vad.json", "--type=ServerVad", "--realtime-fail-level=may").status == 1


def test_the_direction_can_be_chosen(folder: Path, command: CommandLine) -> None:
    event = '{"type":"input_audio_buffer.cleared","event_id":"e","new":1}'
    (folder / "event.json").write_text(event, encoding="utf-8")
    assert command("validate", "event.json").status == 0
    assert command("validate", "event.json", "--direction=write").status == 1


def test_stdin(command: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    for text, status in ((CANCEL, 0), (WRONG, 1)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        ran = command("validate", "-")
        assert ran.status == status
        assert "stdin" in ran.out


@pytest.mark.parametrize(
    ("text", "options", "told"),
    [
        (None, [], "a.json: can't read: No such file or directory"),
        ("\n", [], "a.json: there is no payload in it"),
        (CANCEL, ["--type=ResponseCancel"], "(did you mean 'ResponseCancelEvent'?)"),
        ('{"type":"response.cancle"}', [], "(did you mean 'response.cancel'?); if it is not an event"),
        ('{"type":"realtime"}', [], "has to be named: --type; see pytest-realtime types"),
    ],
)  # fmt: skip
def test_what_can_not_be_checked_is_a_usage_error(
    text: str | None, options: list[str], told: str, folder: Path, command: CommandLine
) -> None:
    if text is not None:
        (folder / "a.json").write_text(text, encoding="utf-8")
    (folder / "wrong.json").write_text(WRONG, encoding="utf-8")
    ran = command("validate", "a.json", *options)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("pytest-realtime validate: ")
    assert told in ran.err
    # What can be checked is checked all the same.
    both = command("validate", "a.json", "wrong.json", *options)
    assert both.status == 2
    assert ("wrong.json:1:31: " in both.out) == (not options)


def test_a_name_of_a_file_must_not_steer_the_terminal(folder: Path, command: CommandLine) -> None:
    name = "a\x1b[31m.json"
    (folder / name).write_text(WRONG, encoding="utf-8")
    assert "\x1b" not in command("validate", name).out

"""``pytest-realtime judge``: what it prints, its exit status, its options and its reports."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pytest_realtime.report.load import load_report
from tests.cli.runner import CommandLine

UPDATE = '{"type": "session.update", "session": {"type": "realtime", "newest": {"authorization": "a-secret"}}}'
CREATE = '{"type": "response.create"}'
Recorded = Callable[..., Path]


@pytest.fixture
def recorded(tmp_path: Path) -> Recorded:
    """Write a recording with these messages of a client; return its file."""

    def write(*texts: str, name: str = "voice.jsonl") -> Path:
        lines = [{"time": 0, "connection": 1, "direction": "client", "text": text} for text in texts]
        file = tmp_path / name
        file.write_text("\n".join(json.dumps(line) for line in [{"recording": 1}, *lines]), encoding="utf-8")
        return file

    return write


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_right_session_has_no_findings(command: CommandLine, recorded: Recorded) -> None:
    file = recorded(CREATE)
    ran = command("judge", file)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == f"{file}: 1 connection, 0 other requests, 1 message of the client\nno findings\n"


def test_findings_are_told_as_by_the_server_without_secrets(command: CommandLine, recorded: Recorded) -> None:
    ran = command("judge", recorded(UPDATE, CREATE, CREATE), recorded(CREATE, name="other.jsonl"))
    assert ran.status == 1
    lines = [
        "*voice.jsonl: 1 connection, 0 other requests, 3 messages of the client",
        "2 findings fail, 1 advisory",
        "member-invented /session/newest: expected absent, observed *",
        "in SessionUpdateEvent, a message on connection 1 (/realtime)",
        "file    line 2",
        "cause   member-invented RealtimeSessionCreateRequest.newest",
        "out-of-order: expected response.done first, observed response.create while a response goes on",
        "with response.create of the client (frame 3)",
        "cause   out-of-order ResponseCreateEvent",
        "out-of-order: expected the answer to session.update first, *",
        "*other.jsonl: *",
        "no findings",
    ]
    pytest.LineMatcher(ran.out.splitlines()).fnmatch_lines(lines)
    assert "a-secret" not in ran.out


def test_the_deviations_file_and_known_members_explain_findings(
    command: CommandLine, recorded: Recorded, tmp_path: Path
) -> None:
    file = recorded(UPDATE, CREATE, CREATE)
    entries = [("my-agent", "member-invented RealtimeSessionCreateRequest.newest", "Waits for the release.")]
    entries += [("my-agent", "out-of-order ResponseCreateEvent", "Fixed in 2.0.")]
    text = "".join(
        f'[[deviation]]\nclient = "{client}"\nfindings = ["{key}"]\nreason = "{reason}"\n'
        for client, key, reason in entries
    )
    (tmp_path / "realtime-deviations.toml").write_text(text, encoding="utf-8")
    ran = command("judge", file, "--client=my-agent")
    assert ran.status == 0
    wanted = ["0 findings fail, 3 known", "known   Waits for the release.", "known   Fixed in 2.0."]
    pytest.LineMatcher(ran.out.splitlines()).fnmatch_lines(wanted)
    other = tmp_path / "other.toml"
    other.write_text(text, encoding="utf-8")
    assert command("judge", file, "--client=another", f"--realtime-deviations={other}").status == 1
    newer = "--realtime-known-members=RealtimeSessionCreateRequest.newest"
    assert "1 finding fails" in command("judge", file, newer).out


def test_the_fail_level_decides_what_fails(command: CommandLine, recorded: Recorded) -> None:
    early = recorded('{"type": "session.update", "session": {"type": "realtime"}}', CREATE)
    assert command("judge", early).status == 0
    ran = command("judge", early, "--realtime-fail-level=should")
    assert (ran.status, "1 finding fails" in ran.out) == (1, True)


def test_reports_have_a_contract_for_each_type_of_message(
    command: CommandLine, recorded: Recorded, tmp_path: Path
) -> None:
    paths = [tmp_path / f"report.{kind}" for kind in ("json", "html", "md")]
    options = [f"--realtime-report={path}" for path in paths]
    file = recorded(UPDATE, CREATE, CREATE, '{"type": "<new>.event"}', "[]")
    assert command("judge", file, "--client=my-agent", *options).status == 1
    report = load_report(paths[0])
    assert [(row["contract"], row["verdict"], row["failed"]) for row in report["results"]] == [
        ("must.other-message.recorded-messages-are-right", "deviation", True),
        ("must.response-create-event.recorded-messages-are-right", "deviation", True),
        ("should.response-create-event.recorded-messages-are-right", "deviation", False),
        ("must.session-update-event.recorded-messages-are-right", "deviation", True),
    ]
    assert {cause["cause"] for cause in report["causes"]} >= {"out-of-order ResponseCreateEvent"}
    assert all("a-secret" not in path.read_text(encoding="utf-8") for path in paths)
    assert "my-agent" in paths[1].read_text(encoding="utf-8")
    assert "3 of 3 MUST contracts failed" in paths[2].read_text(encoding="utf-8")
    assert command("report", "diff", paths[0], paths[0]).status == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.jsonl"], "none.jsonl: can't read the recording: *"),
        (
            ["voice.jsonl", "--realtime-report=report.txt"],
            "report.txt: unsupported file extension; allowed: *",
        ),
        (["voice.jsonl", "--realtime-report=voice.jsonl/a.md"], "*voice.jsonl*: can't write: *"),
        (["voice.jsonl", "--realtime-deviations=none.toml"], "none.toml: can't read the deviations file: *"),
        (["voice.jsonl", "--realtime-known-members=Nothing.a"], "--realtime-known-members: *"),
    ],
)
def test_what_is_wrong_ends_with_status_2(
    command: CommandLine, recorded: Recorded, arguments: list[str], message: str
) -> None:
    recorded(CREATE)
    ran = command("judge", *arguments)
    assert (ran.status, ran.out) == (2, "")
    pytest.LineMatcher(ran.err.splitlines()).fnmatch_lines([f"pytest-realtime judge: {message}"])

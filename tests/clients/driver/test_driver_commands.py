"""``pytest-realtime driver check`` and ``driver new``."""

import os
import shutil
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path

import pytest

from pytest_realtime.cli.main import main
from pytest_realtime.clients.driver.check import checked_session, payload_checks
from pytest_realtime.clients.driver.check.checks import CHECKS
from pytest_realtime.clients.driver.skeleton import languages
from tests.clients.driver.processes import command
from tests.clients.driver.test_live_capture import OWN, PROGRAM
from tests.required import DRIVERS, absent

Capture = pytest.CaptureFixture[str]


def test_an_honest_driver_passes(capsys: Capture) -> None:
    assert main(["driver", "check", command("knows-its-types")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == [
        "ok    hello and card: subject 1.0 (python), 2 types",
        "ok    the minimal payload of each type: 1 read, 3 wire",
    ]
    assert lines[2] == "ok    an invalid payload of each type: 3 wire"
    assert lines[3].startswith(
        "      warning: [7] was written for every type. Does the adapter make objects of the"
    )
    assert lines[4] == "-     a stream of events: not asked, since the card has no hears"
    assert len(lines) == len(CHECKS) + 1


def test_refusals_are_named(capsys: Capture) -> None:
    main(["driver", "check", command("rejects")])
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "ok    the minimal payload of each type: 4 rejected"
    assert '      roundtrip Voice "alloy" rejected: not a voice' in lines
    assert "      warning: all of these payloads are valid, and none was taken. Is it the adapter?" in lines
    assert "ok    an invalid payload of each type: 3 rejected" in lines


def test_send_is_tried(capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(payload_checks, "ARRIVES_WITHIN", 0.1)
    program = tmp_path / "sender.py"
    program.write_text(textwrap.dedent(PROGRAM), encoding="utf-8")
    sender = f"{sys.executable} {program}"
    main(["driver", "check", f"{sender} keep never {OWN!r}"])
    assert "ok    the minimal payload of each type: 3 wire, 3 sent" in capsys.readouterr().out
    main(["driver", "check", f"{sender} forget never {OWN!r}"])
    expected = "send for SessionUpdateEvent was answered with 'sent', but no session.update arrived at base_url"
    assert expected in capsys.readouterr().out


def test_a_name_that_means_something_else_elsewhere_is_explained(capsys: Capture) -> None:
    assert main(["driver", "check", command("takes-a-list-of-tools")]) == 0
    count, refusal = capsys.readouterr().out.splitlines()[1:3]
    assert count == "ok    the minimal payload of each type: 1 rejected"
    assert refusal.startswith("      roundtrip RealtimeToolsConfig ")
    assert "(One tool." in refusal


NEVER_ANSWER = {"hangs", "carriage-returns"}
"""Each of a dozen checks waits for these in vain."""


@pytest.mark.parametrize(
    "mistake",
    [
        (
            "exits",
            "FAIL  an unknown type: the driver ended at roundtrip (exit status 3)",
            "fix: catch exceptions in a request",
        ),
        ("fails", "ended in a driver error: Traceback"),
        (
            "honest",
            "FAIL  an unknown type: the driver wrote a payload of type NoSuchWireType",
            "FAIL  an unknown command: the driver ended at no-such-command",
        ),
        (
            "debug-line",
            "FAIL  an unknown type: the driver wrote a line that is not valid JSON to stdout",
            "fix: write one JSON object per line to stdout; logs and everything else go to stderr",
        ),
        ("byte-order-mark", "fix: write UTF-8 without one"),
        ("carriage-returns", "without ending the line\n    fix: end each line with a line feed"),
        ("hangs", "fix: answer each request, and flush stdout after each line"),
        ("no-id", "fix: answer with the id of the request, an integer"),
        ("inlined-wire", 'fix: answer roundtrip with one line: {"id": 1, "wire": "…"}'),
        ("wrong-id", "fix: answer each request once, in order, with the id"),
        ("no-card", 'fix: answer hello with one line: {"id": 0, "card": {…}}'),
        ("endless-type", "TTT\n    fix: correct the card"),
        ("other-protocol", "hello was answered with error: protocol 1 is not supported\n"),
        (
            "extra-member",
            "does not match the schema: Additional properties are not allowed ('note' was",
            "fix: remove members that the protocol does not have; check the spelling",
        ),
        ("two-members", "an answer with error and wire; allowed: exactly one"),
        ("answers-twice", "FAIL  requests sent ahead: the driver wrote an answer with an id other than 2"),
        ("unknown-type", "FAIL  hello and card: the card's types: 'TurnDetektion' is not one of"),
        ("pointer-without-slash", "FAIL  hello and card: the card's defaults: TurnDetection 'threshold' is not"),
        ("misspelt-card", "the answer to hello at /card does not match the schema"),
        ("exits-at-bye", "FAIL  bye: the driver ended at bye (exit status 3)"),
        (
            "never-leaves",
            "FAIL  bye: the driver keeps running after bye",
            "FAIL  the end of stdin: the driver keeps running after the end of stdin",
        ),
    ],
    ids=lambda mistake: str(mistake[0]),
)
def test_each_mistake_is_reported(
    mistake: tuple[str, ...], capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    behaviour, *expected = mistake
    monkeypatch.setattr(checked_session, "EXITS_WITHIN", 0.3)
    if behaviour in NEVER_ANSWER:
        monkeypatch.setattr(checked_session, "TIMEOUT", 0.5)
    assert main(["driver", "check", command(behaviour)]) == 1
    output = capsys.readouterr().out
    assert [text for text in expected if text not in output] == []


@pytest.mark.parametrize("behaviour", ["steers-the-terminal", "steers-the-terminal-at-hello"])
def test_a_driver_does_not_steer_the_terminal(behaviour: str, capsys: Capture) -> None:
    assert main(["driver", "check", command(behaviour)]) == 1
    output = capsys.readouterr().out
    assert "·[2J\\ud800· and\n·:error::more" in output


@pytest.mark.parametrize("behaviour", ["prints-a-key", "prints-a-key-at-hello", "key-for-a-name"])
def test_keys_are_masked(behaviour: str, capsys: Capture) -> None:
    assert main(["driver", "check", command(behaviour)]) == 1
    output = capsys.readouterr()
    assert "***" in output.out
    assert "0123456789" not in output.out + output.err


def test_a_key_in_the_command_is_masked(capsys: Capture) -> None:
    assert main(["driver", "check", "no-such-program sk-proj-0123456789 'and a quote"]) == 1
    assert "sk-proj" not in capsys.readouterr().err


@pytest.mark.parametrize("given", ["no-such-program-at-all", "python 'driver.py"])
def test_a_command_that_does_not_start(given: str, capsys: Capture) -> None:
    assert main(["driver", "check", given]) == 1
    assert capsys.readouterr().err.startswith("pytest-realtime driver check: ")


def usage_error(capsys: Capture, *arguments: str) -> str:
    with pytest.raises(SystemExit) as caught:
        main(["driver", *arguments])
    assert caught.value.code == 2
    return capsys.readouterr().err


def test_wrong_command_lines(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "file").touch()
    assert "there is no skeleton for 'pyhton' (did you mean 'python'?); allowed: go, java, " in usage_error(
        capsys, "new", "pyhton", str(tmp_path / "new")
    )
    for name, meant in {"golang": "go", "Node": "typescript", "Rust": "rust"}.items():
        told = f"there is no skeleton for '{name}' (did you mean '{meant}'?)"
        assert told in usage_error(capsys, "new", name, str(tmp_path / "new"))
    assert "is not empty; name a new or empty directory, since" in usage_error(
        capsys, "new", "python", str(tmp_path)
    )
    assert "is a file; name a new or empty" in usage_error(capsys, "new", "python", str(tmp_path / "file"))
    assert "can't be written" in usage_error(capsys, "new", "python", str(tmp_path / "file" / "below"))
    assert "can't be written: File name too long" in usage_error(capsys, "new", "go", str(tmp_path / ("n" * 300)))
    assert "as one argument, in quotes; not understood: x" in usage_error(capsys, "check", "python", "x")
    assert not (tmp_path / "new").exists()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read and write everything")
@pytest.mark.parametrize(("mode", "below"), [(0o500, ""), (0o500, "new"), (0o000, ""), (0o000, "new")])
def test_a_directory_without_permission(mode: int, below: str, tmp_path: Path, capsys: Capture) -> None:
    shut = tmp_path / "shut"
    shut.mkdir(mode)
    message = usage_error(capsys, "new", "python", str(shut / below))
    shut.chmod(0o700)
    assert "can't be written: Permission denied" in message
    assert "Errno" not in message


@dataclass(frozen=True)
class Skeleton:
    builds: list[list[str]]
    """The commands that build it; the first word of each has to be on the PATH."""
    runs: str


SKELETONS = {
    "python": Skeleton([], f"{sys.executable} driver.py"),
    "rust": Skeleton([["cargo", "build", "--quiet"]], "target/debug/realtime-driver"),
    "go": Skeleton([["go", "vet", "."], ["go", "build", "-o", "driver", "."]], "./driver"),
    "java": Skeleton(
        [["javac", "-Xlint:all", "-Werror", "-d", "build", "Driver.java", "FlatJson.java"]], "java -cp build Driver"
    ),
    "typescript": Skeleton(
        [
            ["npm", "install", "--no-audit", "--no-fund", "--prefer-offline", "--fetch-retries=0"],
            ["npm", "run", "build"],
        ],
        "node dist/driver.js",
    ),
}


PANICS = {
    "go": (
        "main.go",
        "func write(wireType, wire string) members {",
        'if wire == "panic" { panic("as its users see it") }',
    ),
    "rust": (
        "src/main.rs",
        "fn write(wire_type: &str, _wire: &str) -> Value {",
        'if _wire == "panic" { panic!("as its users see it") }',
    ),
}
"""Where a client that panics is called: the file, the line above, and the call."""


UNREACHABLE = ("failed to download", "failed to get", "ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ETIMEDOUT")
"""Words in the messages of cargo and npm when a registry is out of reach."""


def test_each_skeleton_has_a_test() -> None:
    assert languages() == sorted(SKELETONS)


@pytest.mark.parametrize("language", SKELETONS)
def test_a_skeleton_builds_and_passes_driver_check(
    language: str, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["driver", "new", language, str(tmp_path / "driver")]) == 0
    assert str(tmp_path / "driver" / "README.md") in capsys.readouterr().out
    monkeypatch.chdir(tmp_path / "driver")
    if language in PANICS:
        name, above, call = PANICS[language]
        source = Path(name).read_text(encoding="utf-8")
        assert above in source
        Path(name).write_text(source.replace(above, f"{above}\n    {call}"), encoding="utf-8")
    for build in SKELETONS[language].builds:
        run(build)
    assert main(["driver", "check", SKELETONS[language].runs]) == 0, capsys.readouterr().out
    if language in PANICS:
        driver = SKELETONS[language].runs
        asked = '{"id": 0, "cmd": "write", "type": "TurnDetection", "wire": "panic"}\n'
        ended = subprocess.run([f"./{driver}"], input=asked, capture_output=True, text=True, check=False)
        assert ended.returncode
        assert (ended.stdout, "as its users see it" in ended.stderr) == ("", True)


def run(build: list[str]) -> None:
    if not shutil.which(build[0]):
        absent(f"{build[0]} is not on the PATH", DRIVERS)
    built = subprocess.run(build, capture_output=True, text=True, check=False)
    output = built.stdout + built.stderr
    # A compiler error is a failure; a registry out of reach is not.
    if built.returncode and any(words in output for words in UNREACHABLE):
        absent(f"{build[0]} lacks what it needs: {output[-300:]}", DRIVERS)
    assert built.returncode == 0, output

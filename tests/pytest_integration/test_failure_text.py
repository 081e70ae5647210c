"""A failure as its reader gets it: the order, the command that repeats it, the entry that lists it."""

import contextlib
import os
import shlex
import subprocess
import sys
from itertools import pairwise

import pytest

from tests.pytest_integration.user_project import NULL, Project, assert_outcomes

TEXT = f"""\
{NULL} [MUST]
client null-dropper 1.0
null in RealtimeAudioConfigInput.turn_detection is written as null.

null-dropped /turn_detection: expected null, observed absent
null-dropped /audio/input/turn_detection: expected null, observed absent
null-dropped /session/audio/input/turn_detection: expected null, observed absent

input RealtimeAudioConfigInput (round trip)
  {{"turn_detection":null}}
                    ^^^^
client wrote
  {{}}
and 4 more payloads, of RealtimeSessionCreateRequest, RealtimeCallCreateRequest, \
RealtimeClientSecretCreateRequest, SessionUpdateEvent

why     In session.update, absent means keep, null means off and a value means set: the three must be kept apart. \
(API rule N1)
cause   null-dropped RealtimeAudioConfigInput.turn_detection
source  N1 · #/components/schemas/RealtimeSessionCreateRequestGA/properties/audio/properties/input
rerun   pytest-realtime check subject:null_dropper -k '{NULL}'

To accept this as a known deviation, add to realtime-deviations.toml:

[[deviation]]
client   = "null-dropper"
findings = ["null-dropped RealtimeAudioConfigInput.turn_detection"]
reason   = "TODO"
"""


def test_failure_is_repeated_and_listed_as_it_says(project: Project) -> None:
    first = project.contracts(client="null_dropper", only="turn-detection.null-is-kept")
    assert first.ret == 1
    told = str(first.stdout)
    assert TEXT in f"{told}\n"
    program, *arguments = shlex.split(line_after(told, "rerun   "))
    assert program == "pytest-realtime"
    again = project.command(*arguments)
    assert_outcomes(again, 1, failed=1)
    assert TEXT in f"{again.stdout}\n"
    entry = told[told.index("[[deviation]]") :].partition('"TODO"')[0]
    project.write("realtime-deviations.toml", f'{entry}"nulls are skipped"')
    assert_outcomes(project.command(*arguments), 0, known=1)


def test_a_finding_tells_of_the_payload_that_is_shown(project: Project) -> None:
    run = project.contracts(client="trimming", only="tracing-config.group-id.text-is-kept")
    assert run.ret == 1
    found = next(line for line in run.outlines if line.startswith("value-changed /group_id: expected "))
    expected = found.partition("expected ")[2].partition(", observed")[0].rstrip('"…')
    sent = run.outlines[next(place for place, line in enumerate(run.outlines) if line.startswith("input ")) + 1]
    assert expected in sent


@pytest.mark.skipif(os.name != "posix", reason="the test makes a terminal as POSIX has them")
@pytest.mark.parametrize("workers", ["-n0", "-n1"])
def test_in_a_narrow_terminal_what_was_sent_stays_above_its_mark(project: Project, workers: str) -> None:
    contract = "must.realtime-session-response-audio-input.turn-detection.null-is-read"
    told = in_a_terminal(project, 60, workers, "--realtime-contracts", "--realtime-client=subject:null_dropper",
                         "-k", contract)  # fmt: skip
    lines = told.splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith("input "))
    sent, mark = lines[place + 1 : place + 3]
    assert len(sent) <= 60
    assert sent[mark.index("^") : mark.rindex("^") + 1] == "null"


def in_a_terminal(project: Project, columns: int, *arguments: str) -> str:
    """What a run of pytest writes in a terminal of so many columns."""
    import fcntl
    import pty
    import struct
    import termios

    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "FORCE_COLOR")}
    with subprocess.Popen(
        [sys.executable, "-m", "pytest", *arguments],
        cwd=project.path, stdin=its, stdout=its, stderr=its, env={**environment, "NO_COLOR": "1"},
    ):  # fmt: skip
        os.close(its)
        told = b""
        # The end of a terminal is told as an error, or as nothing to read.
        with contextlib.suppress(OSError):
            while part := os.read(ours, 65_536):
                told += part
    os.close(ours)
    return told.decode().replace("\r\n", "\n")


def line_after(text: str, start: str) -> str:
    return next(line.removeprefix(start) for line in text.splitlines() if line.startswith(start))


def test_no_contract_is_rerun_along_with_another() -> None:
    from pytest_realtime.suite.manifest import contracts

    starts = sorted(contracts())
    assert [pair for pair in pairwise(starts) if pair[1].startswith(pair[0])] == []


@pytest.mark.parametrize("option", ["--realtime-fail-level=should", "--realtime-deviations=other file.toml"])
def test_rerun_repeats_what_made_it_fail(project: Project, option: str) -> None:
    project.write("other file.toml")
    contract = "should.connector-id.unknown-value-is-read"
    first = project.contracts(option, "--realtime-fail-level=should", client="fussy", only=contract)
    _, *arguments = shlex.split(line_after(str(first.stdout), "rerun   "))
    assert option in arguments
    assert arguments[:2] == ["check", "subject:fussy"]

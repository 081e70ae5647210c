"""The option --realtime-record: a recording of each server of a test, in one folder."""

import hashlib
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import pytest

from pytest_realtime.did_you_mean import did_you_mean
from pytest_realtime.judge import mask
from pytest_realtime.server.server import RealtimeServer
from pytest_realtime.server_testing.recording_file import Audio, save_recording

_LONGEST = 120
"""Characters of a test's name in a file's name. File systems take 255 bytes."""
_PLAIN = re.compile(r"[^A-Za-z0-9_.-]+")


@dataclass(frozen=True)
class Recordings:
    """The recordings of one test."""

    folder: Path
    audio: Audio
    test: str
    """The node id of the test."""

    def save(self, servers: Iterable[RealtimeServer]) -> list[str]:
        """Write a file for each server at which anything passed.

        Returns:
            The paths; of a file that could not be written, the reason. A warning says that, too.
        """
        return list(self._saved(servers))

    def _saved(self, servers: Iterable[RealtimeServer]) -> Iterator[str]:
        for number, server in enumerate(servers, start=1):
            path = self.folder / self.file_name(number)
            try:
                if save_recording(server, path, audio=self.audio, test=self.test):
                    yield str(path)
            except OSError as error:
                problem = f"--realtime-record: {path} could not be written: {error.strerror}"
                warnings.warn(pytest.PytestWarning(problem), stacklevel=1)
                yield problem

    def file_name(self, number: int) -> str:
        """Return the name of the file for a test's n-th server.

        The test's node id, as far as file systems take it, with digits that keep apart what is then alike:
        ``tests.test_agent.py-test_turn-3f1c0a.jsonl``. A test that runs again replaces its file.
        """
        plain = _PLAIN.sub("-", mask(self.test).replace("/", ".").replace("::", "-")).strip("-.")
        digits = hashlib.sha256(self.test.encode("utf-8", "backslashreplace")).hexdigest()[:6]
        return f"{plain[:_LONGEST].rstrip('-.')}-{digits}{f'-{number}' if number > 1 else ''}.jsonl"


def recordings_of(request: pytest.FixtureRequest) -> Recordings:
    """Return the recordings of a test.

    Raises:
        pytest.UsageError: The folder can't be created, or the choice about audio is unknown.
    """
    config = request.config
    given = config.getoption("realtime_record")
    # As for reports: in the ini file relative to the root directory.
    folder = (config.invocation_params.dir if given else config.rootpath) / (
        given or config.getini("realtime_record")
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise pytest.UsageError(f"--realtime-record={folder}: can't be created: {error.strerror}") from None
    choices: tuple[Audio, ...] = get_args(Audio)
    named = config.getoption("realtime_record_audio") or config.getini("realtime_record_audio")
    audio = next((choice for choice in choices if choice == named), None)
    if audio is None:
        hint = did_you_mean(named, choices)
        raise pytest.UsageError(f"--realtime-record-audio={named}: allowed: {', '.join(choices)}{hint}")
    return Recordings(folder, audio, request.node.nodeid)

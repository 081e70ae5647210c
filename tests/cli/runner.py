"""The command, run in the test's own process."""

from dataclasses import dataclass

import pytest

from pytest_realtime.cli.main import main


@dataclass(frozen=True)
class Ran:
    """What a command told, and its exit status."""

    status: int
    out: str
    err: str


class CommandLine:
    """Runs ``pytest-realtime``."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: object) -> Ran:
        """Run the command with these arguments."""
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            status = int(stop.code or 0)
        told = self._capsys.readouterr()
        return Ran(status, told.out, told.err)

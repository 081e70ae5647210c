"""The command line behind ``cmd:``, and what to say when it starts nothing."""

import os
import shlex
from collections.abc import Sequence
from pathlib import Path

from pytest_realtime.clients.client import ClientError


def split(command: str) -> list[str]:
    """Split a command line into program and arguments, as a POSIX shell quotes them; no shell runs it.

    Raises :class:`ClientError` for an empty command or program, and for quotes that do not end.
    """
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise ClientError(f"cmd:{command}: not a command line ({error}); quote as in a POSIX shell") from None
    if not words or not words[0].strip():
        raise ClientError("cmd: names no program; give one as 'cmd:PROGRAM ARGUMENTS'")
    return words


def not_runnable(words: Sequence[str], error: OSError) -> str:
    """Why the operating system did not start the program, and what helps."""
    program = words[0]
    if isinstance(error, FileNotFoundError):
        return f"{_not_found(program)}{unbuilt(words)}"
    # The system tells of a folder as of a file that may not be executed.
    if isinstance(error, PermissionError) and Path(program).is_dir():
        return f"{program!r} is a folder; name the program in it"
    if isinstance(error, PermissionError):
        return f"{program!r} is not executable; chmod +x makes it so"
    return f"{program!r} can't be run: {error.strerror or error}"


def unbuilt(words: Sequence[str]) -> str:
    """The command that builds what the command line names, if it is a file below ``drivers``.

    One that is there may be a script whose packages were not installed.
    """
    for word in words:
        folders = Path(word).parts
        if "drivers" not in folders[:-1]:
            continue
        build = Path(*folders[: folders.index("drivers") + 1], "build")
        if not Path(word).exists():
            return f". {word} does not exist: the driver was not built; {build} builds it"
        if build.exists():
            return f". Was the driver built? {build} builds it"
    return ""


def _not_found(program: str) -> str:
    if os.sep not in program:
        here = f"; the file in this folder is started as './{program}'" if Path(program).is_file() else ""
        return f"there is no program {program!r} on the PATH{here}"
    if Path(program).exists():
        return f"{program!r} is a script whose interpreter (its first line) does not exist"
    return f"there is no file {program!r}, seen from {str(Path.cwd())!r}"

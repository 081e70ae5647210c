"""The command line after ``cmd:``, and the error messages for one that can't be started."""

import os
import shlex
from collections.abc import Sequence
from pathlib import Path

from pytest_realtime.clients.client import ClientError


def split(command: str) -> list[str]:
    """Split a command line into program and arguments, as a POSIX shell quotes them; no shell runs it.

    Raises:
        ClientError: For an empty command or program, and for an unclosed quotation.
    """
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise ClientError(f"cmd:{command}: not a valid command line ({error}); quote as in a POSIX shell") from None
    if not words or not words[0].strip():
        raise ClientError("cmd: has no program; write 'cmd:PROGRAM ARGUMENTS'")
    return words


def start_error(words: Sequence[str], error: OSError) -> str:
    """Return why the operating system did not start the program, and what helps."""
    program = words[0]
    if isinstance(error, FileNotFoundError):
        return f"{_not_found(program)}{build_hint(words)}"
    # For a folder the system reports the same error as for a file that may not be executed.
    if isinstance(error, PermissionError) and Path(program).is_dir():
        return f"{program!r} is a folder; name the program in it"
    if isinstance(error, PermissionError):
        return f"{program!r} is not executable; run chmod +x on it"
    return f"{program!r} can't be run: {error.strerror or error}"


def build_hint(words: Sequence[str]) -> str:
    """Return the command that builds the driver, if the command line names a file below ``drivers``.

    A file that exists may be a script whose packages were not installed.
    """
    for word in words:
        folders = Path(word).parts
        if "drivers" not in folders[:-1]:
            continue
        build = Path(*folders[: folders.index("drivers") + 1], "build")
        if not Path(word).exists():
            return f". {word} does not exist: the driver was not built; to build it, run {build}"
        if build.exists():
            return f". If the driver was not built, run {build}"
    return ""


def _not_found(program: str) -> str:
    if os.sep not in program:
        here = f"; to start the file in this folder, write './{program}'" if Path(program).is_file() else ""
        return f"there is no program {program!r} on the PATH{here}"
    if Path(program).exists():
        return f"{program!r} is a script whose interpreter (its first line) does not exist"
    return f"there is no file {program!r} (current directory: {str(Path.cwd())!r})"

"""Starts programs in forks of a server's process, where that makes no difference; see :mod:`tests.forks.server`.

As a program, ``python -SE client.py SOCKET PYTHON ARGUMENTS``, it is the program that it starts. It imports little
of the standard library, since its start is what a fork has to save.
"""

import contextlib
import json
import os
import socket
import struct
import sys
from collections.abc import Mapping, Sequence

MODULES = ("pytest", "pytest_realtime")
SCRIPTS = ("pytest", "pytest-realtime")
WORKER = ["-u", "-c", "import sys;exec(eval(sys.stdin.readline()))"]
"""How execnet starts a worker of pytest-xdist."""


class Refused(Exception):
    """The program needs an interpreter of its own."""


class Fork:
    """A program that runs in a fork; of the interface of :class:`subprocess.Popen`, what tests use."""

    stdin = None
    _status = None

    def __init__(
        self,
        address: str,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        streams: Sequence[int],
        *,
        folder: str | os.PathLike[str] = "",
        session: bool = False,
    ) -> None:
        """Start ``python ARGUMENTS`` with three standard streams.

        The folder is the current one, unless another is named. With ``session`` it starts a session of its own.

        Raises:
            Refused: If it needs an interpreter of its own.
        """
        request = {
            "arguments": arguments,
            "environment": dict(environment),
            "folder": os.fspath(folder) or os.getcwd(),
            "session": session,
        }
        text = json.dumps(request).encode()
        self._connection = socket.socket(socket.AF_UNIX)
        self._connection.connect(address)
        socket.send_fds(self._connection, [struct.pack("!I", len(text))], streams)
        self._connection.sendall(text)
        self.pid = self._number()
        if not self.pid:
            self._connection.close()
            raise Refused

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end, and return its exit status. Raises :class:`subprocess.TimeoutExpired`."""
        if self._status is not None:
            return self._status
        self._connection.settimeout(timeout)
        try:
            self._status = self._number()
        except TimeoutError:
            import subprocess

            raise subprocess.TimeoutExpired("a fork", timeout or 0) from None
        self._connection.close()
        return self._status

    def kill(self) -> None:
        """End it at once."""
        os.kill(self.pid, 9)

    def _number(self) -> int:
        data = self._connection.recv(4, socket.MSG_WAITALL)
        if not data:
            raise RuntimeError("the fork server ended, or failed; its messages are above")
        (number,) = struct.unpack("!i", data)
        return int(number)


def can_be_forked(arguments: Sequence[str]) -> bool:
    """Whether ``python ARGUMENTS`` runs one of our programs, or is a worker of pytest-xdist."""
    first, *rest = arguments
    if first == "-m":
        return rest[0] in MODULES
    if first.startswith("-m"):
        return first[2:] in MODULES
    return list(arguments) == WORKER or os.path.basename(first) in SCRIPTS


def main(address: str, python: str, *arguments: str) -> None:
    """Be the program, in a fork or in an interpreter of its own, and end as it does."""
    if can_be_forked(arguments):
        with contextlib.suppress(Refused):
            status = Fork(address, arguments, os.environ, (0, 1, 2)).wait()
            # As a shell has it, where a signal ended the program.
            sys.exit(status if status >= 0 else 128 - status)
    os.execv(python, [python, *arguments])


if __name__ == "__main__":
    main(*sys.argv[1:])

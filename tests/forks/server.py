"""A process that has imported pytest and the package, and forks for each run: ``python server.py DESCRIPTOR``.

A fresh interpreter spends most of a short run on imports. A fork has a process's own folder, environment,
arguments, standard streams and exit status, and none of that cost. It ends as any interpreter does, atexit
functions included.

For each connection there is one request, and the streams to use: see :mod:`tests.forks.client`. A fork of its own
waits for the program, so that runs may overlap. The server ends with its standard input.
"""

import contextlib
import gc
import json
import os
import re
import runpy
import select
import signal
import socket
import struct
import sys
import tempfile
import types
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

BASE = sys.path[1:]
CLIENT = str(Path(__file__).with_name("client.py"))
AT_START = re.compile("PYTHON(?!PATH|DONTWRITEBYTECODE)|HYPOTHESIS|LC_|LANG|CI$|GITHUB_ACTIONS$|TZ$|TF_BUILD$")
"""Variables that an interpreter, or what is imported here, reads when it starts."""
IMPORTED = """
    pytest_realtime.cli.main pytest_realtime.engine.generated pytest_realtime.report.html
    pytest_realtime.server_testing.fixture pytest_realtime.stateful pytest_realtime.strategies
    websockets.sync.client
""".split()  # noqa: SIM905
"""Beside what a contract run imports."""
CLIENTS = ("openai.types.realtime", "openai.resources.realtime.realtime", "openai.resources.webhooks")
"""What the agents of tests and pages import, where it is installed."""


class WarmUp:
    """A plugin for the run that imports everything."""

    def pytest_realtime_client(self) -> Any:
        """A client that is never called."""
        from pytest_realtime.clients import Card, InProcessClient

        card = Card("warm-up", {"AudioPcm": frozenset({"roundtrip"})})
        return InProcessClient(card, roundtrip=lambda _name, text: text)

    def pytest_collection_finish(self) -> None:
        """Import the rest while pytest's hook is there, which rewrites assertions as in any run."""
        for module in IMPORTED:
            __import__(module)
        for module in CLIENTS:
            with contextlib.suppress(ModuleNotFoundError):
                __import__(module)


def warm_up() -> None:
    """Import what runs need, and leave no trace in this process but modules."""
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        Path("pytest.ini").write_text("[pytest]\n")
        options = ["--realtime-contracts", "-k", "must.audio-pcm", "-p", "no:cacheprovider", "-p", "no:randomly"]
        status = pytest.main(options, plugins=[WarmUp()])
        os.chdir("/")
    if status:
        sys.exit(f"the run that imports everything ended with status {status}")
    for name in [name for name in sys.modules if name.rpartition(".")[2] in ("conftest", "test_contracts")]:
        del sys.modules[name]
    gc.collect()
    gc.freeze()


def serve(listener: socket.socket) -> list[str]:
    """Serve until the standard input ends; return in a program's own process, with its arguments."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        ready, _, _ = select.select([listener, sys.stdin.fileno()], [], [])
        if listener not in ready:
            os._exit(0)
        connection, _ = listener.accept()
        if not os.fork():
            listener.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            with connection:
                return start(connection)
        connection.close()


def start(connection: socket.socket) -> list[str]:
    """Fork for a request, and return in the program's own process, with its arguments.

    The process that forks tells the client the program's process id, waits for it, and tells its exit status.
    """
    size, streams, _, _ = socket.recv_fds(connection, 4, 3)
    (length,) = struct.unpack("!I", size)
    request = json.loads(connection.recv(length, socket.MSG_WAITALL))
    if started_with(request["environment"]) != started_with(os.environ):
        # 0 is nobody's process id: this program needs an interpreter of its own.
        connection.sendall(struct.pack("!i", 0))
        os._exit(0)
    program = os.fork()
    if program:
        connection.sendall(struct.pack("!i", program))
        _, status = os.waitpid(program, 0)
        connection.sendall(struct.pack("!i", os.waitstatus_to_exitcode(status)))
        os._exit(0)
    for number, (name, stream) in enumerate(zip(("stdin", "stdout", "stderr"), streams, strict=True)):
        os.dup2(stream, number)
        os.close(stream)
        setattr(sys, name, opened(number, getattr(sys, name)))
        setattr(sys, f"__{name}__", getattr(sys, name))
    os.chdir(request["folder"])
    if request["session"]:
        os.setsid()
    os.environ.clear()
    os.environ.update(request["environment"])
    sys.dont_write_bytecode = bool(os.environ.get("PYTHONDONTWRITEBYTECODE"))
    arguments: list[str] = request["arguments"]
    return arguments


def opened(number: int, as_here: Any) -> Any:
    """A standard stream as an interpreter opens it, which looks at what is behind the descriptor."""
    has_lines = number == 2 or os.isatty(number)
    encoding, errors = as_here.encoding, as_here.errors
    stream = open(number, "w" if number else "r", encoding=encoding, errors=errors, closefd=False)  # noqa: SIM115
    stream.reconfigure(line_buffering=has_lines)
    return stream


def started_with(environment: Mapping[str, str]) -> dict[str, str]:
    """The variables that count at the start of an interpreter only."""
    return {name: value for name, value in environment.items() if AT_START.match(name)}


class Another(BaseException):
    """This process is to become another program, as by ``exec``, which a fork can be, too."""

    def __init__(self, arguments: list[str]) -> None:
        self.arguments = arguments


def fork_what_it_starts(address: str, rules: Mapping[str, Any]) -> None:
    """Let this process become another of our programs without a fresh interpreter, and its workers be forks."""
    plain = os.execv

    def execv(path: Any, words: Any) -> Any:
        if path == sys.executable and rules["can_be_forked"](words[1:]):
            raise Another(words[1:])
        plain(path, words)

    os.execv = execv
    with contextlib.suppress(ModuleNotFoundError):
        import execnet.gateway_io

        through = [sys.executable, "-SE", CLIENT, address, sys.executable, *rules["WORKER"]]
        execnet.gateway_io.popen_args = lambda spec: list(through)


def become(arguments: list[str]) -> None:
    """Run a program as ``python ARGUMENTS`` would: a file, ``-m`` and a module, or a worker's code."""
    if arguments[:2] == ["-u", "-c"]:
        sys.path[:] = ["", *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep)), *BASE]
        sys.argv[:] = ["-c"]
        sys.modules["__main__"] = main = types.ModuleType("__main__")
        exec(arguments[-1], vars(main))
        return
    first, *rest = arguments
    is_module = first.startswith("-m")
    if is_module:
        first, *rest = [first[2:], *rest] if first[2:] else rest
    at = os.getcwd() if is_module else os.path.dirname(first)
    sys.path[:] = [at, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep)), *BASE]
    sys.argv[:] = [first, *rest]
    if xdist := sys.modules.get("xdist.plugin"):
        # It gives its workers the path as it was when it was imported.
        xdist._sys_path[:] = sys.path
    if is_module:
        runpy.run_module(first, run_name="__main__", alter_sys=True)
    else:
        runpy.run_path(first, run_name="__main__")


if __name__ == "__main__":
    # The server belongs to no test, and so is nobody's child: tests look at the processes that theirs leave behind.
    if os.fork():
        os._exit(0)
    # It listens already: whoever connects before everything is imported waits.
    own = socket.socket(fileno=int(sys.argv[1]))
    warm_up()
    # Not imported, since users have modules of that name, too.
    rules = runpy.run_path(CLIENT)
    address = own.getsockname()
    program = serve(own)
    fork_what_it_starts(address, rules)
    while program:
        try:
            become(program)
        except Another as other:
            program = other.arguments
        else:
            break

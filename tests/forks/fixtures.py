"""Runs of pytest and of our command in forks, for tests that start many; plain processes beside Linux."""

import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.forks import client, server

FRESH = "fresh_interpreter: what this test runs starts interpreters of its own, and no forks"


@pytest.fixture(scope="session")
def fork_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a fork server; empty where there is none: beside Linux, and where coverage is measured."""
    if sys.platform != "linux" or any(name.startswith("COVERAGE_PROCESS_") for name in os.environ):
        yield ""
        return
    address = str(tmp_path_factory.mktemp("forks") / "socket")
    # The run that warms the server up is nobody's: it must not write into a test's step summary.
    own = ("PYTEST_", "GITHUB_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    for name in ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE"):
        environment.pop(name, None)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen()
        command = [sys.executable, server.__file__, str(listener.fileno())]
        process = subprocess.Popen(
            command,
            env=environment,
            pass_fds=[listener.fileno()],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
        )
    # What was started ends at once; the server is its child, and ends with this pipe.
    process.wait()
    assert process.stdin
    with process.stdin:
        yield address


@pytest.fixture
def pytester(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> pytest.Pytester:
    """Pytest's own, whose runs of pytest and of our command are forks, unless the test is marked otherwise."""
    if request.node.get_closest_marker("fresh_interpreter"):
        return pytester
    plain = pytester.popen

    def popen(arguments: Any, stdout: Any, stderr: Any, stdin: Any = pytester.CLOSE_STDIN, **options: Any) -> Any:
        python, *rest = arguments
        if python == sys.executable and stdin is pytester.CLOSE_STDIN and client.can_be_forked(rest):
            address = request.getfixturevalue("fork_server")
            path = os.pathsep.join(filter(None, [os.getcwd(), os.environ.get("PYTHONPATH", "")]))
            with open(os.devnull) as nothing, contextlib.suppress(client.Refused):
                streams = [file.fileno() for file in (nothing, stdout, stderr)]
                if address:
                    return client.Fork(address, rest, {**os.environ, "PYTHONPATH": path}, streams)
        return plain(arguments, stdout=stdout, stderr=stderr, stdin=stdin, **options)

    monkeypatch.setattr(pytester, "popen", popen)
    return pytester


@pytest.fixture(scope="session")
def forking_programs(fork_server: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``pytest`` and ``pytest-realtime`` for shells, which run these in forks."""
    folder = tmp_path_factory.mktemp("programs")
    for name in client.SCRIPTS if fork_server else ():
        program = Path(sys.executable).with_name(name)
        words = [sys.executable, "-SE", client.__file__, fork_server, sys.executable, str(program)]
        path = folder / name
        path.write_text(f'#!/bin/sh\nexec {" ".join(words)} "$@"\n')
        path.chmod(0o755)
    return folder

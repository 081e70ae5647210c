"""``pytest-realtime serve``: the local Realtime server in a terminal."""

import argparse
import importlib
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pytest_realtime.cli.parser import Commands, add_command, failed

if TYPE_CHECKING:
    from pytest_realtime.server.api import Scenario
    from pytest_realtime.server_testing.checked_server import CheckedServer


def add(commands: "Commands[Any]") -> None:
    """Add the command."""
    serve = add_command(
        commands,
        "serve",
        _serve,
        help="run the local Realtime server, and show and check what clients send",
        more="It listens on 127.0.0.1 only. Stop it with Ctrl-C.",
        example="pytest-realtime serve --port 8700 --say 'A table for two?' --speech-ms 800",
    )
    serve.add_argument("--port", type=int, default=0, help="port to listen on (default: any that is free)")
    serve.add_argument("--api-key", default="", metavar="KEY", help="API key to accept (default: a new one)")
    serve.add_argument("--tls", action="store_true", help="serve https and wss; needs the extra tls")
    serve.add_argument(
        "--scenario",
        metavar="MODULE:NAME",
        help="your own Scenario; --say, --speech-ms, --created and --beta are then ignored",
    )
    serve.add_argument(
        "--play",
        type=Path,
        metavar="FILE",
        help="say what the server of a recording said, at its pace; the same options are then ignored",
    )
    serve.add_argument(
        "--record",
        type=Path,
        metavar="FILE",
        help="write a recording when it stops, without secrets; pytest-realtime judge reads it",
    )
    serve.add_argument(
        "--say", action="append", metavar="TEXT", help="what the model says; repeat it for further turns"
    )
    serve.add_argument("--speech-ms", type=int, metavar="N", help="detect speech after N ms of audio, and answer")
    serve.add_argument(
        "--created", choices=("at once", "late", "never", "minimal"), help="when session.created is sent"
    )
    serve.add_argument("--beta", action="store_true", help="also serve clients of the retired beta")
    serve.add_argument(
        "--known-members",
        action="append",
        default=[],
        metavar="PLACE[,PLACE]",
        help="members newer than this package, such as RealtimeSessionCreateRequest.new_setting; repeatable",
    )


def _serve(known: argparse.Namespace) -> int:
    with ExitStack() as until_the_end:
        if known.known_members:
            # Loads the wire types, which the server itself does when it first needs them.
            from pytest_realtime.wire import known_members

            try:
                until_the_end.enter_context(known_members(*known.known_members))
            except ValueError as error:
                return failed("serve", f"--known-members: {error}")
        return _run(known)


def _run(known: argparse.Namespace) -> int:
    from pytest_realtime.server_testing.checked_server import CheckedServer
    from pytest_realtime.server_testing.client_hints import client_hints
    from pytest_realtime.server_testing.live_view import watch

    try:
        if known.record:
            from pytest_realtime.report.output import check_writable

            check_writable(known.record)
    except OSError as error:
        return failed("serve", f"--record={known.record}: can't write: {error.strerror}")
    try:
        scenario = _load(known.scenario) if known.scenario else _from_options(known)
        server = CheckedServer(scenario, tls=known.tls, api_key=known.api_key, port=known.port)
        server.start()
    except (OSError, OverflowError) as error:
        return failed("serve", f"can't listen on port {known.port}: {getattr(error, 'strerror', None) or error}")
    except (RuntimeError, ValueError) as error:
        return failed("serve", error)
    try:
        key = "as given" if known.api_key else server.api_key
        print(f"serving {server.base_url}", f"api key {key}", sep="\n")
        if known.tls:
            print(f"trust   {server.ca_bundle}")
        print(*(f"  {line}" for line in client_hints(server)), sep="\n", flush=True)
        for line in watch(server):
            print(line, flush=True)
    except KeyboardInterrupt:
        pass
    finally:
        server.stop()
    return _save(server, known.record) if known.record else 0


def _save(server: "CheckedServer", path: Path) -> int:
    from pytest_realtime.server_testing.recording_file import save_recording

    try:
        is_written = save_recording(server, path)
    except OSError as error:
        return failed("serve", f"--record={path}: can't write: {error.strerror}")
    print(f"recording written to {path}" if is_written else "no recording written: nothing passed", flush=True)
    return 0


def _from_options(known: argparse.Namespace) -> "Scenario":
    from pytest_realtime.server.api import Scenario, Turn

    if known.play:
        return Scenario.from_recording(known.play, timed=True)
    given: dict[str, Any] = {"beta": known.beta}
    if known.say:
        given["turns"] = tuple(Turn(text) for text in known.say)
    given |= {name: value for name in ("speech_ms", "created") if (value := getattr(known, name)) is not None}
    return Scenario(**given)


def _load(spec: str) -> "Scenario":
    """Return a scenario of a user's module, found from the current folder. Raises ValueError."""
    from pytest_realtime.server.api import Scenario

    module, _, name = spec.partition(":")
    if "" not in sys.path:
        sys.path.insert(0, "")
    try:
        scenario = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise ValueError(f"--scenario={spec}: {error}; use MODULE:NAME, such as my_tests.scenarios:rude") from None
    if not isinstance(scenario, Scenario):
        raise ValueError(f"--scenario={spec} is not a pytest_realtime.server.api.Scenario, but {scenario!r:.80}")
    return scenario

"""The command ``pytest-realtime``: its subcommands are the modules of :mod:`pytest_realtime.cli`."""

import argparse
import io
import os
import signal
import sys
from collections.abc import Sequence

from pytest_realtime import __version__
from pytest_realtime.cli import (
    check,
    completion,
    deviations,
    drift,
    driver,
    init,
    judge,
    report,
    serve,
    types,
    validate,
)
from pytest_realtime.cli.parser import Parser

COMMANDS = (check, validate, init, serve, judge, report, types, drift, deviations, driver, completion)
"""The modules of the subcommands, in the order in which help lists them."""
EXAMPLES = """examples:
  pytest-realtime init app
  pytest-realtime check openai
  pytest-realtime check my_sdk.testing:client --realtime-report=report.json
  pytest-realtime validate update.json
  pytest-realtime types ServerVad
  pytest-realtime deviations --write my_sdk.testing:client
  pytest-realtime driver new rust my-driver
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        arguments: The command line without the program; ``sys.argv`` by default.

    Returns:
        The exit status of the subcommand. A wrong command line exits with status 2.
    """
    known, more = build_parser().parse_known_args(arguments)
    if more and not getattr(known, "takes_more", False):
        known.parser.error(f"{known.strict or 'too many arguments'}; not understood: {' '.join(more)}")
    known.more = more
    return _run(known)


def _run(known: argparse.Namespace) -> int:
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A character that the terminal can't show must not end the command.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        status = int(known.run(known))
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader closed the pipe. Python must not write to it at exit, either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        # The status that shells give a process ended by Ctrl-C.
        print("interrupted", file=sys.stderr)
        return 128 + signal.SIGINT
    return status


def build_parser() -> argparse.ArgumentParser:
    """Build the parser of the whole command line; subcommands find it as ``root``."""
    parser = Parser(
        prog="pytest-realtime",
        description="Test clients of the OpenAI Realtime API against its wire contracts.",
        epilog=EXAMPLES,
    )
    parser.add_argument("--version", action="version", version=f"pytest-realtime {__version__}")
    parser.set_defaults(root=parser)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for module in COMMANDS:
        module.add(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())

"""The command ``pytest-realtime``: its subcommands are the modules of :mod:`pytest_realtime.cli`."""

import argparse
import io
import os
import signal
import sys
from collections.abc import Sequence

from pytest_realtime import __version__
from pytest_realtime.cli import check, completion, deviations, drift, driver, report, serve, types
from pytest_realtime.cli.parser import Parser

COMMANDS = (check, serve, report, types, drift, deviations, driver, completion)
"""The modules of the subcommands, in the order in which help lists them."""
EXAMPLES = """examples:
  pytest-realtime check openai
  pytest-realtime check my_sdk.testing:client --realtime-report=report.json
  pytest-realtime types ServerVad
  pytest-realtime deviations --write my_sdk.testing:client
  pytest-realtime driver new rust my-driver
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit status is its own, or 2 for a wrong command line."""
    known, more = build_parser().parse_known_args(arguments)
    if more and not getattr(known, "takes_more", False):
        known.parser.error(f"{known.strict or 'too many arguments'}; not understood: {' '.join(more)}")
    known.more = more
    return _run(known)


def _run(known: argparse.Namespace) -> int:
    if isinstance(sys.stdout, io.TextIOWrapper):
        # No text of ours or of a client's is worth a failure because the terminal has no sign for it.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        status = int(known.run(known))
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has seen enough; nothing may be written at the end, either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        # As a shell tells of a process that Ctrl-C ended.
        print("interrupted", file=sys.stderr)
        return 128 + signal.SIGINT
    return status


def build_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    parser = Parser(
        prog="pytest-realtime",
        description="Hold clients of the OpenAI Realtime API against the wire contracts.",
        epilog=EXAMPLES,
    )
    parser.add_argument("--version", action="version", version=f"pytest-realtime {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for module in COMMANDS:
        module.add(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())

"""``pytest-realtime check``: hold clients against the contracts."""

import argparse
from typing import Any

from pytest_realtime.command.parsing import Commands, add_command
from pytest_realtime.run.collection import PREFIX
from pytest_realtime.run.process import run_pytest


def add(commands: "Commands[Any]") -> None:
    """Add the command."""
    parser = add_command(
        commands,
        "check",
        _run,
        help="hold clients against the contracts",
        more=f"The same as: pytest {PREFIX} --realtime-client=SPEC … Other options go to pytest.",
        example="pytest-realtime check openai --realtime-report=report.html",
    )
    parser.add_argument(
        "spec", nargs="+", help="a registered name, module:attribute, or 'cmd:COMMAND LINE'", metavar="SPEC"
    )
    parser.set_defaults(takes_more=True)


def _run(known: argparse.Namespace) -> int:
    clients = [f"--realtime-client={spec}" for spec in known.spec]
    return run_pytest([PREFIX, *clients, *known.more])

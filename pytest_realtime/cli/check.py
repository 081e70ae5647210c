"""``pytest-realtime check``: test clients with the contract suite."""

import argparse
from typing import Any

from pytest_realtime.cli.parser import Commands, add_command
from pytest_realtime.pytest_integration.collection import PREFIX
from pytest_realtime.pytest_integration.subprocess import run_pytest


def add(commands: "Commands[Any]") -> None:
    """Add the command."""
    parser = add_command(
        commands,
        "check",
        _run,
        help="test clients with the contract suite",
        more=f"Shorthand for: pytest {PREFIX} --realtime-client=SPEC. All other options "
        'are passed to pytest (see "realtime" in: pytest --help).',
        example="pytest-realtime check openai --realtime-report=report.html",
    )
    parser.add_argument(
        "spec", nargs="+", help="a registered name, module:attribute, or 'cmd:COMMAND LINE'", metavar="SPEC"
    )
    parser.set_defaults(takes_more=True)


def _run(known: argparse.Namespace) -> int:
    clients = [f"--realtime-client={spec}" for spec in known.spec]
    return run_pytest([PREFIX, *clients, *known.more])

"""``pytest-realtime check``: test clients with the contract suite."""

import argparse
from importlib.util import find_spec
from typing import Any

from pytest_realtime.cli.parser import Commands, add_command
from pytest_realtime.plugin_options import OPTIONS, PREFIX
from pytest_realtime.pytest_integration.subprocess import run_pytest

IMPLIED = ("realtime-contracts", "realtime-client")
"""What the command itself stands for."""


def add(commands: "Commands[Any]") -> None:
    """Add the command."""
    parser = add_command(
        commands,
        "check",
        _run,
        help="test clients with the contract suite",
        more=f"Shorthand for: pytest {PREFIX} --realtime-client=SPEC. All other options are pytest's and are "
        "passed on, such as -k EXPRESSION to select contracts, -n auto to use all cores (with pytest-xdist), "
        "-x, -q and -v.",
        example="pytest-realtime check openai --realtime-report=report.html",
    )
    parser.add_argument(
        "spec", nargs="+", help="a registered name, module:attribute, or 'cmd:COMMAND LINE'", metavar="SPEC"
    )
    group = parser.add_argument_group("options of the suite")
    for name, option, _ in OPTIONS:
        if name not in IMPLIED:
            group.add_argument(f"--{name}", **option)
    parser.set_defaults(takes_more=True)


def _run(known: argparse.Namespace) -> int:
    if any(_asks_for_workers(argument) for argument in known.more) and find_spec("xdist") is None:
        known.parser.error("-n needs the package pytest-xdist: pip install pytest-xdist")
    clients = [f"--realtime-client={spec}" for spec in known.spec]
    return run_pytest([PREFIX, *clients, *_given(known), *known.more])


def _given(known: argparse.Namespace) -> list[str]:
    """The options of the suite as they were given, for pytest."""
    values = {name: getattr(known, name.replace("-", "_"), None) for name, _, _ in OPTIONS}
    return [
        f"--{name}={value}"
        for name, given in values.items()
        if given is not None
        for value in (given if isinstance(given, list) else [given])
    ]


def _asks_for_workers(argument: str) -> bool:
    return argument.startswith(("-n", "--numprocesses")) and not argument.startswith("--no")

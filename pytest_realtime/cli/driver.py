"""``pytest-realtime driver``: create and check drivers, the programs that wrap a client."""

import argparse
from pathlib import Path
from typing import Any

from pytest_realtime.cli.parser import Commands, add_command, failed


def add(commands: "Commands[Any]") -> None:
    """Add the commands."""
    driver = commands.add_parser(
        "driver",
        help="create and check drivers: programs that wrap a client",
        epilog="example: pytest-realtime driver new rust my-driver",
    )
    kinds = driver.add_subparsers(required=True, metavar="check|new")
    check = add_command(
        kinds,
        "check",
        _check,
        help="check a driver against the driver protocol",
        more="Reports what to fix. To test the wrapped client, run: pytest-realtime check 'cmd:COMMAND'",
        example="pytest-realtime driver check 'java -cp build Driver'",
        strict="driver check takes the command as one argument, in quotes",
    )
    check.add_argument("driver", metavar="COMMAND", help="the command that starts it, quoted as one argument")
    new = add_command(
        kinds,
        "new",
        _new,
        help="create the skeleton of a driver",
        more="It compiles and answers hello; add your client to it.",
        example="pytest-realtime driver new go my-driver",
        strict="driver new takes a language and a directory",
    )
    new.add_argument("language", metavar="LANGUAGE", help="python, rust, go, java or typescript")
    new.add_argument("directory", metavar="DIRECTORY", help="where to create it; must be new or empty")


def _check(known: argparse.Namespace) -> int:
    from pytest_realtime.clients import ClientError
    from pytest_realtime.clients.driver.check.checks import check_driver

    passed = True
    try:
        for checked in check_driver(known.driver):
            print(checked, flush=True)
            passed = passed and checked.passed
    except ClientError as error:
        return failed("driver check", error)
    return 0 if passed else 1


def _new(known: argparse.Namespace) -> int:
    from pytest_realtime.clients import ClientError
    from pytest_realtime.clients.driver.skeleton import write_skeleton

    try:
        written = write_skeleton(known.language, Path(known.directory))
    except ClientError as error:
        known.parser.error(str(error))
    print(*written, sep="\n")
    return 0

"""``pytest-realtime completion``: print the script that lets a shell complete our command lines."""

import argparse
from typing import Any

from pytest_realtime.cli.parser import Commands, add_command, failed

SHELLS = ("bash", "zsh", "fish", "tcsh")


def add(commands: "Commands[Any]") -> None:
    """Add the command."""
    parser = add_command(
        commands,
        "completion",
        _run,
        help="print the completion script for a shell",
        more='In ~/.bashrc: eval "$(pytest-realtime completion bash)". Requires the package shtab: '
        "pip install 'pytest-realtime[completion]'.",
        example="pytest-realtime completion bash > pytest-realtime.bash",
    )
    parser.add_argument("shell", choices=SHELLS, metavar="SHELL", help=", ".join(SHELLS))


def _run(known: argparse.Namespace) -> int:
    try:
        import shtab
    except ImportError:
        needed = "needs the package shtab, which is not installed: pip install 'pytest-realtime[completion]'"
        return failed("completion", needed, 2)
    print(shtab.complete(known.root, shell=known.shell))
    return 0

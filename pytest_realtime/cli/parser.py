"""The argument parser that all subcommands share, and its error messages."""

import argparse
import sys
import textwrap
from collections.abc import Callable
from typing import Any

from pytest_realtime.did_you_mean import did_you_mean

Commands = argparse._SubParsersAction
"""The object that subcommands are added to."""
Run = Callable[[argparse.Namespace], int]
"""Runs a subcommand and returns its exit status."""


class HelpLayout(argparse.HelpFormatter):
    """Wraps text without breaking names, and leaves examples unchanged so that they can be copied."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if text.startswith("example"):
            return text
        return textwrap.fill(text, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


class Parser(argparse.ArgumentParser):
    """A parser that suggests the nearest choice for a wrong one."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"formatter_class": HelpLayout, **settings})

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        # Python 3.14 has suggestions of its own; this is the only hook in older versions.
        if action.choices is not None and value not in action.choices:
            names = [str(choice) for choice in action.choices]
            hint = did_you_mean(value, names)
            raise argparse.ArgumentError(action, f"there is no {value!r}{hint}; allowed: {', '.join(names)}")


def add_command(
    commands: "Commands[Any]", name: str, run: Run, *, help: str, example: str, more: str = "", strict: str = ""
) -> argparse.ArgumentParser:
    """Add a subcommand and return its parser, for its arguments.

    Args:
        commands: Where to add it.
        name: The subcommand.
        run: What it does.
        help: One line for the list of commands.
        example: A command line.
        more: Further text for its own help.
        strict: The error message for unknown arguments.
    """
    description = f"{help[0].upper()}{help[1:]}. {more}".rstrip()
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=help, description=description, epilog=f"example: {example}"
    )
    parser.set_defaults(run=run, parser=parser, strict=strict)
    return parser


def failed(command: str, error: object, status: int = 1) -> int:
    """Print why a command failed, on one line of stderr, and return its exit status."""
    print(f"pytest-realtime {command}: {error}", file=sys.stderr)
    return status

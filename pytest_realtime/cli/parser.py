"""What all subcommands share: how one is added, and how a wrong command line is told."""

import argparse
import difflib
import sys
import textwrap
from collections.abc import Callable
from typing import Any

Commands = argparse._SubParsersAction
"""Where a subcommand is added."""
Run = Callable[[argparse.Namespace], int]
"""What a subcommand does; returns the exit status."""


class HelpLayout(argparse.HelpFormatter):
    """Examples stay as they are, so that they can be copied; other text is filled, and no name is broken in two."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if text.startswith("example"):
            return text
        return textwrap.fill(text, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


class Parser(argparse.ArgumentParser):
    """A parser that names the nearest choice where a wrong one was typed."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"formatter_class": HelpLayout, **settings})

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        # Python 3.14 has suggestions of its own; this is the one place where older ones can be given any.
        if action.choices is not None and value not in action.choices:
            names = [str(choice) for choice in action.choices]
            near = difflib.get_close_matches(str(value), names, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise argparse.ArgumentError(action, f"there is no {value!r}{hint} (allowed: {', '.join(names)})")


def add_command(
    commands: "Commands[Any]", name: str, run: Run, *, help: str, example: str, more: str = "", strict: str = ""
) -> argparse.ArgumentParser:
    """Add a subcommand and return its parser, for its arguments.

    ``help`` is its line in the list of commands, ``more`` what its own help says besides, ``example`` a command
    line. ``strict`` is what to tell of arguments that nobody understands.
    """
    description = f"{help[0].upper()}{help[1:]}. {more}".rstrip()
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=help, description=description, epilog=f"example: {example}"
    )
    parser.set_defaults(run=run, parser=parser, strict=strict)
    return parser


def failed(command: str, error: object, status: int = 1) -> int:
    """Tell on one line why a command failed, and return its exit status."""
    print(f"pytest-realtime {command}: {error}", file=sys.stderr)
    return status

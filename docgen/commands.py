"""The page of the command line: every command with its arguments, from the parsers themselves.

What ``--help`` prints is not copied: its layout differs from one Python to the next.
"""

import argparse
from collections.abc import Iterator

from docgen.markdown import code, fence, inline, table
from docgen.markdown import page as page_of
from pytest_realtime.cli.main import build_parser


def page() -> str:
    """Every command that does something by itself."""
    return page_of(
        "The command `pytest-realtime`",
        "`python -m pytest_realtime` is the same command. A wrong command line ends with exit status 2.",
        *(part for parser in _leaves(build_parser()) for part in _told(parser)),
    )


def _told(parser: argparse.ArgumentParser) -> Iterator[str]:
    yield f"## {parser.prog}"
    yield inline(parser.description or "")
    yield fence((parser.epilog or "").removeprefix("example: "), "sh")
    arguments = [action for action in parser._actions if not isinstance(action, argparse._HelpAction)]
    if arguments:
        yield table(["argument", "meaning"], [(_spelled(one), inline(one.help or "")) for one in arguments])


def _spelled(action: argparse.Action) -> str:
    choices = "|".join(map(str, action.choices or ()))
    value = "" if action.nargs == 0 else str(choices or action.metavar or action.dest.upper())
    return code(" ".join(filter(None, [", ".join(action.option_strings), value])))


def _leaves(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not groups:
        yield parser
    for group in groups:
        for inner in group.choices.values():
            yield from _leaves(inner)

"""``pytest-realtime deviations``: write the deviations file from a full run."""

import argparse
from typing import Any

from pytest_realtime.command.parsing import Commands, add_command, failed


def add(commands: "Commands[Any]") -> None:
    """Add the command."""
    parser = add_command(
        commands,
        "deviations",
        _run,
        help="write the deviations file from a full run",
        more="Run the whole suite and list what the client does differently. Reasons and comments that are there "
        "already are kept; entries of contracts that hold now are removed.",
        example="pytest-realtime deviations --write openai",
        strict="deviations takes a full run only",
    )
    parser.add_argument("--write", action="store_true", help="write the file instead of printing it")
    parser.add_argument("--file", default="realtime-deviations.toml", help="the deviations file")
    parser.add_argument("spec", metavar="SPEC", help="the client, as for check")


def _run(known: argparse.Namespace) -> int:
    from pytest_realtime.run.listing import ListingError, list_deviations

    try:
        print(list_deviations(known.spec, known.file, write=known.write))
    except ListingError as error:
        return failed("deviations", error)
    return 0

"""``pytest-realtime deviations``: write the deviations file from a full run."""

import argparse
from typing import Any

from pytest_realtime.cli.parser import Commands, add_command, failed
from pytest_realtime.levels import LEVEL_WORDS


def add(commands: "Commands[Any]") -> None:
    """Add the command."""
    parser = add_command(
        commands,
        "deviations",
        _run,
        help="write the deviations file from a full run",
        more="Runs the whole suite and lists every contract that would fail the run. Existing entries stay as long "
        "as their contracts fail, whatever their level. Reasons and comments are kept; entries of contracts that "
        "pass now are removed.",
        example="pytest-realtime deviations --write openai",
        strict="deviations needs a full run",
    )
    parser.add_argument("--write", action="store_true", help="write the file instead of printing it")
    parser.add_argument(
        "--realtime-fail-level",
        choices=LEVEL_WORDS,
        metavar="|".join(LEVEL_WORDS),
        help="the weakest level to list (default: as in the ini file, else must)",
    )
    parser.add_argument("--file", default="realtime-deviations.toml", help="the deviations file")
    parser.add_argument("spec", metavar="SPEC", help="the client, as for check")


def _run(known: argparse.Namespace) -> int:
    from pytest_realtime.deviations.record import RecordError, list_deviations

    try:
        print(list_deviations(known.spec, known.file, write=known.write, level=known.realtime_fail_level))
    except RecordError as error:
        return failed("deviations", error)
    return 0

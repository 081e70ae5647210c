"""The command ``pytest-realtime``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from pytest_realtime.run.process import run_pytest

EXAMPLES = """examples:
  pytest-realtime check openai
  pytest-realtime check my_sdk.testing:client --realtime-report=report.json
  pytest-realtime deviations --write my_sdk.testing:client
  pytest-realtime driver new rust my-driver
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit status is pytest's, or 2 for a wrong command line."""
    parser = _parser()
    known, rest = parser.parse_known_args(arguments)
    return int(known.run(known, rest, parser))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pytest-realtime",
        description="Hold clients of the OpenAI Realtime API against the wire contracts.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser(
        "check",
        help="hold clients against the contracts",
        description="The same as: pytest --realtime-contracts --realtime-client=SPEC … Other options go to pytest.",
        epilog="example: pytest-realtime check openai --realtime-report=report.html",
    )
    check.add_argument("spec", nargs="+", help="a registered name, module:attribute, or 'cmd:COMMAND LINE'")
    check.set_defaults(run=_check)
    deviations = commands.add_parser(
        "deviations",
        help="write the deviations file from a full run",
        description="Run the whole suite and list what the client does differently. Reasons and comments that are "
        "there already are kept; entries of contracts that hold now are removed.",
        epilog="example: pytest-realtime deviations --write openai",
    )
    deviations.add_argument("--write", action="store_true", help="write the file instead of printing it")
    deviations.add_argument("--file", default="realtime-deviations.toml", help="the deviations file")
    deviations.add_argument("spec", help="the client, as for check")
    deviations.set_defaults(run=_deviations)
    _add_driver(commands)
    return parser


def _add_driver(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    driver = commands.add_parser("driver", help="write and check drivers: programs that wrap a client")
    kinds = driver.add_subparsers(required=True, metavar="check|new")
    check = kinds.add_parser(
        "check",
        help="hold a driver against the driver protocol",
        description="Hold a driver against the driver protocol, and tell what to fix. Its client is held against "
        "the contracts by: pytest-realtime check 'cmd:COMMAND'",
        epilog="example: pytest-realtime driver check 'java -cp build Driver'",
    )
    check.add_argument("driver", metavar="COMMAND", help="the command line that starts the driver, as one argument")
    check.set_defaults(run=_driver_check)
    new = kinds.add_parser(
        "new",
        help="write the skeleton of a driver",
        description="Write a driver that compiles and answers hello, for you to put your client into.",
        epilog="example: pytest-realtime driver new go my-driver",
    )
    new.add_argument("language", metavar="LANGUAGE", help="python, rust, go, java or typescript")
    new.add_argument("directory", metavar="DIRECTORY", help="where to write it; new or empty")
    new.set_defaults(run=_driver_new)


def _check(known: argparse.Namespace, rest: list[str], _: argparse.ArgumentParser) -> int:
    clients = [f"--realtime-client={spec}" for spec in known.spec]
    return run_pytest(["--realtime-contracts", *clients, *rest])


def _deviations(known: argparse.Namespace, rest: list[str], parser: argparse.ArgumentParser) -> int:
    from pytest_realtime.run.listing import ListingError, list_deviations

    if rest:
        parser.error(f"deviations takes a full run only; not understood: {' '.join(rest)}")
    try:
        print(list_deviations(known.spec, known.file, write=known.write))
    except ListingError as error:
        print(f"pytest-realtime deviations: {error}", file=sys.stderr)
        return 1
    return 0


def _driver_check(known: argparse.Namespace, rest: list[str], parser: argparse.ArgumentParser) -> int:
    from pytest_realtime.clients import ClientError
    from pytest_realtime.run.driver_check import check_driver

    if rest:
        parser.error(f"driver check takes the command as one argument, in quotes; not understood: {' '.join(rest)}")
    passed = True
    try:
        for checked in check_driver(known.driver):
            print(checked, flush=True)
            passed = passed and checked.passed
    except ClientError as error:
        print(f"pytest-realtime driver check: {error}", file=sys.stderr)
        return 1
    return 0 if passed else 1


def _driver_new(known: argparse.Namespace, rest: list[str], parser: argparse.ArgumentParser) -> int:
    from pytest_realtime.clients import ClientError
    from pytest_realtime.clients.driver.skeleton import write_skeleton

    if rest:
        parser.error(f"driver new takes a language and a directory; not understood: {' '.join(rest)}")
    try:
        written = write_skeleton(known.language, Path(known.directory))
    except ClientError as error:
        parser.error(str(error))
    print(*written, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

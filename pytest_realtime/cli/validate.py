"""``pytest-realtime validate``: check payloads in files or from stdin."""

import argparse
import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pytest_realtime.cli.colours import painted
from pytest_realtime.cli.parser import Commands, add_command, failed
from pytest_realtime.levels import LEVEL_WORDS
from pytest_realtime.safe_text import safe_line

if TYPE_CHECKING:
    from pytest_realtime.judge.payload_check import PayloadFinding
    from pytest_realtime.payload_validation import CheckedPayload

LINES = (".jsonl", ".ndjson")
"""The endings of files with one payload per line."""
STDIN = "-"


def add(commands: "Commands[Any]") -> None:
    """Add the command."""
    parser = add_command(
        commands,
        "validate",
        _run,
        help="check payloads in JSON files against their wire types",
        more="A file holds one payload, or one per line (.jsonl, .ndjson; elsewhere if each line is JSON). Exit "
        "status: 1 if a payload is invalid, else 0; 2 if one could not be checked: the file can't be read, or its "
        "wire type is not known.",
        example="pytest-realtime validate update.json",
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="a file, or - for stdin")
    parser.add_argument(
        "--type",
        metavar="TYPE",
        help="the wire type of the payloads (default: the event that the payload's type names, in the live API)",
    )
    parser.add_argument(
        "--direction",
        choices=("write", "read"),
        help="check what a client writes, or what a server sends (default: as the type travels)",
    )
    parser.add_argument(
        "--realtime-fail-level",
        dest="fail_level",
        choices=LEVEL_WORDS,
        default="must",
        metavar="|".join(LEVEL_WORDS),
        help="the weakest level that makes a payload invalid (default: must)",
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="print nothing about files that are valid")


class _Payload(NamedTuple):
    text: str
    line: int
    """The line of the file on which it begins."""


def _run(known: argparse.Namespace) -> int:
    from pytest_realtime.wire import UnknownWireType, get_wire_type

    if known.type is not None:
        try:
            get_wire_type(known.type)
        except UnknownWireType as error:
            return failed("validate", error, 2)
    return max([_check_file(name, known) for name in known.files])


def _check_file(name: str, known: argparse.Namespace) -> int:
    from pytest_realtime.payload_validation import TypeNotInferred, check_text, levels_from

    place = "stdin" if name == STDIN else safe_line(name)
    try:
        raw = sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes()
    except OSError as error:
        return failed("validate", f"{place}: can't read: {error.strerror}", 2)
    payloads = list(_payloads(raw.decode("utf-8", "surrogateescape"), Path(name).suffix in LINES))
    if not payloads:
        return failed("validate", f"{place}: there is no payload in it", 2)
    levels = levels_from(known.fail_level)
    status, invalid, types = 0, 0, dict[str, None]()
    for payload in payloads:
        try:
            checked = check_text(payload.text, known.type, direction=known.direction)
        except TypeNotInferred as error:
            status = failed("validate", f"{place}:{payload.line}: {error}: --type; see pytest-realtime types", 2)
            continue
        types[checked.wire_type] = None
        if is_invalid := bool(checked.failures(levels)):
            invalid += 1
        if checked.findings and not (known.quiet and not is_invalid):
            _print(checked, place, payload.line, levels)
    if not (known.quiet and not invalid) and status == 0:
        summary = _summary(place, len(payloads), invalid, list(types))
        print(painted(summary, "red" if invalid else "green"))
    return max(status, int(invalid > 0))


def _payloads(text: str, is_lines: bool) -> Iterator[_Payload]:
    from pytest_realtime.wire.json.reader import read

    lines = [_Payload(line, number) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not is_lines and len(lines) > 1:
        # The first line of a payload that is written on several lines is not JSON by itself.
        is_lines = read(text).fatal and not read(lines[0].text).fatal
    if is_lines:
        yield from lines
    elif lines:
        yield _Payload(text, 1)


def _print(checked: "CheckedPayload", place: str, line: int, levels: Collection[str]) -> None:
    def paint(text: str, found: "PayloadFinding") -> str:
        return painted(text, "red" if found.level in levels else "yellow")

    print(*checked.lines(checked.findings, place=place, line=line, paint=paint), sep="\n")


def _summary(place: str, count: int, invalid: int, types: list[str]) -> str:
    if count == 1:
        named = f" {types[0]}" if types and types[0] else ""
        return f"{place}: not a valid{named or ' payload'}" if invalid else f"{place}: a valid{named}"
    return f"{place}: {invalid} of {count} payloads are invalid" if invalid else f"{place}: {count} valid payloads"

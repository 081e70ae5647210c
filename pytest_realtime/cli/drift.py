"""``pytest-realtime drift``: compare the wire types with a newer OpenAPI document."""

import argparse
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pytest_realtime.cli.parser import Commands, add_command, failed

if TYPE_CHECKING:
    from pytest_realtime.drift.changes import SpecChange


def add(commands: "Commands[Any]") -> None:
    """Add the command."""
    parser = add_command(
        commands,
        "drift",
        _run,
        help="compare the wire types with a newer OpenAPI document",
        more="Lists what was added, removed or changed, member by member, and the contracts that it affects. "
        "Intentional differences are not reported. Exit status: 0 without changes, 1 with changes, 2 if the file "
        "can't be read.",
        example="pytest-realtime drift openapi.yaml",
    )
    parser.add_argument("file", type=Path, metavar="OPENAPI_FILE", help="OpenAI's document, in JSON or YAML")


def _run(known: argparse.Namespace) -> int:
    from pytest_realtime.drift import differences, unintended
    from pytest_realtime.drift.changes import spec_changes
    from pytest_realtime.drift.document import DocumentError, load_document
    from pytest_realtime.report.schema import SPEC
    from pytest_realtime.safe_text import safe_line

    try:
        document = load_document(known.file)
    except DocumentError as error:
        return failed("drift", error, 2)
    found = differences(document)
    items = spec_changes(unintended(found), document)
    print(f"compared with the types of {SPEC['date']}: {_counted(items)}")
    # Member names come from the document, which may hold anything.
    print(*(safe_line(str(item)) for item in items), sep="\n", end="\n" if items else "")
    touched = sorted({id_ for item in items for id_ in touched_by(item)})
    if touched:
        print(f"contracts affected: {len(touched)}")
        print(*(f"  {id_}" for id_ in touched), sep="\n")
    return 1 if items else 0


def _counted(items: Iterable["SpecChange"]) -> str:
    changes = [item.change for item in items]
    counts = [f"{changes.count(change)} {change}" for change in ("added", "removed", "changed")]
    return ", ".join(counts) if changes else "no drift"


def touched_by(item: "SpecChange") -> Iterator[str]:
    """The ids of the contracts about a member, or about its type if there are none."""
    from pytest_realtime.payloads.cases.write import kebab
    from pytest_realtime.suite.manifest import contracts

    if not item.wire_type:
        return
    name, member = kebab(item.wire_type), kebab(re.split(r"[.<\[{]", item.member_path)[0])
    subjects = {id_: contract.subject for id_, contract in contracts().items()}
    ids = [id_ for id_, subject in subjects.items() if f"{subject}.".startswith(f"{name}.")]
    own = [id_ for id_ in ids if f"{subjects[id_]}.".startswith(f"{name}.{member}.")]
    # A contract about the whole type is affected by any of its members.
    whole = [id_ for id_ in ids if subjects[id_] == name and not contracts()[id_].invalid_payloads]
    yield from own or whole or ids if member else ids

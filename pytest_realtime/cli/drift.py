"""``pytest-realtime drift``: compare the wire types with a newer OpenAPI document, or with the official package."""

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
        help="compare the wire types with a newer OpenAPI document or the official package",
        more="Lists what was added (they have it and our types lack it), removed (the other way round) or changed, "
        "member by member, and the contracts that it affects. Intentional differences are not reported. Exit "
        "status: 0 without changes, 1 with changes, 2 if the file can't be read or the package is not installed.",
        example="pytest-realtime drift --package openai",
    )
    given = parser.add_mutually_exclusive_group(required=True)
    given.add_argument(
        "file", type=Path, nargs="?", metavar="OPENAPI_FILE", help="OpenAI's document, in JSON or YAML"
    )
    given.add_argument(
        "--package", choices=["openai"], help="an official Python package, as installed beside this one"
    )


def _run(known: argparse.Namespace) -> int:
    from pytest_realtime.drift.document import DocumentError
    from pytest_realtime.drift.package import PackageError
    from pytest_realtime.safe_text import safe_line

    try:
        what, items = _of_package(known.package) if known.package else _of_document(known.file)
    except (DocumentError, PackageError) as error:
        return failed("drift", error, 2)
    print(f"compared with {what}: {_counted(items)}")
    # Member names come from the document, which may hold anything.
    print(*(safe_line(str(item)) for item in items), sep="\n", end="\n" if items else "")
    touched = sorted({id_ for item in items for id_ in touched_by(item)})
    if touched:
        print(f"contracts affected: {len(touched)}")
        print(*(f"  {id_}" for id_ in touched), sep="\n")
    return 1 if items else 0


def _of_document(file: Path) -> "tuple[str, list[SpecChange]]":
    from pytest_realtime.drift import differences, unintended
    from pytest_realtime.drift.changes import spec_changes
    from pytest_realtime.drift.document import load_document
    from pytest_realtime.report.schema import SPEC

    document = load_document(file)
    return f"the types of {SPEC['date']}", spec_changes(unintended(differences(document)), document)


def _of_package(package: str) -> "tuple[str, list[SpecChange]]":
    from pytest_realtime.drift.package import package_changes, package_version

    return f"{package} {package_version(package)}", package_changes(package)


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

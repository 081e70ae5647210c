"""The golden files: the payloads of all contracts, one readable file per wire type.

They pin the suite itself: no change of ours alters what clients are tested with without a golden file changing,
too. They are compared as syrupy snapshots that nobody's ``--snapshot-update`` touches; maintainers regenerate them
with ``python -m pytest_realtime.suite.golden``.
"""

import json
import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from pytest_realtime.payloads.cases.long_texts import compacted
from pytest_realtime.payloads.cases.write import embedded
from pytest_realtime.payloads.embedding import is_envelope, locations
from pytest_realtime.suite import contracts_folder
from pytest_realtime.suite.manifest import Contract, contracts
from pytest_realtime.wire import Direction, get_wire_type, shape_of, wire_types
from pytest_realtime.wire.json.canonical import canonical

FOLDER = contracts_folder() / "golden"

_ENTRY = re.compile(r'^"([^"\n]+)": (\{\n.*?^\})(?:,?\n)', re.MULTILINE | re.DOTALL)
"""One contract of a golden file. Only its first and last line start without a blank."""


class GoldenExtension(SingleFileSnapshotExtension):
    """A syrupy extension that compares with a contract's golden text and never writes or deletes one."""

    _write_mode = WriteMode.TEXT
    file_extension = "json"

    @classmethod
    def get_location(cls, *, test_location: Any, index: Any) -> str:
        """Return the golden file of the contract whose id is the snapshot's name."""
        return str(file_of(contracts()[str(index)]))

    @classmethod
    def get_snapshot_name(cls, *, test_location: Any, index: Any = 0) -> str:
        """Return the contract's id."""
        return str(index)

    @classmethod
    def dirname(cls, **_: Any) -> str:
        """Return the folder of all golden files; syrupy would compute it for each test."""
        return str(FOLDER)

    discovery_dirname = dirname

    def read_snapshot_data_from_location(
        self, *, snapshot_location: str, snapshot_name: str, session_id: str
    ) -> str | None:
        """Return the golden text of one contract, or None if the file does not have it."""
        return golden_texts(Path(snapshot_location)).get(snapshot_name)

    def discover_snapshots(self, **_: Any) -> Any:
        """Find nothing: a test of ours keeps the golden files complete, so users' runs need not scan them."""
        from syrupy.data import SnapshotCollections

        return SnapshotCollections()

    @classmethod
    def write_snapshot_collection(cls, **_: Any) -> None:
        """Refuse."""
        raise PermissionError("golden files are read-only; list your client's deviations in a deviations file")

    def delete_snapshots(self, **_: Any) -> None:
        """Refuse."""
        raise PermissionError("golden files are read-only")


class UncountedSession:
    """Syrupy's session for golden texts: its summary counts the user's own snapshots, and not ours."""

    def __init__(self, session: Any) -> None:
        self._session = session

    def register_request(self, assertion: Any) -> None:
        """Keep an assertion out of the summary."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)


def golden_snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Return a syrupy snapshot that compares with golden texts, made from the test's own."""
    session: Any = UncountedSession(snapshot.session)
    return replace(snapshot, session=session, extension_class=GoldenExtension)


def file_of(contract: Contract) -> Path:
    """Return the golden file that a contract is in: that of its wire type."""
    return FOLDER / f"{contract.wire_type}.json"


@cache
def golden_texts(path: Path) -> Mapping[str, str]:
    """Read a golden file: the text of each contract by its id. A file that does not exist has none."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return {match[1]: f"{match[2]}\n" for match in _ENTRY.finditer(text)}


def is_golden(contract: Contract) -> bool:
    """Whether the payloads of a contract are those of its golden file; generated and invalid ones are not there."""
    return not contract.cases or golden_texts(file_of(contract)).get(contract.id) == golden_text(contract)


def golden_text(contract: Contract) -> str:
    """Write the payloads of a contract as JSON text: a list for each wire type, one payload per line.

    A sequence of two updates is a list of both payloads. A long text is described: the line that it repeats, how
    often, and what comes last. Wire types that merely wrap a whole session (events, client secrets, calls) are left
    out: their payloads are the session's in an envelope.
    """
    blocks = []
    hosts = _hosts(contract.wire_type, contract.direction)
    for host in hosts[:1] if contract.stream else hosts:
        texts = [
            found.text if case.then is None else canonical([case.payload, case.then])
            for place in locations(contract.wire_type, host)
            for case in contract.cases
            if (found := embedded(case, place))
        ]
        if not texts:
            continue
        lines = ",\n".join(f"  {_line(text)}" for text in texts)
        blocks.append(f" {json.dumps(host)}: [\n{lines}\n ]")
    return "{\n" + ",\n".join(blocks) + "\n}\n"


def _line(text: str) -> str:
    # Line separators are legal in JSON strings, but would break "one payload per line" in editors.
    return compacted(text).replace("\u2028", "\\u2028").replace("\u007f", "\\u007f")


@cache
def _hosts(name: str, direction: Direction) -> tuple[str, ...]:
    dialect = get_wire_type(name).dialect
    others = (
        entry.name
        for entry in wire_types(direction=direction)
        if entry.travels == direction
        and entry.name != name
        and (entry.dialect != "beta" or dialect == "beta")
        and not is_envelope(entry.name)
        and name in shape_of(entry.python).names
    )
    # What servers send is the same item or session in many events; the first of them shows it.
    return (name, *(islice(others, 1) if direction == "read" else others))


def golden_files() -> dict[Path, str]:
    """Return the text of every golden file, as the contracts are now."""
    by_file: dict[Path, list[str]] = {}
    for id_, contract in sorted(contracts().items()):
        if contract.cases:
            by_file.setdefault(file_of(contract), []).append(f'"{id_}": {golden_text(contract).rstrip()}')
    return {path: "{\n" + ",\n".join(entries) + "\n}\n" for path, entries in by_file.items()}


def main() -> int:
    """Regenerate the golden files, and print the names of those that changed."""
    FOLDER.mkdir(exist_ok=True)
    current = golden_files()
    for path in sorted({*FOLDER.glob("*.json"), *current}):
        before = path.read_text(encoding="utf-8") if path.exists() else None
        if path not in current:
            path.unlink()
        elif current[path] != before:
            path.write_text(current[path], encoding="utf-8")
        if current.get(path) != before:
            print(f"{'wrote' if path in current else 'removed'} {path.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The golden wire forms: what each contract sends and expects, one readable file a contract.

They pin the suite itself: no change of ours alters what clients are asked without a file changing with it.
Nobody's ``--snapshot-update`` touches them; maintainers write them with
``python -m pytest_realtime.suite.golden``.
"""

import json
import sys
from functools import cache
from typing import Any

from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from pytest_realtime.payloads.embedding import is_envelope, locations
from pytest_realtime.suite import contracts_folder
from pytest_realtime.suite.manifest import Contract, contracts
from pytest_realtime.wire import Direction, get_wire_type, shape_of, wire_types
from pytest_realtime.wire.json.canonical import canonical

FOLDER = contracts_folder() / "golden"


class GoldenExtension(SingleFileSnapshotExtension):
    """A syrupy extension that compares with a contract's golden file and never writes or deletes one."""

    _write_mode = WriteMode.TEXT
    file_extension = "json"

    @classmethod
    def get_location(cls, *, test_location: Any, index: Any) -> str:
        """The file of the contract whose id is the snapshot's name."""
        return str(FOLDER / f"{index}.json")

    @classmethod
    def dirname(cls, **_: Any) -> str:
        """The folder of all golden files, not worked out anew for each."""
        return str(FOLDER)

    discovery_dirname = dirname

    @classmethod
    def get_snapshot_name(cls, *, test_location: Any, index: Any = 0) -> str:
        """The contract's id."""
        return str(index)

    def discover_snapshots(self, **_: Any) -> Any:
        """Nothing: which golden files are needed is held by a test of ours, so users' runs need not scan them."""
        from syrupy.data import SnapshotCollections

        return SnapshotCollections()

    @classmethod
    def write_snapshot_collection(cls, **_: Any) -> None:
        """Refuse."""
        raise PermissionError("golden forms are read-only; list what your client does differently as a deviation")

    def delete_snapshots(self, **_: Any) -> None:
        """Refuse."""
        raise PermissionError("golden forms are read-only")


def golden_text(contract: Contract) -> str:
    """What a contract asks, as JSON text: a list of payloads per wire type, one payload a line.

    A case of two turns is a list of both payloads. Wire types that merely wrap a whole session (events, client
    secrets, calls) are left out: their payloads are the session's in an envelope.
    """
    blocks = []
    for host in _hosts(contract.wire_type, contract.direction):
        payloads = [
            place.embed(case.payload) if case.then is None else [case.payload, case.then]
            for place in locations(contract.wire_type, host)
            for case in contract.cases
            if place.accepts(case.payload)
        ]
        if not payloads:
            continue
        lines = ",\n".join(f"  {_line(payload)}" for payload in payloads)
        blocks.append(f" {json.dumps(host)}: [\n{lines}\n ]")
    return "{\n" + ",\n".join(blocks) + "\n}\n"


def _line(payload: Any) -> str:
    # Line separators are legal inside JSON texts, but they would break "one payload a line" in editors.
    return canonical(payload).replace("\u2028", "\\u2028").replace("\u007f", "\\u007f")


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
        and name in shape_of(entry.python).names()
    )
    return (name, *others)


def main() -> int:
    """Write the golden files anew and remove those of contracts that are gone; tell what changed."""
    FOLDER.mkdir(exist_ok=True)
    wanted = {f"{id_}.json": golden_text(contract) for id_, contract in contracts().items() if contract.cases}
    for path in FOLDER.glob("*.json"):
        if path.name not in wanted:
            path.unlink()
            print(f"removed {path.name}")
    for name, text in wanted.items():
        path = FOLDER / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"wrote {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

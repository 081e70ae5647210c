"""The JSON Schemas of all wire types, as files in ``contracts/schemas`` for clients in any language."""

from pathlib import Path
from typing import get_args

from facts.digest import to_text
from pytest_realtime.wire import Direction, wire_types
from pytest_realtime.wire.json_schema import json_schema

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "contracts" / "schemas"


def schema_files() -> dict[str, str]:
    """Return the text of each file by its path inside the folder.

    Every type has a schema for writing, so that any part of a payload can be validated strictly; the types that
    servers send have one for reading, too.
    """
    return {
        f"{direction}/{entry.name}.json": to_text(json_schema(entry.name, direction=direction), sort=False) + "\n"
        for direction in get_args(Direction)
        for entry in sorted(wire_types(), key=lambda entry: entry.name)
        if direction == "write" or direction in entry.directions
    }


def out_of_date(folder: Path) -> dict[Path, str | None]:
    """Return the files below ``folder`` that have to change: the text of each, None for a surplus one."""
    wanted: dict[Path, str | None] = {folder / path: text for path, text in schema_files().items()}
    present = {path: path.read_text(encoding="utf-8") for path in folder.glob("*/*.json")}
    changed = {path: text for path, text in wanted.items() if present.get(path) != text}
    return changed | dict.fromkeys(present.keys() - wanted.keys())


def main(folder: Path = FOLDER) -> int:
    """Write the files that are out of date, remove surplus ones and print their paths; the exit status is 0."""
    for path, text in out_of_date(folder).items():
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        print("removed" if text is None else "written", path.relative_to(folder))
    return 0

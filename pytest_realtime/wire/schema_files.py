"""Writes the JSON Schemas of all wire types into a folder: ``python -m pytest_realtime.wire.schema_files DIRECTORY``.

The folder's subfolders ``write`` and ``read`` belong to this command: a ``.json`` file in them that is no
wire type's is removed. With ``--check`` nothing is written, and what differs is told with exit code 1.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from pytest_realtime.wire import wire_types
from pytest_realtime.wire.direction import Direction
from pytest_realtime.wire.json_schema import json_schema
from pytest_realtime.wire.registry import WireType

FileState = Literal["missing", "stale", "surplus"]
"""``missing``: not there yet; ``stale``: with another content; ``surplus``: no wire type's."""


@dataclass(frozen=True)
class StaleFile:
    """A file of the folder that is not what the wire types say."""

    path: str
    """The file's path inside the folder, with forward slashes."""
    fault: FileState


def schema_files() -> dict[str, str]:
    """What the folder has to hold: each file's path inside it, and its text.

    Every type has a schema for writing, so that any part of a payload can be judged strictly; the types
    that servers send have one for reading.
    """
    return {
        f"{direction}/{entry.name}.json": _text(entry, direction)
        for direction in get_args(Direction)
        for entry in sorted(wire_types(), key=lambda entry: entry.name)
        if direction == "write" or direction in entry.directions
    }


def deviations(directory: Path) -> list[StaleFile]:
    """How ``directory`` differs from what it has to hold. Raises :class:`OSError` where it can't be read."""
    return list(_deviations(directory, schema_files()))


def export(directory: Path) -> list[StaleFile]:
    """Write the schemas into ``directory``, remove surplus ones, and tell what was out of date.

    Makes the folder, but not the folder around it. Raises :class:`OSError`.
    """
    files = schema_files()
    directory.mkdir(exist_ok=True)
    found = list(_deviations(directory, files))
    for deviation in found:
        path = directory / deviation.path
        if deviation.fault == "surplus":
            path.unlink()
        else:
            path.parent.mkdir(exist_ok=True)
            # Bytes, so that no platform turns the line ends into its own.
            path.write_bytes(files[deviation.path].encode())
    return found


def _deviations(directory: Path, files: dict[str, str]) -> Iterator[StaleFile]:
    present = {
        path.relative_to(directory).as_posix(): path
        for direction in get_args(Direction)
        for path in (directory / direction).glob("*.json")
    }
    for name, text in files.items():
        if name not in present:
            yield StaleFile(name, "missing")
        elif present[name].read_bytes() != text.encode():
            yield StaleFile(name, "stale")
    yield from (StaleFile(name, "surplus") for name in sorted(present.keys() - files.keys()))


def _text(entry: WireType, direction: Direction) -> str:
    return json.dumps(json_schema(entry.name, direction=direction), indent=2, ensure_ascii=False) + "\n"


def _check(directory: Path) -> int:
    if not directory.is_dir():
        raise NotADirectoryError(f"there is no folder {directory}")
    found = deviations(directory)
    for deviation in found:
        print(f"{deviation.fault}: {deviation.path}")
    print(f"{len(found)} of {len(schema_files())} schemas are out of date" if found else "all schemas are current")
    return 1 if found else 0


def _write(directory: Path) -> int:
    for deviation in export(directory):
        print(f"{_DONE[deviation.fault]} {deviation.path}")
    print(f"{len(schema_files())} schemas in {directory}")
    return 0


_DONE: dict[FileState, str] = {"missing": "added", "stale": "changed", "surplus": "removed"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0, 1 (``--check`` found differences) or 2 (bad usage)."""
    parser = argparse.ArgumentParser(prog="python -m pytest_realtime.wire.schema_files", description=__doc__)
    parser.add_argument("directory", type=Path, help="the folder that holds write/ and read/")
    parser.add_argument("--check", action="store_true", help="write nothing; tell what is out of date")
    options = parser.parse_args(arguments)
    command: Callable[[Path], int] = _check if options.check else _write
    try:
        return command(options.directory)
    except OSError as error:
        print(f"{options.directory} can't be used: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())

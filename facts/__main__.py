"""``python -m facts TABLE SOURCE``: make a table of facts anew, from the source that it is a digest of."""

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from facts import EVENT_TYPES, FOLDER, OPENAPI, WIRE_TYPES
from facts.digest import digest, to_text
from pytest_realtime.drift.document import DocumentError, load_document

UPSTREAM = "openai/openai-openapi"


def main(arguments: Sequence[str]) -> int:
    """Write one table. A wrong command line or source ends with exit status 2 and one message."""
    parser = argparse.ArgumentParser("python -m facts", description=__doc__.partition(": ")[2])
    parser.add_argument(
        "table",
        choices=[OPENAPI.stem, WIRE_TYPES.stem, EVENT_TYPES.stem],
        help="openapi: OpenAI's document; wire-types: the types of sessions; event-types: those of events",
    )
    parser.add_argument("source", type=Path, help="the document as published (JSON or YAML), or the list (JSON)")
    parser.add_argument("--commit", help=f"the commit of {UPSTREAM} that the document is from")
    parser.add_argument("--date", help="the day of that commit, such as 2026-08-21")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where tables are; by default this project's")
    given = parser.parse_args(arguments)
    try:
        source = load_document(given.source) if given.table == OPENAPI.stem else _load_list(given.source)
    except DocumentError as error:
        parser.error(str(error))
    if "x-source" not in source:
        if not given.commit or not given.date:
            parser.error(f"{given.source}: does not say where it is from: give --commit and --date")
        source = {**source, "x-source": _origin(given.source, source, given.commit, given.date)}
    table = given.folder / f"{given.table}.json"
    table.write_text(to_text(digest(source)) + "\n", encoding="utf-8", newline="\n")
    return 0


def _load_list(path: Path) -> Mapping[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DocumentError(f"{path}: can't be read: {error.strerror}") from None
    except ValueError as error:
        raise DocumentError(f"{path}: is not JSON: {error}") from None
    if not isinstance(content, dict) or not isinstance(content.get("types"), list) or "x-source" not in content:
        raise DocumentError(f'{path}: is not a list of wire types: it needs "types" and "x-source"')
    return content


def _origin(path: Path, document: Mapping[str, Any], commit: str, date: str) -> dict[str, str]:
    """Say which document a digest is made of."""
    info = document.get("info", {})
    return {
        "repository": UPSTREAM,
        "commit": commit,
        "date": date,
        "info_version": info.get("version"),
        "license": info.get("license", {}).get("name"),
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

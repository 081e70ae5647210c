"""The deviations file: reading it, and checking every entry.

An entry is kept together with the comments right above it. A TOML document as a whole would give such a comment
to the entry before, and lose it when that one is removed.
"""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from pytest_realtime.deviations.entry_checks import DeviationsError, check_distinct, checked_entry
from pytest_realtime.deviations.known import Deviation
from pytest_realtime.did_you_mean import did_you_mean

_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*deviation[ \t]*\]\]", re.MULTILINE)
_COMMENTS_ABOVE = re.compile(r"(?:^[ \t]*#.*\n)*\Z", re.MULTILINE)


@dataclass(frozen=True)
class Entry:
    """One entry as its author wrote it."""

    members: Mapping[str, Any]
    text: str
    """From the comments right above it to the next entry; empty where entries are written inline."""
    line: int | None
    """Where it starts, counted from 1; None where entries are written inline."""


def load_deviations(path: Path, *, contract_ids: Collection[str]) -> tuple[Deviation, ...]:
    """Read and check a deviations file.

    Args:
        path: The file.
        contract_ids: The ids of all contracts, against which entries are checked.

    Returns:
        The entries in the order of the file, with patterns expanded.

    Raises:
        DeviationsError: If the file can't be read, or anything in it is wrong or unknown.
    """
    try:
        _, entries = split_entries(path.read_text(encoding="utf-8"))
        return tuple(_checked(entries, contract_ids))
    except OSError as error:
        raise DeviationsError(f"{path}: can't read the deviations file: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise DeviationsError(f"{path}: not a TOML file: {error}") from error
    except DeviationsError as error:
        raise DeviationsError(f"{path}: {error}") from None


def split_entries(text: str) -> tuple[str, list[Entry]]:
    """Split the text of a file into what precedes the first entry, and the entries.

    Raises:
        DeviationsError: If the text is not TOML, or holds anything but ``[[deviation]]`` entries.
    """
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise DeviationsError(f"not a TOML file: {error}") from None
    for name in document:
        if name != "deviation":
            hint = did_you_mean(name, ["deviation"])
            raise DeviationsError(f"unknown key {name!r}{hint}; allowed: [[deviation]] entries")
    listed = document.get("deviation", [])
    if not isinstance(listed, list) or not all(isinstance(members, dict) for members in listed):
        raise DeviationsError("'deviation' must be a list of entries, each under [[deviation]]")
    text = text.replace("\r\n", "\n")
    headers = [match.end() for match in _HEADER.finditer(text)]
    if len(headers) != len(listed):
        return text, [Entry(members, "", None) for members in listed]
    starts = [_comments_above(text, match.start()) for match in _HEADER.finditer(text)]
    entries = [
        Entry(members, text[start:end], text.count("\n", 0, header) + 1)
        for members, (start, end), header in zip(listed, pairwise([*starts, len(text)]), headers, strict=True)
    ]
    return text[: starts[0]] if starts else text, entries


def _comments_above(text: str, end: int) -> int:
    above = _COMMENTS_ABOVE.search(text[:end])
    return above.start() if above else end


def _checked(entries: list[Entry], contract_ids: Collection[str]) -> Iterator[Deviation]:
    earlier: list[tuple[int, Deviation]] = []
    for number, entry in enumerate(entries, start=1):
        name = f"entry {number}" + (f" (line {entry.line})" if entry.line else "")
        try:
            deviation = checked_entry(entry.members, contract_ids, name)
            for other_number, other in earlier:
                # An entry without a client applies to every client.
                if None in (other.client, deviation.client) or other.client == deviation.client:
                    check_distinct(deviation, other, other_number)
        except DeviationsError as error:
            raise DeviationsError(f"{name}: {error}") from None
        earlier.append((number, deviation))
        yield deviation

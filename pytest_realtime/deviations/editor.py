"""A deviations file as its author wrote it: entries with their comments, updated without touching the rest.

The file is kept as pieces of text, one per entry. A TOML document as a whole would give a comment above an
entry to the entry before it, and lose it with that one.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import tomlkit

NEW_REASON = "to be found in the client's source"
"""What stands in a new entry until a person has found the true reason."""

_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*deviation[ \t]*\]\]", re.MULTILINE)
_COMMENTS_ABOVE = re.compile(r"(?:^[ \t]*#.*\n)*\Z", re.MULTILINE)


class EditorError(ValueError):
    """The file is no list of deviations; the message says what is wrong."""


@dataclass(frozen=True)
class _Entry:
    """One entry: its text from the comments right above it to the next entry, and what it says."""

    text: str
    members: Mapping[str, Any]

    def is_of(self, client: str) -> bool:
        return bool(self.members.get("client", client) == client)

    def stands_for(self, contract: str) -> bool:
        pattern = re.escape(str(self.members.get("contract", ""))).replace(r"\*", ".*")
        return re.fullmatch(pattern, contract) is not None

    @property
    def key(self) -> tuple[str, str]:
        return str(self.members.get("client", "")), str(self.members.get("contract", ""))


class DeviationsEditor:
    """The entries of a deviations file. Raises :class:`EditorError` when it is none."""

    def __init__(self, text: str) -> None:
        try:
            members = tomllib.loads(text).get("deviation", [])
        except tomllib.TOMLDecodeError as error:
            raise EditorError(f"not a TOML file: {error}") from None
        head, *texts = _pieces(text.replace("\r\n", "\n"))
        if not isinstance(members, list) or len(members) != len(texts):
            raise EditorError("'deviation' has to be a list of entries, each under [[deviation]]")
        self._head = head
        self._entries = [_Entry(*pair) for pair in zip(texts, members, strict=True)]

    def lists(self, client: str, contract: str) -> bool:
        """Whether this contract of ``client`` is listed, by itself or by a pattern."""
        return any(entry.is_of(client) and entry.stands_for(contract) for entry in self._entries)

    def updated(self, client: str, deviating: Mapping[str, list[str] | None]) -> str:
        """The file with exactly these deviations of ``client``, sorted by client and contract.

        ``deviating`` maps contracts to their findings; None where these differ from run to run.

        Entries of other clients stay as they are; so do reasons and comments of entries that still hold.
        """
        entries = [entry for entry in self._entries if not entry.is_of(client)]
        entries += [self._entry(client, contract, findings) for contract, findings in deviating.items()]
        blocks = [self._head, *(entry.text for entry in sorted(entries, key=lambda entry: entry.key))]
        text = "\n\n".join(filter(None, (block.strip("\n") for block in blocks)))
        return f"{text}\n" if text else ""

    def _entry(self, client: str, contract: str, findings: list[str] | None) -> _Entry:
        own = [entry for entry in self._entries if entry.is_of(client) and entry.stands_for(contract)]
        for entry in own:
            if entry.members.get("contract") == contract:
                return entry if findings is None else _with_findings(entry, findings)
        # A pattern gives way to one entry per contract, each with the pattern's reason.
        reason = own[0].members.get("reason", NEW_REASON) if own else NEW_REASON
        members: dict[str, Any] = {"client": client, "contract": contract, "reason": reason}
        if findings is not None:
            members["findings"] = findings
        return _Entry(_written(members), members)


def _pieces(text: str) -> Iterator[str]:
    """What stands before the first entry, and each entry with the comments right above it."""
    starts = [_comments_above(text, header.start()) for header in _HEADER.finditer(text)]
    for start, end in zip([0, *starts], [*starts, len(text)], strict=True):
        yield text[start:end]


def _comments_above(text: str, end: int) -> int:
    above = _COMMENTS_ABOVE.search(text[:end])
    return above.start() if above else end


def _with_findings(entry: _Entry, findings: list[str]) -> _Entry:
    listed = entry.members.get("findings")
    if isinstance(listed, list) and sorted(map(str, listed)) == findings:
        return entry
    document = tomlkit.parse(entry.text)
    document["deviation"][0]["findings"] = _array(findings)
    return replace(entry, text=tomlkit.dumps(document))


def _written(members: Mapping[str, Any]) -> str:
    table = tomlkit.table()
    for name, value in members.items():
        table[name] = _array(value) if isinstance(value, list) else value
    return tomlkit.dumps({"deviation": [table]})


def _array(items: list[str]) -> Any:
    # TOML has no surrogate pairs; of the control characters, JSON leaves one alone that TOML does not take.
    spelled = json.dumps(items, ensure_ascii=False).replace("\x7f", "\\u007f")
    return tomlkit.array(spelled).multiline(len(items) > 1)

"""Update a deviations file from the report of a full run, keeping the reasons and comments in it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import tomlkit

from pytest_realtime.deviations.entry_checks import DeviationsError, matches
from pytest_realtime.deviations.file import Entry, split_entries
from pytest_realtime.deviations.known import lists
from pytest_realtime.judge import ERRORS, REJECTIONS
from pytest_realtime.judge.entry_text import PLACEHOLDER, entry_text, toml_value
from pytest_realtime.judge.findings import key_of


@dataclass
class Update:
    """A deviations file after a run, and how it differs from the one before."""

    text: str = ""
    new: list[str] = field(default_factory=list)
    """Cause keys that no entry listed."""
    changed: list[str] = field(default_factory=list)
    """The first finding of each entry that explains more or less than before."""
    gone: list[str] = field(default_factory=list)
    """Cause keys that did not occur any more."""


@dataclass
class DeviationsFile:
    """The entries of a deviations file, to be updated."""

    head: str
    """What precedes the first entry."""
    entries: list[Entry]

    @classmethod
    def parse(cls, text: str) -> "DeviationsFile":
        """Read a file's text.

        Raises:
            DeviationsError: If it is not a list of entries, each under ``[[deviation]]``.
        """
        head, entries = split_entries(text)
        if any(entry.line is None for entry in entries):
            raise DeviationsError("'deviation' must be a list of entries, each under [[deviation]]")
        return cls(head, entries)

    def without_contracts(self) -> str:
        """Return the file's text without the entries by contract."""
        kept = (entry.text for entry in self.entries if "contract" not in entry.members)
        return _joined([self.head, *kept])

    def updated(self, report: Mapping[str, Any]) -> Update:
        """Return the file with one entry for each cause of the report's client, sorted by client and finding.

        Entries of other clients stay as they are, and so do the reasons and comments of entries that still explain
        something. An entry by contract is replaced by entries of the causes in it, with its reason; it stays if its
        contracts deviate, but at levels that fail no run, which lists no causes.

        Args:
            report: A report of all contracts with one client, run with the entries by cause of this file.

        Raises:
            DeviationsError: If the client crashed, did not answer or its driver failed, which can't be listed.
        """
        client = report["clients"][0]["name"]
        found, update = _occurrences(report), Update()
        blocks = [(_sort_key(entry.members), entry.text) for entry in self.entries if not _is_of(entry, client)]
        left = dict(found)
        for entry in self._own(client):
            listed = [str(key) for key in entry.members["findings"]]
            explained = {key: left.pop(key) for key in list(left) if lists(listed, key)}
            update.gone += [key for key in listed if not any(lists([key], each) for each in found)]
            if explained:
                changed = _with_occurrences(entry, explained)
                update.changed += [listed[0]] if changed.text != entry.text else []
                blocks.append((_sort_key(changed.members), changed.text))
        blocks += [(_sort_key(entry.members), entry.text) for entry in self._advisory(client, report["results"])]
        for cause in report["causes"]:
            if keys := {key: left.pop(key) for key in cause["keys"] if key in left}:
                update.new += sorted(keys)
                reason = self._reason(client, cause["contracts"])
                message = _stable(cause["example"]["observed"]) if cause["kind"] in REJECTIONS else ""
                text = entry_text(client, keys, reason, message=message, contracts=_count(keys))
                blocks.append(((client, min(keys)), text))
        update.text = _joined([self.head, *(text for _, text in sorted(blocks, key=lambda block: block[0]))])
        return update

    def _own(self, client: str) -> Iterator[Entry]:
        yield from (e for e in self.entries if _is_of(e, client) and "contract" not in e.members)

    def _by_contract(self, client: str) -> Iterator[Entry]:
        yield from (e for e in self.entries if _is_of(e, client) and "contract" in e.members)

    def _advisory(self, client: str, results: Iterable[Mapping[str, Any]]) -> Iterator[Entry]:
        """The entries by contract of contracts that deviate without failing the run."""
        deviating = [result for result in results if any(not finding["known"] for finding in result["findings"])]
        for entry in self._by_contract(client):
            listed = [one for one in deviating if matches(str(entry.members["contract"]), one["contract"])]
            if listed and not any(result["failed"] for result in listed):
                yield entry

    def _reason(self, client: str, contracts: Iterable[str]) -> str:
        """The reason that most entries by contract give for these contracts; those that list findings say more."""
        own = [*self._by_contract(client)]
        for entries in ([entry for entry in own if "findings" in entry.members], own):
            given = Counter(
                str(entry.members["reason"])
                for contract in contracts
                for entry in entries
                if matches(str(entry.members["contract"]), contract)
            )
            if given:
                return given.most_common(1)[0][0]
        return PLACEHOLDER


def _occurrences(report: Mapping[str, Any]) -> dict[str, set[str]]:
    """The contracts by the cause keys that failed the run or are listed, without generated ones, which vary."""
    found: dict[str, set[str]] = defaultdict(set)
    for result in report["results"]:
        for finding in result["findings"]:
            if finding["kind"] in ERRORS:
                raise DeviationsError(f"{result['contract']}: {finding['kind']} can't be listed; fix it first")
            if result["failed"] or finding["known"]:
                contracts = found[key_of(finding)]
                contracts.update({result["contract"]} if result["kind"] != "generated" else ())
    return dict(found)


def _is_of(entry: Entry, client: str) -> bool:
    return bool(entry.members.get("client", client) == client)


def _sort_key(members: Mapping[str, Any]) -> tuple[str, str]:
    return str(members.get("client", "")), min(map(str, members.get("findings") or [members.get("contract", "")]))


def _count(found: Mapping[str, set[str]]) -> int | None:
    return len(set().union(*found.values())) or None


def _with_occurrences(entry: Entry, found: Mapping[str, set[str]]) -> Entry:
    """The entry with the findings that still occur, and with its counts."""
    listed = [str(key) for key in entry.members["findings"]]
    findings = [key for key in listed if any(lists([key], each) for each in found)]
    has_pattern = any("*" in key for key in findings)
    members = {
        "findings": sorted(findings),
        "contracts": _count(found),
        "places": len(found) if has_pattern else None,
    }
    document = tomlkit.parse(entry.text)
    table: Any = document["deviation"][0]
    for name, value in members.items():
        if value is not None and entry.members.get(name) != value:
            table[name] = tomlkit.value(toml_value(value))
    return Entry({**entry.members, **members}, tomlkit.dumps(document), entry.line)


def _stable(message: str) -> str:
    """A client's message without what differs from payload to payload: numbers, such as lines and columns."""
    return re.sub(r"\d+", "N", message)


def _joined(texts: Iterable[str]) -> str:
    text = "\n\n".join(filter(None, (text.strip("\n") for text in texts)))
    return f"{text}\n" if text else ""

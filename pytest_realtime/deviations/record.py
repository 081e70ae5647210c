"""Update a deviations file from the report of a full run, keeping the reasons and comments in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import tomlkit

from pytest_realtime.deviations.file import (
    PLACEHOLDER,
    DeviationsError,
    Entry,
    format_entry,
    matches,
    split_entries,
    toml_value,
)
from pytest_realtime.judge import ERRORS


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

    def lists(self, client: str, contract: str) -> bool:
        """Whether a contract of a client is listed, by its id or by a pattern."""
        return bool(self._about(client, contract))

    def updated(self, client: str, failing: Mapping[str, list[str] | None]) -> str:
        """Return the file's text with exactly these contracts of a client, sorted by client and contract.

        Entries of other clients stay as they are, and so do the reasons and comments of entries that still apply.

        Args:
            client: The client's name on its card.
            failing: The findings by contract; None if they differ from run to run.
        """
        blocks = [(_key(entry.members), entry.text) for entry in self.entries if not _is_of(entry, client)]
        for contract, findings in failing.items():
            block = self._block(client, contract, findings)
            blocks.append(((block.members.get("client", ""), contract), block.text))
        texts = [self.head, *(text for _, text in sorted(blocks, key=lambda block: block[0]))]
        text = "\n\n".join(filter(None, (text.strip("\n") for text in texts)))
        return f"{text}\n" if text else ""

    def _about(self, client: str, contract: str) -> list[Entry]:
        return [
            entry
            for entry in self.entries
            if _is_of(entry, client) and matches(str(entry.members.get("contract", "")), contract)
        ]

    def _block(self, client: str, contract: str, findings: list[str] | None) -> Entry:
        own = self._about(client, contract)
        for entry in own:
            if entry.members.get("contract") == contract:
                return entry if findings is None else _with_findings(entry, findings)
        # One entry per contract takes the place of a pattern, each with the pattern's reason.
        reason = str(own[0].members.get("reason", PLACEHOLDER)) if own else PLACEHOLDER
        return Entry({"client": client}, format_entry(client, contract, reason, findings), None)


def _is_of(entry: Entry, client: str) -> bool:
    return bool(entry.members.get("client", client) == client)


def _key(members: Mapping[str, Any]) -> tuple[str, str]:
    return str(members.get("client", "")), str(members.get("contract", ""))


def _with_findings(entry: Entry, findings: list[str]) -> Entry:
    listed = entry.members.get("findings")
    if isinstance(listed, list) and sorted(map(str, listed)) == findings:
        return entry
    document = tomlkit.parse(entry.text)
    document["deviation"][0]["findings"] = tomlkit.value(toml_value(findings))
    return Entry(entry.members, tomlkit.dumps(document), entry.line)


def failing_contracts(report: Mapping[str, Any], file: DeviationsFile) -> dict[str, list[str] | None]:
    """Select the contracts to list: those that failed the run, and those that are listed and still fail.

    Returns:
        The findings by contract; None where payloads are generated anew in each run.

    Raises:
        DeviationsError: If the client crashed, did not answer or its driver failed, which can't be listed.
    """
    client = report["clients"][0]["name"]
    found: dict[str, list[str] | None] = {}
    for result in report["results"]:
        kinds = {finding["kind"] for finding in result["findings"]}
        if kinds & ERRORS:
            raise DeviationsError(
                f"{result['contract']}: {', '.join(sorted(kinds & ERRORS))} can't be listed; fix it first"
            )
        if kinds and (result["failed"] or file.lists(client, result["contract"])):
            findings = sorted(f"{finding['kind']} {finding['pointer']}".rstrip() for finding in result["findings"])
            found[result["contract"]] = None if result["kind"] == "generated" else findings
    return found

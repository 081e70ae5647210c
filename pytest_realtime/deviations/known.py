"""Entries of the deviations file: which findings they explain, and which contracts they list.

An entry by cause lists cause keys (``member-dropped RealtimeAudioConfig.* {}``) and explains findings, wherever
they occur. An entry by contract, the older form, lists one contract, perhaps with exactly the findings that it has.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from pytest_realtime.judge.findings import Finding


@dataclass(frozen=True)
class Deviation:
    """One entry of a deviations file."""

    client: str | None
    """The client's name on its card; None stands for the client under test."""
    reason: str
    contract: str | None = None
    """For an entry by contract, the contract as written in the file: an id, or a pattern with ``*``."""
    findings: tuple[str, ...] | None = None
    """The cause keys of an entry by cause. Of an entry by contract, each as ``kind /pointer``; None accepts any."""
    contracts: frozenset[str] = frozenset()
    """For an entry by contract, the ids of all contracts that ``contract`` matches."""
    issue: str = ""
    most_contracts: int | None = None
    """The most contracts in which an entry by cause may explain findings; None for any number."""
    most_places: int | None = None
    """The most cause keys that an entry with patterns may explain; None for any number."""
    name: str = field(default="", compare=False)
    """How messages name it: its number and line."""

    def explains(self, key: str) -> bool:
        """Whether this entry by cause lists a cause key."""
        return self.contract is None and lists(self.findings or (), key)


def lists(listed: Iterable[str], key: str) -> bool:
    """Whether cause keys, as an entry writes them, include a cause key."""
    return any(_key_pattern(one).fullmatch(key) for one in listed)


def place_pattern(place: str) -> str:
    """Return a regular expression for a place as an entry writes it: ``*`` stands for any part of it."""
    return "[^ ]*".join(map(re.escape, re.split(r"\*+", place)))


@cache
def _key_pattern(key: str) -> re.Pattern[str]:
    kind, place, *form = key.split(" ", 2)
    # A missing form stands for any.
    end = re.escape(f" {form[0]}") if form else "( .*)?"
    return re.compile(f"{re.escape(kind)} {place_pattern(place)}{end}", re.DOTALL)


class KnownDeviations:
    """The entries of a deviations file, found by client and by cause key or contract."""

    def __init__(self, deviations: Iterable[Deviation] = ()) -> None:
        self.entries = tuple(deviations)
        self._by_contract = {
            (entry.client, contract): entry for entry in self.entries for contract in entry.contracts
        }
        self._by_key: dict[tuple[str, str], Deviation | None] = {}

    def find(self, client: str, contract: str) -> Deviation | None:
        """Return the entry by contract for a contract: one that names the client, else one without, else None."""
        return self._by_contract.get((client, contract)) or self._by_contract.get((None, contract))

    def explanation(self, client: str, key: str) -> Deviation | None:
        """Return the entry by cause that explains a cause key: one that names the client, else one without."""
        if (client, key) not in self._by_key:
            explaining = [entry for entry in self.entries if entry.client in (client, None) and entry.explains(key)]
            explaining.sort(key=lambda entry: entry.client is None)
            self._by_key[client, key] = next(iter(explaining), None)
        return self._by_key[client, key]

    def explains(self, client: str, key: str) -> bool:
        """Whether an entry by cause explains a cause key."""
        return self.explanation(client, key) is not None


class Listed(StrEnum):
    """The result of a listed contract."""

    EXPECTED = "expected"
    """It fails as listed."""
    FIXED = "fixed"
    """It passes: the entry is out of date."""
    DIFFERENTLY = "differently"
    """It fails, but not as listed."""


def judge_listed(deviation: Deviation, findings: Sequence[Finding]) -> Listed:
    """Compare the findings of a listed contract with its entry by contract."""
    if not findings:
        return Listed.FIXED
    if any(finding.kind.is_error for finding in findings):
        return Listed.DIFFERENTLY
    if deviation.findings is None or set(deviation.findings) == {str(finding) for finding in findings}:
        return Listed.EXPECTED
    return Listed.DIFFERENTLY

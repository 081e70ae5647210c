"""The causes of a client's deviations: the entries of its deviations file, grouped by their reasons."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pytest_realtime.deviations.known import Deviation
from pytest_realtime.suite.manifest import contracts

CAUSE_NUMBER = re.compile(r"^Z\d+: ")
"""The number of a cause in a list of this project, of no use to readers of the page."""


@dataclass
class Cause:
    """One cause: what the client does, and how many contracts show it."""

    text: str
    entries: list[Deviation] = field(default_factory=list)

    def contracts(self, measured: Mapping[str, int]) -> tuple[int, bool]:
        """Return how many contracts show it, and whether that is all of them.

        Args:
            measured: the contracts by reason of the last measurement; entries alone do not tell how they overlap
        """
        counts = [measured[reason] for reason in {entry.reason for entry in self.entries} if reason in measured]
        if counts:
            return max(counts), len(counts) == 1
        by_contract = {id_ for entry in self.entries for id_ in entry.contracts}
        by_cause = [entry.most_contracts or 0 for entry in self.entries if entry.contract is None]
        return max([len(by_contract), *by_cause]), bool(by_contract) + len(by_cause) == 1

    def places(self) -> list[str]:
        """Return the places in the wire types; of entries by contract, what these are about."""
        return sorted({place for entry in self.entries for place in _places(entry)})

    def kinds(self) -> list[str]:
        """Return the finding kinds."""
        return sorted({key.partition(" ")[0] for entry in self.entries for key in entry.findings or ()})


def causes(entries: Iterable[Deviation]) -> list[Cause]:
    """Return the causes of these entries, one for each reason: those of most contracts first."""
    found: dict[str, Cause] = {}
    for entry in entries:
        text = CAUSE_NUMBER.sub("", entry.reason)
        found.setdefault(text, Cause(text)).entries.append(entry)
    return sorted(found.values(), key=lambda cause: (-cause.contracts({})[0], cause.text))


def _places(entry: Deviation) -> Iterator[str]:
    if entry.contract is None:
        yield from (key.split(" ")[1] for key in entry.findings or ())
    else:
        yield from map(subject, entry.contracts)


def subject(id_: str) -> str:
    """Return what a contract is about: ``RealtimeSessionCreateRequest.audio.input``."""
    contract = contracts()[id_]
    before, _, after = contract.requirement.sentence.partition("{subject}")
    return contract.sentence.removeprefix(before).removesuffix(after)

"""The causes of a client's deviations: the entries of its deviations file, joined by their reasons."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pytest_realtime.deviations.known import Deviation

CAUSE_NUMBER = re.compile(r"^Z\d+: ")
"""The number of a cause in a list of this project, of no use to readers of the page."""


@dataclass
class Cause:
    """One cause, and what it changes."""

    text: str
    contracts: int = 0
    """The contracts that it fails, added up over its entries."""
    keys: list[str] = field(default_factory=list)
    """What it changes, as cause keys; of an entry by contract, the contract."""


def causes(entries: Iterable[Deviation]) -> list[Cause]:
    """Return the causes in the reasons of these entries, most contracts first."""
    found: dict[str, Cause] = {}
    for entry in entries:
        text = CAUSE_NUMBER.sub("", entry.reason)
        cause = found.setdefault(text, Cause(text))
        cause.contracts += entry.most_contracts or len(entry.contracts)
        cause.keys += sorted(entry.contracts) or entry.findings or ()
    return sorted(found.values(), key=lambda cause: -cause.contracts)

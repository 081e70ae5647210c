"""The causes of a client's deviations: the entries of its deviations file, grouped by their reasons."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pytest_realtime.deviations.known import Deviation
from pytest_realtime.suite.manifest import contracts

NO_CAUSE = "no cause of its own, "
"""The beginning of a reason that is not a cause, but says where the causes are."""
SEPARATOR = re.compile(rf"; (?=(?:Z\d+: )?[\w./-]+\.\w+, |{NO_CAUSE})")
"""Between two causes in a reason: a cause begins with the name of a file in the client's source."""
CAUSE_NUMBER = re.compile(r"^Z\d+: ")
"""The number of a cause in a list of this project, of no use to readers of the page."""


@dataclass
class Cause:
    """One cause and the contracts that fail because of it."""

    text: str
    contracts: list[str] = field(default_factory=list)
    alone: list[str] = field(default_factory=list)
    """Those of them without another cause."""
    kinds: list[str] = field(default_factory=list)
    """The finding kinds of contracts without another cause."""

    def subjects(self) -> list[str]:
        """Return the members and types concerned, with their API names; those without another cause first."""
        return list(dict.fromkeys(subject(id_) for id_ in (*self.alone, *self.contracts)))


def causes(entries: Iterable[Deviation]) -> list[Cause]:
    """Return the causes in the reasons of these entries: most contracts first, reasons without a cause last."""
    found: dict[str, Cause] = {}
    order = list(contracts())
    listed = list(entries)
    # A text that is a whole reason somewhere is recognized where it is followed by others.
    known = {text for entry in listed for text in SEPARATOR.split(entry.reason)}
    for entry in listed:
        texts = list(dict.fromkeys(_texts(entry.reason, known)))
        for text in texts:
            cause = found.setdefault(text, Cause(text))
            cause.contracts += entry.contracts
            if len(texts) == 1:
                cause.alone += entry.contracts
                cause.kinds += (finding.partition(" ")[0] for finding in entry.findings or ())
    for cause in found.values():
        cause.contracts.sort(key=order.index)
        cause.alone.sort(key=order.index)
        cause.kinds = sorted(set(cause.kinds))
    return sorted(found.values(), key=lambda cause: (cause.text.startswith(NO_CAUSE), -len(cause.contracts)))


def _texts(reason: str, known: set[str]) -> Iterator[str]:
    for text in SEPARATOR.split(reason):
        for part in _parts(text, known):
            yield CAUSE_NUMBER.sub("", part)


def _parts(text: str, known: set[str]) -> list[str]:
    """Split a text that is a chain of known causes."""
    # The shortest first: a longer one may be a chain itself, and the whole reason of some entry.
    for other in sorted(known, key=len):
        start = other.removesuffix(".")
        if text != other and text.startswith((f"{start}. ", f"{start}; ")):
            return [other, *_parts(text[len(start) + 2 :], known)]
        if text != other and text.endswith((f". {other}", f"; {other}")):
            return [*_parts(text[: -len(other)].rstrip("; "), known), other]
    return [text]


def subject(id_: str) -> str:
    """Return what a contract is about: ``RealtimeSessionCreateRequest.audio.input``."""
    contract = contracts()[id_]
    before, _, after = contract.requirement.sentence.partition("{subject}")
    return contract.sentence.removeprefix(before).removesuffix(after)

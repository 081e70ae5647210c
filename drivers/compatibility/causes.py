"""The causes behind a client's deviations: entries of its deviations file, grouped by what their reasons say."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pytest_realtime.deviations.known import Deviation
from pytest_realtime.suite.manifest import contracts

NO_CAUSE = "no cause of its own, "
"""How a text begins that is no cause, but tells where the causes are."""
SEPARATOR = re.compile(rf"; (?=(?:Z\d+: )?[\w./-]+\.\w+, |{NO_CAUSE})")
"""Between two causes of a reason: a cause starts with the file in the client's source that it names."""
RULING = re.compile(r"^Z\d+: ")
"""The number of a cause in a list of this project, of no use to a reader of the page."""


@dataclass
class Cause:
    """One cause and the contracts that it keeps from holding."""

    text: str
    contracts: list[str] = field(default_factory=list)
    alone: list[str] = field(default_factory=list)
    """Those of them that have no other cause."""
    kinds: list[str] = field(default_factory=list)
    """The kinds of findings of contracts that have no other cause."""

    def subjects(self) -> list[str]:
        """The members and types concerned, as the API reference calls them; those of no other cause first."""
        return list(dict.fromkeys(subject(id_) for id_ in (*self.alone, *self.contracts)))


def causes(entries: Iterable[Deviation]) -> list[Cause]:
    """The causes that the reasons of these entries name, the one of most contracts first; what is none last."""
    found: dict[str, Cause] = {}
    order = list(contracts())
    listed = list(entries)
    # A cause that stands alone somewhere is known as one where it stands before others.
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
            yield RULING.sub("", part)


def _parts(text: str, known: set[str]) -> list[str]:
    """A text as the known causes that it is a chain of, sentence after sentence."""
    # The shortest first: a longer one may be a chain itself, known since an entry has all of it for its reason.
    for other in sorted(known, key=len):
        start = other.removesuffix(".")
        if text != other and text.startswith((f"{start}. ", f"{start}; ")):
            return [other, *_parts(text[len(start) + 2 :], known)]
        if text != other and text.endswith((f". {other}", f"; {other}")):
            return [*_parts(text[: -len(other)].rstrip("; "), known), other]
    return [text]


def subject(id_: str) -> str:
    """What a contract is about: ``RealtimeSessionCreateRequest.audio.input``."""
    contract = contracts()[id_]
    before, _, after = contract.requirement.sentence.partition("{subject}")
    return contract.sentence.removeprefix(before).removesuffix(after)

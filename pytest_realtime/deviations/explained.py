"""What the entries of a deviations file explained in a run, and which of them a person has to look at."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pytest_realtime.deviations.known import Deviation, KnownDeviations
from pytest_realtime.did_you_mean import did_you_mean
from pytest_realtime.judge.entry_text import PLACEHOLDER
from pytest_realtime.judge.findings import key_of
from pytest_realtime.results import Record

_BOTH = ". If there are two clients, give each a file, with --realtime-deviations"


@dataclass
class Explained:
    """What one entry by cause explained in a run."""

    contracts: set[str] = field(default_factory=set)
    """Ids of contracts whose payloads are the same in every run."""
    keys: set[str] = field(default_factory=set)
    """Cause keys."""


def explained_by(known: KnownDeviations, records: Iterable[Record]) -> dict[Deviation, Explained]:
    """Return what each entry by cause explained in a run."""
    found: dict[Deviation, Explained] = defaultdict(Explained)
    for record in records:
        for finding in record["findings"]:
            key = key_of(finding)
            if entry := known.explanation(record["client"], key):
                found[entry].keys.add(key)
                # Generated payloads may be others in each run.
                if record["kind"] != "generated":
                    found[entry].contracts.add(record["contract"])
    return dict(found)


def complaints(
    known: KnownDeviations,
    explained: Mapping[Deviation, Explained],
    clients: Collection[str],
    complete: Collection[str],
) -> Iterator[str]:
    """Say what is wrong with the entries by cause after a run, one line for each.

    Args:
        known: The entries.
        explained: What each explained.
        clients: The clients that were run. An entry may be about another one, but not about one that is spelled
            nearly alike.
        complete: The clients of which every contract was run; only these have stale entries.
    """
    for entry in known.entries:
        if entry.reason == PLACEHOLDER:
            yield f"{entry.name}: the reason is still {PLACEHOLDER!r}. Say why the client does this"
        if entry.client and entry.client not in clients and (hint := did_you_mean(entry.client, clients)):
            yield f"{entry.name}: unknown client {entry.client!r}{hint}{_BOTH}"
        if entry.contract is not None:
            continue
        found = explained.get(entry, Explained())
        named = ", ".join(entry.findings or ())
        if not found.keys and complete and (entry.client is None or entry.client in complete):
            yield f"{entry.name}: explains nothing any more. The client was fixed: remove the entry for {named}"
        for what, most, count in (
            ("contracts", entry.most_contracts, len(found.contracts)),
            ("places", entry.most_places, len(found.keys)),
        ):
            if most is not None and count > most:
                yield (
                    f"{entry.name}: explains findings in {count} {what}, more than the {most} listed. Is it "
                    f"still one cause ({named})? Then set {what} = {count}"
                )

"""The results of a run, gathered where the whole run is known: in xdist's controller, or in the only process."""

import json
from dataclasses import dataclass, field

from pytest_realtime.results import ClientRow, Record


@dataclass
class ResultCollector:
    """All results of a run by contract and client; a rerun of a test replaces its result."""

    records: dict[tuple[str, str], Record] = field(default_factory=dict)

    def add(self, text: str) -> None:
        """Add a record, given as the JSON text that a test's report carries."""
        record: Record = json.loads(text)
        self.records[record["contract"], record["client"]] = record

    def cards(self) -> list[ClientRow]:
        """The clients that were checked, by name."""
        found = {record["client"]: record["card"] for record in self.records.values()}
        return [found[name] for name in sorted(found)]

    def sorted(self) -> list[Record]:
        """All records in a stable order: by client, then by contract."""
        return [self.records[key] for key in sorted(self.records, key=lambda key: (key[1], key[0]))]

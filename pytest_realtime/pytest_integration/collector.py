"""The results of a run, gathered where the whole run is known: in xdist's controller, or in the only process."""

import json
from dataclasses import dataclass, field
from typing import Any

from pytest_realtime.report.outcomes import outcome_of
from pytest_realtime.results import TAKEN, ClientRow, Record


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


def progress_status(report: Any) -> tuple[str, str, str] | None:
    """Return the category, letter and word by which pytest shows a passed test; None for pytest's own.

    Args:
        report: pytest's report of a test that passed
    """
    record: Record | None = json.loads(getattr(report, TAKEN, "null"))
    outcome = outcome_of(record) if record else None
    if not outcome or not outcome.letter:
        return None
    return outcome.label, outcome.letter, outcome.label.upper()

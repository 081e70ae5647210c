"""The results of a run, gathered where the whole run is known: in xdist's controller, or in the only process.

A test attaches its result to its own report as plain JSON text, which xdist carries across processes.
"""

import json
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from pytest_realtime.clients import Card, Status
from pytest_realtime.engine.checking import Result
from pytest_realtime.judge import Deviation, compare, mask

PROPERTY = "realtime_result"
"""The name of the report's property that carries a result."""
TAKEN = "realtime_result"
"""The attribute of a report that carries the result once it has arrived, where no writer of properties sees it."""
LONGEST_TEXT = 20_000
"""Texts of a result are cut after this many characters; the findings say what matters in them."""


def to_record(result: Result, deviation: Deviation | None) -> dict[str, Any]:
    """A result as plain data: the report's members, and what the summaries need besides. Secrets are masked."""
    verdict = result.verdict(deviation)
    answered = (exchange for exchange in result.exchanges if exchange.outcome.status is not Status.UNSUPPORTED)
    shown = next(chain(result.failures, answered, result.exchanges), None)
    refused = sum(exchange.outcome.status is Status.REJECTED for exchange in result.exchanges)
    return {
        "contract": result.contract.id,
        "client": result.card.name,
        "verdict": str(verdict),
        "findings": [finding.masked().to_dict() for finding in result.findings],
        "sent": _shown(shown.question.sent) if shown else "",
        "received": _shown(shown.outcome.text or shown.outcome.message) if shown else "",
        "seconds": round(result.seconds, 6),
        "reason": deviation.reason if deviation and verdict == "expected" else "",
        "unsupported": len(result.unsupported),
        "asked": result.asked,
        "invalid_tried": result.asked if result.contract.faults else 0,
        "invalid_rejected": refused if result.contract.faults else 0,
        "invalid_unchanged": _unchanged(result) if result.contract.faults else 0,
        "card": card_record(result.card),
    }


def _unchanged(result: Result) -> int:
    """How many invalid payloads came out as they went in."""
    texts = ((exchange.question.sent, exchange.outcome.text) for exchange in result.exchanges)
    return sum(received is not None and not compare(sent, received) for sent, received in texts)


def card_record(card: Card) -> dict[str, Any]:
    """A client as the report lists it, with its defaults profile where it has one."""
    profile = {name: dict(members) for name, members in card.defaults.items()}
    return {
        "name": card.name,
        "version": card.version,
        "language": card.language,
        "transport": card.transport,
        **({"defaults": json.loads(mask(json.dumps(profile)))} if profile else {}),
    }


def _shown(text: str) -> str:
    masked = mask(text)
    return masked if len(masked) <= LONGEST_TEXT else f"{masked[:LONGEST_TEXT]}… ({len(text)} characters)"


@dataclass
class ResultCollector:
    """All results of a run by contract and client; a rerun of a test replaces its result."""

    records: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    def add(self, text: str) -> None:
        """Take a result as a test's report carries it."""
        record = json.loads(text)
        self.records[record["contract"], record["client"]] = record

    def cards(self) -> list[dict[str, Any]]:
        """The clients that were asked, by name."""
        found = {record["client"]: record["card"] for record in self.records.values()}
        return [found[name] for name in sorted(found)]

    def sorted(self) -> list[dict[str, Any]]:
        """All results in a stable order: by client, then by contract."""
        return [self.records[key] for key in sorted(self.records, key=lambda key: (key[1], key[0]))]

"""Plain data of a run: what a client was given, what it did, and the record that each test hands to the report.

The engine fills these classes, and everything that shows a result reads them; nothing here runs or prints anything.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Literal, NotRequired, TypedDict

from pytest_realtime.clients import Card, ClientRequest, Response, Status
from pytest_realtime.clients.card import Operation
from pytest_realtime.judge import Finding, Verdict, compare, mask, verdict
from pytest_realtime.judge.findings import FindingRow
from pytest_realtime.levels import Level
from pytest_realtime.suite.manifest import Contract

PROPERTY = "realtime_result"
"""The name of the property of a test's report that carries its record, as JSON text, across xdist's processes."""
TAKEN = "realtime_result"
"""The attribute of a test's report that holds the record on arrival, where no writer of properties sees it."""
LONGEST_TEXT = 20_000
"""Characters of a text in a record that is kept whole. A report holds over 1,000 results."""
ENDS = 2_000
"""Characters of each end of a longer text that are kept. Findings show the place that matters."""


Asked = Operation | Literal["listen"]
"""What a client was asked to do. It listens to a whole connection, and not to payloads of one type."""


@dataclass(frozen=True)
class Probe:
    """One payload of one wire type, to be put to a client."""

    operation: Asked
    wire_type: str
    payload: str
    """The JSON text that the client is given."""
    expected: str
    """The text that has to come out; for a payload that should be rejected, the payload itself."""
    pointer: str
    """The JSON pointer of the place that the contract is about."""
    then: str = ""
    """A second payload, sent later through the same connection; empty where there is none."""

    def request(self, payload: str | None = None) -> ClientRequest:
        """What a client is asked, with this payload or another one of the type; not for listening."""
        assert self.operation != "listen", "a client listens to a connection, not to a payload"
        return ClientRequest(self.operation, self.wire_type, self.payload if payload is None else payload)


@dataclass(frozen=True)
class Exchange:
    """One probe, the client's response, and the findings in it."""

    probe: Probe
    response: Response
    findings: tuple[Finding, ...]

    @property
    def payload(self) -> str:
        """The JSON text that the suite gave."""
        return self.probe.payload

    @property
    def output(self) -> str | None:
        """The text that the client wrote; None where it wrote none."""
        return self.response.text

    @property
    def is_error(self) -> bool:
        """Whether the client crashed, hung, or its adapter failed."""
        return any(finding.kind.is_error for finding in self.findings)


@dataclass
class Result:
    """The exchanges of one contract with one client."""

    contract: Contract
    card: Card
    exchanges: list[Exchange] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def probed(self) -> int:
        """How many payloads the client could express; zero makes the contract not applicable."""
        return len(self.exchanges) - len(self.unsupported)

    @property
    def unsupported(self) -> list[Exchange]:
        """The exchanges whose payload the client can't express, with its reason as the response's message."""
        return [exchange for exchange in self.exchanges if exchange.response.status is Status.UNSUPPORTED]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all exchanges; of several with one pointer and one cause, the first."""
        return tuple(self.found)

    @property
    def found(self) -> dict[Finding, Exchange]:
        """The findings with the exchanges that they come from; see :attr:`findings`."""
        found: dict[tuple[str, str], tuple[Finding, Exchange]] = {}
        for exchange in self.exchanges:
            for finding in exchange.findings:
                found.setdefault((str(finding), finding.key), (finding, exchange))
        return dict(found.values())

    @property
    def failures(self) -> list[Exchange]:
        """The exchanges with findings."""
        return [exchange for exchange in self.exchanges if exchange.findings]

    def verdict(self, *, is_known: bool = False) -> Verdict:
        """Return the verdict, given whether the deviations file lists exactly these findings."""
        return verdict(self.findings, is_known=is_known) if self.probed else Verdict.NOT_APPLICABLE


class ClientRow(TypedDict):
    """A client in a record and in the report."""

    name: str
    version: str
    language: str
    transport: str
    command: NotRequired[str]
    """The command that checks this client again; added when the report is built."""
    defaults: NotRequired[Mapping[str, Mapping[str, Any]]]
    """By wire type and JSON pointer, the members that the client always sends."""
    hears: NotRequired[list[str]]
    """The types of the server events that the client hands to its user by design."""


class ExchangeRow(TypedDict):
    """What a client was given, and what it did: the report lists each exchange once."""

    client: str
    operation: Asked
    type: str
    sent: str
    received: str
    """The text that the client wrote, or its message if it wrote none."""


class ResultFinding(FindingRow):
    """A finding of a result."""

    exchange: int
    """The number of its exchange, from 0."""
    known: str
    """The reason of the entry in the deviations file that explains it; empty if none does."""


class ResultRow(TypedDict):
    """A result in the report."""

    contract: str
    level: Level
    requirement: str
    subject: str
    kind: str
    client: str
    verdict: str
    failed: bool
    """Whether it failed its test: the fail level and the deviations file decide."""
    findings: list[ResultFinding]
    exchange: int
    """The number of the exchange to show, from 0: the first with findings, else any; -1 for none."""
    seconds: float
    reason: str
    unsupported: NotRequired[int]


class Record(ResultRow):
    """A result as a test's report carries it: the row, its exchanges, and the counts for the summaries."""

    exchanges: list[ExchangeRow]

    probed: int
    invalid_tried: int
    invalid_rejected: int
    invalid_unchanged: int
    card: ClientRow


def to_record(result: Result, *, known: Mapping[Finding, str], verdict: Verdict, failed: bool) -> Record:
    """Describe a result as JSON-ready data, without secrets.

    Args:
        result: the result
        known: findings that the deviations file explains, each with the reason of its entry
        verdict: the result's verdict
        failed: whether the test fails
    """
    contract = result.contract
    answered = (exchange for exchange in result.exchanges if exchange.response.status is not Status.UNSUPPORTED)
    shown = next(chain(result.failures, answered, result.exchanges), None)
    rejected = sum(exchange.response.status is Status.REJECTED for exchange in result.exchanges)
    unchanged = (
        sum(
            exchange.output is not None and not compare(exchange.payload, exchange.output)
            for exchange in result.exchanges
        )
        if contract.invalid_payloads
        else 0
    )
    exchanges = list({id(one): one for one in (*filter(None, [shown]), *result.found.values())}.values())
    numbers = {id(exchange): number for number, exchange in enumerate(exchanges)}
    record: Record = {
        "contract": contract.id,
        "level": contract.level,
        "requirement": contract.requirement.name,
        "subject": contract.subject,
        "kind": contract.kind,
        "client": result.card.name,
        "verdict": str(verdict),
        "failed": failed,
        "findings": [
            {
                **finding.masked().to_dict(),
                "exchange": numbers[id(exchange)],
                "known": known.get(finding, ""),
            }
            for finding, exchange in result.found.items()
        ],
        "exchange": numbers[id(shown)] if shown else -1,
        "exchanges": [_exchange_row(result.card, exchange) for exchange in exchanges],
        "seconds": round(result.seconds, 6),
        "reason": " ".join(dict.fromkeys(known.values())) if verdict is Verdict.EXPECTED else "",
        "probed": result.probed,
        "invalid_tried": result.probed if contract.invalid_payloads else 0,
        "invalid_rejected": rejected if contract.invalid_payloads else 0,
        "invalid_unchanged": unchanged,
        "card": client_row(result.card),
    }
    if result.unsupported:
        record["unsupported"] = len(result.unsupported)
    return record


def client_row(card: Card) -> ClientRow:
    """Describe a client as the report lists it, without secrets."""
    row: ClientRow = {
        "name": card.name,
        "version": card.version,
        "language": card.language,
        "transport": card.transport,
    }
    if card.defaults:
        row["defaults"] = json.loads(mask(json.dumps({name: dict(row) for name, row in card.defaults.items()})))
    if card.hears:
        row["hears"] = sorted(card.hears)
    return row


def _exchange_row(card: Card, exchange: Exchange) -> ExchangeRow:
    return {
        "client": card.name,
        "operation": exchange.probe.operation,
        "type": exchange.probe.wire_type,
        "sent": _shortened(exchange.payload),
        "received": _shortened(exchange.output or exchange.response.message),
    }


def _shortened(text: str) -> str:
    masked = mask(text)
    if len(masked) <= LONGEST_TEXT:
        return masked
    return f"{masked[:ENDS]}… ({len(text):,} characters) …{masked[-ENDS:]}"

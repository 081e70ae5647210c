"""The report of judged recordings: for each type of message the contract that it is valid, in time and accepted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pytest_realtime.judge import Verdict, mask
from pytest_realtime.levels import LEVELS, Level
from pytest_realtime.payloads.cases.write import kebab
from pytest_realtime.report.build import build_report
from pytest_realtime.report.schema import Report
from pytest_realtime.results import ClientRow, ExchangeRow, Record, ResultFinding
from pytest_realtime.server_testing.recorded_session import JudgedFinding, JudgedRecording
from pytest_realtime.server_testing.validation import ClientMessage
from pytest_realtime.suite.manifest import ContractRow
from pytest_realtime.wire import get_wire_type
from pytest_realtime.wire.registry import UnknownWireType

REQUIREMENT = "recorded-messages-are-right"
"""What each contract of such a report requires. It has no row in ``requirements.toml``: no client is asked."""


def recorded_report(judged: Iterable[JudgedRecording], client: str) -> Report:
    """Return the report of recordings of one client.

    Args:
        judged: The recordings, with the same client and levels.
        client: The client's name.
    """
    sent: dict[str, list[ClientMessage]] = defaultdict(list)
    found: dict[tuple[str, Level], list[JudgedFinding]] = defaultdict(list)
    for one in judged:
        for message in one.messages:
            sent[_type_of(message)].append(message)
        for finding in one.findings:
            found[_type_of(finding.message), finding.found.level].append(finding)
    card: ClientRow = {"name": client, "version": "", "language": "", "transport": "live"}
    contracts: dict[str, ContractRow] = {}
    records = []
    for name in sorted(sent):
        # What a type of message owes at MUST is always counted, and the rest where it was found.
        for level in (level for level in LEVELS if level == "MUST" or found[name, level]):
            row = _contract(name, level)
            contracts[row["id"]] = row
            records.append(_record(row, found[name, level], sent[name][0], card))
    return build_report(records, [card], contracts)


def _type_of(message: ClientMessage) -> str:
    """The wire type of a message; empty for one without."""
    try:
        return get_wire_type(message.name).name
    except UnknownWireType:
        return ""


def _contract(name: str, level: Level) -> ContractRow:
    subject = kebab(name) if name else "other-message"
    entry = get_wire_type(name) if name else None
    return {
        "id": f"{level.lower()}.{subject}.{REQUIREMENT}",
        "level": level,
        "requirement": REQUIREMENT,
        "subject": subject,
        "kind": "valid",
        "direction": "write",
        "sentence": f"Each {name or 'other message'} of the recording is valid, in time and accepted.",
        "source": entry.pointer or entry.source if entry else "",
        "types": [name] if name else [],
    }


def _record(row: ContractRow, found: list[JudgedFinding], first: ClientMessage, card: ClientRow) -> Record:
    exchanges = [_exchange(card, one.message) for one in found] or [_exchange(card, first)]
    failed = any(one.is_failure for one in found)
    is_known = bool(found) and all(one.known for one in found)
    verdict = Verdict.PASS if not found else Verdict.EXPECTED if is_known else Verdict.DEVIATION
    return {
        "contract": row["id"],
        "level": row["level"],
        "requirement": REQUIREMENT,
        "subject": row["subject"],
        "kind": row["kind"],
        "client": card["name"],
        "verdict": str(verdict),
        "failed": failed,
        "findings": list(_findings(found)),
        "exchange": 0,
        "exchanges": exchanges,
        "seconds": 0.0,
        "reason": " ".join(dict.fromkeys(one.known for one in found)) if is_known else "",
        "probed": 1,
        "invalid_tried": 0,
        "invalid_rejected": 0,
        "invalid_unchanged": 0,
        "card": card,
    }


def _findings(found: list[JudgedFinding]) -> Iterator[ResultFinding]:
    for number, one in enumerate(found):
        yield {**one.found.finding.masked().to_dict(), "exchange": number, "known": one.known}


def _exchange(card: ClientRow, message: ClientMessage) -> ExchangeRow:
    refusal = message.refusal
    return {
        "client": card["name"],
        "operation": "send",
        "type": message.name,
        "sent": mask(message.text),
        "received": mask(f"{refusal.code}: {refusal.message}") if refusal else "",
    }

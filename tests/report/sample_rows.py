"""Small reports, made by hand."""

import copy
from typing import Any, cast

from pytest_realtime.report.build import build_report
from pytest_realtime.report.schema import Report
from pytest_realtime.results import ClientRow, ExchangeRow, Record, ResultFinding
from pytest_realtime.suite.manifest import REFUSAL, ContractRow

MUST, OTHER, SHOULD = "must.server-vad.value-is-kept", "must.voice.value-is-kept", "should.voice.empty-is-kept"
MAY, REFUSED = "may.voice.value-is-kept", "may.voice.wrong-type.is-refused"


def finding(
    kind: str = "null-dropped", pointer: str = "/a", observed: str = "absent", **more: Any
) -> ResultFinding:
    """A finding in a voice; its exchange is the first."""
    place = f"Voice{pointer.replace('/', '.')}"
    row = {"kind": kind, "pointer": pointer, "expected": "null", "observed": observed, "place": place, "form": ""}
    return cast("ResultFinding", row | {"rule": "", "reason": "", "exchange": 0, "known": ""} | more)


def exchange(sent: str = '{"a":null}', received: str = "{}", client: str = "one") -> ExchangeRow:
    """A voice that a client was given to write, and what it wrote."""
    return {"client": client, "operation": "roundtrip", "type": "Voice", "sent": sent, "received": received}


def facts(id_: str) -> dict[str, Any]:
    """The members by which a contract says what it is about."""
    level, *subject, requirement = id_.split(".")
    kind = "valid"
    if requirement == "is-refused":
        requirement, kind = REFUSAL, subject.pop()
    return {"level": level.upper(), "requirement": requirement, "subject": ".".join(subject), "kind": kind}


def record(
    contract: str,
    client: str = "one",
    verdict: str = "pass",
    *,
    sent: str = '{"a":null}',
    received: str = "{}",
    **more: Any,
) -> Record:
    """A result as a run records it, with the fail level MUST."""
    reason = more.get("reason", "known" if verdict == "expected" else "")
    found = [finding(known=reason)] if verdict in ("deviation", "expected", "error") else []
    return cast(
        "Record",
        {
            "contract": contract,
            **facts(contract),
            "client": client,
            "verdict": verdict,
            "failed": verdict == "error" or (verdict == "deviation" and contract.startswith("must.")),
            "findings": found,
            "exchange": 0,
            "exchanges": [exchange(sent, received, client)],
            "seconds": 0.5,
            "reason": reason,
            "probed": 1,
            "invalid_tried": 0,
            "invalid_rejected": 0,
            "invalid_unchanged": 0,
        }
        | more,
    )


def report(*records: Record, clients: tuple[str, ...] = (), version: str = "1.0") -> Report:
    """A report with these results."""
    names = clients or tuple(dict.fromkeys(row["client"] for row in records))
    rows: list[ClientRow] = [
        {"name": name, "version": version, "language": "python", "transport": "inproc"} for name in names
    ]
    return build_report(records, rows, {row["contract"]: contract(row["contract"]) for row in records})


def contract(id_: str) -> ContractRow:
    """A contract as a report lists it."""
    rest = {"direction": "write", "sentence": "It is kept.", "source": "#/x", "types": ["Voice"]}
    return cast("ContractRow", {"id": id_, **facts(id_), **rest})


def report_of(client: str = "one", **verdicts: str) -> Report:
    """A report with these verdicts by contract."""
    return report(*(record(id_, client, verdict) for id_, verdict in verdicts.items()), clients=(client,))


def earlier(made: Report, version: int) -> Any:
    """The same report as version 1 or 2 of the schema wrote it."""
    old: Any = copy.deepcopy({**made, "schema": version})
    for row in old["results"]:
        for finding in row["findings"]:
            for member in ("place", "form", "rule", "reason", "exchange", "known"):
                del finding[member]
        shown = made["exchanges"][row.pop("exchange")]
        row |= {"sent": shown["sent"], "received": shown["received"]}
    for member in ("exchanges", "causes"):
        del old[member]
    if version == 1:
        for row in (*old["contracts"], *old["results"]):
            for member in ("requirement", "subject", "kind"):
                del row[member]
        for row in old["contracts"]:
            del row["direction"]
        for row in old["results"]:
            del row["level"], row["failed"]
    return old

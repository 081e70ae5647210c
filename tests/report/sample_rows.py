"""Small reports, made by hand."""

from typing import Any, cast

from pytest_realtime.judge.findings import FindingRow
from pytest_realtime.report.build import build_report
from pytest_realtime.report.schema import Report
from pytest_realtime.results import ClientRow, Record
from pytest_realtime.suite.manifest import REFUSAL, ContractRow

MUST, OTHER, SHOULD = "must.server-vad.value-is-kept", "must.voice.value-is-kept", "should.voice.empty-is-kept"
MAY, REFUSED = "may.voice.value-is-kept", "may.voice.wrong-type.is-refused"


def finding(kind: str = "null-dropped", pointer: str = "/a", observed: str = "absent") -> FindingRow:
    return {"kind": kind, "pointer": pointer, "expected": "null", "observed": observed}


def facts(id_: str) -> dict[str, Any]:
    """The members by which a contract says what it is about."""
    level, *subject, requirement = id_.split(".")
    kind = "valid"
    if requirement == "is-refused":
        requirement, kind = REFUSAL, subject.pop()
    return {"level": level.upper(), "requirement": requirement, "subject": ".".join(subject), "kind": kind}


def record(contract: str, client: str = "one", verdict: str = "pass", **more: Any) -> Record:
    """A result as a run records it, with the fail level MUST."""
    found = [finding()] if verdict in ("deviation", "expected", "error") else []
    return cast(
        "Record",
        {
            "contract": contract,
            **facts(contract),
            "client": client,
            "verdict": verdict,
            "failed": verdict == "error" or (verdict == "deviation" and contract.startswith("must.")),
            "findings": found,
            "sent": '{"a":null}',
            "received": "{}",
            "seconds": 0.5,
            "reason": "known" if verdict == "expected" else "",
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

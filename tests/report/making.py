"""Small reports, made by hand."""

from typing import Any

from pytest_realtime.report import Report
from pytest_realtime.report.build import build_report

MUST, OTHER, SHOULD = "must.server-vad.value-is-kept", "must.voice.value-is-kept", "should.voice.empty-is-kept"
MAY, REFUSED = "may.voice.value-is-kept", "may.voice.wrong-type.is-refused"
HELD = {MUST: "pass", OTHER: "pass"}


def finding(kind: str = "null-dropped", pointer: str = "/a", observed: str = "absent") -> dict[str, str]:
    return {"kind": kind, "pointer": pointer, "expected": "null", "observed": observed}


def record(contract: str, client: str = "one", verdict: str = "pass", **more: Any) -> dict[str, Any]:
    """A result as a run records it."""
    found = [finding()] if verdict in ("deviation", "expected", "error") else []
    return {
        "contract": contract,
        "client": client,
        "verdict": verdict,
        "findings": found,
        "sent": '{"a":null}',
        "received": "{}",
        "seconds": 0.5,
        "reason": "known" if verdict == "expected" else "",
        "invalid_tried": 0,
        "invalid_rejected": 0,
        "invalid_unchanged": 0,
    } | more


def report(*records: dict[str, Any], clients: tuple[str, ...] = (), version: str = "1.0") -> Report:
    """A report with these results."""
    names = clients or tuple(dict.fromkeys(row["client"] for row in records))
    cards = [{"name": name, "version": version, "language": "python", "transport": "inproc"} for name in names]
    ids = {row["contract"] for row in records}
    return build_report(records, cards, {id_: contract(id_) for id_ in ids})


def contract(id_: str) -> dict[str, Any]:
    """A contract as a report lists it."""
    level = id_.partition(".")[0].upper()
    return {"id": id_, "level": level, "sentence": "It is kept.", "source": "#/x", "types": ["Voice"]}


def held(client: str = "one", **verdicts: str) -> Report:
    """A report with these verdicts by contract."""
    return report(*(record(id_, client, verdict) for id_, verdict in verdicts.items()), clients=(client,))

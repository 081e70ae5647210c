"""Reports to render: an ordinary one, and one of a client that writes whatever could do harm."""

import copy
from typing import Any

from pytest_realtime.report.build import build_report
from pytest_realtime.report.causes import causes
from pytest_realtime.report.schema import Report
from pytest_realtime.results import Record, ResultFinding
from tests.report.sample_rows import contract, facts

HOSTILE = [
    "<script>window.harmed = 1</script>",
    "</script><script>window.harmed = 2</script>",
    "<!--<script>",
    '"><img src=x onerror="window.harmed = 3">',
    "javascript:window.harmed=4",
    "\u202e txet denrut \u2066 isolated",
    "nothing\x00 at \x1b[2J all \x7f",
    "line\u2028and\u2029paragraph",
    "half \ud800 a pair, \udc00 and \U0001f600 a whole one",
    "${harmed} $$ $data {{harmed}}",
]
"""Texts that a client may write, each of which is shown as text."""
NESTED = '{"session":{"audio":{"input":{"turn_detection":null,"rate":24000}}},"tools":[1,2]}'
FLAT = '{"session":{"audio":{"input":{"rate":24000.0}}},"tools":[1]}'


def finding(kind: str, pointer: str, expected: str, observed: str, place: str = "", **more: Any) -> ResultFinding:
    """A finding of the first exchange."""
    found: ResultFinding = {
        "kind": kind,
        "pointer": pointer,
        "expected": expected,
        "observed": observed,
        "place": place,
        "form": "",
        "rule": "",
        "reason": "",
        "exchange": 0,
        "known": "",
    }
    return found | more  # type: ignore[return-value]


REASON = "Null switches turn detection off; without it the default stays on."
DIFFERENT = [
    finding(
        "null-dropped",
        "/session/audio/input/turn_detection",
        "null",
        "absent",
        "AudioInput.turn_detection",
        rule="R4",
        reason=REASON,
    ),
    finding("number-kind", "/session/audio/input/rate", "24000", "24000.0", "AudioInput.rate"),
]
KEYS = ["null-dropped AudioInput.turn_detection", "number-kind AudioInput.rate"]
"""The cause keys of ``DIFFERENT``."""
_CONTRACTS = {
    "must.session.audio.null-is-kept": "null in Session.audio is written as null.",
    "must.session.voice.value-is-kept": "Session.voice is written as the caller set it.",
    "should.session.undeclared-null-is-read": "A null that is not declared is read.",
    "may.session.wrong-type.is-refused": "Session (wrong-type): payloads with this error are refused.",
}
_VERDICTS = {
    "alpha": ("deviation", "pass", "not-applicable", "pass"),
    "beta": ("expected", "error", "pass", "deviation"),
}


def _found(verdict: str, contract: str) -> list[ResultFinding]:
    if verdict == "error":
        return [finding("crashed", "", "an answer", "exit status 1")]
    if verdict in ("pass", "not-applicable"):
        return []
    is_must = contract.startswith("must.")
    return DIFFERENT if is_must else [finding("invalid-accepted", "/a~1b", "refused", "written", "Session.a/b")]


def _record(contract: str, client: str, verdict: str) -> Record:
    found = _found(verdict, contract)
    tried = 8 if contract.endswith("is-refused") else 0
    known = "nulls are skipped" if verdict == "expected" else ""
    members: Any = {
        **facts(contract),
        "contract": contract,
        "client": client,
        "verdict": verdict,
        "failed": verdict == "error" or (verdict == "deviation" and contract.startswith("must.")),
        "findings": [{**each, "known": known} for each in found],
        "exchange": 0,
        "exchanges": [
            {
                "client": client,
                "operation": "roundtrip",
                "type": "Session",
                "sent": NESTED,
                "received": FLAT if found else NESTED,
            }
        ],
        "seconds": 0.5,
        "reason": known,
        "invalid_tried": tried,
        "invalid_rejected": 5 if tried else 0,
        "invalid_unchanged": 0,
    }
    record: Record = members
    return record


def small_report() -> Report:
    """Two clients, four contracts, every outcome."""
    report = build_report(
        [
            _record(contract, client, verdict)
            for client, verdicts in _VERDICTS.items()
            for contract, verdict in zip(_CONTRACTS, verdicts, strict=True)
        ],
        [
            {
                "name": name,
                "version": "1.0",
                "language": "python",
                "transport": "inproc",
                "command": f"pytest-realtime check {name}.py:client",
            }
            for name in _VERDICTS
        ],
        {
            id_: {
                **contract(id_),
                "sentence": sentence,
                "source": "N1 · #/components/schemas/Session",
                "types": ["Session"],
            }
            for id_, sentence in _CONTRACTS.items()
        },
    )
    return copy.deepcopy(report)


def hostile_report(text: str) -> Report:
    """The ordinary report, with ``text`` wherever a client's words may stand."""
    report = small_report()
    name = f"alpha {text}"
    rows: list[Any] = [*report["strictness"], *report["summary"], *report["results"], *report["exchanges"]]
    for row in rows:
        row["client"] = name if row["client"] == "alpha" else row["client"]
    report["clients"][0] |= {"name": name, "version": text, "language": text}
    first = report["results"][0]
    first |= {"reason": text, "findings": [finding("value-changed", f"/{text}", text, text, text, reason=text)]}
    show(report, sent=text, received=text)
    report["results"][1] |= {"verdict": "expected", "reason": text}
    report["causes"] = causes(report["results"], report["exchanges"])
    return report


def show(report: Report, **members: str) -> None:
    """Change the texts of the exchange that the first result shows, and of no other result."""
    first = report["results"][0]
    exchange = {**report["exchanges"][first["exchange"]], **members}
    first["exchange"] = len(report["exchanges"])
    report["exchanges"].append(exchange)  # type: ignore[arg-type]
    for found in first["findings"]:
        found["exchange"] = first["exchange"]

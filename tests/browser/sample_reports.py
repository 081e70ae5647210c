"""Reports to render: an ordinary one, and one of a client that writes whatever could do harm."""

import copy
from typing import Any

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


def finding(kind: str, pointer: str, expected: str, observed: str) -> dict[str, str]:
    return {"kind": kind, "pointer": pointer, "expected": expected, "observed": observed}


DIFFERENT = [
    finding("null-dropped", "/session/audio/input/turn_detection", "null", "absent"),
    finding("number-kind", "/session/audio/input/rate", "24000", "24000.0"),
]
_CONTRACTS = {
    "must.session.audio.null-is-kept": "null in Session.audio is written as null.",
    "must.session.voice.value-is-kept": "Session.voice is written as the caller set it.",
    "should.session.undeclared-null-is-read": "A null that is not declared is read.",
    "may.session.wrong-type.is-refused": "Session (wrong-type): what is wrong in this way is refused.",
}
_OUTCOMES = {
    "alpha": ("deviation", "pass", "not-applicable", "pass"),
    "beta": ("expected", "error", "pass", "deviation"),
}


def _found(verdict: str, level: str) -> list[dict[str, str]]:
    if verdict == "error":
        return [finding("crashed", "", "an answer", "exit status 1")]
    if verdict in ("pass", "not-applicable"):
        return []
    return DIFFERENT if level == "must" else [finding("invalid-accepted", "/a~1b", "refused", "written")]


def _result(contract: str, client: str, verdict: str) -> dict[str, Any]:
    found = _found(verdict, contract.partition(".")[0])
    return {
        "contract": contract,
        "client": client,
        "verdict": verdict,
        "findings": found,
        "sent": NESTED,
        "received": FLAT if found else NESTED,
        "seconds": 0.5,
        "reason": "nulls are skipped" if verdict == "expected" else "",
    }


def small_report() -> dict[str, Any]:
    """Two clients, four contracts, every verdict."""
    verdicts = ("pass", "deviation", "expected", "error", "not-applicable")
    results = [
        _result(contract, client, verdict)
        for client, outcomes in _OUTCOMES.items()
        for contract, verdict in zip(_CONTRACTS, outcomes, strict=True)
    ]
    return {
        "schema": 1,
        "tool": {"name": "pytest-realtime", "version": "0.1.0"},
        "spec": {"revision": "f85dbe2", "date": "2026-08-21"},
        "clients": [
            {
                "name": name,
                "version": "1.0",
                "language": "python",
                "transport": "inproc",
                "command": f"pytest-realtime check {name}.py:client",
            }
            for name in _OUTCOMES
        ],
        "contracts": [
            {
                "id": id_,
                "level": id_.partition(".")[0].upper(),
                "sentence": sentence,
                "source": "N1 · #/components/schemas/Session",
                "types": ["Session"],
            }
            for id_, sentence in sorted(_CONTRACTS.items())
        ],
        "results": results,
        "strictness": [{"client": name, "invalid_tried": 8, "invalid_rejected": 5} for name in _OUTCOMES],
        "summary": [
            {
                "client": name,
                **{
                    level: {
                        verdict: sum(
                            row["verdict"] == verdict
                            and row["client"] == name
                            and row["contract"].startswith(level)
                            for row in results
                        )
                        for verdict in verdicts
                    }
                    for level in ("must", "should", "may")
                },
            }
            for name in _OUTCOMES
        ],
    }


def hostile_report(text: str) -> dict[str, Any]:
    """The ordinary report, with ``text`` wherever a client's words may stand."""
    report = copy.deepcopy(small_report())
    name = f"alpha {text}"
    for row in [*report["strictness"], *report["summary"], *report["results"]]:
        row["client"] = name if row["client"] == "alpha" else row["client"]
    report["clients"][0].update(name=name, version=text, language=text)
    first = report["results"][0]
    first.update(sent=text, received=text, reason=text)
    first["findings"] = [finding("value-changed", f"/{text}", text, text)]
    report["results"][1].update(verdict="expected", reason=text)
    return report

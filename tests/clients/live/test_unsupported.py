"""Payloads that a library can't express are shown in the run and in its report, and never silently skipped."""

import json

import pytest

CLIENT = """
from pytest_realtime.clients import Unsupported
from pytest_realtime.clients.live.client import LiveClient
from tests.clients.live.plain import Plain

class Limited(Plain):
    async def texts(self, wire, variant):
        if any(name in wire for name in ('"tracing"', '"near_field"')):
            raise Unsupported("limited can't set it")
        return [wire]

def client():
    return LiveClient(Limited("limited"))
"""
WHOLE = "must.realtime-session-create-request.tracing.null-is-kept"
PART = "must.realtime-audio-config-input.noise-reduction.value-is-kept"


def test_unsupported_payloads_are_shown_with_the_reason_and_counted(
    pytester: pytest.Pytester, pytestconfig: pytest.Config
) -> None:
    pytester.makepyfile(limited=CLIENT)
    pytester.syspathinsert(pytestconfig.rootpath)
    pytester.syspathinsert()
    result = pytester.runpytest_subprocess(
        "--realtime-contracts",
        "--realtime-client=limited:client",
        f"-k={WHOLE} or {PART}",
        "--realtime-report=report.json",
        "-rs",
        "-p",
        "no:randomly",
    )
    result.assert_outcomes(passed=1, skipped=1)
    result.stdout.fnmatch_lines_random(
        [
            "SKIPPED*not applicable: limited can't set it",
            "unsupported payloads (skipped): *, in 2 contracts",
        ]
    )
    report = json.loads((pytester.path / "report.json").read_text(encoding="utf-8"))
    found = {row["contract"]: row for row in report["results"]}
    received = {id_: report["exchanges"][row["exchange"]]["received"] for id_, row in found.items()}
    assert (found[WHOLE]["verdict"], received[WHOLE]) == ("not-applicable", "limited can't set it")
    assert found[PART]["verdict"] == "pass"
    assert found[PART]["unsupported"] == 1
    assert "can't set" not in received[PART]

"""What a library has no word for is told in the run and in its report, and never silently skipped."""

import json

import pytest

CLIENT = """
from pytest_realtime.clients import Unsupported
from pytest_realtime.clients.live.client import LiveClient
from tests.clients.live.plain import Plain

class Wordless(Plain):
    async def texts(self, wire, way):
        if any(word in wire for word in ('"tracing"', '"near_field"')):
            raise Unsupported("wordless has no word for it")
        return [wire]

def client():
    return LiveClient(Wordless("wordless"))
"""
WHOLE = "must.realtime-session-create-request.tracing.null-is-kept"
PART = "must.realtime-audio-config-input.noise-reduction.value-is-kept"


def test_is_told_with_the_reason_and_counted(pytester: pytest.Pytester, pytestconfig: pytest.Config) -> None:
    pytester.makepyfile(wordless=CLIENT)
    pytester.syspathinsert(pytestconfig.rootpath)
    pytester.syspathinsert()
    result = pytester.runpytest_subprocess(
        "--realtime-contracts",
        "--realtime-client=wordless:client",
        f"-k={WHOLE} or {PART}",
        "--realtime-report=report.json",
        "-rs",
        "-p",
        "no:randomly",
    )
    result.assert_outcomes(passed=1, skipped=1)
    result.stdout.fnmatch_lines_random(
        [
            "SKIPPED*not applicable: wordless has no word for it",
            "unsupported payloads (skipped): *, in 2 contracts",
        ]
    )
    report = json.loads((pytester.path / "report.json").read_text(encoding="utf-8"))
    found = {row["contract"]: row for row in report["results"]}
    assert (found[WHOLE]["verdict"], found[WHOLE]["received"]) == ("not-applicable", "wordless has no word for it")
    assert found[PART]["verdict"] == "pass"
    assert found[PART]["unsupported"] == 1
    assert "no word" not in found[PART]["received"]

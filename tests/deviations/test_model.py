"""Known deviations are found, compared with findings, and written as entries."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pytest_realtime.deviations.known import Deviation, KnownDeviations, Listed, judge_listed
from pytest_realtime.judge import Finding, FindingKind
from pytest_realtime.judge.entry_text import entry_text

A = Finding(FindingKind.NULL_DROPPED, "/a", "null", "absent")
B = Finding(FindingKind.VALUE_CHANGED, "/b", "1", "2")
CRASHED = Finding(FindingKind.CRASHED, "", "an answer", "exit code 1")

words = st.text(st.sampled_from("az\"'\\\n\t\x7f\x1bé\U0001f600"), min_size=1, max_size=5)


def deviation(client: str | None, *contracts: str, findings: tuple[str, ...] | None = None) -> Deviation:
    return Deviation(client, "known", contracts[0], findings, frozenset(contracts))


def test_a_deviation_is_found_by_client_and_contract() -> None:
    mine, any_client = deviation("mine", "must.a", "must.b"), deviation(None, "must.c")
    known = KnownDeviations([mine, any_client])
    assert mine is known.find("mine", "must.b")
    assert any_client is known.find("mine", "must.c")
    assert None is known.find("other", "must.a")
    assert None is KnownDeviations().find("mine", "must.a")


@pytest.mark.parametrize(
    ("listed", "findings", "expected"),
    [
        (None, [A], Listed.EXPECTED),
        (None, [], Listed.FIXED),
        (("null-dropped /a",), [], Listed.FIXED),
        (("null-dropped /a",), [A, A], Listed.EXPECTED),
        (("value-changed /b", "null-dropped /a"), [A, B], Listed.EXPECTED),
        (("null-dropped /a",), [A, B], Listed.DIFFERENTLY),
        (("null-dropped /a", "value-changed /b"), [A], Listed.DIFFERENTLY),
        (None, [A, CRASHED], Listed.DIFFERENTLY),
    ],
)
def test_a_listed_contract_is_compared_with_its_findings(
    listed: tuple[str, ...] | None, findings: list[Finding], expected: Listed
) -> None:
    assert expected is judge_listed(deviation("c", "must.a", findings=listed), findings)


def test_an_entry_is_ready_to_paste() -> None:
    expected = """\
[[deviation]]
client   = "mine"
findings = ["null-dropped McpTool.headers"]
reason   = "TODO"
"""
    assert expected == entry_text("mine", ["null-dropped McpTool.headers"])


def test_an_entry_lists_each_finding_once_and_may_omit_the_client() -> None:
    expected = """\
[[deviation]]
findings  = [
    "null-dropped A",
    "null-dropped B",
]
reason    = "upstream"
contracts = 3
"""
    keys = ["null-dropped B", "null-dropped A", "null-dropped B"]
    assert expected == entry_text(None, keys, "upstream", contracts=3)


@settings(deadline=None)
@given(words, words, words)
def test_any_string_survives_the_file(client: str, reason: str, key: str) -> None:
    read = tomllib.loads(entry_text(client, [key], reason, message=key))
    assert {"deviation": [{"client": client, "findings": [key], "reason": reason, "message": key}]} == read

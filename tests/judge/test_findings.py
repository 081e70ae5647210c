"""Findings: their kinds, and how they are written."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pytest_realtime.judge.findings import ERRORS, MEANINGS, Finding, FindingKind, defect_findings
from pytest_realtime.wire.json.reader import JsonDefect

KINDS = (
    "null-dropped null-invented member-dropped member-invented member-renamed value-changed number-kind "
    "type-changed item-dropped item-invented order-changed duplicate-key not-json valid-rejected "
    "invalid-accepted read-rejected crashed timed-out driver-error not-sent event-ignored refused out-of-order"
)

findings = st.builds(
    Finding, st.sampled_from(FindingKind), st.sampled_from(["", "/a/0"]), st.just("1"), st.just("2")
)


def test_the_kinds_are_those_of_the_contract_and_each_has_a_meaning() -> None:
    assert KINDS.split() == [kind.value for kind in FindingKind] == list(MEANINGS)
    assert all(kind.meaning and "\n" not in kind.meaning for kind in FindingKind)


def test_crashes_time_outs_and_driver_errors_are_errors() -> None:
    assert {"crashed", "timed-out", "driver-error"} == ERRORS == {kind for kind in FindingKind if kind.is_error}


def test_a_finding_is_listed_by_kind_and_pointer() -> None:
    assert str(Finding(FindingKind.NULL_DROPPED, "/a/b", "null", "absent")) == "null-dropped /a/b"
    assert str(Finding(FindingKind.MEMBER_DROPPED, "/", "1", "absent")) == "member-dropped /"
    assert str(Finding(FindingKind.NOT_JSON, "", "JSON", "NaN is not JSON")) == "not-json"


def test_a_report_has_members_of_plain_text() -> None:
    finding = Finding(FindingKind.NULL_DROPPED, "/a", "null", "absent", "McpTool.headers", "null", "N1", "why")
    assert json.loads(json.dumps(finding.to_dict())) == {
        "kind": "null-dropped",
        "pointer": "/a",
        "expected": "null",
        "observed": "absent",
        "place": "McpTool.headers",
        "form": "null",
        "rule": "N1",
        "reason": "why",
    }
    assert finding.key == "null-dropped McpTool.headers null"
    assert str is type(finding.to_dict()["kind"])


@settings(deadline=None)
@given(findings)
def test_a_finding_is_read_back_from_a_report(finding: Finding) -> None:
    assert finding == Finding.from_dict({**dict(finding.to_dict()), "added later": ""})


@pytest.mark.parametrize(("data", "error"), [({"kind": "odd"}, KeyError), ({}, KeyError)])
def test_a_report_that_lacks_a_member_is_refused(data: dict[str, str], error: type[Exception]) -> None:
    with pytest.raises((error, ValueError)):
        Finding.from_dict(data)


def test_flaws_become_findings_that_can_be_printed() -> None:
    defects = [JsonDefect("duplicate-key", "/a", "twice"), JsonDefect("not-json", "/\ud800", "x" * 200)]
    expected = (
        Finding(FindingKind.DUPLICATE_KEY, "/a", "each key once", "twice"),
        Finding(FindingKind.NOT_JSON, "/\\ud800", "JSON", "x" * 119 + "…"),
    )
    assert expected == defect_findings(defects)


@pytest.mark.parametrize(
    ("pointer", "observed", "masked"),
    [
        ("/tools/0/authorization", '"tok"', "***"),
        ("/tools/0/headers/X-A", "7", "***"),
        ("/client_secret/value", '"tok"', "***"),
        ("/tools/0/headers", '{"X-A":"b"}', '{"X-A":"***"}'),
        ("/tools/0", '{"headers":{"X-A":"b"}}', '{"headers":{"X-A":"***"}}'),
        ("/tools/0/authorization", "absent", "absent"),
        ("/model", '"gpt"', '"gpt"'),
    ],
)
def test_a_masked_finding_knows_secrets_by_their_place(pointer: str, observed: str, masked: str) -> None:
    expected = Finding(FindingKind.VALUE_CHANGED, pointer, "null", masked)
    assert expected == Finding(FindingKind.VALUE_CHANGED, pointer, "null", observed).masked()

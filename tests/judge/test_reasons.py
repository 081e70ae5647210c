"""A finding's reason: the rule of its place that fits its kind, else the sentence of its kind."""

import pytest

from pytest_realtime.judge.findings import FindingKind
from pytest_realtime.judge.reasons import REASONS, reason_of
from pytest_realtime.wire.rules import api_rules


@pytest.mark.parametrize(
    ("kind", "rules", "form", "direction", "rule"),
    [
        pytest.param(
            FindingKind.VALUE_CHANGED, ("U6", "V1"), "word", "write", "V1", id="the rule that fits the kind"
        ),
        pytest.param(
            FindingKind.INVALID_ACCEPTED, ("S3", "V5"), "number", "write", "S3", id="any rule of the place"
        ),
        pytest.param(FindingKind.NULL_DROPPED, ("V1", "S9"), "null", "write", "S9", id="a null that is written"),
        pytest.param(FindingKind.NULL_DROPPED, ("S9",), "null", "read", "N6", id="a null that is read"),
        pytest.param(FindingKind.MEMBER_DROPPED, ("V1",), "{}", "write", "N4", id="an empty value"),
        pytest.param(FindingKind.MEMBER_DROPPED, ("V1",), "value", "write", "N1", id="a member that is written"),
        pytest.param(FindingKind.MEMBER_DROPPED, ("V1",), "value", "read", "C3", id="a member that is read"),
        pytest.param(FindingKind.READ_REJECTED, ("E16", "V1"), "absent", "read", "E16", id="a lacking member"),
        pytest.param(FindingKind.READ_REJECTED, (), "absent", "read", "S12", id="a lacking member without a rule"),
        pytest.param(FindingKind.INVALID_ACCEPTED, (), "number", "write", "", id="no rule"),
    ],
)
def test_the_reason_names_the_rule_of_the_place_that_fits(
    kind: FindingKind, rules: tuple[str, ...], form: str, direction: str, rule: str
) -> None:
    sentence = api_rules()[rule] if rule else REASONS[kind].sentence
    assert reason_of(kind, rules, form, direction) == (rule, sentence)

"""Our types beside those of the ``openai`` package, member by member: what differs is known, and why.

The package is evidence, not the oracle (C2), and it changes often. With another version than the one that the
table was made for, differences that nobody knows still fail; those that are gone don't.
"""

import importlib.metadata
from typing import Any, get_type_hints

import pytest

from pytest_realtime.drift import Difference
from pytest_realtime.drift.package import KNOWN, package_changes, package_differences
from pytest_realtime.drift.package_types import ANSWER_TYPES, REQUEST_TYPES
from pytest_realtime.wire import get_wire_type, shape_of, wire_types

pytest.importorskip("openai", reason="compares with the types of the openai package, which is not installed")

CHECKED = "3.57.0"
"""The version that the table of differences was made for."""
INSTALLED = importlib.metadata.version("openai")

WITHOUT_COUNTERPART = {
    *("AudioTranscriptionDelay", "CallableToolAllowedCaller", "ConnectorId", "InfMarker", "OutputModality"),
    *("McpToolApprovalSetting", "RealtimeIncludeOption", "RealtimeModel", "RealtimeSessionType"),
    *("RealtimeTranscriptionSessionType", "RetentionRatioTruncationType", "SemanticVadEagerness"),
    *("TracingMode", "TranscriptionModel", "TruncationMode", "VoiceIdsShared"),
    *("MaxOutputTokens", "ResponsePromptVariables", "AudioTranscriptionResponse"),
}
"""Types without a name in the package. All are compared as parts of others; one has no type of its own (C2)."""


@pytest.fixture(scope="module")
def found() -> list[Difference]:
    return package_differences("openai")


def test_every_type_has_a_counterpart_or_is_known_to_have_none() -> None:
    live = {entry.name for entry in wire_types() if entry.dialect != "beta"}
    assert live == REQUEST_TYPES.keys() | ANSWER_TYPES.keys() | WITHOUT_COUNTERPART
    assert not REQUEST_TYPES.keys() & ANSWER_TYPES.keys()


def test_every_difference_has_exactly_one_reason(found: list[Difference]) -> None:
    reasons = {str(item): [row.rule for row in KNOWN if row.explains(item)] for item in found}
    unexplained = {item: rules for item, rules in reasons.items() if len(rules) != 1}
    assert unexplained == {}, f"openai {INSTALLED} is installed; the table was made for {CHECKED}"
    assert package_changes("openai") == []


def test_every_reason_explains_a_difference(found: list[Difference]) -> None:
    unused = [row for row in KNOWN if not any(row.explains(item) for item in found)]
    if INSTALLED != CHECKED:
        pytest.skip(f"openai {INSTALLED} is installed; rows that {CHECKED} needed may be unused: {unused}")
    assert unused == []


def test_the_beta_members_that_the_document_lacks_are_those_of_the_package() -> None:
    beta = pytest.importorskip(
        "openai.types.beta.realtime.session_create_params", reason="the beta's types are gone"
    )
    theirs: dict[str, Any] = {
        "LegacyRealtimeSessionCreateRequest": beta.SessionCreateParams,
        "LegacyTurnDetection": beta.TurnDetection,
    }
    for name, python in theirs.items():
        shape: Any = shape_of(get_wire_type(name).python)
        newer = {member.name for member in shape.members.values() if member.source == "sdk"}
        assert newer
        assert newer <= get_type_hints(python).keys()

"""Our types beside those of the ``openai`` package, member by member: what differs is known, and why.

The package is evidence, not the oracle (C2), and it changes often. With another version than the one that the
table was made for, differences that nobody knows still fail; those that are gone don't.
"""

import importlib.metadata

import pytest

from pytest_realtime.drift import INTENDED, Difference, Intended, compare
from pytest_realtime.wire import wire_types
from tests.wire.openai_types import ANSWER_TYPES, REQUEST_TYPES, counterpart

pytest.importorskip("openai", reason="compares with the types of the openai package, which is not installed")

CHECKED = "3.57.0"
"""The version that the table of differences was made for."""
INSTALLED = importlib.metadata.version("openai")

ASPECTS = ("component", "member", "variant", "type", "null", "required", "values", "open")
"""What Python types can say; they know of no bounds and no closed objects."""

WITHOUT_COUNTERPART = {
    *("AudioTranscriptionDelay", "CallableToolAllowedCaller", "ConnectorId", "InfMarker", "OutputModality"),
    *("McpToolApprovalSetting", "RealtimeIncludeOption", "RealtimeModel", "RealtimeSessionType"),
    *("RealtimeTranscriptionSessionType", "RetentionRatioTruncationType", "SemanticVadEagerness"),
    *("TracingMode", "TranscriptionModel", "TruncationMode", "VoiceIdsShared"),
    *("MaxOutputTokens", "ResponsePromptVariables", "AudioTranscriptionResponse"),
}
"""Types without a name in the package. All are compared as parts of others; one has no type of its own (C2)."""

_INPUTS = ("RealtimeAudioConfigInput", "RealtimeTranscriptionSessionAudioInput")
_ANSWERED_INPUTS = ("RealtimeSessionResponseAudioInput", "RealtimeTranscriptionSessionResponseAudioConfigInput")
_PROMPTS = ("ResponsePrompt", "RealtimeSessionCreateResponse")

STRICTER = tuple(row for row in INTENDED if row.theirs is False and set(row.aspects) <= {"required", "variant"})
"""What we require, or read, against the published document: the package is made from it."""

KNOWN: tuple[Intended, ...] = (
    Intended(
        "C2",
        "the package's requests know no null for these two switches, which the prose does (N2)",
        ("null",),
        _INPUTS,
        ("noise_reduction", "transcription"),
        False,
    ),
    Intended(
        "C2",
        "the package has one transcription type for requests and answers (S5)",
        ("member",),
        _ANSWERED_INPUTS,
        ("transcription.delay", "transcription.keywords"),
        True,
    ),
    Intended(
        "C3",
        "the package reads these events with the types of requests",
        ("member", "variant", "required"),
        ("SessionCreatedEvent", "SessionUpdatedEvent"),
        ("session*",),
        ...,
    ),
    Intended(
        "S12",
        "newer than the published document that we follow",
        ("member",),
        ("NoiseReduction", "TranslationNoiseReduction"),
        ("strength",),
        True,
    ),
    Intended(
        "S12",
        "newer than the published document that we follow",
        ("member",),
        _PROMPTS,
        ("*prompt_cache_breakpoint.ttl",),
        True,
    ),
    Intended(
        "X8",
        "the package takes any value; the schema says object",
        ("type",),
        ("TracingConfig",),
        ("metadata",),
        [],
    ),
    Intended(
        "X11",
        "the package takes any value; the schema says object",
        ("type",),
        ("RealtimeFunctionTool",),
        ("parameters",),
        [],
    ),
    *STRICTER,
    Intended(
        "S13",
        "required by schema, given a default by the prose",
        ("required",),
        _PROMPTS,
        ("*<object:input_image>.detail",),
        True,
    ),
)
"""The differences of the checked version; each row explains at least one, and no difference has two."""


@pytest.fixture(scope="module")
def found() -> list[Difference]:
    counterparts = {**REQUEST_TYPES, **ANSWER_TYPES}
    schemas = {name: counterpart(path) for name, path in counterparts.items()}
    differences = compare(schemas, [entry for entry in wire_types() if entry.name in counterparts])
    return [item for item in differences if item.aspect in ASPECTS and not _is_null_of_model(item)]


def _is_null_of_model(difference: Difference) -> bool:
    """Models have ``Optional`` for every optional member, whether null or absent is meant."""
    return difference.aspect == "null" and difference.wire_type in ANSWER_TYPES


def test_every_type_has_a_counterpart_or_is_known_to_have_none() -> None:
    live = {entry.name for entry in wire_types() if entry.dialect != "beta"}
    assert live == REQUEST_TYPES.keys() | ANSWER_TYPES.keys() | WITHOUT_COUNTERPART
    assert not REQUEST_TYPES.keys() & ANSWER_TYPES.keys()


def test_every_difference_has_exactly_one_reason(found: list[Difference]) -> None:
    reasons = {str(item): [row.rule for row in KNOWN if row.explains(item)] for item in found}
    unexplained = {item: rules for item, rules in reasons.items() if len(rules) != 1}
    assert unexplained == {}, f"openai {INSTALLED} is installed; the table was made for {CHECKED}"


def test_every_reason_explains_a_difference(found: list[Difference]) -> None:
    unused = [row for row in KNOWN if not any(row.explains(item) for item in found)]
    if INSTALLED != CHECKED:
        pytest.skip(f"openai {INSTALLED} is installed; rows that {CHECKED} needed may be unused: {unused}")
    assert unused == []

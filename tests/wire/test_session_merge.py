"""What a session.update makes of a session: each rule by hand, and what is true of any update."""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pytest_realtime.strategies import payloads
from pytest_realtime.wire import RealtimeSessionCreateRequest, UnknownWireType
from pytest_realtime.wire.session_merge import merge, settings_of

REALTIME = "RealtimeSessionCreateRequest"
TRANSCRIPTION = "RealtimeTranscriptionSessionCreateRequest"
TRANSLATION = "RealtimeTranslationSessionUpdateRequest"
TYPES = (REALTIME, TRANSCRIPTION, TRANSLATION)

SEMANTIC = {"type": "semantic_vad", "eagerness": "high"}
FULL: dict[str, Any] = {
    "type": "realtime",
    "instructions": "Be brief.",
    "tracing": {"workflow_name": "w", "group_id": "g"},
    "tools": [{"type": "function", "name": "roll"}],
    "truncation": {"type": "retention_ratio", "retention_ratio": 0.8, "token_limits": {"post_instructions": 1}},
    "reasoning": {"effort": "low"},
    "prompt": {"id": "pmpt_1", "version": "2", "variables": {"city": "Oslo"}},
    "audio": {
        "input": {
            "format": {"type": "audio/pcm", "rate": 24000},
            "turn_detection": SEMANTIC,
            "transcription": {"model": "whisper-1", "language": "en"},
            "noise_reduction": {"type": "near_field"},
        },
        "output": {"voice": {"id": "voice_1"}, "speed": 1.25},
    },
}


def nested(path: str, value: Any) -> dict[str, Any]:
    for name in reversed(path.split(".")):
        value = {name: value}
    return dict(value)


def at(session: Any, path: str) -> Any:
    for name in path.split("."):
        session = session[name]
    return session


def without(session: dict[str, Any], path: str) -> dict[str, Any]:
    rest = copy.deepcopy(session)
    *holders, name = path.split(".")
    at(rest, ".".join(holders)).pop(name) if holders else rest.pop(name)
    return rest


@pytest.mark.parametrize(
    ("path", "value"),
    [
        # Null turns a switch off (N1, N3).
        ("audio.input.turn_detection", None),
        ("audio.input.transcription", None),
        ("audio.input.noise_reduction", None),
        ("tracing", None),
        ("prompt", None),
        # An empty text or list clears (N4).
        ("instructions", ""),
        ("tools", []),
        # Unions are set whole: nothing of the old variant stays.
        ("audio.input.turn_detection", {"type": "server_vad"}),
        ("audio.input.turn_detection", {"type": "semantic_vad"}),
        ("audio.input.format", {"type": "audio/pcmu"}),
        ("audio.output.voice", "marin"),
        ("tracing", {"group_id": "other"}),
        ("tracing", "auto"),
        ("truncation", {"type": "retention_ratio", "retention_ratio": 0.5}),
        # Switches are set whole.
        ("audio.input.transcription", {"model": "gpt-transcribe"}),
        ("audio.input.noise_reduction", {"type": "far_field"}),
        ("prompt", {"id": "pmpt_2"}),
        # Lists and maps are set whole.
        ("tools", [{"type": "function", "name": "other"}]),
        # Containers are merged member by member, so that only this one changes.
        ("audio.output.speed", 1.0),
        ("reasoning.effort", "high"),
    ],
)
def test_one_member_is_replaced_and_all_else_stays(path: str, value: Any) -> None:
    merged = merge(FULL, nested(path, value))
    assert at(merged, path) == value
    assert without(merged, path) == without(FULL, path)


def test_a_switch_that_is_off_is_turned_on() -> None:
    off = merge(FULL, nested("audio.input.turn_detection", None))
    assert merge(off, nested("audio.input.turn_detection", SEMANTIC)) == FULL


def test_what_the_session_lacks_is_added_as_it_is_and_nothing_is_filled_in() -> None:
    assert merge({}, {"type": "realtime", "audio": {"output": {}}}) == {"type": "realtime", "audio": {"output": {}}}


def test_a_container_sent_as_null_has_nothing_to_keep() -> None:
    assert merge({"audio": None}, {"audio": {"input": {}}}) == {"audio": {"input": {}}}


def test_unknown_members_stay_and_are_replaced() -> None:
    session = {"id": "sess_1", "new": {"a": 1, "b": 2}, "audio": {"new": {"a": 1}}}
    merged = merge(session, {"new": {"a": 3}, "audio": {"new": {}, "newer": [1]}})
    assert merged == {"id": "sess_1", "new": {"a": 3}, "audio": {"new": {}, "newer": [1]}}


def test_a_transcription_session_is_merged_by_its_own_containers() -> None:
    session = nested(
        "audio.input", {"turn_detection": None, "transcription": {"model": "whisper-1", "language": "en"}}
    )
    update = nested("audio.input.transcription", {"model": "gpt-transcribe"})
    merged = merge(session, update, wire_type=TRANSCRIPTION)
    assert merged["audio"]["input"] == {"turn_detection": None, "transcription": {"model": "gpt-transcribe"}}


def test_an_update_of_a_translation_session_keeps_its_model() -> None:
    session = {"model": "gpt-realtime-translate", "audio": {"input": {"transcription": {"model": "m"}}}}
    merged = merge(session, {"audio": {"output": {"language": "es"}}}, wire_type=TRANSLATION)
    assert merged == {**session, "audio": {**session["audio"], "output": {"language": "es"}}}  # type: ignore[dict-item]


def test_a_switch_is_one_also_where_null_is_not_declared() -> None:
    """The answer's type of a transcription session declares no null for it."""
    session = nested("audio.input.transcription", {"model": "whisper-1", "language": "en"})
    update = nested("audio.input.transcription", {"model": "gpt-transcribe"})
    assert merge(session, update, wire_type="RealtimeTranscriptionSessionCreateResponse") == update


def test_the_settings_are_found_through_the_containers() -> None:
    assert [".".join(setting.path) for setting in settings_of(RealtimeSessionCreateRequest)] == [
        "type",
        "model",
        "output_modalities",
        "instructions",
        "audio.input.format",
        "audio.input.noise_reduction",
        "audio.input.transcription",
        "audio.input.turn_detection",
        "audio.output.format",
        "audio.output.speed",
        "audio.output.voice",
        "include",
        "tracing",
        "tools",
        "tool_choice",
        "parallel_tool_calls",
        "reasoning.effort",
        "max_output_tokens",
        "truncation",
        "prompt",
    ]


def test_a_name_that_is_not_an_object_type_is_rejected() -> None:
    with pytest.raises(UnknownWireType, match="did you mean 'RealtimeSessionCreateRequest'"):
        merge({}, {}, wire_type="RealtimeSessionCreateReqest")
    with pytest.raises(ValueError, match="TurnDetection is not an object type"):
        merge({}, {}, wire_type="TurnDetection")


def pairs(wire_type: str) -> st.SearchStrategy[tuple[str, Any, Any]]:
    return st.tuples(st.just(wire_type), payloads(wire_type), payloads(wire_type))


PAIRS = st.sampled_from(TYPES).flatmap(pairs)


@settings(max_examples=100)
@given(pair=PAIRS)
def test_an_empty_update_changes_nothing(pair: tuple[str, Any, Any]) -> None:
    wire_type, session, _ = pair
    assert merge(session, {}, wire_type=wire_type) == session


@settings(max_examples=100)
@given(pair=PAIRS)
def test_the_same_update_again_changes_nothing(pair: tuple[str, Any, Any]) -> None:
    wire_type, session, update = pair
    merged = merge(session, update, wire_type=wire_type)
    assert merge(merged, update, wire_type=wire_type) == merged


@settings(max_examples=100)
@given(pair=PAIRS)
def test_what_is_named_ends_as_the_update_says_and_all_else_stays(pair: tuple[str, Any, Any]) -> None:
    wire_type, session, update = pair
    merged = merge(session, update, wire_type=wire_type)
    for setting in settings_of(wire_type):
        before, expected = look(session, setting.path), look(update, setting.path)
        if setting.path[-1] == "noise_reduction" and isinstance(before, dict) and isinstance(expected, dict):
            expected = {**before, **expected}
        assert look(merged, setting.path) == (before if expected is ABSENT else expected)


@pytest.mark.parametrize(
    ("wire_type", "envelope"),
    [
        ("RealtimeSessionCreateRequest", {"type": "realtime"}),
        ("RealtimeTranscriptionSessionCreateRequest", {"type": "transcription"}),
        ("RealtimeTranslationSessionUpdateRequest", {}),
    ],
)
def test_noise_reduction_is_merged_although_null_switches_it_off(wire_type: str, envelope: Any) -> None:
    def session(noise_reduction: Any) -> Any:
        return {**envelope, "audio": {"input": {"noise_reduction": noise_reduction}}}

    steps: list[tuple[Any, Any]] = [
        ({"type": "far_field"}, {"type": "far_field", "strength": 0.5}),
        ({"strength": 1}, {"type": "far_field", "strength": 1}),
        (None, None),
        ({"type": "near_field"}, {"type": "near_field"}),
    ]
    state = session({"type": "near_field", "strength": 0.5})
    for update, expected in steps:
        state = merge(state, session(update), wire_type=wire_type)
        assert state == session(expected)


@settings(max_examples=100)
@given(pair=PAIRS)
def test_the_arguments_stay_as_they_are_and_share_nothing_with_the_result(pair: tuple[str, Any, Any]) -> None:
    wire_type, session, update = pair
    before = copy.deepcopy((session, update))
    spoil(merge(session, update, wire_type=wire_type))
    assert (session, update) == before


ABSENT = object()


def look(session: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        if name not in session:
            return ABSENT
        session = session[name]
    return session


def spoil(value: Any) -> None:
    if isinstance(value, dict | list):
        for part in list(value.values() if isinstance(value, dict) else value):
            spoil(part)
        value.clear()

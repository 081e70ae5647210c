"""Invalid payloads: each is wrong at its place, for its reason, and in nothing else."""

import copy
import itertools
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, seed, settings
from hypothesis.errors import InvalidArgument
from pydantic import ValidationError

from pytest_realtime import strategies, wire
from pytest_realtime.payloads.mutations.enumerate import KINDS, InvalidPayload, every_invalid_payload
from pytest_realtime.payloads.mutations.strategy import invalid_payloads
from pytest_realtime.wire import TurnDetection, UnknownWireType, wire_types
from pytest_realtime.wire.json.canonical import canonical

NAMES = [entry.name for entry in wire_types(direction="write")]
SESSION = "RealtimeSessionCreateRequest"
PLAIN = settings(max_examples=200, database=None, deadline=None, suppress_health_check=list(HealthCheck))

OTHER_TYPE = {
    *("bool_type", "dict_type", "int_type", "list_type", "literal_error", "model_type", "number_type"),
    *("object_type", "string_type", "no_such_variant", "unknown_type"),
}
"""The codes of models for a value of another JSON type; of a union's tag, that the type is unknown."""
REASONS: dict[str, set[str]] = {
    "wrong-type": OTHER_TYPE,
    "null-not-allowed": OTHER_TYPE,
    "out-of-bounds": {"out_of_bounds"},
    "number-kind": {"int_type", "no_such_variant"},
    "unknown-value": {"literal_error", "unknown_type", "unknown_value"},
    "wrong-case": {"unknown_type", "unknown_value"},
    "missing-type": {"missing"},
    "unknown-type": {"unknown_type"},
    "missing-member": {"missing"},
    "unknown-member": {"unknown_member"},
    "foreign-member": {"unknown_member"},
    "excluded-member": {"excluded"},
    "no-target": {"missing_one_of"},
    "duplicate-key": {"duplicate-key"},
    "not-a-number": {"not-json"},
    "infinity": {"not-json"},
    "lone-surrogate": {"not-json"},
    "truncated-text": {"not-json"},
    "trailing-text": {"not-json"},
    "byte-order-mark": {"not-json"},
}
"""For each kind, the codes with which models or the strict reader reject it."""
OWN_RULES = {
    *("V2", "V3", "V4", "V8", "U1", "U2", "U3", "U4", "U5", "U6", "U8", "S13"),
    *("E1", "I1", "I7", "I20", "I22", "R3", ""),
}
"""A union or an enum inside a member may name its own rule instead of the member's."""


def rejections(name: str, text: str) -> list[tuple[str, str, str]]:
    """Place, code and rule of everything that is wrong with a text."""
    try:
        wire.parse(name, text, direction="write")
    except wire.InvalidJson as error:
        return [(defect.pointer, defect.kind, "") for defect in error.defects]
    except ValidationError as error:
        return [
            ("".join(f"/{step}" for step in line["loc"]), line["type"], line.get("ctx", {}).get("rule", ""))
            for line in error.errors()
        ]
    return []


def assert_one_thing_is_wrong(invalid: InvalidPayload) -> None:
    ((place, code, rule),) = rejections(invalid.wire_type, invalid.text)
    assert f"{place}/".startswith(f"{invalid.pointer}/"), invalid
    assert code in REASONS[invalid.kind], invalid
    assert not invalid.rule or rule in {invalid.rule} | OWN_RULES, invalid
    wire.validate(invalid.wire_type, invalid.repaired, direction="write")
    assert without(invalid.payload, invalid.pointer) == without(invalid.repaired, invalid.pointer), invalid


def without(payload: Any, pointer: str) -> Any:
    """The payload with nothing at this place; places inside arrays are emptied."""
    if not pointer:
        return None
    *path, last = pointer.split("/")[1:]
    payload = holder = copy.deepcopy(payload)
    for step in path:
        holder = holder[int(step) if isinstance(holder, list) else step]
    if isinstance(holder, list):
        holder[int(last)] = None
    else:
        holder.pop(last, None)
    return payload


def test_one_thing_is_wrong_with_every_payload() -> None:
    for name in NAMES:
        for invalid in every_invalid_payload(name):
            assert_one_thing_is_wrong(invalid)


def test_what_is_wrong_at_a_type_s_own_level_shows_in_the_payload() -> None:
    for name in NAMES:
        for invalid in every_invalid_payload(name, deep=False):
            assert_one_thing_is_wrong(invalid)
            assert rejections(name, canonical(invalid.payload)), invalid


def test_kinds_are_all_there_and_explained() -> None:
    assert {invalid.kind for name in NAMES for invalid in every_invalid_payload(name)} == set(KINDS) == set(REASONS)


def test_a_session_has_more_places_and_kinds_than_other_tools_reach() -> None:
    pairs = {(invalid.pointer, invalid.kind) for invalid in every_invalid_payload(SESSION)}
    assert len(pairs) > 400


def test_no_two_payloads_have_the_same_place_and_text() -> None:
    for name in NAMES:
        known = [(invalid.pointer, invalid.text) for invalid in every_invalid_payload(name)]
        assert len(known) == len({*known})


def test_parts_are_mutated_in_every_place() -> None:
    shown = {(invalid.pointer, invalid.kind) for invalid in every_invalid_payload("SessionUpdateEvent")}
    assert {
        ("", "truncated-text"),
        ("/session", "duplicate-key"),
        ("/session/type", "missing-type"),
        ("/session/voice", "foreign-member"),
        ("/session/output_modalities", "out-of-bounds"),
        ("/session/audio/input/turn_detection/eagerness", "wrong-case"),
        ("/session/audio/input/turn_detection/eagerness", "foreign-member"),
        ("/session/audio/input/turn_detection", "excluded-member"),
        ("/session/audio/input/transcription/languages/0", "null-not-allowed"),
        ("/session/audio/output/speed", "not-a-number"),
        ("/session/max_output_tokens", "number-kind"),
        ("/session/tools/0", "no-target"),
        ("/session/tools/0/function", "foreign-member"),
        ("/session/prompt/variables/k", "wrong-type"),
    } - shown == set()


def test_enumeration_is_lazy_and_always_the_same() -> None:
    ten = list(itertools.islice(every_invalid_payload(SESSION), 10))
    assert ten == list(itertools.islice(every_invalid_payload(SESSION), 10))
    ten[0].repaired["changed"] = "by the caller"
    assert "changed" not in next(every_invalid_payload(SESSION)).repaired


def test_types_are_given_by_name_or_class() -> None:
    assert list(every_invalid_payload(TurnDetection)) == list(every_invalid_payload("TurnDetection"))
    with pytest.raises(UnknownWireType, match="did you mean 'TurnDetection'"):
        next(every_invalid_payload("TurnDetecton"))


@PLAIN
@given(strategies.invalid_payloads(SESSION))
def test_one_thing_is_wrong_with_generated_payloads(invalid: InvalidPayload) -> None:
    assert_one_thing_is_wrong(invalid)


@settings(PLAIN, max_examples=20)
@given(invalid=strategies.invalid_payloads("McpTool", kinds=["no-target", "unknown-value"]))
def test_kinds_can_be_chosen(invalid: InvalidPayload) -> None:
    assert invalid.kind in ("no-target", "unknown-value")
    assert_one_thing_is_wrong(invalid)


@pytest.mark.parametrize("name", [entry.name for entry in wire_types()])
def test_every_type_has_invalid_payloads_to_generate(name: str) -> None:
    assert find(invalid_payloads(name), lambda _: True, settings=settings(PLAIN, phases=[Phase.generate]))


def generated(count: int) -> list[InvalidPayload]:
    found: list[InvalidPayload] = []

    @seed(7)
    @settings(PLAIN, max_examples=count, phases=[Phase.generate])
    @given(invalid_payloads(SESSION))
    def collect(invalid: InvalidPayload) -> None:
        found.append(invalid)

    collect()
    return found


def test_generated_payloads_are_of_many_kinds() -> None:
    found = generated(300)
    assert len({invalid.kind for invalid in found}) >= 18
    assert len({repr(invalid.repaired) for invalid in found}) > 200


def test_a_generated_payload_shrinks_to_the_smallest() -> None:
    invalid = find(
        invalid_payloads(SESSION, kinds=["out-of-bounds"]),
        lambda invalid: invalid.pointer.endswith("/speed"),
        settings=settings(PLAIN, max_examples=2000),
    )
    assert invalid.text == '{"type":"realtime","audio":{"output":{"speed":-0.75}}}'


@pytest.mark.parametrize(
    ("name", "kinds", "message"),
    [
        ("ServerVd", None, "did you mean 'ServerVad'"),
        ("ServerVad", ["wrong-tpye"], "did you mean 'wrong-type'.*allowed: wrong-type, null-not-allowed"),
        ("ServerVad", [7], "7 is not a kind of invalid payload; allowed"),
        ("ServerVad", ["no-target"], "ServerVad has no invalid payloads of kind 'no-target'; it has: wrong-type"),
        ("ServerVad", [], "give a list of one or more of: wrong-type"),
        ("ServerVad", "wrong-type", "give a list"),
    ],
)
def test_wrong_requests_say_what_is_allowed(name: str, kinds: Any, message: str) -> None:
    with pytest.raises(InvalidArgument, match=message):
        strategies.invalid_payloads(name, kinds=kinds)

"""Faults: each is invalid at its place, for its reason, and in nothing else."""

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
    *("object_type", "string_type", "no_such_arm", "unknown_type"),
}
"""What models say of a value of another JSON type; where the value is a union's tag, that the type is unknown."""
REASONS: dict[str, set[str]] = {
    "wrong-type": OTHER_TYPE,
    "null-not-allowed": OTHER_TYPE,
    "out-of-bounds": {"out_of_bounds"},
    "number-kind": {"int_type", "no_such_arm"},
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
"""For each kind, the codes with which models or the strict reader refuse it."""
OWN_RULINGS = {"V2", "V3", "V4", "U1", "U2", "U3", "U4", "U6", "U8", "V8", "S13", ""}
"""A union or an enum inside a member may tell its own ruling instead of the member's."""


def refusals(name: str, text: str) -> list[tuple[str, str, str]]:
    """Place, code and ruling of everything that is wrong with a text."""
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


def assert_is_the_only_thing_wrong(fault: InvalidPayload) -> None:
    ((place, code, rule),) = refusals(fault.wire_type, fault.text)
    assert f"{place}/".startswith(f"{fault.pointer}/"), fault
    assert code in REASONS[fault.kind], fault
    assert not fault.rule or rule in {fault.rule} | OWN_RULINGS, fault
    wire.validate(fault.wire_type, fault.repaired, direction="write")
    assert without(fault.payload, fault.pointer) == without(fault.repaired, fault.pointer), fault


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


def test_every_fault_is_the_only_thing_wrong() -> None:
    for name in NAMES:
        for fault in every_invalid_payload(name):
            assert_is_the_only_thing_wrong(fault)


def test_every_fault_of_a_type_s_own_level_can_be_told_from_the_payload() -> None:
    for name in NAMES:
        for fault in every_invalid_payload(name, deep=False):
            assert_is_the_only_thing_wrong(fault)
            assert refusals(name, canonical(fault.payload)), fault


def test_kinds_are_all_there_and_explained() -> None:
    assert {fault.kind for name in NAMES for fault in every_invalid_payload(name)} == set(KINDS) == set(REASONS)


def test_a_session_has_more_places_and_rules_than_other_tools_reach() -> None:
    pairs = {(fault.pointer, fault.kind) for fault in every_invalid_payload(SESSION)}
    assert len(pairs) > 400


def test_no_fault_is_told_twice() -> None:
    for name in NAMES:
        told = [(fault.pointer, fault.text) for fault in every_invalid_payload(name)]
        assert len(told) == len({*told})


def test_parts_are_broken_in_every_place() -> None:
    shown = {(fault.pointer, fault.kind) for fault in every_invalid_payload("SessionUpdateEvent")}
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
def test_a_drawn_fault_is_the_only_thing_wrong(fault: InvalidPayload) -> None:
    assert_is_the_only_thing_wrong(fault)


@settings(PLAIN, max_examples=20)
@given(fault=strategies.invalid_payloads("McpTool", kinds=["no-target", "unknown-value"]))
def test_kinds_can_be_chosen(fault: InvalidPayload) -> None:
    assert fault.kind in ("no-target", "unknown-value")
    assert_is_the_only_thing_wrong(fault)


@pytest.mark.parametrize("name", [entry.name for entry in wire_types()])
def test_every_type_has_faults_to_draw(name: str) -> None:
    assert find(invalid_payloads(name), lambda _: True, settings=settings(PLAIN, phases=[Phase.generate]))


def drawn(count: int) -> list[InvalidPayload]:
    found: list[InvalidPayload] = []

    @seed(7)
    @settings(PLAIN, max_examples=count, phases=[Phase.generate])
    @given(invalid_payloads(SESSION))
    def collect(fault: InvalidPayload) -> None:
        found.append(fault)

    collect()
    return found


def test_drawn_faults_are_of_many_kinds_in_many_payloads() -> None:
    found = drawn(300)
    assert len({fault.kind for fault in found}) >= 18
    assert len({repr(fault.repaired) for fault in found}) > 200


def test_a_drawn_fault_shrinks_to_the_smallest_payload() -> None:
    fault = find(
        invalid_payloads(SESSION, kinds=["out-of-bounds"]),
        lambda fault: fault.pointer.endswith("/speed"),
        settings=settings(PLAIN, max_examples=2000),
    )
    assert fault.text == '{"type":"realtime","audio":{"output":{"speed":-0.75}}}'


@pytest.mark.parametrize(
    ("name", "kinds", "message"),
    [
        ("ServerVd", None, "did you mean 'ServerVad'"),
        ("ServerVad", ["wrong-tpye"], "did you mean 'wrong-type'.*allowed: wrong-type, null-not-allowed"),
        ("ServerVad", [7], "7 is no kind of fault; allowed"),
        ("ServerVad", ["no-target"], "ServerVad can't have a fault of kind 'no-target'; it can have: wrong-type"),
        ("ServerVad", [], "give a list of one or more of: wrong-type"),
        ("ServerVad", "wrong-type", "give a list"),
    ],
)
def test_wrong_requests_say_what_is_allowed(name: str, kinds: Any, message: str) -> None:
    with pytest.raises(InvalidArgument, match=message):
        strategies.invalid_payloads(name, kinds=kinds)

"""Enumerated cases: complete, valid, readable, and embedded in the payloads that hold them."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings

from pytest_realtime import wire
from pytest_realtime.payloads.cases.read import all_read_cases
from pytest_realtime.payloads.cases.write import all_write_cases
from pytest_realtime.payloads.embedding import locations
from pytest_realtime.payloads.examples import minimal_with
from pytest_realtime.payloads.generation.pairwise import covering
from pytest_realtime.payloads.generation.samples import INTEGERS, JSON_OBJECTS
from pytest_realtime.payloads.lint import violations_of
from pytest_realtime.strategies import payloads
from pytest_realtime.suite.manifest import requirements
from pytest_realtime.wire import payload_types, shape_of, wire_types
from pytest_realtime.wire.shapes import EnumShape, ObjectShape, UnionShape

WRITE = list(all_write_cases())
READ = list(all_read_cases())


def aspects() -> dict[tuple[str, str], set[str]]:
    found = defaultdict(set)
    for case in WRITE:
        found[case.wire_type, case.pointer].add(case.aspect)
    return found


def test_every_member_has_cases_absent_null_and_with_a_value() -> None:
    checked = aspects()
    for entry in wire_types(direction="write"):
        shape = shape_of(entry.python)
        if isinstance(shape, ObjectShape):
            for member in shape.asked_members():
                wanted = {"value-is-kept"}
                # A null that should not be written is no one's to keep (E13).
                discouraged = any(
                    rule.code == "null"
                    for rule in violations_of(entry.name, minimal_with(shape, member.name, None))
                )
                wanted |= {"absent-is-not-null" if discouraged else "null-is-kept"} if member.nullable else set()
                wanted |= set() if member.name in shape.required_on_write() else {"absent-stays-absent"}
                assert wanted <= checked[entry.name, f"/{member.name}"], (entry.name, member.name)


def test_every_enum_value_and_every_variant_has_a_case() -> None:
    for entry in wire_types(direction="write"):
        shape = shape_of(entry.python)
        own = [case for case in WRITE if case.wire_type == entry.name]
        if isinstance(shape, EnumShape):
            assert {case.payload for case in own if case.aspect == "is-kept"} == set(shape.values)
        if isinstance(shape, UnionShape):
            variants = {case.subject for case in own if case.aspect == "arm-is-kept"}
            assert len(variants) == len(shape.variants)


def test_no_must_holds_an_integer_that_a_double_does_not() -> None:
    rows = requirements()
    beyond = {
        case.aspect for case in (*WRITE, *READ) if any(abs(number) > 2**53 for number in integers(case.payload))
    }
    assert beyond == {"large-integer-is-kept"}
    assert rows["large-integer-is-kept"].level == "SHOULD"


def integers(value: Any) -> Iterator[int]:
    if type(value) is int:
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from integers(part)


@settings(max_examples=300)
@given(payload=payloads("RealtimeSessionCreateRequest"))
def test_generated_payloads_hold_only_integers_that_every_client_keeps(payload: Any) -> None:
    assert [number for number in integers(payload) if abs(number) > 2**53] == []


def test_samples_and_covering_sets_hold_only_integers_that_every_client_keeps() -> None:
    covered = [payload for entry in payload_types() for payload in covering(entry.name, strength=1).payloads]
    large = [number for number in integers([*JSON_OBJECTS, *INTEGERS, *covered]) if abs(number) > 2**53]
    assert large == []


def test_what_no_client_has_to_write_is_in_no_payload() -> None:
    whole = [case.payload for case in WRITE if case.wire_type.startswith("Legacy")]
    assert "client_secret" not in json.dumps(whole)
    assert locations("RealtimeSessionClientSecret", "LegacySessionUpdateEvent") == ()
    secret = {"client_secret": {"value": "ek_1", "expires_at": 1}}
    wire.validate("LegacyRealtimeSessionCreateRequest", secret, direction="write")


@pytest.mark.parametrize(
    ("name", "member", "words"),
    [
        ("LegacyRealtimeSessionCreateRequest", "input_audio_format", {"pcm16", "g711_alaw"}),
        ("LegacyRealtimeSessionCreateRequest", "output_audio_format", {"pcm16", "g711_alaw"}),
        ("LegacyRealtimeSessionCreateRequest", "tool_choice", {"auto"}),
        ("LegacyTurnDetection", "type", {"server_vad"}),
    ],
)
def test_the_closed_words_of_the_beta_are_asked_as_such(name: str, member: str, words: set[str]) -> None:
    values = {case.payload[member] for case in WRITE if case.wire_type == name and member in case.payload}
    assert values
    assert values <= words


def test_members_of_the_packages_are_in_payloads_about_themselves_only() -> None:
    newer = {
        (entry.name, member.name)
        for entry in wire_types(direction="write")
        if isinstance(shape := shape_of(entry.python), ObjectShape)
        for member in shape.members.values()
        if member.source == "sdk"
    }
    assert {("NoiseReduction", "strength"), ("LegacyRealtimeSessionCreateRequest", "model")} <= newer
    for name, member in newer:
        holding = [case for case in WRITE if case.wire_type == name and member in case.payload]
        assert {case.pointer for case in holding} == {f"/{member}"}, (name, member)


def test_absent_members_of_nested_objects_have_cases() -> None:
    cases = {case.id: case.payload for case in WRITE}
    absent = cases["response-prompt-variables.input-file.detail.absent-stays-absent"]["k"]
    assert absent["type"] == "input_file"
    assert "detail" not in absent
    advised = cases["response-prompt-variables.input-image.detail.advised-member-stays-absent"]["k"]
    assert advised["type"] == "input_image"
    assert "detail" not in advised


def test_ids_are_readable() -> None:
    for case in (*WRITE, *READ):
        assert re.fullmatch(r"[a-z0-9]+([.-][a-z0-9]+)*", case.id)


def test_embedded_cases() -> None:
    embedded = 0
    for case in [*WRITE, *READ]:
        for host in payload_types():
            if host.travels != case.direction:
                continue
            for place in locations(case.wire_type, host.name):
                if place.accepts(case.payload):
                    payload = place.embed(case.payload)
                    wire.validate(host.name, payload, direction=case.direction)
                    embedded += 1
    assert embedded > 5000


NAMES_ONLY = {"RealtimeContentPart", "ResponseConversationMode"}
"""Names of the crate and of the document for what payloads hold under other names."""


def test_every_leaf_occurs_in_a_payload_that_travels() -> None:
    # Names that clients have for what stands in payloads under another one.
    aliases = {"RealtimeContentPart", "ResponseConversationMode"}
    for entry in wire_types():
        if entry.name in aliases:
            continue
        hosts = [host for host in payload_types() if locations(entry.name, host.name)]
        assert bool(hosts) == (entry.name not in NAMES_ONLY), entry.name


def test_a_place_where_a_value_has_no_meaning_does_not_accept_it() -> None:
    (place,) = locations("ServerVad", "RealtimeTranscriptionSessionCreateRequest")
    assert place.pointer == "/audio/input/turn_detection"
    assert place.accepts({"type": "server_vad", "threshold": 0.5})
    assert not place.accepts({"type": "server_vad", "create_response": True})

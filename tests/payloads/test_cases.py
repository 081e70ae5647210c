"""Enumerated cases: complete, valid, readable, and embedded in the payloads that hold them."""

import re
from collections import defaultdict

from pytest_realtime import wire
from pytest_realtime.payloads.cases.read import all_read_cases
from pytest_realtime.payloads.cases.write import all_write_cases
from pytest_realtime.payloads.embedding import locations
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
                wanted |= {"null-is-kept"} if member.nullable else set()
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


def test_every_leaf_occurs_in_a_payload_that_travels() -> None:
    for entry in wire_types():
        hosts = [host for host in payload_types() if locations(entry.name, host.name)]
        assert hosts, entry.name


def test_a_place_where_a_value_has_no_meaning_does_not_accept_it() -> None:
    (place,) = locations("ServerVad", "RealtimeTranscriptionSessionCreateRequest")
    assert place.pointer == "/audio/input/turn_detection"
    assert place.accepts({"type": "server_vad", "threshold": 0.5})
    assert not place.accepts({"type": "server_vad", "create_response": True})

"""Enumerated faults: each is invalid, at its place, and in nothing else."""

import pytest
from pydantic import ValidationError

from pytest_realtime import wire
from pytest_realtime.payloads.faults import every_fault
from pytest_realtime.wire import wire_types

FAULTS = [fault for entry in wire_types(direction="write") for fault in every_fault(entry.name)]


ALLOWED_RULINGS = {"V2", "V3", "V4", "U1", "U2", "U3", "U4", "U6", "U8", "V8", ""}
"""A union or an enum inside a member may tell its own ruling instead of the member's."""


def test_a_fault_is_refused_at_its_place_and_nowhere_else() -> None:
    for fault in FAULTS:
        with pytest.raises(ValidationError) as caught:
            wire.validate(fault.wire_type, fault.payload, direction="write")
        (error,) = caught.value.errors()
        place = "".join(f"/{step}" for step in error["loc"])
        assert place.startswith(fault.pointer), fault
        if fault.trap:
            assert error.get("ctx", {}).get("trap", "") in {fault.trap} | ALLOWED_RULINGS, fault


def test_kinds_cover_the_ways_of_being_wrong() -> None:
    assert {fault.kind for fault in FAULTS} == {
        "excluded-member",
        "foreign-member",
        "missing-member",
        "missing-type",
        "no-target",
        "null-not-allowed",
        "number-kind",
        "out-of-bounds",
        "unknown-member",
        "unknown-type",
        "unknown-value",
        "wrong-case",
        "wrong-type",
    }

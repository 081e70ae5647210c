"""Our types beside those of the ``openai`` package, member by member: what differs is known, and why.

The package is evidence, not the oracle (C2), and it changes often. With another version than the one that the
table was made for, differences that nobody knows still fail; those that are gone don't.
"""

import importlib
import importlib.metadata
from typing import Any, get_type_hints

import pytest

from pytest_realtime.drift import Difference
from pytest_realtime.drift.intended_package import OF_THE_PACKAGE, reasons
from pytest_realtime.drift.package import package_changes, package_differences
from pytest_realtime.drift.package_types import (
    NAMELESS,
    OTHER_PLACES,
    is_of_beta_session,
    place_by_name,
    places_in_package,
)
from pytest_realtime.wire import get_wire_type, shape_of, wire_types
from pytest_realtime.wire.rules import api_rules

pytest.importorskip("openai", reason="compares with the types of the openai package, which is not installed")

CHECKED = "3.57.0"
"""The version that the table of differences was made for."""
INSTALLED = importlib.metadata.version("openai")


@pytest.fixture(scope="module")
def found() -> list[Difference]:
    return package_differences("openai")


def test_every_type_has_a_counterpart_or_is_known_to_have_none(found: list[Difference]) -> None:
    assert [item.wire_type for item in found if item.aspect == "component"] == []
    of_beta_sessions = {entry.name for entry in wire_types() if is_of_beta_session(entry)}
    assert places_in_package().keys() == {entry.name for entry in wire_types()} - NAMELESS - of_beta_sessions


def test_types_are_found_by_their_own_name_unless_they_have_another() -> None:
    types = {entry.name: entry for entry in wire_types()}
    named = {name: place_by_name(types[name]) for name in OTHER_PLACES.keys() | NAMELESS}
    unneeded = [name for name, place in named.items() if place == OTHER_PLACES.get(name, place) and exists(place)]
    assert unneeded == []


def exists(place: str) -> bool:
    module, _, name = place.rpartition(".")
    return hasattr(importlib.import_module(f"openai.types.{module}"), name)


def test_every_difference_has_exactly_one_reason(found: list[Difference]) -> None:
    rules = {str(item): [row.rule for row in reasons(item)] for item in found}
    unexplained = {item: numbers for item, numbers in rules.items() if len(numbers) != 1}
    assert unexplained == {}, f"openai {INSTALLED} is installed; the table was made for {CHECKED}"
    assert package_changes("openai") == []


def test_every_reason_explains_a_difference(found: list[Difference]) -> None:
    assert {row.rule for row in OF_THE_PACKAGE} <= api_rules().keys()
    unused = [row for row in OF_THE_PACKAGE if not any(row.explains(item) for item in found)]
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

"""Covering sets: deterministic, valid, small, and without a gap."""

import itertools
import json

import pytest

from pytest_realtime import wire
from pytest_realtime.payloads.examples import minimal
from pytest_realtime.payloads.generation.coverage import agree, coverage_targets_of, states_of
from pytest_realtime.payloads.generation.pairwise import covering
from pytest_realtime.payloads.lint import violations_of
from pytest_realtime.wire import UnknownWireType, shape_of, wire_types
from tests.payloads.advice import may_break

NAME = "RealtimeSessionCreateRequest"


@pytest.mark.parametrize("name", [entry.name for entry in wire_types()])
def test_single_states_are_covered_by_valid_payloads(name: str) -> None:
    found = covering(name, strength=1)
    shown = set().union(*(states_of(name, payload) for payload in found.payloads))
    assert len(shown) == found.covered == found.states - found.impossible
    for payload in found.payloads:
        assert json.loads(wire.dump_json(name, wire.validate(name, payload, direction="write"))) == payload
        assert {violation.rule for violation in violations_of(name, payload)} <= may_break(name)


def test_a_session_shows_everything_in_few_payloads() -> None:
    found = covering(NAME, strength=1)
    assert found.impossible == 0
    assert len(found.payloads) <= 16
    targets = coverage_targets_of(NAME)
    wanted = {number for number, target in enumerate(targets) if target.state not in ("absent", "null")}
    shown = set().union(*(states_of(NAME, payload) for payload in found.payloads[:14]))
    assert wanted <= shown


def test_every_pair_that_can_occur_together_does() -> None:
    found = covering("RealtimeTranscriptionSessionCreateRequest")
    targets = coverage_targets_of("RealtimeTranscriptionSessionCreateRequest")
    shown = {
        pair
        for payload in found.payloads
        for pair in itertools.combinations(
            sorted(states_of("RealtimeTranscriptionSessionCreateRequest", payload)), 2
        )
    }
    agreeing = {
        (first, second)
        for first, second in itertools.combinations(range(len(targets)), 2)
        if agree(targets[first].decisions, targets[second].decisions)
    }
    assert len(agreeing) == found.covered + found.impossible
    assert len(shown & agreeing) == found.covered


def test_sets_are_the_same_every_time() -> None:
    first = covering(NAME, strength=1)
    covering.cache_clear()
    assert covering(wire.RealtimeSessionCreateRequest, strength=1).payloads == first.payloads


def test_absent_null_and_value_are_different_states() -> None:
    name = "RealtimeAudioConfigInput"
    targets = coverage_targets_of(name)

    def shown(payload: object) -> set[str]:
        places = (targets[number] for number in states_of(name, payload))
        return {place.state for place in places if place.path == ("turn_detection",)}

    assert shown({}) == {"absent"}
    assert shown({"turn_detection": None}) == {"null"}
    assert shown({"turn_detection": minimal(shape_of(wire.SemanticVad))}) == {"value", "<object:semantic_vad>"}


@pytest.mark.parametrize("strength", [0, 3, 7, "2"])
def test_other_strengths_are_rejected(strength: int) -> None:
    with pytest.raises(ValueError, match="allowed: 1, 2"):
        covering(NAME, strength=strength)


def test_unknown_types_are_rejected() -> None:
    with pytest.raises(UnknownWireType, match="did you mean 'TurnDetection'"):
        covering("TurnDetections")

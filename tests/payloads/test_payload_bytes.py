"""Payloads from bytes: always valid, and shrunk to the smallest that still fails."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_realtime.payloads.generation.minimize import minimize
from pytest_realtime.payloads.generation.payload_bytes import payload_of, shrink, size_of
from pytest_realtime.payloads.lint import violations_of
from pytest_realtime.wire import wire_types
from pytest_realtime.wire.json.canonical import canonical

NAME = "RealtimeSessionCreateRequest"


@pytest.mark.parametrize("name", [entry.name for entry in wire_types()])
def test_any_bytes_make_a_valid_payload(name: str) -> None:
    size, random = size_of(name), Random(name)
    for data in (bytes(size), b"\xff" * size, random.randbytes(size), random.randbytes(size)):
        # What servers send is a client's own item as well, for which there is advice.
        assert not [each for each in violations_of(name, payload_of(name, data)) if each.level == "MUST"]


FAULTS: dict[str, tuple[Callable[[Any], bool], int]] = {
    "a value of an enum deep inside": (lambda text: '"eagerness":"high"' in text, 99),
    "any null": (lambda text: ":null" in text, 60),
    "two members at once": (lambda text: '"speed"' in text and '"parallel_tool_calls"' in text, 90),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("seed", range(5))
def test_a_failing_payload_becomes_small(fault: str, seed: int) -> None:

    fails, longest = FAULTS[fault]
    random, size = Random(seed), size_of(NAME)
    drawn = (random.randbytes(size) for _ in range(2000))
    data = next(data for data in drawn if fails(canonical(payload_of(NAME, data))))
    shrunk = shrink(data, lambda smaller: fails(canonical(payload_of(NAME, smaller))))
    assert fails(canonical(payload_of(NAME, shrunk)))
    smallest = minimize(NAME, payload_of(NAME, shrunk), lambda payload: fails(canonical(payload)))
    assert len(canonical(smallest)) <= longest


@given(st.binary(min_size=1, max_size=40), st.data())
def test_shrinking_keeps_what_matters_and_nothing_else(data: bytes, draw: st.DataObject) -> None:
    places = draw.draw(st.sets(st.sampled_from(range(len(data)))))
    least = {place: draw.draw(st.integers(1, data[place])) for place in places if data[place]}
    shrunk = shrink(data, lambda smaller: all(smaller[place] >= byte for place, byte in least.items()))
    assert [place for place, byte in enumerate(shrunk) if byte] == sorted(least)
    assert all(byte <= shrunk[place] <= data[place] for place, byte in least.items())


def test_shrinking_asks_a_few_hundred_times() -> None:
    asked = []
    data = Random(1).randbytes(462)

    def fails(smaller: bytes) -> bool:
        asked.append(smaller)
        return smaller[7] > 3 and smaller[200] > 90 and smaller[461] == data[461]

    shrunk = shrink(data, fails)
    assert (shrunk[7], shrunk[200], shrunk[461]) == (4, 128, data[461])
    assert len(asked) < 150

"""Places of JSON pointers in texts."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_realtime.wire.json.locate import locate
from pytest_realtime.wire.json.pointer import join

TEXT = '{ "a" : [ 1 ,\n {"b":null , "é":"x"} ] , "c~/d" : {} }'


@pytest.mark.parametrize(
    ("pointer", "found"),
    [
        ("", TEXT),
        ("/a", '[ 1 ,\n {"b":null , "é":"x"} ]'),
        ("/a/0", "1"),
        ("/a/1/b", "null"),
        ("/a/1/é", '"x"'),
        ("/c~0~1d", "{}"),
        ("/a/7", '[ 1 ,\n {"b":null , "é":"x"} ]'),
        ("/a/1/dropped", '{"b":null , "é":"x"}'),
        ("/a/0/x", "1"),
        ("/c~0~1d/x", "{}"),
    ],
)
def test_the_place_or_the_nearest_around_it(pointer: str, found: str) -> None:
    span = locate(TEXT, pointer)
    assert span is not None
    assert TEXT[slice(*span)] == found


@pytest.mark.parametrize("text", ["", "{", '{"a":1', "nothing", "[" * 100_000])
def test_there_is_no_place_in_text_that_is_not_json(text: str) -> None:
    assert locate(text, "/a") is None


@given(
    st.dictionaries(st.text('ab~/é"', max_size=3), st.integers() | st.lists(st.integers() | st.none(), max_size=3)),
    st.sampled_from([None, 1]),
)
def test_every_member_is_found(value: dict[str, object], indent: int | None) -> None:
    text = json.dumps(value, indent=indent)
    for name, member in value.items():
        span = locate(text, join("", name))
        assert span is not None
        assert json.loads(text[slice(*span)]) == member

"""JSON pointers: RFC 6901's own examples, and that writing and reading them fit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pytest_realtime.wire.json.pointer import follow, join, parse, pointer_of, to_pointer
from pytest_realtime.wire.json.reader import JsonValue

tokens = st.lists(st.text(st.sampled_from("a0~/1é "), max_size=4), max_size=4)
RFC: JsonValue = {"foo": ["bar", "baz"], "": 0, "a/b": 1, "m~n": 8, " ": 7, "~1": 9}


@settings(deadline=None)
@given(tokens)
def test_parse_splits_what_join_joined(steps: list[str]) -> None:
    pointer = ""
    for step in steps:
        pointer = join(pointer, step)
    assert tuple(steps) == parse(pointer)
    assert pointer == pointer_of(steps)


def test_a_place_becomes_a_pointer() -> None:
    assert to_pointer((((None, "a/b"), 0), "~")) == "/a~1b/0/~0"
    assert to_pointer(None) == ""


@pytest.mark.parametrize(
    ("pointer", "value"),
    [("", RFC), ("/foo", ["bar", "baz"]), ("/foo/0", "bar"), ("/", 0), ("/a~1b", 1), ("/m~0n", 8), ("/~01", 9)],
)
def test_follow(pointer: str, value: JsonValue) -> None:
    assert value == follow(RFC, parse(pointer))


@pytest.mark.parametrize("pointer", ["/bar", "/foo/2", "/foo/-", "/foo/00", "/foo/0/x", "/foo/" + "9" * 5000])
def test_follow_says_what_is_missing(pointer: str) -> None:
    with pytest.raises(LookupError, match="there is no "):
        follow(RFC, parse(pointer))


@pytest.mark.parametrize(("pointer", "message"), [("a", "starts with '/'"), ("/~2", "followed by 0 or 1")])
def test_an_invalid_pointer_is_rejected(pointer: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse(pointer)

"""How values are shown in findings."""

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pytest_realtime.judge.formatting import LONGEST, render, render_difference
from pytest_realtime.wire.json.reader import JsonValue

scalars = st.none() | st.booleans() | st.integers() | st.text(st.sampled_from('aé"\\\n\U0001f600'), max_size=90)
values = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text("abc", max_size=3), inner), max_leaves=30
)


@settings(deadline=None)
@given(values)
def test_a_value_is_shown_as_compact_json_cut_where_it_gets_long(value: JsonValue) -> None:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    assert (text if len(text) <= LONGEST else text[: LONGEST - 1] + "…") == render(value)


def test_depth_does_not_matter() -> None:
    value: JsonValue = 1
    for _ in range(50_000):
        value = [value]
    assert render(value) == "[" * 119 + "…"


@pytest.mark.parametrize(
    ("value", "text"), [(Decimal("1e400"), "1E+400"), (1.0, "1.0"), ("\ud800", '"\\ud800"'), ({}, "{}")]
)
def test_odd_values(value: JsonValue, text: str) -> None:
    assert text == render(value)


def test_a_difference_far_into_long_texts_is_shown() -> None:
    shown = render_difference("a" * 500 + "b" + "c" * 500, "a" * 500 + "d")
    assert shown == ("…" + "a" * 20 + "b" + "c" * 97 + "…", "…" + "a" * 20 + 'd"')


def test_a_text_that_goes_on_is_shown_where_it_does() -> None:
    assert render_difference(int("9" * 300), int("9" * 301)) == ("…" + "9" * 20, "…" + "9" * 21)


def test_a_difference_at_the_start_is_shown_from_the_start() -> None:
    assert render_difference("a" * 500, "b") == ('"' + "a" * 118 + "…", '"b"')
    assert render_difference([1], None) == ("[1]", "null")

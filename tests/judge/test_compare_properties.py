"""Comparing by property: equal texts give nothing, and one change at any place gives exactly its finding."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pytest_realtime.judge import compare
from pytest_realtime.wire.json.integer_map import IntegerMap
from pytest_realtime.wire.json.pointer import join

MARK = "mark"
"""A member name and item that the strategies below never make by themselves."""

texts = st.text(st.sampled_from('ab~/ "\\\n\u0301\u00e9\u4e2d\U0001f600'), max_size=4)
numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
scalars = st.none() | st.booleans() | numbers | texts
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4), max_leaves=12
)
objects = st.dictionaries(texts, values, max_size=4)
arrays = st.lists(values, max_size=4)


@dataclass(frozen=True)
class Surroundings:
    """A document with a hole: every step is an object or array that holds the next one at a place of its own."""

    steps: list[tuple[str | int, Any]] = field(default_factory=list)

    @property
    def pointer(self) -> str:
        pointer = ""
        for token, _ in self.steps:
            pointer = join(pointer, token)
        return pointer

    def around(self, value: Any) -> Any:
        for token, container in reversed(self.steps):
            if isinstance(token, int):
                value = [*container[:token], value, *container[token:]]
            else:
                value = {**container, token: value}
        return value

    def integers(self, inner: IntegerMap) -> IntegerMap:
        for token, _ in reversed(self.steps):
            inner = IntegerMap(items=inner) if isinstance(token, int) else IntegerMap(members={token: inner})
        return inner


steps = st.tuples(texts, objects) | arrays.flatmap(
    lambda items: st.tuples(st.integers(0, len(items)), st.just(items))
)
surroundings = st.lists(steps, max_size=3).map(Surroundings)


def reordered(value: Any, order: Callable[[list[Any]], list[Any]]) -> Any:
    if isinstance(value, dict):
        return {key: reordered(value[key], order) for key in order(sorted(value))}
    return [reordered(item, order) for item in value] if isinstance(value, list) else value


@st.composite
def spellings(draw: st.DrawFn, value: Any) -> str:
    order = draw(st.sampled_from([lambda keys: keys, lambda keys: keys[::-1], lambda keys: keys[1:] + keys[:1]]))
    return json.dumps(
        reordered(value, order), indent=draw(st.sampled_from([None, 1])), ensure_ascii=draw(st.booleans())
    )


def named(kind: str, pointer: str) -> str:
    return f"{kind} {pointer}" if pointer else kind


def found(expected: Any, observed: str, integers: IntegerMap | None = None) -> list[str]:
    return [str(finding) for finding in compare(json.dumps(expected), observed, integers=integers)]


@settings(deadline=None)
@given(st.data(), values)
def test_a_value_equals_itself_however_it_is_spelled(data: st.DataObject, value: Any) -> None:
    assert found(value, data.draw(spellings(value))) == []
    assert found(value, data.draw(spellings(value)), IntegerMap(is_integer=True)) == []


@settings(deadline=None)
@given(st.data(), values, values)
def test_values_differ_exactly_when_their_canonical_texts_do(data: st.DataObject, one: Any, other: Any) -> None:
    def canonical(value: Any) -> str:
        texts = json.loads(json.dumps(value), parse_float=lambda text: number(float(text)))
        return json.dumps(texts, sort_keys=True)

    def number(value: float) -> int | float:
        return int(value) if value.is_integer() else value

    assert (canonical(one) == canonical(other)) is (found(one, data.draw(spellings(other))) == [])


MEMBER_CHANGES: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "null-dropped": ({MARK: None}, {}, MARK),
    "null-invented": ({}, {MARK: None}, MARK),
    "member-dropped": ({MARK: [1]}, {}, MARK),
    "member-invented": ({}, {MARK: {}}, MARK),
    "member-renamed": ({MARK: 3}, {"other mark": 3}, MARK),
}


@pytest.mark.parametrize("kind", MEMBER_CHANGES)
@settings(deadline=None, max_examples=40)
@given(data=st.data(), around=surroundings, members=objects)
def test_a_changed_member_is_the_one_finding(
    data: st.DataObject, around: Surroundings, members: dict[str, Any], kind: str
) -> None:
    expected, observed, key = MEMBER_CHANGES[kind]
    told = found(around.around(members | expected), data.draw(spellings(around.around(members | observed))))
    assert [f"{kind} {join(around.pointer, key)}"] == told


@pytest.mark.parametrize(
    ("expected", "observed", "kind"),
    [
        (1, 2, "value-changed"),
        (0.8, 0.800000011920929, "value-changed"),
        ("a", "A", "value-changed"),
        (True, False, "value-changed"),
        (1, True, "type-changed"),
        (0, False, "type-changed"),
        (1, "1", "type-changed"),
        (None, {}, "type-changed"),
        ([], None, "type-changed"),
        ([], {}, "type-changed"),
        (1, float("nan"), "not-json"),
        (1, float("-inf"), "not-json"),
        ("a", "\ud800", "not-json"),
    ],
)
# Thirteen changes at as many places each: more than 300 places in all.
@settings(deadline=None, max_examples=25)
@given(data=st.data(), around=surroundings)
def test_a_changed_value_is_the_one_finding(
    data: st.DataObject, around: Surroundings, expected: Any, observed: Any, kind: str
) -> None:
    told = found(around.around(expected), data.draw(spellings(around.around(observed))))
    assert [named(kind, around.pointer)] == told


@settings(deadline=None)
@given(st.data(), surroundings, st.integers(-(10**15), 10**15))
def test_an_integer_with_a_fraction_is_the_one_finding(
    data: st.DataObject, around: Surroundings, number: int
) -> None:
    observed = data.draw(spellings(around.around(float(number))))
    integers = around.integers(IntegerMap(is_integer=True))
    assert [named("number-kind", around.pointer)] == found(around.around(number), observed, integers)
    assert found(around.around(number), observed) == []


@settings(deadline=None)
@given(st.data(), surroundings, arrays, st.integers(0, 4))
def test_a_dropped_or_invented_item_is_the_one_finding(
    data: st.DataObject, around: Surroundings, items: list[Any], index: int
) -> None:
    index = min(index, len(items))
    short, long = around.around(items), around.around([*items[:index], MARK, *items[index:]])
    pointer = join(around.pointer, index)
    assert [f"item-dropped {pointer}"] == found(long, data.draw(spellings(short)))
    assert [f"item-invented {pointer}"] == found(short, data.draw(spellings(long)))


@settings(deadline=None)
@given(st.data(), surroundings, arrays)
def test_another_order_is_the_one_finding(data: st.DataObject, around: Surroundings, items: list[Any]) -> None:
    shuffled = data.draw(st.permutations([*items, MARK]))
    assume(shuffled.index(MARK) != len(items))
    told = found(around.around([*items, MARK]), data.draw(spellings(around.around(shuffled))))
    assert [named("order-changed", around.pointer)] == told


@settings(deadline=None)
@given(st.data(), surroundings, objects)
def test_a_duplicate_key_is_the_one_finding(
    data: st.DataObject, around: Surroundings, members: dict[str, Any]
) -> None:
    observed = data.draw(spellings(around.around({**members, MARK: 1, "again": 1})))
    told = found(around.around({**members, MARK: 1}), observed.replace('"again"', f'"{MARK}"'))
    assert [f"duplicate-key {join(around.pointer, MARK)}"] == told

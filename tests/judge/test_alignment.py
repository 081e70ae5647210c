"""Which items of two arrays belong together."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pytest_realtime.judge.alignment import Alignment, align

items = st.lists(st.integers(0, 4), max_size=9)


@settings(deadline=None)
@given(items, items)
def test_every_item_is_accounted_for_once(expected: list[int], observed: list[int]) -> None:
    alignment = align(expected, observed)
    dropped = len(expected) - len(alignment.pairs)
    assert sorted(alignment.pairs) == list(alignment.pairs)
    assert list(range(len(observed))) == sorted([*alignment.pairs.values(), *alignment.invented])
    assert min(dropped, len(alignment.invented)) == 0


@settings(deadline=None)
@given(items)
def test_equal_arrays_are_aligned_item_by_item(expected: list[int]) -> None:
    assert Alignment({index: index for index in range(len(expected))}, (), False) == align(expected, expected)


@settings(deadline=None)
@given(st.permutations([1, 1, 2, 3]))
def test_another_order_is_told_and_equal_items_are_paired(observed: list[int]) -> None:
    expected = [1, 1, 2, 3]
    alignment = align(expected, observed)
    assert (observed != expected) is alignment.reordered
    assert expected == [observed[index] for index in alignment.pairs.values()]


@pytest.mark.parametrize(
    ("expected", "observed", "alignment"),
    [
        ("abc", "axc", Alignment({0: 0, 1: 1, 2: 2}, (), False)),
        ("abcde", "ace", Alignment({0: 0, 2: 1, 4: 2}, (), False)),
        ("ace", "abcde", Alignment({0: 0, 1: 2, 2: 4}, (1, 3), False)),
        ("abab", "bab", Alignment({1: 0, 2: 1, 3: 2}, (), False)),
        ("abcd", "db", Alignment({1: 1, 3: 0}, (), True)),
        ("axc", "ayzc", Alignment({0: 0, 1: 1, 2: 3}, (2,), False)),
        ("aba", "ba", Alignment({1: 0, 2: 1}, (), False)),
        ("abxa", "bya", Alignment({1: 0, 3: 2, 0: 1}, (), False)),
    ],
)
def test_alignment(expected: str, observed: str, alignment: Alignment) -> None:
    assert alignment == align([*map(ord, expected)], [*map(ord, observed)])

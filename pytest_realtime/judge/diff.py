"""The walk through two JSON values, side by side, that yields every difference.

Theory of operation: while all but one of two containers' items are spelled alike, the walk goes straight to that
one (see :mod:`likeness`). From there on values are interned (see :mod:`interning`), so that any two subtrees are
compared by comparing two ints, and the walk enters only places that differ, or that hold integers whose spelling
matters. It keeps a stack of pending steps instead of recursing, so that depth does not matter: a client may write
100,000 nested arrays. A step is a pair of values still to be compared, or a difference that is ready. A pair is
replaced by its members in order, so that findings come in the order of the expected text. Additions have no place
in it, and come last.

Example: expected ``{"a": null, "b": [1, 2]}``, observed ``{"b": [2], "c": 3}``.

1. The roots differ and are objects. ``a`` is absent, and no added member has its value: null-dropped. ``b`` becomes
   a pair. ``c`` is an addition.
2. The pair at ``/b`` differs. :func:`align` pairs the items that equal 2, so item 1 is an item-dropped at ``/b/0``.
3. The stack is empty, and the addition follows: member-invented at ``/c``.
"""

import math
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Final, TypeAlias

from pytest_realtime.judge.alignment import align
from pytest_realtime.judge.findings import Finding, FindingKind
from pytest_realtime.judge.formatting import render, render_difference
from pytest_realtime.judge.interning import TYPE_NAMES, Interner
from pytest_realtime.judge.likeness import only_unlike
from pytest_realtime.safe_text import printable
from pytest_realtime.wire.json.integer_map import IntegerMap
from pytest_realtime.wire.json.numbers import is_spelled_as_integer
from pytest_realtime.wire.json.pointer import Place, to_pointer
from pytest_realtime.wire.json.reader import JsonValue
from pytest_realtime.wire.json.strict_reader import POINTER_BUDGET

ABSENT: Final = "absent"
"""How a finding shows a member or an item that does not exist."""
ALREADY_REPORTED: Final[JsonValue] = math.nan
"""Replaces a value whose defect has already been reported. No JSON value is NaN, so it is never equal to one."""

FreeMembers: TypeAlias = Mapping[tuple[int, str], Callable[[JsonValue], bool]]
"""Members that may be added: a test of the value by the ``id`` of the observed object and the name."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two values that are still to be compared."""

    expected: JsonValue
    observed: JsonValue
    place: Place
    integers: IntegerMap | None


@dataclass(frozen=True, slots=True)
class _Difference:
    """A finding whose pointer is not written out yet."""

    kind: FindingKind
    place: Place
    expected: str
    observed: str

    def to_finding(self) -> Finding:
        return Finding(self.kind, printable(to_pointer(self.place)), self.expected, self.observed)


class Differ:
    """One comparison of an expected and an observed value."""

    def __init__(
        self,
        expected: JsonValue,
        observed: JsonValue,
        *,
        integers: IntegerMap | None = None,
        free: FreeMembers | None = None,
        tolerate_additions: bool = False,
    ) -> None:
        self._interner = Interner()
        self._free = free or {}
        self._tolerate_additions = tolerate_additions
        self._pending: list[_Pair | _Difference] = [_Pair(expected, observed, None, integers)]
        self._additions: list[_Difference] = []

    def findings(self) -> Iterator[Finding]:
        """Yield all differences in the order of the expected value, then the additions.

        Stops when the pointers together exceed :data:`POINTER_BUDGET` characters: writing out those of a deep value
        that is wrong everywhere would take quadratic time.
        """
        room = POINTER_BUDGET
        for difference in chain(self._differences(), self._additions):
            if room <= 0:
                return
            finding = difference.to_finding()
            room -= len(finding.pointer)
            yield finding

    def _differences(self) -> Iterator[_Difference]:
        while self._pending:
            step = self._pending.pop()
            if isinstance(step, _Difference):
                yield step
                continue
            pair = _innermost(step)
            if pair.observed is not ALREADY_REPORTED:
                self._pending.extend(reversed([*self._compare(pair)]))

    def _compare(self, pair: _Pair) -> Iterator[_Pair | _Difference]:
        equal = self._equal(pair.expected, pair.observed)
        if equal and pair.integers is None:
            return
        if TYPE_NAMES[type(pair.expected)] != TYPE_NAMES[type(pair.observed)]:
            yield self._changed(FindingKind.TYPE_CHANGED, pair)
        elif isinstance(pair.expected, dict) and isinstance(pair.observed, dict):
            yield from self._compare_objects(pair.expected, pair.observed, pair)
        elif isinstance(pair.expected, list) and isinstance(pair.observed, list):
            yield from self._compare_arrays(pair.expected, pair.observed, pair)
        elif not equal:
            yield self._changed(FindingKind.VALUE_CHANGED, pair)
        elif _has_wrong_number_kind(pair):
            yield self._changed(FindingKind.NUMBER_KIND, pair)

    def _compare_objects(
        self, expected: dict[str, JsonValue], observed: dict[str, JsonValue], pair: _Pair
    ) -> Iterator[_Pair | _Difference]:
        added = [key for key in observed if key not in expected and not self._is_free(observed, key)]
        renamed = self._renamed(expected, observed, added)
        for key, value in expected.items():
            place = (pair.place, key)
            name = renamed.get(key, key)
            if name != key:
                yield _Difference(FindingKind.MEMBER_RENAMED, place, f"key {render(key)}", f"key {render(name)}")
            if name in observed:
                integers = pair.integers.members.get(key) if pair.integers else None
                yield _Pair(value, observed[name], place, integers)
            else:
                kind = FindingKind.NULL_DROPPED if value is None else FindingKind.MEMBER_DROPPED
                yield _Difference(kind, place, render(value), ABSENT)
        for key in (key for key in added if key not in set(renamed.values())):
            kind = FindingKind.NULL_INVENTED if observed[key] is None else FindingKind.MEMBER_INVENTED
            self._add(kind, (pair.place, key), observed[key])

    def _compare_arrays(
        self, expected: list[JsonValue], observed: list[JsonValue], pair: _Pair
    ) -> Iterator[_Pair | _Difference]:
        alignment = align(self._interner.of_all(expected), self._interner.of_all(observed))
        if alignment.reordered:
            yield self._changed(FindingKind.ORDER_CHANGED, pair)
        integers = pair.integers.items if pair.integers else None
        for index, value in enumerate(expected):
            place = (pair.place, index)
            if index in alignment.pairs:
                yield _Pair(value, observed[alignment.pairs[index]], place, integers)
            else:
                yield _Difference(FindingKind.ITEM_DROPPED, place, render(value), ABSENT)
        for index in alignment.invented:
            self._add(FindingKind.ITEM_INVENTED, (pair.place, index), observed[index])

    def _renamed(
        self, expected: dict[str, JsonValue], observed: dict[str, JsonValue], added: list[str]
    ) -> dict[str, str]:
        """Match absent names with added names of equal value, each side in its own order."""
        by_value: defaultdict[int, deque[str]] = defaultdict(deque)
        for key in added:
            by_value[self._interner.of(observed[key])].append(key)
        renamed = {}
        for key in expected if by_value else ():
            if key not in observed and by_value[self._interner.of(expected[key])]:
                renamed[key] = by_value[self._interner.of(expected[key])].popleft()
        return renamed

    def _is_free(self, observed: dict[str, JsonValue], key: str) -> bool:
        if self._tolerate_additions or observed[key] is ALREADY_REPORTED:
            return True
        is_allowed = self._free.get((id(observed), key))
        return is_allowed is not None and is_allowed(observed[key])

    def _equal(self, expected: JsonValue, observed: JsonValue) -> bool:
        return self._interner.of(expected) == self._interner.of(observed)

    def _changed(self, kind: FindingKind, pair: _Pair) -> _Difference:
        return _Difference(kind, pair.place, *render_difference(pair.expected, pair.observed))

    def _add(self, kind: FindingKind, place: Place, value: JsonValue) -> None:
        if value is not ALREADY_REPORTED:
            self._additions.append(_Difference(kind, place, ABSENT, render(value)))


def _innermost(pair: _Pair) -> _Pair:
    """Return the innermost pair that holds every difference of ``pair``, as far as that is seen quickly."""
    expected, observed, place, integers = pair.expected, pair.observed, pair.place, pair.integers
    while unlike := only_unlike(expected, observed):
        step, expected, observed = unlike
        place = (place, step)
        if integers:
            integers = integers.members.get(step) if isinstance(step, str) else integers.items
    return _Pair(expected, observed, place, integers)


def _has_wrong_number_kind(pair: _Pair) -> bool:
    is_integer = pair.integers is not None and pair.integers.is_integer
    return is_integer and is_spelled_as_integer(pair.expected) and not is_spelled_as_integer(pair.observed)

"""The walk through two JSON values, side by side, that tells every difference.

It keeps its own list of what is still to be looked at instead of calling itself, so that depth does not
matter, and it enters only places that differ or that hold integers.
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
from pytest_realtime.safe_text import printable
from pytest_realtime.wire.json.integer_map import IntegerMap
from pytest_realtime.wire.json.numbers import is_spelled_as_integer
from pytest_realtime.wire.json.pointer import Place, to_pointer
from pytest_realtime.wire.json.reader import JsonValue
from pytest_realtime.wire.json.strict_reader import POINTER_BUDGET

ABSENT: Final = "absent"
"""What stands in a finding for a member or an item that is not there."""
TOLD: Final[JsonValue] = math.nan
"""Stands in the observed value for a place whose defect is told already; no JSON value is NaN."""

FreeMembers: TypeAlias = Mapping[tuple[int, str], Callable[[JsonValue], bool]]
"""Members that may be added: the ``id`` of the observed object and the name, to a test of the value."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two values that are still to be compared."""

    wanted: JsonValue
    seen: JsonValue
    place: Place
    integers: IntegerMap | None


@dataclass(frozen=True, slots=True)
class _Difference:
    """A finding whose pointer is not written out yet."""

    kind: FindingKind
    place: Place
    expected: str
    observed: str

    def told(self) -> Finding:
        return Finding(self.kind, printable(to_pointer(self.place)), self.expected, self.observed)


class Differ:
    """One comparison of an expected and an observed value."""

    def __init__(
        self,
        wanted: JsonValue,
        seen: JsonValue,
        *,
        integers: IntegerMap | None = None,
        free: FreeMembers | None = None,
        tolerate_additions: bool = False,
    ) -> None:
        self._identities = Interner(wanted, seen)
        self._free = free or {}
        self._tolerate_additions = tolerate_additions
        self._pending: list[_Pair | _Difference] = [_Pair(wanted, seen, None, integers)]
        self._additions: list[_Difference] = []

    def findings(self) -> Iterator[Finding]:
        """All differences in the order of the expected value, then what was added to it.

        Their pointers together take about :data:`POINTER_BUDGET` characters; what is beyond goes untold.
        """
        room = POINTER_BUDGET
        for difference in chain(self._differences(), self._additions):
            if room <= 0:
                return
            finding = difference.told()
            room -= len(finding.pointer)
            yield finding

    def _differences(self) -> Iterator[_Difference]:
        while self._pending:
            step = self._pending.pop()
            if isinstance(step, _Difference):
                yield step
            elif step.seen is not TOLD:
                self._pending.extend(reversed([*self._compare(step)]))

    def _compare(self, pair: _Pair) -> Iterator[_Pair | _Difference]:
        equal = self._equal(pair.wanted, pair.seen)
        if equal and pair.integers is None:
            return
        if TYPE_NAMES[type(pair.wanted)] != TYPE_NAMES[type(pair.seen)]:
            yield self._changed(FindingKind.TYPE_CHANGED, pair)
        elif isinstance(pair.wanted, dict) and isinstance(pair.seen, dict):
            yield from self._compare_objects(pair.wanted, pair.seen, pair)
        elif isinstance(pair.wanted, list) and isinstance(pair.seen, list):
            yield from self._compare_arrays(pair.wanted, pair.seen, pair)
        elif not equal:
            yield self._changed(FindingKind.VALUE_CHANGED, pair)
        elif _has_wrong_number_kind(pair):
            yield self._changed(FindingKind.NUMBER_KIND, pair)

    def _compare_objects(
        self, wanted: dict[str, JsonValue], seen: dict[str, JsonValue], pair: _Pair
    ) -> Iterator[_Pair | _Difference]:
        added = [key for key in seen if key not in wanted and not self._is_free(seen, key)]
        renamed = self._renamed(wanted, seen, added)
        for key, value in wanted.items():
            place = (pair.place, key)
            name = renamed.get(key, key)
            if name != key:
                yield _Difference(FindingKind.MEMBER_RENAMED, place, f"key {render(key)}", f"key {render(name)}")
            if name in seen:
                yield _Pair(value, seen[name], place, _of_member(pair.integers, key))
            else:
                kind = FindingKind.NULL_DROPPED if value is None else FindingKind.MEMBER_DROPPED
                yield _Difference(kind, place, render(value), ABSENT)
        for key in _others(added, renamed):
            kind = FindingKind.NULL_INVENTED if seen[key] is None else FindingKind.MEMBER_INVENTED
            self._add(kind, (pair.place, key), seen[key])

    def _compare_arrays(
        self, wanted: list[JsonValue], seen: list[JsonValue], pair: _Pair
    ) -> Iterator[_Pair | _Difference]:
        alignment = align(self._identities.of_all(wanted), self._identities.of_all(seen))
        if alignment.reordered:
            yield self._changed(FindingKind.ORDER_CHANGED, pair)
        integers = pair.integers.items if pair.integers else None
        for index, value in enumerate(wanted):
            place = (pair.place, index)
            if index in alignment.pairs:
                yield _Pair(value, seen[alignment.pairs[index]], place, integers)
            else:
                yield _Difference(FindingKind.ITEM_DROPPED, place, render(value), ABSENT)
        for index in alignment.invented:
            self._add(FindingKind.ITEM_INVENTED, (pair.place, index), seen[index])

    def _renamed(
        self, wanted: dict[str, JsonValue], seen: dict[str, JsonValue], added: list[str]
    ) -> dict[str, str]:
        """Absent names to added ones of equal value, each side in its own order."""
        by_value: defaultdict[int, deque[str]] = defaultdict(deque)
        for key in added:
            by_value[self._identities.of(seen[key])].append(key)
        renamed = {}
        for key in wanted if by_value else ():
            if key not in seen and by_value[self._identities.of(wanted[key])]:
                renamed[key] = by_value[self._identities.of(wanted[key])].popleft()
        return renamed

    def _is_free(self, seen: dict[str, JsonValue], key: str) -> bool:
        if self._tolerate_additions or seen[key] is TOLD:
            return True
        is_allowed = self._free.get((id(seen), key))
        return is_allowed is not None and is_allowed(seen[key])

    def _equal(self, wanted: JsonValue, seen: JsonValue) -> bool:
        return self._identities.of(wanted) == self._identities.of(seen)

    def _changed(self, kind: FindingKind, pair: _Pair) -> _Difference:
        return _Difference(kind, pair.place, *render_difference(pair.wanted, pair.seen))

    def _add(self, kind: FindingKind, place: Place, value: JsonValue) -> None:
        if value is not TOLD:
            self._additions.append(_Difference(kind, place, ABSENT, render(value)))


def _has_wrong_number_kind(pair: _Pair) -> bool:
    is_integer = pair.integers is not None and pair.integers.is_integer
    return is_integer and is_spelled_as_integer(pair.wanted) and not is_spelled_as_integer(pair.seen)


def _others(added: list[str], renamed: Mapping[str, str]) -> list[str]:
    new_names = set(renamed.values())
    return [key for key in added if key not in new_names]


def _of_member(integers: IntegerMap | None, key: str) -> IntegerMap | None:
    return integers.members.get(key) if integers else None

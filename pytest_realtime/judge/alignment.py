"""Align two arrays: which item of one corresponds to which item of the other."""

from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alignment:
    """The items of two arrays side by side, as indices."""

    pairs: dict[int, int]
    """Expected index to observed index, in the order of the expected items. Pairs need not be equal."""
    invented: tuple[int, ...]
    """Observed items without a counterpart. Expected items without one are those missing in ``pairs``."""
    reordered: bool
    """Whether equal items come in another order."""


def align(expected: Sequence[int], observed: Sequence[int]) -> Alignment:
    """Align two arrays in linear time.

    Arrays of the same items in another order are matched item with equal item. Other arrays of the same length are
    matched by index. Otherwise equal items are matched, the others are paired in order, and those left over were
    dropped or invented.

    Args:
        expected: One int per item; equal ints stand for equal items.
        observed: Likewise.
    """
    same_length = len(expected) == len(observed)
    reordered = same_length and expected != observed and Counter(expected) == Counter(observed)
    if same_length and not reordered:
        return Alignment({index: index for index in range(len(expected))}, (), reordered=False)
    pairs = _equal_items(expected, observed)
    rest = _without(range(len(observed)), set(pairs.values()))
    for index in _without(range(len(expected)), set(pairs)):
        if rest:
            pairs[index] = rest.popleft()
    in_order = dict(sorted(pairs.items()))
    return Alignment(in_order, tuple(rest), reordered or _out_of_order(expected, observed))


def _equal_items(expected: Sequence[int], observed: Sequence[int]) -> dict[int, int]:
    """Pair equal items: at both ends by position, in between the first with the first."""
    shorter = min(len(expected), len(observed))
    start = 0
    while start < shorter and expected[start] == observed[start]:
        start += 1
    end = 0
    while end < shorter - start and expected[-1 - end] == observed[-1 - end]:
        end += 1
    pairs = {index: index for index in range(start)}
    waiting: defaultdict[int, deque[int]] = defaultdict(deque)
    for index in range(start, len(observed) - end):
        waiting[observed[index]].append(index)
    for index in range(start, len(expected) - end):
        if waiting[expected[index]]:
            pairs[index] = waiting[expected[index]].popleft()
    tail = range(len(expected) - end, len(expected))
    return pairs | {index: index - len(expected) + len(observed) for index in tail}


def _without(indices: range, taken: set[int]) -> deque[int]:
    return deque(index for index in indices if index not in taken)


def _out_of_order(expected: Sequence[int], observed: Sequence[int]) -> bool:
    """Whether items that both arrays contain equally often come in another order.

    Of other items it is unknown which one was dropped, and so whether the remaining ones have moved.
    """
    counts, counts_there = Counter(expected), Counter(observed)
    kept = {item for item, count in counts.items() if counts_there[item] == count}
    return [item for item in expected if item in kept] != [item for item in observed if item in kept]

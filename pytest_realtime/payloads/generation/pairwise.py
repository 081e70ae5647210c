"""Covering sets: small, deterministic lists of payloads in which every state, or every pair of states, occurs.

Random generation shows most pairs soon and some never. These sets show each one that can stand together, so
that a run without any randomness still meets it.
"""

import itertools
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pytest_realtime.payloads.generation.compile import generator_tree_of
from pytest_realtime.payloads.generation.coverage import ITEM, Decisions, coverage_targets_of, merge
from pytest_realtime.payloads.generation.nodes import (
    LEAVE_OUT,
    ArrayNode,
    MapNode,
    Node,
    ObjectNode,
    Plan,
    UnionNode,
)
from pytest_realtime.payloads.generation.states import states_of
from pytest_realtime.wire.registry import name_of

STRENGTHS = (1, 2)
_ORDERS = (1, 5, 7, 17)
"""Ways to break ties when states are packed; the smallest set wins."""


@dataclass(frozen=True)
class Covering:
    """A covering set and what it covers."""

    payloads: tuple[Any, ...]
    strength: int
    states: int
    """The states of the type."""
    covered: int
    """States (strength 1) or pairs of states (strength 2) that occur; all that can."""
    impossible: int
    """States or pairs that no valid payload shows: the constraints between members forbid them."""


@cache
def covering(wire_type: Any, *, strength: int = 2) -> Covering:
    """A covering set of a wire type, given by name, class or alias; the same one every time.

    Raises ValueError for another strength than 1 or 2, and UnknownWireType.
    """
    if strength not in STRENGTHS:
        raise ValueError(f"strength={strength!r}; allowed: {', '.join(map(str, STRENGTHS))}")
    name = name_of(wire_type)
    if strength == 2:
        return _Pairs(name).cover(strength)
    return min((_States(name, order).cover(strength) for order in _ORDERS), key=lambda found: len(found.payloads))


class _States:
    """Covers every state: packs as many states that are still missing into each payload as go together."""

    def __init__(self, name: str, order: int = 1) -> None:
        self.order = order
        self.name = name
        self.targets = coverage_targets_of(name)
        self.node = generator_tree_of(name)
        self.rows: list[Any] = []
        self.impossible = 0

    def cover(self, strength: int) -> Covering:
        covered = self._cover()
        return Covering(tuple(self.rows), strength, len(self.targets), covered, self.impossible)

    def _cover(self) -> int:
        self._cover_single(set(range(len(self.targets))))
        return len(self.targets) - self.impossible

    def _cover_single(self, missing: set[int]) -> None:
        while missing:
            payload, shown = self._build(self._packed(missing))
            if not missing & shown:
                # The state that was packed first got its own way and still does not show: constraints forbid it.
                missing.discard(self._by_urgency(missing)[0])
                self.impossible += 1
                continue
            missing -= shown
            self.rows.append(payload)
        if not self.rows:
            # A type in which nothing can be chosen has one payload.
            self.rows.append(self._build({})[0])

    def _by_urgency(self, missing: set[int]) -> list[int]:
        """States of places with most states left first, deeper ones first among them."""
        left = Counter(self.targets[number].path for number in missing)
        return sorted(missing, key=lambda number: self._urgency(left, number))

    def _urgency(self, left: Counter[tuple[str, ...]], number: int) -> tuple[int, int, int]:
        path = self.targets[number].path
        return -left[path], -len(path), number * self.order % len(self.targets)

    def _packed(self, missing: set[int]) -> Decisions:
        decisions: Decisions = {}
        for number in self._by_urgency(missing):
            if agree(decisions, self.targets[number].decisions):
                decisions = merge(decisions, self.targets[number].decisions)
        return decisions

    def _build(self, decisions: Decisions) -> tuple[Any, frozenset[int]]:
        # Values that no state decides (numbers, texts, lengths) differ from payload to payload.
        filling = random.Random(len(self.rows)).randbytes(self.node.width)  # noqa: S311 - not for secrets
        payload = self.node.build(Plan(LEAVE_OUT, decisions), filling, 0)
        return payload, states_of(self.name, payload)


class _Pairs(_States):
    """Covers every pair of states: starts each payload with a missing pair, then adds what gains most."""

    def _cover(self) -> int:
        count = len(self.targets)
        self.together = [self._companions(number) for number in range(count)]
        """For each state, a bit for every state that it can stand together with."""
        self.missing = list(self.together)
        wanted = sum(bits.bit_count() for bits in self.missing) // 2
        self._strike_what_rules_forbid()
        for first in sorted(range(count), key=lambda number: -len(self.targets[number].path)):
            while self.missing[first]:
                self._show(first, _lowest(self.missing[first]))
        impossible = self.impossible
        shown = set().union(*(states_of(self.name, payload) for payload in self.rows))
        # In a type with one choice only, no two states can stand together.
        self._cover_single({number for number, others in enumerate(self.together) if not others} - shown)
        self.impossible = impossible
        return wanted - impossible

    def _companions(self, number: int) -> int:
        own = self.targets[number].decisions
        agreeing = (other for other, target in enumerate(self.targets) if agree(own, target.decisions))
        return sum(1 << other for other in agreeing if other != number)

    def _strike_what_rules_forbid(self) -> None:
        """Try the pairs that lie in one object with constraints, so that no payload is packed with what clashes."""
        for ruled in _ruled(self.node, ()):
            inside = [number for number, target in enumerate(self.targets) if target.path[: len(ruled)] == ruled]
            for first, second in itertools.combinations(inside, 2):
                if self.together[first] >> second & 1:
                    pair = merge(self.targets[first].decisions, self.targets[second].decisions)
                    if not {first, second} <= self._build(pair)[1]:
                        self._strike(first, second)
                        self.impossible += 1

    def _show(self, first: int, second: int) -> None:
        pair = merge(self.targets[first].decisions, self.targets[second].decisions)
        payload, shown = self._build(self._filled(first, second, pair))
        if not {first, second} <= shown:
            payload, shown = self._build(pair)
        if not {first, second} <= shown:
            self._strike(first, second)
            self.impossible += 1
            return
        self.rows.append(payload)
        mask = sum(1 << number for number in shown)
        for number in shown:
            self.missing[number] &= ~mask

    def _strike(self, first: int, second: int) -> None:
        """Rules between members forbid this pair: it is not asked for again, nor packed together."""
        for one, other in ((first, second), (second, first)):
            self.missing[one] &= ~(1 << other)
            self.together[one] &= ~(1 << other)

    def _filled(self, first: int, second: int, decisions: Decisions) -> Decisions:
        """Add states as long as there are any that go with all the others."""
        chosen = 1 << first | 1 << second
        allowed = self.together[first] & self.together[second]
        while allowed:
            number = max(_bits(allowed), key=lambda bit: self._promise(bit, chosen, allowed))
            chosen |= 1 << number
            allowed &= self.together[number]
            decisions = merge(decisions, self.targets[number].decisions)
        return decisions

    def _promise(self, number: int, chosen: int, allowed: int) -> int:
        """How many missing pairs a state brings now, and could still bring with what it leaves possible."""
        missing = self.missing[number]
        return 16 * (missing & chosen).bit_count() + (missing & allowed & self.together[number]).bit_count()


def _ruled(node: Node, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The places of objects whose members are joined by constraints."""
    if isinstance(node, ObjectNode):
        if node.shape.constraints:
            yield path
        for slot in node.slots:
            yield from _ruled(slot.node, (*path, slot.name))
    elif isinstance(node, UnionNode):
        for tag, variant in zip(node.tags, node.variants, strict=True):
            yield from _ruled(variant, (*path, f"<{tag}>"))
    elif isinstance(node, ArrayNode | MapNode) and node.slots:
        yield from _ruled(node.slots[0], (*path, ITEM))


def _lowest(bits: int) -> int:
    return (bits & -bits).bit_length() - 1


def _bits(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def agree(first: Decisions, second: Decisions) -> bool:
    """Whether two sets of decisions can be taken together."""
    for number, decision in second.items():
        other = first.get(number)
        if other is None or other == decision:
            continue
        if not (isinstance(other, dict) and isinstance(decision, dict)):
            return False
        if any(other.get(name, state) != state for name, state in decision.items()):
            return False
    return True

"""Covering sets: small, deterministic lists of payloads in which every state, or every pair of states, occurs.

Random generation shows most pairs soon and some never. These sets show each one that is possible, so that a run
without any randomness still meets it. Every pair of a session's 266 states takes 211 payloads.

Theory of operation
===================

A **state** is a coverage target with the decisions that force it. Two states **agree** if no decision of one
contradicts a decision of the other; ``eagerness: high`` agrees with ``create_response: absent``, but not with
``eagerness: absent``. A payload is **packed**: it starts with one state that is still missing (strength 1), or one
pair (strength 2), and takes further states as long as they agree. It is then built and looked at, since it may show
more than was forced, and less where the constraints between members repair it. What it shows is no longer missing.

For strength 1, the states of the place with most states left go first: a place shows one of them in each payload,
so that the set can't be smaller than the largest place. ``SemanticVad`` needs five payloads, for ``eagerness``
absent and its four values.

For strength 2, the states that a state agrees with are the bits of one integer. Packing is then a matter of ``&``:
of the states that agree with all chosen ones, take the one that brings most missing pairs, and forget those that do
not agree with it. The 32 pairs of ``SemanticVad`` take ten payloads.

**Constraints** forbid pairs whose decisions agree: an MCP tool has ``server_url`` or ``connector_id``, and if both
are forced, the repair drops one. Packed together, such a pair would spoil every payload that it is in. So all pairs
inside an object with constraints are first built by themselves, and those that do not show are struck out. Pairs
across objects that turn out impossible are struck out when it is their turn.
"""

import itertools
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pytest_realtime.payloads.generation.compile import generator_tree_of
from pytest_realtime.payloads.generation.coverage import Decisions, agree, coverage_targets_of, merge, states_of
from pytest_realtime.payloads.generation.nodes import LEAVE_OUT, Plan
from pytest_realtime.wire.registry import name_of

STRENGTHS = (1, 2)
_ORDERS = (1, 5, 7, 17)
"""Factors that permute the states where their places are equally urgent; the smallest set of the four is taken.

A permutation is free, and which one packs best depends on the type: over the 33 payload types, these orders make
343, 340, 341 and 337 payloads, and the best of the four 335. More orders gain nothing.
"""
_NOW = 16
"""How much a missing pair that a state brings now is worth, beside one that it may still bring.

For the pairs of a session, weights of 0, 1, 4, 16 and 64 make 617, 237, 215, 211 and 208 payloads: what counts is
the present, and the future breaks ties.
"""


@dataclass(frozen=True)
class Covering:
    """A covering set and what it covers."""

    payloads: tuple[Any, ...]
    """JSON-ready objects."""
    strength: int
    states: int
    """The number of states of the type."""
    covered: int
    """States (strength 1) or pairs of states (strength 2) that occur: all that can."""
    impossible: int
    """States or pairs that no valid payload shows, because the constraints between members forbid them."""


@cache
def covering(wire_type: Any, *, strength: int = 2) -> Covering:
    """Build a covering set of a wire type: a few payloads that show all its states, or all pairs of them.

    Args:
        wire_type: The type's name, class or alias.
        strength: 1 for every state, 2 for every pair of states.

    Returns:
        The same set every time; do not change its payloads.

    Raises:
        ValueError: If the strength is neither 1 nor 2.
        UnknownWireType: If there is no such type.
    """
    if strength not in STRENGTHS:
        raise ValueError(f"strength={strength!r} is not valid; allowed: {', '.join(map(str, STRENGTHS))}")
    name = name_of(wire_type)
    if strength == 2:
        return _Pairs(name).cover(strength)
    return min((_States(name, order).cover(strength) for order in _ORDERS), key=lambda found: len(found.payloads))


class _States:
    """Covers every state: packs as many missing states into each payload as agree."""

    def __init__(self, name: str, order: int = 1) -> None:
        self.order = order
        self.name = name
        self.targets = coverage_targets_of(name)
        self.tree = generator_tree_of(name)
        self.payloads: list[Any] = []
        self.impossible = 0

    def cover(self, strength: int) -> Covering:
        covered = self._cover()
        return Covering(tuple(self.payloads), strength, len(self.targets), covered, self.impossible)

    def _cover(self) -> int:
        self._cover_single(set(range(len(self.targets))))
        return len(self.targets) - self.impossible

    def _cover_single(self, missing: set[int]) -> None:
        while missing:
            payload, shown = self._build(self._packed(missing))
            if not missing & shown:
                # The state that was packed first was forced before all others and still does not show.
                missing.discard(self._by_urgency(missing)[0])
                self.impossible += 1
                continue
            missing -= shown
            self.payloads.append(payload)
        if not self.payloads:
            # A type without states has one payload.
            self.payloads.append(self._build({})[0])

    def _by_urgency(self, missing: set[int]) -> list[int]:
        """Missing states, those of the places with most states left first, and deeper ones before others."""
        left = Counter(self.targets[number].path for number in missing)

        def urgency(number: int) -> tuple[int, int, int]:
            path = self.targets[number].path
            return -left[path], -len(path), number * self.order % len(self.targets)

        return sorted(missing, key=urgency)

    def _packed(self, missing: set[int]) -> Decisions:
        decisions: Decisions = {}
        for number in self._by_urgency(missing):
            if agree(decisions, self.targets[number].decisions):
                decisions = merge(decisions, self.targets[number].decisions)
        return decisions

    def _build(self, decisions: Decisions) -> tuple[Any, frozenset[int]]:
        # What no state decides (numbers, strings, lengths) differs from payload to payload.
        filling = random.Random(len(self.payloads)).randbytes(self.tree.width)  # noqa: S311 - not for secrets
        payload = self.tree.build(Plan(LEAVE_OUT, decisions), filling, 0)
        return payload, states_of(self.name, payload)


class _Pairs(_States):
    """Covers every pair of states: starts each payload with a missing pair, then adds the states that gain most."""

    def _cover(self) -> int:
        count = len(self.targets)
        self.together = [self._agreeing(number) for number in range(count)]
        """For each state, a bit for every state that can occur together with it."""
        self.missing = list(self.together)
        """For each state, a bit for every state that no payload shows together with it yet."""
        wanted = sum(bits.bit_count() for bits in self.missing) // 2
        self._strike_constrained_pairs()
        for first in sorted(range(count), key=lambda number: -len(self.targets[number].path)):
            while self.missing[first]:
                self._show(first, next(_bits(self.missing[first])))
        impossible = self.impossible
        shown = set().union(*(states_of(self.name, payload) for payload in self.payloads))
        # In a type with only one choice, no two states can occur together.
        self._cover_single({number for number, others in enumerate(self.together) if not others} - shown)
        self.impossible = impossible
        return wanted - impossible

    def _agreeing(self, number: int) -> int:
        own = self.targets[number].decisions
        agreeing = (other for other, target in enumerate(self.targets) if agree(own, target.decisions))
        return sum(1 << other for other in agreeing if other != number)

    def _strike_constrained_pairs(self) -> None:
        """Try the pairs inside each object with constraints, so that no payload is packed with one that clashes."""
        inside: dict[tuple[str, ...], list[int]] = {}
        for number, target in enumerate(self.targets):
            for path in target.constrained:
                inside.setdefault(path, []).append(number)
        for numbers in inside.values():
            for first, second in itertools.combinations(numbers, 2):
                if self.together[first] >> second & 1 and not {first, second} <= self._build_pair(first, second)[1]:
                    self._strike(first, second)

    def _build_pair(self, first: int, second: int) -> tuple[Any, frozenset[int]]:
        return self._build(merge(self.targets[first].decisions, self.targets[second].decisions))

    def _show(self, first: int, second: int) -> None:
        payload, shown = self._build(self._filled(first, second))
        if not {first, second} <= shown:
            payload, shown = self._build_pair(first, second)
        if not {first, second} <= shown:
            self._strike(first, second)
            return
        self.payloads.append(payload)
        mask = sum(1 << number for number in shown)
        for number in shown:
            self.missing[number] &= ~mask

    def _strike(self, first: int, second: int) -> None:
        """Neither ask for this pair again nor pack it: constraints between members forbid it."""
        self.impossible += 1
        for one, other in ((first, second), (second, first)):
            self.missing[one] &= ~(1 << other)
            self.together[one] &= ~(1 << other)

    def _filled(self, first: int, second: int) -> Decisions:
        """The decisions for a pair, with states added as long as there are any that agree with all the others."""
        decisions = merge(self.targets[first].decisions, self.targets[second].decisions)
        chosen = 1 << first | 1 << second
        allowed = self.together[first] & self.together[second]
        candidates = allowed
        while allowed:
            # What brings most pairs, now before later; the first one, if nothing brings any.
            best, most = next(_bits(allowed)), 0
            candidates &= allowed
            for number in _bits(candidates):
                missing = self.missing[number]
                gain = _NOW * (missing & chosen).bit_count() + (missing & allowed).bit_count()
                if gain > most:
                    best, most = number, gain
                elif not gain:
                    # Nor will it bring any later: what is chosen next is allowed now.
                    candidates ^= 1 << number
            chosen |= 1 << best
            allowed &= self.together[best]
            decisions = merge(decisions, self.targets[best].decisions)
        return decisions


def _bits(bits: int) -> Iterator[int]:
    """The numbers of the bits that are set, lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest

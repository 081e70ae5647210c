"""Covering sets: small, deterministic lists of payloads in which every state, or every pair of states, occurs.

Random generation shows most pairs soon and some never. These sets show each one that can stand together, so
that a run without any randomness still meets it.
"""

import random
from dataclasses import dataclass
from functools import cache
from typing import Any

from pytest_realtime.payloads.blueprint import Plan
from pytest_realtime.payloads.drafting import blueprint_of
from pytest_realtime.payloads.states import states_of
from pytest_realtime.payloads.targets import Decisions, merge, targets_of
from pytest_realtime.wire.registry import name_of

STRENGTHS = (1, 2)
_CANDIDATES = 12
"""How many fillings are tried for each payload of a set; the one that shows most is taken."""


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
    """States or pairs that no valid payload shows: the rules between members forbid them."""


@cache
def covering(wire_type: Any, *, strength: int = 2) -> Covering:
    """A covering set of a wire type, given by name, class or alias; the same one every time.

    Raises ValueError for another strength than 1 or 2, and UnknownWireType.
    """
    if strength not in STRENGTHS:
        raise ValueError(f"strength={strength!r}; allowed: {', '.join(map(str, STRENGTHS))}")
    name = name_of(wire_type)
    return (_Pairs if strength == 2 else _States)(name).cover(strength)


class _States:
    """Covers every state: packs as many states that are still missing into each payload as go together."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.targets = targets_of(name)
        self.node = blueprint_of(name)
        self.random = random.Random(0)  # noqa: S311 - the same fillings every time, nothing secret
        self.rows: list[tuple[Any, frozenset[int]]] = []
        self.impossible = 0

    def cover(self, strength: int) -> Covering:
        covered = self._cover()
        payloads = tuple(payload for payload, _ in self.rows)
        return Covering(payloads, strength, len(self.targets), covered, self.impossible)

    def _cover(self) -> int:
        missing = dict.fromkeys(range(len(self.targets)))
        while missing:
            payload, shown = self._pack(list(missing))
            news = [number for number in missing if number in shown]
            if not news:
                # The first missing state got its own way and still does not show: the rules forbid it.
                missing.pop(next(iter(missing)))
                self.impossible += 1
                continue
            for number in news:
                missing.pop(number)
            self.rows.append((payload, shown))
        return len(self.targets) - self.impossible

    def _pack(self, wanted: list[int]) -> tuple[Any, frozenset[int]]:
        decisions: Decisions = {}
        for number in wanted:
            if _agree(decisions, self.targets[number].decisions):
                decisions = merge(decisions, self.targets[number].decisions)
        return self._build(decisions, filling=b"\0" * self.node.width, threshold=256)

    def _build(self, decisions: Decisions, *, filling: bytes, threshold: int) -> tuple[Any, frozenset[int]]:
        payload = self.node.build(Plan(threshold, decisions), filling, 0)
        return payload, states_of(self.name, payload)


class _Pairs(_States):
    """Covers every pair of states: takes a missing pair, fills the rest in several ways, keeps the best."""

    def _cover(self) -> int:
        count = len(self.targets)
        self.missing = [0] * count
        """For each state, a bit for every later state that it has not stood together with."""
        for first in range(count):
            for second in range(first + 1, count):
                if _agree(self.targets[first].decisions, self.targets[second].decisions):
                    self.missing[first] |= 1 << second
        wanted = sum(bits.bit_count() for bits in self.missing)
        for first in range(count):
            while self.missing[first]:
                second = (self.missing[first] & -self.missing[first]).bit_length() - 1
                self._show(first, second)
        return wanted - self.impossible

    def _show(self, first: int, second: int) -> None:
        decisions = merge(self.targets[first].decisions, self.targets[second].decisions)
        found = [self._candidate(decisions) for _ in range(_CANDIDATES)]
        showing = [(payload, shown) for payload, shown in found if first in shown and second in shown]
        if not showing:
            showing = [self._build(decisions, filling=b"\0" * self.node.width, threshold=256)]
        payload, shown = max(showing, key=lambda row: self._gain(row[1]))
        if first not in shown or second not in shown:
            self.missing[first] &= ~(1 << second)
            self.impossible += 1
            return
        self.rows.append((payload, shown))
        mask = sum(1 << number for number in shown)
        for number in shown:
            self.missing[number] &= ~mask

    def _candidate(self, decisions: Decisions) -> tuple[Any, frozenset[int]]:
        """Fill what is not decided with further missing pairs' states where they agree, and the rest by chance."""
        filling = self.random.randbytes(self.node.width)
        for number in self.random.sample(range(len(self.targets)), len(self.targets) // 2):
            if self.missing[number] and _agree(decisions, self.targets[number].decisions):
                decisions = merge(decisions, self.targets[number].decisions)
        return self._build(decisions, filling=filling, threshold=64)

    def _gain(self, shown: frozenset[int]) -> int:
        mask = sum(1 << number for number in shown)
        return sum((self.missing[number] & mask).bit_count() for number in shown)


def _agree(first: Decisions, second: Decisions) -> bool:
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

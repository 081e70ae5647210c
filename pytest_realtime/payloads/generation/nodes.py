"""The nodes of a generator tree: each builds its part of a payload from its own range of the bytes.

:mod:`pytest_realtime.payloads.generation` explains the tree, with an example. A node takes a decision
from its bytes unless the plan forces it; forced or not, the bytes of all other nodes stay where they are.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pytest_realtime.payloads.repair import repair
from pytest_realtime.wire.json.tree import fresh
from pytest_realtime.wire.shapes import ObjectShape

NULL_BAND = 24
"""Presence bytes of the top 24 mean null where null is allowed: about one in ten, so that values stay the rule."""
FULLNESS = (224, 96, 40)
"""Thresholds of presence bytes for sparse, middling and dense payloads, each a third of them.

Of the optional members, 1 in 8, 5 in 8 and 5 in 6 are there. The sparse third keeps payloads small and shows
absences; the dense one reaches deep, since four optional levels at 5 in 6 are open every second time.
"""
LEAVE_OUT = 256
"""The threshold above every presence byte: only what is required or forced is there."""
_LISTED_NAMES = 240
"""Second bytes above it, 1 in 17, make an open enum take a name that is not listed: legal, and rare in practice."""
ABSENT, NULL, VALUE = "absent", "null", "value"


@dataclass(frozen=True)
class Override:
    """A value that the caller gives instead of having one built."""

    value: Any


@dataclass
class Plan:
    """What is decided before a payload is built: how full it is, and which decisions are forced."""

    threshold: int
    """Optional members whose presence byte lies below are absent."""
    forced: dict[int, Any] = field(default_factory=dict)
    """Decisions by node number: the index of a variant or enum value, the least length of an array or map, or the
    states of members by name."""


@dataclass
class Node(ABC):
    """A place in a wire type's generator tree."""

    number: int
    """Unique within its tree, in depth-first order."""

    width: int = field(default=0, init=False)
    """How many bytes of the buffer belong to this node and what is below it."""

    @abstractmethod
    def build(self, plan: Plan, buffer: bytes, at: int) -> Any:
        """Build the value from ``buffer[at:at + width]``."""


@dataclass
class ScalarNode(Node):
    """A scalar or literal: a function of two bytes, of which it may need only one or none."""

    make: Callable[[int, int], Any]
    size: int = 2

    def __post_init__(self) -> None:
        self.width = self.size

    def build(self, plan: Plan, buffer: bytes, at: int) -> Any:
        """Make the value from its bytes."""
        first = buffer[at] if self.width else 0
        return self.make(first, buffer[at + 1] if self.width > 1 else 0)


@dataclass
class EnumNode(Node):
    """An enum: one of its values, or now and then another string where it is open."""

    values: tuple[str, ...]
    other: Callable[[int, int], str] | None
    covered: bool
    """Whether each value is a coverage target."""

    def __post_init__(self) -> None:
        self.width = 2 if self.other else int(len(self.values) > 1)

    def build(self, plan: Plan, buffer: bytes, at: int) -> Any:
        """Choose the value."""
        forced = plan.forced.get(self.number)
        if forced is not None:
            return self.values[forced]
        if not self.width:
            return self.values[0]
        first = buffer[at]
        if self.other and buffer[at + 1] > _LISTED_NAMES:
            return self.other(first, buffer[at + 1]) or self.values[0]
        return self.values[first % len(self.values)]


@dataclass
class ArrayNode(Node):
    """An array: its length, and then each item in a slot of its own."""

    slots: tuple[Node, ...]
    least: int

    def __post_init__(self) -> None:
        self.width = 1 + sum(slot.width for slot in self.slots)

    def build(self, plan: Plan, buffer: bytes, at: int) -> Any:
        """Build the items."""
        length = self.least + buffer[at] % (len(self.slots) - self.least + 1)
        length = max(length, plan.forced.get(self.number, 0))
        items = []
        at += 1
        for slot in self.slots[:length]:
            items.append(slot.build(plan, buffer, at))
            at += slot.width
        return items


@dataclass
class MapNode(Node):
    """A map: its length, and then each entry with two bytes for the key and a slot for the value."""

    slots: tuple[Node, ...]
    key: Callable[[int, int], str]

    def __post_init__(self) -> None:
        self.width = 1 + sum(2 + slot.width for slot in self.slots)

    def build(self, plan: Plan, buffer: bytes, at: int) -> Any:
        """Build the entries; of two equal keys the later one wins."""
        length = max(buffer[at] % (len(self.slots) + 1), plan.forced.get(self.number, 0))
        entries = {}
        at += 1
        for slot in self.slots[:length]:
            entries[self.key(buffer[at], buffer[at + 1])] = slot.build(plan, buffer, at + 2)
            at += 2 + slot.width
        return entries


@dataclass
class UnionNode(Node):
    """A union: one of its variants. They share their bytes, since only one is built."""

    variants: tuple[Node, ...]
    tags: tuple[str, ...]
    tag: str = "type"
    """The member that tells objects apart."""

    def __post_init__(self) -> None:
        self.width = 1 + max(variant.width for variant in self.variants)

    def build(self, plan: Plan, buffer: bytes, at: int) -> Any:
        """Build the chosen variant."""
        chosen = plan.forced.get(self.number)
        if chosen is None:
            chosen = buffer[at] % len(self.variants)
        return self.variants[chosen].build(plan, buffer, at + 1)


@dataclass
class Slot:
    """A member of an object."""

    name: str
    node: Node
    optional: bool
    nullable: bool
    is_withheld: bool = False
    """Whether clients should leave it out, so that only a caller's override puts it there."""
    width: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.width = self.node.width + (1 if self.optional or self.nullable else 0)

    def state(self, presence: int, threshold: int) -> str:
        """The state that a presence byte means."""
        if self.is_withheld or (self.optional and presence < threshold):
            return ABSENT
        return NULL if self.nullable and presence >= 256 - NULL_BAND else VALUE

    def chances(self) -> dict[str, float]:
        """The probability of each of its states in a sparse payload; empty where it always has the same one."""
        absent = FULLNESS[0] / 256 if self.optional else 0.0
        null = NULL_BAND / 256 if self.nullable else 0.0
        chances = {ABSENT: absent, NULL: null, VALUE: 1 - absent - null}
        return {state: chance for state, chance in chances.items() if 0 < chance < 1}


@dataclass
class ObjectNode(Node):
    """An object: its members, one after the other."""

    shape: ObjectShape
    slots: tuple[Slot, ...]

    def __post_init__(self) -> None:
        self.width = sum(slot.width for slot in self.slots)

    def build(self, plan: Plan, buffer: bytes, at: int) -> Any:
        """Build the members, then repair what breaks the constraints between them."""
        forced = plan.forced.get(self.number) or {}
        payload = {}
        for slot in self.slots:
            has_presence = slot.width > slot.node.width
            state = forced.get(slot.name) or (slot.state(buffer[at], plan.threshold) if has_presence else VALUE)
            if isinstance(state, Override):
                payload[slot.name] = fresh(state.value)
            elif state == VALUE:
                payload[slot.name] = slot.node.build(plan, buffer, at + has_presence)
            elif state == NULL:
                payload[slot.name] = None
            at += slot.width
        if self.shape.constraints:
            repair(self.shape, payload, keep=forced)
        return payload

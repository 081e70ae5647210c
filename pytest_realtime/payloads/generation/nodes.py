"""Blueprints: how a wire type's payloads are built from one drawn string of bytes.

Drawing is what generation spends its time on, so a payload costs few draws: every place of the type's tree
has bytes of its own, one for the presence of each optional member and a few for each value. No decision
moves another one's bytes, and all zeros is the smallest payload: that makes payloads shrink well. A plan can
force decisions on the way to a chosen place (see :mod:`pytest_realtime.payloads.generation.coverage`), so that what lies
four optional levels deep is met as often as the rest.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from pytest_realtime.payloads.repair import repair
from pytest_realtime.wire.shapes import ObjectShape

NULL_BAND = 24
"""How many of the 256 values of a presence byte mean null, where null is allowed."""
FULLNESS = (224, 96, 40)
"""Thresholds of presence bytes for sparse, middling and dense payloads, each as frequent."""
LEAVE_OUT = 256
"""The threshold above every presence byte: what is not forced stays absent."""
_LISTED_NAMES = 240
"""The highest second byte that still means a listed value of an open enum."""
ABSENT, NULL, VALUE = "absent", "null", "value"


@dataclass(frozen=True)
class Override:
    """A member's value that is given instead of built."""

    value: Any


@dataclass
class Plan:
    """What is decided before a payload is built: how full it is, and what is forced where."""

    threshold: int
    """Optional members whose presence byte lies below are absent."""
    forced: dict[int, Any] = field(default_factory=dict)
    """Decisions by node number: an variant's or value's index, a list's least length, a struct's member states."""


@dataclass
class Node(ABC):
    """A place in the tree of a wire type."""

    number: int
    """Unique within its blueprint."""

    width: int = field(default=0, init=False)
    """The bytes that this node takes from the buffer."""

    @abstractmethod
    def build(self, plan: Plan, buffer: bytes, at: int) -> Any:
        """Build the value from ``buffer[at:at + width]``."""


@dataclass
class ScalarNode(Node):
    """A scalar or constant: a function of two bytes, of which it may need one or none."""

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
    """An enum: one of its values, or for an open one now and then another text."""

    values: tuple[str, ...]
    other: Callable[[int, int], str] | None
    aimed: bool
    """Whether each value is a state to aim at."""

    def __post_init__(self) -> None:
        self.width = 2 if self.other else int(len(self.values) > 1)

    def build(self, plan: Plan, buffer: bytes, at: int) -> Any:
        """EnumNode the value."""
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
    """An array: its length and then its items, each in a slot of its own."""

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
    """A map: keys made from bytes, values in slots."""

    slots: tuple[Node, ...]
    key: Callable[[int, int], str]

    def __post_init__(self) -> None:
        self.width = 1 + sum(2 + slot.width for slot in self.slots)

    def build(self, plan: Plan, buffer: bytes, at: int) -> Any:
        """Build the entries; equal keys fall together."""
        length = max(buffer[at] % (len(self.slots) + 1), plan.forced.get(self.number, 0))
        entries = {}
        at += 1
        for slot in self.slots[:length]:
            entries[self.key(buffer[at], buffer[at + 1])] = slot.build(plan, buffer, at + 2)
            at += 2 + slot.width
        return entries


@dataclass
class UnionNode(Node):
    """A union: one of its variants. The variants share their bytes, since only one is built."""

    variants: tuple[Node, ...]
    tags: tuple[str, ...]

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
    width: int = 0

    def __post_init__(self) -> None:
        self.width = self.node.width + (1 if self.optional or self.nullable else 0)

    def chances(self) -> dict[str, float]:
        """How likely each state is that it has, over all fullnesses; empty where it is always there."""
        absent = sum(FULLNESS) / len(FULLNESS) / 256 if self.optional else 0.0
        null = NULL_BAND / 256 if self.nullable else 0.0
        chances = {ABSENT: absent, NULL: null, VALUE: 1 - absent - null}
        return {state: chance for state, chance in chances.items() if 0 < chance < 1}


@dataclass
class ObjectNode(Node):
    """An object: its members one after the other."""

    shape: ObjectShape
    slots: tuple[Slot, ...]

    def __post_init__(self) -> None:
        self.width = sum(slot.width for slot in self.slots)

    def build(self, plan: Plan, buffer: bytes, at: int) -> Any:
        """Build the members and repair the constraints between them."""
        forced = plan.forced.get(self.number) or {}
        payload = {}
        for slot in self.slots:
            state, value = VALUE, None
            offset = 0
            if slot.optional or slot.nullable:
                offset = 1
                state, value = self._state(plan, slot, buffer[at], forced.get(slot.name))
            if state == VALUE:
                payload[slot.name] = (
                    slot.node.build(plan, buffer, at + offset) if value is None else deepcopy(value)
                )
            elif state == NULL:
                payload[slot.name] = None
            at += slot.width
        if self.shape.constraints:
            repair(self.shape, payload, keep=forced)
        return payload

    def _state(self, plan: Plan, slot: Slot, presence: int, forced: Any) -> tuple[str, Any]:
        """A member's state and, where it is pinned, its value."""
        if forced is not None:
            if isinstance(forced, str):
                return forced, None
            return (NULL if forced.value is None else VALUE), forced.value
        if slot.optional and presence < plan.threshold:
            return ABSENT, None
        if slot.nullable and presence >= 256 - NULL_BAND:
            return NULL, None
        return VALUE, None

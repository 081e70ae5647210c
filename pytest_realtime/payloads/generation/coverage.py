"""What payloads of a wire type can show, which decisions force it, and what a given payload does show.

A state is an enum's value, a union's variant, or a member's being absent, null or set, at one place of the type's
generator tree. Names of models are no states: any name is legal, and OpenAI's list of them is long and changes
every month. An array or map has one state, that it is not empty, and its items share theirs, whichever item shows
them. :mod:`pytest_realtime.payloads.generation` has an example.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pytest_realtime.payloads.generation.compile import generator_tree_of
from pytest_realtime.payloads.generation.nodes import (
    ABSENT,
    NULL,
    VALUE,
    ArrayNode,
    EnumNode,
    MapNode,
    Node,
    ObjectNode,
    UnionNode,
)
from pytest_realtime.wire.unions import tag_of_value

ITEM = "*"
"""Stands for an item of an array or map in a path."""

Path = tuple[str, ...]
Decisions = dict[int, Any]
"""Forced decisions by node number, as :class:`~pytest_realtime.payloads.generation.nodes.Plan` takes them."""


@dataclass(frozen=True)
class CoverageTarget:
    """One state at one place."""

    path: Path
    """Member names from the root to the place; ``*`` is an item of an array or map, ``<tag>`` a union's variant."""
    state: str
    """``absent``, ``null``, ``value``, the variant's ``<tag>``, or the enum's value."""
    decisions: Decisions
    """What forces the state, the way from the root to its place included."""
    chance: float
    """How likely a sparse payload, in which nothing is forced, shows it; roughly, since constraints have a say."""
    constrained: tuple[Path, ...]
    """The objects around it whose members are joined by constraints, outer ones first."""


@cache
def coverage_targets_of(name: str) -> tuple[CoverageTarget, ...]:
    """All states of a wire type, in the order of its members."""
    tree = generator_tree_of(name)
    return tuple(_targets(tree, (), {}, 1.0, _constrained(tree, (), ())))


def states_of(name: str, payload: Any) -> frozenset[int]:
    """The indices of the coverage targets of the wire type ``name`` that a valid ``payload`` of it shows."""
    numbers = _numbers(name)
    shown = _shown(generator_tree_of(name), payload, ())
    return frozenset(numbers[state] for state in shown if state in numbers)


@cache
def _numbers(name: str) -> dict[tuple[Path, str], int]:
    return {(target.path, target.state): number for number, target in enumerate(coverage_targets_of(name))}


def merge(first: Decisions, second: Decisions) -> Decisions:
    """Both sets of decisions; where they clash, the first one wins."""
    merged = dict(second)
    for number, decision in first.items():
        both = isinstance(decision, dict) and isinstance(merged.get(number), dict)
        merged[number] = {**merged[number], **decision} if both else decision
    return merged


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


def _targets(
    node: Node, path: Path, way: Decisions, chance: float, constrained: tuple[Path, ...]
) -> Iterator[CoverageTarget]:
    """The targets of a node and of all below it; ``way`` forces the node itself to be there."""
    if isinstance(node, ObjectNode):
        for slot in node.slots:
            if slot.is_withheld:
                continue
            here, chances = (*path, slot.name), slot.chances()
            inside = _constrained(slot.node, here, constrained)
            for state, share in chances.items():
                decisions = merge({node.number: {slot.name: state}}, way)
                yield CoverageTarget(here, state, decisions, chance * share, inside)
            further = merge({node.number: {slot.name: VALUE}}, way)
            yield from _targets(slot.node, here, further, chance * chances.get(VALUE, 1.0), inside)
    elif isinstance(node, UnionNode):
        share = chance / len(node.variants)
        for index, (tag, variant) in enumerate(zip(node.tags, node.variants, strict=True)):
            here, further = (*path, f"<{tag}>"), merge({node.number: index}, way)
            yield CoverageTarget(path, f"<{tag}>", further, share, constrained)
            yield from _targets(variant, here, further, share, _constrained(variant, here, constrained))
    elif isinstance(node, EnumNode) and node.covered:
        for index, value in enumerate(node.values):
            decisions = merge({node.number: index}, way)
            yield CoverageTarget(path, value, decisions, chance / len(node.values), constrained)
    elif isinstance(node, ArrayNode | MapNode) and node.slots:
        here, further = (*path, ITEM), merge({node.number: 1}, way)
        inside = _constrained(node.slots[0], here, constrained)
        filled = chance * len(node.slots) / (len(node.slots) + 1)
        yield CoverageTarget(here, VALUE, further, filled, inside)
        yield from _targets(node.slots[0], here, further, filled, inside)


def _constrained(node: Node, path: Path, outer: tuple[Path, ...]) -> tuple[Path, ...]:
    return (*outer, path) if isinstance(node, ObjectNode) and node.shape.constraints else outer


def _shown(node: Node, value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """The places and states that a value shows: the way of :func:`_targets`, led by the value."""
    if isinstance(node, ObjectNode):
        for slot in node.slots:
            here = (*path, slot.name)
            if slot.name not in value:
                yield here, ABSENT
            elif value[slot.name] is None:
                yield here, NULL
            else:
                yield here, VALUE
                yield from _shown(slot.node, value[slot.name], here)
    elif isinstance(node, UnionNode):
        tag = tag_of_value(value, node.tag)
        index = node.tags.index(tag if tag in node.tags else "object")
        yield path, f"<{node.tags[index]}>"
        yield from _shown(node.variants[index], value, (*path, f"<{node.tags[index]}>"))
    elif isinstance(node, EnumNode):
        yield path, value
    elif isinstance(node, ArrayNode | MapNode) and node.slots:
        items = value if isinstance(node, ArrayNode) else list(value.values())
        if items:
            yield (*path, ITEM), VALUE
        for item in items:
            yield from _shown(node.slots[0], item, (*path, ITEM))

"""The states of a wire type, and what has to be forced so that a payload shows one of them.

A state is an enum's value, a union's variant, or a member's being absent, null or set, at one place of the
type's tree. Each comes with the decisions that lead there. Names of models are no states: any name is legal
and OpenAI's list of them is long, and new every month.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pytest_realtime.payloads.generation.compile import generator_tree_of
from pytest_realtime.payloads.generation.nodes import (
    VALUE,
    ArrayNode,
    EnumNode,
    MapNode,
    Node,
    ObjectNode,
    UnionNode,
)

ITEM = "*"
"""Stands for an item of an array or map in a path."""

Decisions = dict[int, Any]
"""Forced decisions by node number, as a plan takes them."""


@dataclass(frozen=True)
class CoverageTarget:
    """One state at one place."""

    path: tuple[str, ...]
    """Member names from the root to the place; ``*`` is an item of an array or map, ``<tag>`` a union's variant."""
    state: str
    """``absent``, ``null``, ``value``, the variant's ``<tag>``, or the enum's value."""
    decisions: Decisions
    chance: float
    """How likely a payload shows it that aims at nothing; roughly, since constraints between members have a say."""


@cache
def coverage_targets_of(name: str) -> tuple[CoverageTarget, ...]:
    """All states of a wire type, in the order of its members."""
    return tuple(_targets(generator_tree_of(name), (), {}, 1.0))


def merge(first: Decisions, second: Decisions) -> Decisions:
    """Both sets of decisions; where they clash, the first one wins."""
    merged = dict(second)
    for number, decision in first.items():
        both = isinstance(decision, dict) and isinstance(merged.get(number), dict)
        merged[number] = {**merged[number], **decision} if both else decision
    return merged


def _targets(node: Node, path: tuple[str, ...], led: Decisions, chance: float) -> Iterator[CoverageTarget]:
    if isinstance(node, ObjectNode):
        yield from _of_fields(node, path, led, chance)
    elif isinstance(node, UnionNode):
        of_arm = chance / len(node.variants)
        for index, (tag, variant) in enumerate(zip(node.tags, node.variants, strict=True)):
            here = merge({node.number: index}, led)
            yield CoverageTarget(path, f"<{tag}>", here, of_arm)
            yield from _targets(variant, (*path, f"<{tag}>"), here, of_arm)
    elif isinstance(node, EnumNode) and node.aimed:
        for index, value in enumerate(node.values):
            yield CoverageTarget(path, value, merge({node.number: index}, led), chance / len(node.values))
    elif isinstance(node, ArrayNode | MapNode) and node.slots:
        here = merge({node.number: 1}, led)
        filled = chance * len(node.slots) / (len(node.slots) + 1)
        yield CoverageTarget((*path, ITEM), VALUE, here, filled)
        yield from _targets(node.slots[0], (*path, ITEM), here, filled)


def _of_fields(node: ObjectNode, path: tuple[str, ...], led: Decisions, chance: float) -> Iterator[CoverageTarget]:
    for slot in node.slots:
        here = (*path, slot.name)
        chances = slot.chances()
        for state, share in chances.items():
            yield CoverageTarget(here, state, merge({node.number: {slot.name: state}}, led), chance * share)
        there = merge({node.number: {slot.name: VALUE}}, led)
        yield from _targets(slot.node, here, there, chance * chances.get(VALUE, 1.0))

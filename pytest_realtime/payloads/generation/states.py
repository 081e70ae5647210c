"""Which states of a wire type a payload shows: the counterpart of :mod:`pytest_realtime.payloads.generation.coverage`."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from pytest_realtime.payloads.generation.compile import generator_tree_of
from pytest_realtime.payloads.generation.coverage import ITEM, CoverageTarget, coverage_targets_of
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

State = tuple[tuple[str, ...], str]
"""A place (member names, ``*`` for items) and what is there."""


def states_of(name: str, payload: Any) -> frozenset[int]:
    """The numbers of the targets of the wire type ``name`` that a valid ``payload`` of it shows."""
    numbers = _numbers(name)
    shown = _shown(generator_tree_of(name), payload, ())
    return frozenset(numbers[state] for state in shown if state in numbers)


@cache
def _numbers(name: str) -> dict[State, int]:
    return {state(target): number for number, target in enumerate(coverage_targets_of(name))}


def state(target: CoverageTarget) -> State:
    """A target's state."""
    return target.path, target.state


def _shown(node: Node, value: Any, path: tuple[str, ...]) -> Iterator[State]:
    if isinstance(node, ObjectNode):
        yield from _in_fields(node, value, path)
    elif isinstance(node, UnionNode):
        tag = tag_of_value(value)
        index = node.tags.index(tag if tag in node.tags else "object")
        variant = f"<{node.tags[index]}>"
        yield path, variant
        yield from _shown(node.variants[index], value, (*path, variant))
    elif isinstance(node, EnumNode):
        yield path, value
    elif isinstance(node, ArrayNode | MapNode) and node.slots:
        items = value if isinstance(node, ArrayNode) else list(value.values())
        if items:
            yield (*path, ITEM), VALUE
        for item in items:
            yield from _shown(node.slots[0], item, (*path, ITEM))


def _in_fields(node: ObjectNode, value: dict[str, Any], path: tuple[str, ...]) -> Iterator[State]:
    for slot in node.slots:
        here = (*path, slot.name)
        if slot.name not in value:
            yield here, ABSENT
        elif value[slot.name] is None:
            yield here, NULL
        else:
            yield here, VALUE
            yield from _shown(slot.node, value[slot.name], here)

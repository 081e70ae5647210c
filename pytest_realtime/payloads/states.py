"""Which states of a wire type a payload shows: the counterpart of :mod:`pytest_realtime.payloads.targets`."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from pytest_realtime.payloads.blueprint import ABSENT, NULL, VALUE, Arms, Entries, Fields, Items, Node, Pick
from pytest_realtime.payloads.drafting import blueprint_of
from pytest_realtime.payloads.targets import ITEM, Target, targets_of
from pytest_realtime.wire.unions import tag_of_value

State = tuple[tuple[str, ...], str]
"""A place (member names, ``*`` for items) and what is there."""


def states_of(name: str, payload: Any) -> frozenset[int]:
    """The numbers of the targets of the wire type ``name`` that a valid ``payload`` of it shows."""
    numbers = _numbers(name)
    shown = _shown(blueprint_of(name), payload, ())
    return frozenset(numbers[state] for state in shown if state in numbers)


@cache
def _numbers(name: str) -> dict[State, int]:
    return {state(target): number for number, target in enumerate(targets_of(name))}


def state(target: Target) -> State:
    """A target's state."""
    return target.path, target.state


def _shown(node: Node, value: Any, path: tuple[str, ...]) -> Iterator[State]:
    if isinstance(node, Fields):
        yield from _in_fields(node, value, path)
    elif isinstance(node, Arms):
        tag = tag_of_value(value)
        index = node.tags.index(tag if tag in node.tags else "object")
        arm = f"<{node.tags[index]}>"
        yield path, arm
        yield from _shown(node.arms[index], value, (*path, arm))
    elif isinstance(node, Pick):
        yield path, value
    elif isinstance(node, Items | Entries) and node.slots:
        items = value if isinstance(node, Items) else list(value.values())
        if items:
            yield (*path, ITEM), VALUE
        for item in items:
            yield from _shown(node.slots[0], item, (*path, ITEM))


def _in_fields(node: Fields, value: dict[str, Any], path: tuple[str, ...]) -> Iterator[State]:
    for slot in node.slots:
        here = (*path, slot.name)
        if slot.name not in value:
            yield here, ABSENT
        elif value[slot.name] is None:
            yield here, NULL
        else:
            yield here, VALUE
            yield from _shown(slot.node, value[slot.name], here)

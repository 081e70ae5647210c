"""Narrow what is generated: overrides and excluded members become decisions that every plan starts from."""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from hypothesis.errors import InvalidArgument
from pydantic import ValidationError

from pytest_realtime import wire
from pytest_realtime.did_you_mean import did_you_mean
from pytest_realtime.payloads.generation.compile import generator_tree_of
from pytest_realtime.payloads.generation.coverage import Decisions, merge
from pytest_realtime.payloads.generation.nodes import (
    ABSENT,
    LEAVE_OUT,
    VALUE,
    Node,
    ObjectNode,
    Override,
    Plan,
    UnionNode,
)
from pytest_realtime.wire.json.canonical import canonical
from pytest_realtime.wire.json.tree import at, holds
from pytest_realtime.wire.shapes import LiteralShape


def narrowing_of(name: str, overrides: Mapping[str, Any], exclude: Collection[str]) -> Decisions:
    """The decisions that give members of a wire type these values and leave others out.

    Raises:
        InvalidArgument: If a path names no member, a value is not valid there, or they exclude each other.
    """
    if isinstance(exclude, str) or not (
        isinstance(exclude, Collection) and all(isinstance(p, str) for p in exclude)
    ):
        raise InvalidArgument(f"exclude={exclude!r} is not valid; give a list of member paths")
    if not isinstance(overrides, Mapping) or not all(isinstance(path, str) for path in overrides):
        raise InvalidArgument(f"overrides={overrides!r} is not valid; give a dict of member paths and their values")
    decisions: Decisions = {}
    for path in exclude:
        decisions = merge(decisions, _decide(name, path, ABSENT, decisions))
    for path, value in overrides.items():
        try:
            json.dumps(value, allow_nan=False)
        except (TypeError, ValueError) as error:
            raise InvalidArgument(f"overrides[{path!r}] = {value!r} is not a JSON value: {error}") from None
        alone = _decide(name, path, Override(value), decisions)
        steps = tuple(path.split("."))
        for place, message in _errors(name, _smallest(name, alone)):
            if place[: len(steps)] == steps:
                raise InvalidArgument(f"overrides[{path!r}] = {value!r}: {message}")
        decisions = merge(decisions, alone)
    _check_together(name, decisions, overrides, exclude)
    return decisions


def _decide(name: str, path: str, state: Any, decided: Decisions) -> Decisions:
    """Force the state of the member at a dotted path, and the members on the way to it.

    ``decided`` has the decisions for other paths: a variant that they chose is chosen again where it can be.
    """
    node: Node = generator_tree_of(name)
    decisions: Decisions = {}
    steps = path.split(".")
    for index, step in enumerate(steps):
        holder, is_last = ".".join(steps[:index]) or name, index == len(steps) - 1
        if isinstance(node, UnionNode):
            fitting = [number for number, variant in enumerate(node.variants) if _can_have(variant, step, state)]
            if not fitting:
                value = f" = {state.value!r}" if is_last and isinstance(state, Override) else ""
                raise InvalidArgument(f"{path!r}: no variant of {holder} has a member {step!r}{value}")
            chosen = decided.get(node.number)
            decisions[node.number] = chosen if chosen in fitting else fitting[0]
            node = node.variants[decisions[node.number]]
        if not isinstance(node, ObjectNode):
            raise InvalidArgument(f"{path!r}: {holder} has no members to name")
        slot = next((slot for slot in node.slots if slot.name == step), None)
        if slot is None:
            names = [slot.name for slot in node.slots]
            hint = did_you_mean(step, names)
            raise InvalidArgument(
                f"{path!r}: {node.shape.name} has no member {step!r}{hint}; it has {', '.join(names)}"
            )
        if is_last and state == ABSENT and not slot.optional:
            raise InvalidArgument(f"{path!r} can't be excluded: {node.shape.name} requires it")
        if is_last or state != ABSENT:
            # To leave a member out deep inside, nothing on the way has to be there.
            decisions = merge(decisions, {node.number: {step: state if is_last else VALUE}})
        node = slot.node
    return decisions


def _can_have(variant: Node, name: str, state: Any) -> bool:
    """Whether a variant has a member; one with a fixed value, such as ``type``, can be given no other."""
    member = variant.shape.members.get(name) if isinstance(variant, ObjectNode) else None
    if member and isinstance(member.shape, LiteralShape) and isinstance(state, Override):
        return bool(member.shape.value == state.value)
    return member is not None


def _check_together(
    name: str, decisions: Decisions, overrides: Mapping[str, Any], exclude: Collection[str]
) -> None:
    """Build the smallest payload: decisions can clash, and constraints between members can undo them."""
    smallest = _smallest(name, decisions)
    for path, value in overrides.items():
        steps = path.split(".")
        if not holds(smallest, steps) or canonical(at(smallest, steps)) != canonical(value):
            raise InvalidArgument(
                f"overrides[{path!r}] = {value!r} clashes with another override, an excluded member, "
                f"or a rule of {name}: the smallest payload would be {canonical(smallest)}"
            )
    for path in exclude:
        if holds(smallest, path.split(".")):
            raise InvalidArgument(f"{path!r} can't be excluded as well: {canonical(smallest)} needs it")
    for place, message in _errors(name, smallest):
        raise InvalidArgument(f"no valid {name} is like that: {'.'.join(map(str, place))}: {message}")


def _smallest(name: str, decisions: Decisions) -> Any:
    tree = generator_tree_of(name)
    return tree.build(Plan(LEAVE_OUT, decisions), bytes(tree.width), 0)


def _errors(name: str, payload: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:
    try:
        wire.validate(name, payload, direction="write")
    except ValidationError as error:
        yield from ((line["loc"], line["msg"]) for line in error.errors())

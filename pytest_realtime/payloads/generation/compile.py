"""Compile the shape of a wire type into its generator tree.

One function for each kind of shape makes the node of the same name. A scalar's node gets a function of its two
bytes that respects the limits. :mod:`pytest_realtime.payloads.generation` has an example.
"""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from pytest_realtime.payloads.generation.nodes import (
    ArrayNode,
    EnumNode,
    MapNode,
    Node,
    ObjectNode,
    ScalarNode,
    Slot,
    UnionNode,
)
from pytest_realtime.payloads.generation.samples import FRACTIONS, INTEGERS, JSON_OBJECTS, JSON_TEXTS, STRINGS
from pytest_realtime.wire import get_wire_type, shape_of
from pytest_realtime.wire.constraints import Constraint
from pytest_realtime.wire.scalars import Limits
from pytest_realtime.wire.shapes import (
    ArrayShape,
    EnumShape,
    LiteralShape,
    MapShape,
    Member,
    ObjectShape,
    ScalarShape,
    Shape,
    UnionShape,
)
from pytest_realtime.wire.value_constraints import HoldsJson, LengthAtMost, NotEmptyList, ShouldBeAbsent

MOST_ITEMS = 3
"""The longest arrays and maps of scalars and enums: the shortest that can have an order and a repetition."""
MOST_OBJECTS = 2
"""The same for arrays and maps of anything else.

Each item has bytes of its own, drawn whether it is used or not: a session's two tools take 150 of its 302 bytes.
"""
LONGEST_KEY = 64
"""The longest keys of maps: those of metadata should not be longer (R8)."""


@dataclass(frozen=True)
class _Tree:
    """What the nodes of one tree share while it is made."""

    is_served: bool
    """Whether only servers send the payloads, which may then hold what clients should leave out."""
    numbers: Iterator[int] = field(default_factory=itertools.count)


@cache
def generator_tree_of(name: str) -> Node:
    """The tree from which the valid payloads of a wire type are built."""
    entry = get_wire_type(name)
    return _compile(shape_of(entry.python), _Tree(is_served=entry.directions == {"read"}))


def _compile(shape: Shape, tree: _Tree) -> Node:
    return _COMPILERS[type(shape)](shape, tree)


def _string_of(first: int, second: int) -> str:
    """One of the samples, or two joined."""
    string = STRINGS[first % len(STRINGS)]
    return string if second < 128 else string + STRINGS[second % len(STRINGS)]


def _strings(limits: Limits) -> Callable[[int, int], Any]:
    if limits.samples:
        return lambda first, second: limits.samples[first % len(limits.samples)]
    shortest, longest = "a" * (limits.min_length or 0), limits.max_length
    if longest:
        return lambda first, second: (
            "x" * longest if second == 255 else _string_of(first, second)[:longest] or shortest
        )
    return lambda first, second: _string_of(first, second) or shortest


def _integers(limits: Limits) -> Callable[[int, int], Any]:
    low, high = limits.ge, limits.le
    if high is None:
        return lambda first, second: INTEGERS[first % len(INTEGERS)] if second < 128 else first * 256 + second
    start, span = int(low or 0), int(high) - int(low or 0)
    return lambda first, second: start + (span if second > 224 else (first * 256 + second) % (span + 1))


def _numbers(limits: Limits) -> Callable[[int, int], Any]:
    low, high = limits.ge or 0, limits.le if limits.le is not None else 2

    def make(first: int, second: int) -> Any:
        share = FRACTIONS[first % len(FRACTIONS)] if second < 128 else first / 255
        value = low + (high - low) * share
        return min(high, max(low, round(value, 16)))

    return make


def _objects(_: Limits) -> Callable[[int, int], Any]:
    def make(first: int, second: int) -> Any:
        chosen = dict(JSON_OBJECTS[first % len(JSON_OBJECTS)])
        return chosen if second < 128 else {**chosen, _string_of(second, 0): _string_of(first, second)}

    return make


_SCALARS: dict[str, Callable[[Limits], Callable[[int, int], Any]]] = {
    "string": _strings,
    "integer": _integers,
    "number": _numbers,
    "boolean": lambda _: lambda first, second: bool(first & 1),
    "object": _objects,
}


def _json_texts(first: int, second: int) -> str:
    """JSON, or any other text: what a function returns may be both, and a piece of JSON is none."""
    return JSON_TEXTS[first % len(JSON_TEXTS)] if second < 128 else _string_of(first, second)


def _scalar(shape: ScalarShape, tree: _Tree) -> Node:
    holds_any = shape.contents == "json" and not shape.limits.samples
    make = _json_texts if holds_any else _SCALARS[shape.kind](shape.limits)
    return ScalarNode(next(tree.numbers), make, 1 if shape.kind == "boolean" else 2)


def _literal(shape: LiteralShape, tree: _Tree) -> Node:
    return ScalarNode(next(tree.numbers), lambda first, second: shape.value, 0)


def _enum(shape: EnumShape, tree: _Tree) -> Node:
    return EnumNode(next(tree.numbers), shape.values, _string_of if shape.open else None, shape.is_covered)


def _array(shape: ArrayShape, tree: _Tree) -> Node:
    number = next(tree.numbers)
    longest = min(shape.limits.max_length or MOST_ITEMS, _longest(shape.item))
    slots = tuple(_compile(shape.item, tree) for _ in range(longest))
    return ArrayNode(number, slots, shape.limits.min_length or 0)


def _map(shape: MapShape, tree: _Tree) -> Node:
    number = next(tree.numbers)
    slots = tuple(_compile(shape.value, tree) for _ in range(_longest(shape.value)))
    return MapNode(number, slots, lambda first, second: _string_of(first, second)[:LONGEST_KEY] or "k")


def _longest(item: Shape) -> int:
    return MOST_ITEMS if isinstance(item, ScalarShape | EnumShape) else MOST_OBJECTS


def _union(shape: UnionShape, tree: _Tree) -> Node:
    number = next(tree.numbers)
    variants = tuple(_compile(variant, tree) for variant in shape.variants.values())
    return UnionNode(number, variants, tuple(shape.variants), shape.tag)


def _object(shape: ObjectShape, tree: _Tree) -> Node:
    number = next(tree.numbers)
    required = shape.required_on_write()
    slots = tuple(_slot(shape, member, member.name not in required, tree) for member in shape.asked_members())
    return ObjectNode(number, shape, slots)


def _slot(shape: ObjectShape, member: Member, optional: bool, tree: _Tree) -> Slot:
    narrowed, is_withheld = member.shape, False
    for constraint in shape.constraints:
        if getattr(constraint, "member", "") == member.name:
            if isinstance(constraint, ShouldBeAbsent):
                is_withheld = not tree.is_served
            elif narrow := _NARROWER.get(type(constraint)):
                narrowed = narrow(constraint, narrowed, tree)
    is_nullable = member.nullable and member.name not in shape.discouraged_nulls()
    return Slot(member.name, _compile(narrowed, tree), optional, is_nullable, is_withheld)


def _limited(shape: Any, **limits: Any) -> Shape:
    narrowed: Shape = replace(shape, limits=replace(shape.limits, **limits))
    return narrowed


_NARROWER: dict[type[Constraint], Callable[[Any, Shape, _Tree], Shape]] = {
    HoldsJson: lambda constraint, shape, tree: _limited(shape, samples=JSON_TEXTS),
    LengthAtMost: lambda constraint, shape, tree: _limited(shape, max_length=constraint.most),
    # The items of a server start empty (I12).
    NotEmptyList: lambda constraint, shape, tree: shape if tree.is_served else _limited(shape, min_length=1),
}
"""What is generated for a member under a constraint of its value: less than its shape alone allows."""


_COMPILERS: dict[type, Callable[[Any, _Tree], Node]] = {
    ScalarShape: _scalar,
    LiteralShape: _literal,
    EnumShape: _enum,
    ArrayShape: _array,
    MapShape: _map,
    UnionShape: _union,
    ObjectShape: _object,
}

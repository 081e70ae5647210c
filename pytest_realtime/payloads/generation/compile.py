"""Compile the shape of a wire type into its generator tree.

One function for each kind of shape makes the node of the same name. A scalar's node gets a function of its two
bytes that respects the limits. :mod:`pytest_realtime.payloads.generation` has an example.
"""

import itertools
from collections.abc import Callable, Iterator
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
from pytest_realtime.payloads.generation.samples import FRACTIONS, INTEGERS, JSON_OBJECTS, STRINGS
from pytest_realtime.wire import get_wire_type, shape_of
from pytest_realtime.wire.scalars import Limits
from pytest_realtime.wire.shapes import (
    ArrayShape,
    EnumShape,
    LiteralShape,
    MapShape,
    ObjectShape,
    ScalarShape,
    Shape,
    UnionShape,
)

MOST_ITEMS = 3
"""The longest arrays and maps of scalars and enums: the shortest that can have an order and a repetition."""
MOST_OBJECTS = 2
"""The same for arrays and maps of anything else.

Each item has bytes of its own, drawn whether it is used or not: a session's two tools take 150 of its 302 bytes.
"""


@cache
def generator_tree_of(name: str) -> Node:
    """The tree from which the valid payloads of a wire type are built."""
    return _compile(shape_of(get_wire_type(name).python), itertools.count())


def _compile(shape: Shape, numbers: Iterator[int]) -> Node:
    return _COMPILERS[type(shape)](shape, numbers)


def _string_of(first: int, second: int) -> str:
    """One of the samples, or two joined."""
    string = STRINGS[first % len(STRINGS)]
    return string if second < 128 else string + STRINGS[second % len(STRINGS)]


def _strings(limits: Limits) -> Callable[[int, int], Any]:
    if limits.samples:
        return lambda first, second: limits.samples[first % len(limits.samples)]
    if limits.min_length:
        return lambda first, second: _string_of(first, second) or "a"
    if limits.max_length:
        longest = limits.max_length
        return lambda first, second: "x" * longest if second == 255 else _string_of(first, second)
    return _string_of


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


def _scalar(shape: ScalarShape, numbers: Iterator[int]) -> Node:
    return ScalarNode(next(numbers), _SCALARS[shape.kind](shape.limits), 1 if shape.kind == "boolean" else 2)


def _literal(shape: LiteralShape, numbers: Iterator[int]) -> Node:
    return ScalarNode(next(numbers), lambda first, second: shape.value, 0)


def _enum(shape: EnumShape, numbers: Iterator[int]) -> Node:
    return EnumNode(next(numbers), shape.values, _string_of if shape.open else None, shape.is_covered)


def _array(shape: ArrayShape, numbers: Iterator[int]) -> Node:
    number = next(numbers)
    longest = min(shape.limits.max_length or MOST_ITEMS, _longest(shape.item))
    slots = tuple(_compile(shape.item, numbers) for _ in range(longest))
    return ArrayNode(number, slots, shape.limits.min_length or 0)


def _map(shape: MapShape, numbers: Iterator[int]) -> Node:
    number = next(numbers)
    slots = tuple(_compile(shape.value, numbers) for _ in range(_longest(shape.value)))
    return MapNode(number, slots, lambda first, second: _string_of(first, second) or "k")


def _longest(item: Shape) -> int:
    return MOST_ITEMS if isinstance(item, ScalarShape | EnumShape) else MOST_OBJECTS


def _union(shape: UnionShape, numbers: Iterator[int]) -> Node:
    number = next(numbers)
    variants = tuple(_compile(variant, numbers) for variant in shape.variants.values())
    return UnionNode(number, variants, tuple(shape.variants), shape.tag)


def _object(shape: ObjectShape, numbers: Iterator[int]) -> Node:
    number = next(numbers)
    required = shape.required_on_write()
    slots = tuple(
        Slot(member.name, _compile(member.shape, numbers), member.name not in required, member.nullable)
        for member in shape.asked_members()
    )
    return ObjectNode(number, shape, slots)


_COMPILERS: dict[type, Callable[[Any, Iterator[int]], Node]] = {
    ScalarShape: _scalar,
    LiteralShape: _literal,
    EnumShape: _enum,
    ArrayShape: _array,
    MapShape: _map,
    UnionShape: _union,
    ObjectShape: _object,
}

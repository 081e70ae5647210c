"""Draft the blueprint of a wire type from its shape."""

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
from pytest_realtime.payloads.generation.samples import FRACTIONS, FRAGMENTS, INTEGERS, JSON_OBJECTS
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
"""Arrays and maps of scalars are generated with up to this many items."""
MOST_OBJECTS = 2
"""The same for arrays and maps of objects."""


@cache
def generator_tree_of(name: str) -> Node:
    """The blueprint of a wire type's valid payloads."""
    return _draft(shape_of(get_wire_type(name).python), itertools.count())


def _draft(shape: Shape, numbers: Iterator[int]) -> Node:
    return _DRAFTERS[type(shape)](shape, numbers)


def text_of(first: int, second: int) -> str:
    """A text from two bytes: one fragment, or two joined."""
    text = FRAGMENTS[first % len(FRAGMENTS)]
    return text if second < 128 else text + FRAGMENTS[second % len(FRAGMENTS)]


def _key_of(first: int, second: int) -> str:
    return text_of(first, second) or "k"


def _texts(limits: Limits) -> Callable[[int, int], Any]:
    if limits.samples:
        return lambda first, second: limits.samples[first % len(limits.samples)]
    if limits.min_length:
        return lambda first, second: text_of(first, second) or "a"
    if limits.max_length:
        longest = limits.max_length
        return lambda first, second: "x" * longest if second == 255 else text_of(first, second)
    return text_of


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
        return chosen if second < 128 else {**chosen, text_of(second, 0): text_of(first, second)}

    return make


_SCALARS: dict[str, Callable[[Limits], Callable[[int, int], Any]]] = {
    "string": _texts,
    "integer": _integers,
    "number": _numbers,
    "boolean": lambda _: lambda first, second: bool(first & 1),
    "object": _objects,
}


def _draft_plain(shape: ScalarShape, numbers: Iterator[int]) -> Node:
    return ScalarNode(next(numbers), _SCALARS[shape.kind](shape.limits), 1 if shape.kind == "boolean" else 2)


def _draft_constant(shape: LiteralShape, numbers: Iterator[int]) -> Node:
    return ScalarNode(next(numbers), lambda first, second: shape.value, 0)


def _draft_choice(shape: EnumShape, numbers: Iterator[int]) -> Node:
    return EnumNode(next(numbers), shape.values, text_of if shape.open else None, shape.is_covered)


def _draft_list(shape: ArrayShape, numbers: Iterator[int]) -> Node:
    number = next(numbers)
    most = min(shape.limits.max_length or MOST_ITEMS, _most(shape.item))
    return ArrayNode(number, tuple(_draft(shape.item, numbers) for _ in range(most)), shape.limits.min_length or 0)


def _draft_map(shape: MapShape, numbers: Iterator[int]) -> Node:
    number = next(numbers)
    return MapNode(number, tuple(_draft(shape.value, numbers) for _ in range(_most(shape.value))), _key_of)


def _most(item: Shape) -> int:
    return MOST_ITEMS if isinstance(item, ScalarShape | EnumShape) else MOST_OBJECTS


def _draft_union(shape: UnionShape, numbers: Iterator[int]) -> Node:
    number = next(numbers)
    return UnionNode(
        number, tuple(_draft(variant, numbers) for variant in shape.variants.values()), tuple(shape.variants)
    )


def _draft_struct(shape: ObjectShape, numbers: Iterator[int]) -> Node:
    number = next(numbers)
    required = shape.required_on_write()
    slots = tuple(
        Slot(member.name, _draft(member.shape, numbers), member.name not in required, member.nullable)
        for member in shape.members.values()
    )
    return ObjectNode(number, shape, slots)


_DRAFTERS: dict[type, Callable[[Any, Iterator[int]], Node]] = {
    ScalarShape: _draft_plain,
    LiteralShape: _draft_constant,
    EnumShape: _draft_choice,
    ArrayShape: _draft_list,
    MapShape: _draft_map,
    UnionShape: _draft_union,
    ObjectShape: _draft_struct,
}

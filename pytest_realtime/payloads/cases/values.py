"""Values that clients are known to get wrong, by the shape of the member that takes them.

Each row has the aspect that it checks, the rule behind it, and a function from a shape to the values.
"""

import base64
from collections.abc import Callable, Sequence
from typing import Any

from pytest_realtime.payloads.cases.long_texts import LONG_TEXTS, TORTURE
from pytest_realtime.payloads.examples import maximal, minimal
from pytest_realtime.wire.constraints import NotEmpty
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

PADDED = "\n  it begins and ends in white space \t\n"
"""A client that trims strings makes another one of it."""
BLANK = " "
"""A string that is not empty, though a client that trims before it looks takes it for that."""
EXACT = 2**53
"""The largest integer up to which a 64-bit float holds them all: all that JavaScript's ``JSON.parse`` keeps."""
BEYOND_DOUBLE = EXACT + 1
"""The first integer that a 64-bit float can't hold."""
FREE_JSON: dict[str, Any] = {
    "": "an empty key",
    "null": None,
    "nested": {"list": [1, 2.5, True, None, "x", [], {}], "empty": {}},
    "big": EXACT,
    "negative": -EXACT,
    "small": 1e-7,
    "clé": TORTURE,
}
"""JSON values that are lost if something in between parses them into numbers and maps of its own."""

ALL_BYTES = base64.b64encode(bytes(range(256))).decode()
"""Longer than the lines into which base64 is broken for mail, which JSON has no use for."""


def _scalar(shape: Shape, kind: str) -> ScalarShape | None:
    return shape if isinstance(shape, ScalarShape) and shape.kind == kind else None


def _strings(shape: Shape, name: str) -> list[Any]:
    string = _scalar(shape, "string")
    is_free = string and string.limits.pattern is None and not name.endswith("url")
    return [TORTURE, PADDED, BLANK] if is_free else []


def _bounds(shape: Shape, name: str) -> list[Any]:
    limits = _limits(shape)
    if limits is None:
        return []
    return [bound for bound in (limits.ge, limits.le) if bound is not None and limits.level == "MUST"]


def _limits(shape: Shape) -> Any:
    if isinstance(shape, UnionShape):
        return next(
            (limits for variant in shape.variants.values() if (limits := _limits(variant)) is not None), None
        )
    return shape.limits if isinstance(shape, ScalarShape) and shape.kind in ("integer", "number") else None


def _lengths(shape: Shape, name: str) -> list[Any]:
    string = _scalar(shape, "string")
    return ["x" * string.limits.max_length] if string and string.limits.max_length else []


def _long_texts(shape: Shape, name: str) -> list[Any]:
    is_long = isinstance(shape, ScalarShape) and shape.contents in ("prose", "json")
    return [repeated.text for repeated in LONG_TEXTS] if is_long else []


def _empties(shape: Shape, name: str) -> list[Any]:
    if isinstance(shape, UnionShape):
        # One variant's empty value is enough: a union whose variants have one each would only repeat it.
        found = (_empties(variant, name) for variant in shape.variants.values())
        return next((values for values in found if values), [])
    limits = getattr(shape, "limits", None)
    if limits is not None and (limits.min_length or limits.pattern):
        return []
    if isinstance(shape, ScalarShape):
        # An open enum should not be empty (V1), nor should a URL (V7).
        return [""] if shape.kind == "string" else [{}] if shape.kind == "object" else []
    if isinstance(shape, ArrayShape):
        return [[]]
    if isinstance(shape, ObjectShape):
        may_be_empty = not any(isinstance(constraint, NotEmpty) for constraint in shape.constraints)
        return [{}] if minimal(shape) == {} and may_be_empty else []
    return [{}] if isinstance(shape, MapShape) else []


def _zeros(shape: Shape, name: str) -> list[Any]:
    limits = _limits(shape)
    return [0] if limits is not None and not (limits.ge or 0) > 0 else []


def _falses(shape: Shape, name: str) -> list[Any]:
    return [False, True] if _scalar(shape, "boolean") else []


def _fractions(shape: Shape, name: str) -> list[Any]:
    """Numbers that do not survive a 32-bit float, or a formatter with few digits."""
    number = _scalar(shape, "number")
    values = [0.3, 0.8, 0.7000000000000001, 1, 1.0] if number else []
    return [value for value in values if number and not number.limits.broken_by(value)]


def _integers(shape: Shape, name: str) -> list[Any]:
    if _scalar(shape, "object"):
        return [{"n": BEYOND_DOUBLE}, {"n": -(2**63)}, {"n": 10**30}]
    integer = _scalar(shape, "integer")
    return [2**32, BEYOND_DOUBLE] if integer and integer.limits.le is None else []


def _free_json(shape: Shape, name: str) -> list[Any]:
    return [FREE_JSON] if _scalar(shape, "object") else []


def _many(shape: Shape, name: str) -> list[Any]:
    """Arrays whose order and repetitions matter."""
    if not isinstance(shape, ArrayShape) or shape.limits.max_length == 1:
        return []
    if isinstance(shape.item, ScalarShape):
        return [["b", "a", "c", "a"]]
    if isinstance(shape.item, EnumShape):
        return [_unsorted(shape.item.values)]
    if isinstance(shape.item, UnionShape):
        return [_unsorted([maximal(variant) for variant in shape.item.variants.values()])]
    return []


def _unsorted(values: Sequence[Any]) -> list[Any]:
    """An array that sorting, reversing or removing repetitions changes: ``b a b b`` for ``a b``."""
    return [*reversed(values), values[-1], values[-1]]


def _keys(shape: Shape, name: str) -> list[Any]:
    if not isinstance(shape, MapShape) or isinstance(shape.value, LiteralShape):
        return []
    return [{"X-Ünïcode": "ä", "x-lower": "", "camelCase": "1", "snake_case": "2"}]


def _json_texts(shape: Shape, name: str) -> list[Any]:
    """Strings that hold JSON, which a client that parses and writes it anew changes, and one that holds none."""
    string = _scalar(shape, "string")
    holds_json = string is not None and string.contents == "json"
    return [' {"city" : "Zo\u00eb", "n":1.0}\n', '{"a":1,"a":2}', "null", "[1, 2]", "sunny"] if holds_json else []


def _base64(shape: Shape, name: str) -> list[Any]:
    """Bytes whose text has every kind of padding and both characters that the other alphabet lacks, and many."""
    string = _scalar(shape, "string")
    return [*string.limits.samples, ALL_BYTES] if string and string.contents == "base64" else []


Values = Callable[[Shape, str], list[Any]]
"""The values of a member with this shape and this name."""

VALUES: tuple[tuple[str, str, Values], ...] = (
    ("empty-is-kept", "N4", _empties),
    ("zero-is-kept", "N4", _zeros),
    ("boolean-is-kept", "N4", _falses),
    ("bounds-are-kept", "V5", _bounds),
    ("fraction-is-kept", "V4", _fractions),
    ("large-integer-is-kept", "V4", _integers),
    ("text-is-kept", "N4", _strings),
    ("longest-text-is-kept", "V11", _lengths),
    ("long-text-is-kept", "V11", _long_texts),
    ("free-json-is-kept", "X8", _free_json),
    ("json-text-is-kept", "I16", _json_texts),
    ("base64-is-kept", "E8", _base64),
    ("order-is-kept", "U3", _many),
    ("keys-are-kept", "N4", _keys),
)
"""Aspect, rule and values, in the order in which they are checked."""

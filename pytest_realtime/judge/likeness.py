"""Where two JSON values are spelled alike, found much faster than by interning them.

A client may write millions of arrays in arrays, and interning each would take tens of seconds.
"""

import json
from collections.abc import Iterable
from typing import Any, TypeAlias

from pytest_realtime.wire.json.reader import JsonValue

_Unlike: TypeAlias = tuple[str | int, JsonValue, JsonValue]


def is_spelled_alike(expected: JsonValue, observed: JsonValue) -> bool:
    """Quickly check whether two values are equal down to the spelling of numbers.

    The standard library's encoder is many times faster than a comparison. It can't encode Decimals and has a limit
    of depth; then the result is False, and the comparison decides.
    """
    try:
        return json.dumps(expected, sort_keys=True) == json.dumps(observed, sort_keys=True)
    except (TypeError, RecursionError):
        return False


def only_unlike(expected: JsonValue, observed: JsonValue) -> _Unlike | None:
    """Return the key or index, and both values, of the one place in which two containers can differ.

    None if they are no containers, have other keys or another length, or if it may be none or more than one. Where
    all other items of two arrays are alike, and in their places, no item has moved or was dropped.
    """
    if type(expected) is list and type(observed) is list:
        if len(expected) != len(observed):
            return None
        return _only(enumerate(expected), observed)
    if type(expected) is dict and type(observed) is dict and expected.keys() == observed.keys():
        return _only(expected.items(), observed)
    return None


def _only(items: Iterable[tuple[Any, JsonValue]], observed: Any) -> _Unlike | None:
    found: _Unlike | None = None
    for step, one in items:
        other = observed[step]
        # Most that is alike is one object to Python: small integers, and true, false and null.
        if one is other or _is_alike(one, other):
            continue
        if found is not None:
            return None
        found = step, one, other
    return found


def _is_alike(one: JsonValue, other: JsonValue) -> bool:
    """Whether two scalars are spelled alike, or two containers empty; of others only a walk could tell."""
    kind = type(one)
    if kind is not type(other):
        return False
    return not one and not other if kind is list or kind is dict else one == other

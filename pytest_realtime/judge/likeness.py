"""Where two JSON values are spelled alike, found much faster than by interning them.

A client may write millions of arrays in arrays, and interning each would take tens of seconds.
"""

import json
from typing import TypeAlias

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
        if len(expected) == 1:
            return 0, expected[0], observed[0]
        unlike = [
            (index, one, other)
            for index, (one, other) in enumerate(zip(expected, observed, strict=True))
            if not _is_alike(one, other)
        ]
        return unlike[0] if len(unlike) == 1 else None
    if type(expected) is dict and type(observed) is dict and expected.keys() == observed.keys():
        members = [(key, one, observed[key]) for key, one in expected.items() if not _is_alike(one, observed[key])]
        return members[0] if len(members) == 1 else None
    return None


def _is_alike(one: JsonValue, other: JsonValue) -> bool:
    """Whether two scalars are spelled alike, or two containers empty; of others only a walk could tell."""
    if type(one) is not type(other):
        return False
    return not one and not other if isinstance(one, (list, dict)) else one == other

"""JSON pointers (RFC 6901): how a finding says where it is.

The empty pointer is the whole text; ``/audio/input`` is the member ``input`` of the member ``audio``.
"""

import re
from collections.abc import Iterable
from typing import TypeAlias

from pytest_realtime.wire.json.reader import JsonValue
from pytest_realtime.wire.json.strict_reader import escape

__all__ = ["Place", "escape", "follow", "join", "parse", "resolve", "to_pointer"]

Place: TypeAlias = "tuple[Place, str | int] | None"
"""A place during a walk: the parent's place and one more step; None is the root.

Steps are shared with the parent, so that a deep walk does not write a long pointer at every level.
"""


def join(parent: str, token: str | int) -> str:
    """The pointer to the member or item ``token`` of the value at ``parent``."""
    return f"{parent}/{escape(str(token))}"


def to_pointer(place: Place) -> str:
    """The pointer to a place of a walk."""
    tokens: list[str] = []
    while place is not None:
        place, token = place
        tokens.append(f"/{escape(str(token))}")
    return "".join(reversed(tokens))


def parse(pointer: str) -> tuple[str, ...]:
    """The member names and indices that a pointer leads through.

    :raises ValueError: when ``pointer`` is neither empty nor starts with ``/``, or escapes wrongly
    """
    if pointer and not pointer.startswith("/"):
        raise ValueError(f"a JSON pointer is empty or starts with '/': {pointer!r}")
    if _WRONG_ESCAPE.search(pointer):
        raise ValueError(f"in a JSON pointer '~' is followed by 0 or 1: {pointer!r}")
    return tuple(token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:])


def resolve(value: JsonValue, pointer: str) -> JsonValue:
    """The value that ``pointer`` leads to inside ``value``.

    :raises ValueError: when ``pointer`` is no JSON pointer
    :raises LookupError: when there is nothing at that place
    """
    return follow(value, parse(pointer))


def follow(value: JsonValue, tokens: Iterable[str]) -> JsonValue:
    """The value that a pointer's tokens lead to inside ``value``.

    :raises LookupError: when there is nothing at that place
    """
    for token in tokens:
        if isinstance(value, dict) and token in value:
            value = value[token]
        elif isinstance(value, list) and _INDEX.fullmatch(token) and int(token) < len(value):
            value = value[int(token)]
        else:
            raise LookupError(f"there is no {token!r} in the value that a JSON pointer leads through")
    return value


_WRONG_ESCAPE = re.compile("~(?![01])")
_INDEX = re.compile("0|[1-9][0-9]{0,17}")

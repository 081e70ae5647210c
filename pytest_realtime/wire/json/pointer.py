"""JSON pointers (RFC 6901): how a finding says where it is.

The empty pointer is the whole text; ``/audio/input`` is the member ``input`` of the member ``audio``.
"""

import re
from collections.abc import Iterable
from typing import Any, TypeAlias

Place: TypeAlias = "tuple[Place, str | int] | None"
"""A place during a walk: the parent's place and one more step; None is the root.

Steps are shared with the parent, so that a deep walk does not write a long pointer at every level.
"""


def escape(token: str) -> str:
    """Return a member's name as a JSON pointer spells it (RFC 6901 section 3)."""
    return token.replace("~", "~0").replace("/", "~1")


def join(parent: str, token: str | int) -> str:
    """Return the pointer to the member or item ``token`` of the value at ``parent``."""
    return f"{parent}/{escape(str(token))}"


def pointer_of(path: Iterable[str | int]) -> str:
    """Return the pointer of a path of member names and array indices."""
    return "".join([f"/{step if isinstance(step, int) else escape(step)}" for step in path])


def to_pointer(place: Place) -> str:
    """Return the pointer to a place of a walk."""
    steps: list[str | int] = []
    while place is not None:
        place, step = place
        steps.append(step)
    return pointer_of(reversed(steps))


def parse(pointer: str) -> tuple[str, ...]:
    """Return the member names and indices that a pointer leads through.

    Raises:
        ValueError: when ``pointer`` is neither empty nor starts with ``/``, or escapes wrongly
    """
    if pointer and not pointer.startswith("/"):
        raise ValueError(f"a JSON pointer is empty or starts with '/': {pointer!r}")
    if _WRONG_ESCAPE.search(pointer):
        raise ValueError(f"in a JSON pointer '~' is followed by 0 or 1: {pointer!r}")
    return tuple(token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:])


def follow(value: Any, tokens: Iterable[str]) -> Any:
    """Return the value that a pointer's tokens lead to inside ``value``.

    Raises:
        LookupError: when there is nothing at that place
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

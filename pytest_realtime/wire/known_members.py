"""Members that a user declares because the API is ahead of this package: writing them is no violation (U7)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from pytest_realtime.did_you_mean import did_you_mean
from pytest_realtime.wire.newer_members import added
from pytest_realtime.wire.registry import wire_types
from pytest_realtime.wire.shapes import ObjectShape, shape_of, walk

_ALLOWED = "allowed: TYPE.MEMBER, with an object that clients write and a member that it does not declare"


@contextmanager
def known_members(*places: str) -> Iterator[None]:
    """Let clients write newer members inside the block, whichever thread validates what they write.

    Args:
        places: a wire type and a member of it: ``RealtimeSessionCreateRequest.new_setting``; or several, with
            commas between them

    Raises:
        ValueError: for text that is not a place, a type that is not an object of clients, or a member that is
            declared or belongs elsewhere; the message says what is allowed
    """
    with added([_split(place.strip()) for text in places for place in text.split(",")]):
        yield


def _split(place: str) -> tuple[str, str]:
    match = re.fullmatch(r"(\w+)\.(\w+)", place)
    if not match:
        raise ValueError(f"{place!r} is not a place; {_ALLOWED}, such as RealtimeSessionCreateRequest.new_setting")
    owner, name = match.groups()
    shape = _written_objects().get(owner)
    if shape is None:
        raise ValueError(
            f"{place!r}: {owner} is not an object that clients write{did_you_mean(owner, _written_objects())}; "
            f"{_ALLOWED}"
        )
    if name in shape.members:
        raise ValueError(f"{place!r}: {owner} declares this member; {_ALLOWED}")
    for misplaced in shape.python.foreign:
        if name in misplaced.names:
            raise ValueError(f"{place!r}: {name} {misplaced.message} ({misplaced.rule}); {_ALLOWED}")
    return owner, name


@cache
def _written_objects() -> dict[str, ObjectShape]:
    """The objects in payloads of clients, by name."""
    payloads = [shape_of(entry.python) for entry in wire_types() if entry.travels == "write"]
    parts = (part for payload in payloads for part in walk(payload))
    return {part.name: part for part in parts if isinstance(part, ObjectShape)}

"""Format values for findings: compact JSON on one line, cut if long."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from pytest_realtime.safe_text import printable
from pytest_realtime.wire.json.reader import JsonValue

LONGEST: Final = 120
"""The most characters of a value in a finding, including the ellipsis: about one line of a terminal."""


def cut(text: str) -> str:
    """Return the text, or its beginning and an ellipsis if it is longer than :data:`LONGEST`."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def render(value: JsonValue) -> str:
    """Format a value of any size and depth as compact JSON of at most :data:`LONGEST` characters."""
    text = ""
    pending: list[tuple[bool, JsonValue]] = [(False, value)]
    while pending and len(text) <= LONGEST:
        is_text, item = pending.pop()
        if is_text:
            text += str(item)
        elif isinstance(item, (dict, list)):
            parts = _object_parts(item) if isinstance(item, dict) else _array_parts(item)
            pending.extend(reversed([*parts]))
        else:
            text += _scalar(item[: LONGEST + 1] if isinstance(item, str) else item)
    return cut(printable(text))


def render_difference(expected: JsonValue, observed: JsonValue) -> tuple[str, str]:
    """Format two different values so that the difference is visible: long ones start shortly before it."""
    if isinstance(expected, (dict, list)) or isinstance(observed, (dict, list)):
        return render(expected), render(observed)
    texts = (_scalar(expected), _scalar(observed))
    start = _first_difference(*texts) - _LEAD
    if start <= LONGEST - 2 * _LEAD:
        return render(expected), render(observed)
    first, second = (cut(printable(f"…{text[start:]}")) for text in texts)
    return first, second


def _first_difference(one: str, other: str) -> int:
    # The longest common beginning, by halves: comparing slices is far faster than comparing characters.
    start, end = 0, min(len(one), len(other))
    while start < end:
        middle = (start + end + 1) // 2
        start, end = (middle, end) if one[start:middle] == other[start:middle] else (start, middle - 1)
    return start


def _array_parts(items: list[JsonValue]) -> Iterator[tuple[bool, JsonValue]]:
    yield True, "["
    for index, item in enumerate(items[:LONGEST]):
        yield True, "," if index else ""
        yield False, item
    yield True, "]"


def _object_parts(members: dict[str, JsonValue]) -> Iterator[tuple[bool, JsonValue]]:
    yield True, "{"
    for index, (key, _) in enumerate(zip(members, range(LONGEST), strict=False)):
        yield True, "," if index else ""
        yield False, key
        yield True, ":"
        yield False, members[key]
    yield True, "}"


def _scalar(value: JsonValue) -> str:
    return str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)


_LEAD = 20

"""Find the place of a JSON pointer in a text, to mark it for a reader.

The strict reader could give spans, too, but takes eight times as long: here what lies beside the place is skipped
by the standard library. The text is shown, not checked, so defects in it do not matter.
"""

import json

from pytest_realtime.wire.json.pointer import parse

_BLANKS = (" ", "\t", "\n", "\r")
_DECODER = json.JSONDecoder()


def locate(text: str, pointer: str) -> tuple[int, int] | None:
    """Return the span (start, end) of the value at ``pointer``, or of the nearest value around it that is there.

    None where the text is not JSON.
    """
    try:
        start = _skip(text, 0)
        span = (start, _end(text, start))
        for token in parse(pointer):
            inner = _child(text, span[0], token)
            if inner is None:
                break
            span = inner
    except (ValueError, IndexError, RecursionError):
        return None
    return span


def _skip(text: str, position: int) -> int:
    while text[position : position + 1] in _BLANKS:
        position += 1
    return position


def _end(text: str, start: int) -> int:
    return _DECODER.raw_decode(text, start)[1]


def _child(text: str, start: int, token: str) -> tuple[int, int] | None:
    """The span of one member or item of the container at ``start``."""
    if text[start] not in "{[":
        return None
    is_object = text[start] == "{"
    position, index = _skip(text, start + 1), 0
    while text[position] not in "}]":
        key = str(index)
        if is_object:
            key, position = _DECODER.raw_decode(text, position)
            position = _skip(text, _skip(text, position) + 1)
        end = _end(text, position)
        if key == token:
            return position, end
        position, index = _skip(text, end), index + 1
        if text[position] == ",":
            position = _skip(text, position + 1)
    return None

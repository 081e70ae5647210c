"""Read JSON text strictly: its value, and everything in it that is not JSON.

Most readers overlook duplicate keys, NaN and lone surrogates. Here each is reported with its place, because the
text that a client wrote is the evidence. Text without defects is read at nearly the speed of ``json``, in slices
where it is nested too deeply for that (:mod:`pytest_realtime.wire.json.slices`); any other text is read again by
:mod:`pytest_realtime.wire.json.strict_reader`.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from json import JSONDecodeError, JSONDecoder
from typing import NoReturn

from pytest_realtime.wire.json import numbers
from pytest_realtime.wire.json.slices import read_in_slices
from pytest_realtime.wire.json.strict_reader import DefectKind, JsonDefect, JsonValue, read_deeply

__all__ = ["DefectKind", "InvalidJson", "JsonDefect", "JsonValue", "Reading", "load", "read"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a JSON text says."""

    value: JsonValue
    """The value; meaningless if ``fatal``. Of duplicate keys the last one counts."""
    defects: tuple[JsonDefect, ...] = ()
    """All defects in the order of the text; if ``fatal``, exactly one, at the root."""
    fatal: bool = False
    """Whether the text is not JSON at all, so that it has no value."""


class InvalidJson(ValueError):
    """A text has defects as JSON; they are in ``defects`` and in the message."""

    def __init__(self, defects: tuple[JsonDefect, ...]) -> None:
        listed = [f"{defect.message} (at {defect.pointer or 'the root'})" for defect in defects[:_MOST_LISTED]]
        if len(defects) > _MOST_LISTED:
            listed.append(f"and {len(defects) - _MOST_LISTED} more")
        super().__init__("; ".join(listed))
        self.defects = defects


def read(text: str) -> Reading:
    """Read one JSON text strictly.

    Never raises for what the text contains, however deeply it is nested. Integers become ``int`` and other numbers
    ``float``, or :class:`decimal.Decimal` where those cannot represent them.
    """
    if not _may_hold_surrogates(text):
        with suppress(ValueError, RecursionError):
            return Reading(_without_defects(text))
    try:
        return Reading(*read_deeply(text))
    except JSONDecodeError as error:
        return Reading(None, (JsonDefect("not-json", "", _message(error)),), fatal=True)


def _without_defects(text: str) -> JsonValue:
    value: JsonValue
    try:
        value = _DECODER.decode(text)
    except RecursionError:
        value = read_in_slices(text, object_pairs_hook=_members, parse_float=numbers.real)
    return value


def load(text: str) -> JsonValue:
    """Return the value of a JSON text without defects.

    Raises:
        InvalidJson: when the text has any defect
    """
    reading = read(text)
    if reading.defects:
        raise InvalidJson(reading.defects)
    return reading.value


def _may_hold_surrogates(text: str) -> bool:
    """Whether the text holds surrogates, as they are or as escapes. Escapes may turn out to be pairs."""
    if _ESCAPED_SURROGATE.search(text):
        return True
    if text.isascii():
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _members(pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("duplicate key")
    return members


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _message(error: JSONDecodeError) -> str:
    start = max(0, error.pos - _EXCERPT)
    excerpt = error.doc[start : error.pos + _EXCERPT]
    near = f"near {excerpt!a}" if excerpt else "the text is empty"
    return f"{error.msg}: line {error.lineno} column {error.colno}, {near}"


# Integers beyond the digit limit raise ValueError by themselves; hooking parse_int would slow all others.
_DECODER = JSONDecoder(object_pairs_hook=_members, parse_float=numbers.real, parse_constant=_refuse)
_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_EXCERPT = 20
_MOST_LISTED = 10

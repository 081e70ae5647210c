"""Validate single payloads, for the function ``pytest_realtime.validate`` and the command of that name."""

import json
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from pytest_realtime.did_you_mean import did_you_mean
from pytest_realtime.endpoints import EVENT_NAMES, WEBHOOKS, types_of_event
from pytest_realtime.judge.hints import hint_for
from pytest_realtime.judge.payload_check import PayloadFinding, check_payload, defects_of
from pytest_realtime.levels import LEVEL_WORDS, levels_down_to
from pytest_realtime.report.terminal.failure import MOST_FINDINGS
from pytest_realtime.report.terminal.payload_text import what_is_wrong, where_it_is, why_it_matters
from pytest_realtime.safe_text import printable, visible
from pytest_realtime.wire import WireModel, dump_json, get_wire_type
from pytest_realtime.wire.direction import Direction
from pytest_realtime.wire.json.canonical import canonical
from pytest_realtime.wire.json.locate import locate
from pytest_realtime.wire.json.reader import JsonValue, Reading, read
from pytest_realtime.wire.registry import name_of

Paint = Callable[[str, PayloadFinding], str]
"""Takes a line that is safe for a terminal, and the finding that it is about."""


class TypeNotInferred(LookupError):
    """A payload does not say which wire type it is, so that its type has to be named."""


class InvalidPayloadError(ValueError):
    """A payload breaks rules of its wire type; the message is the text of all findings."""

    def __init__(self, checked: "CheckedPayload", levels: Collection[str]) -> None:
        self.wire_type = checked.wire_type
        """The name of the wire type that the payload was checked against; empty if it is not JSON."""
        self.findings = checked.failures(levels)
        """What fails, in the order of the payload."""
        super().__init__("\n".join(checked.lines(self.findings)))


@dataclass(frozen=True)
class CheckedPayload:
    """A payload with what is wrong with it."""

    text: str
    wire_type: str
    findings: tuple[PayloadFinding, ...]
    others: tuple[str, ...] = ()
    """The other wire types of its event, where the type was inferred from the event's name."""

    def failures(self, levels: Collection[str]) -> tuple[PayloadFinding, ...]:
        """The findings of these levels."""
        return tuple(found for found in self.findings if found.level in levels)

    def lines(
        self,
        findings: Collection[PayloadFinding],
        *,
        place: str = "",
        line: int = 1,
        paint: Paint = lambda text, _: text,
    ) -> Iterator[str]:
        """Yield the text about these findings, without secrets.

        Args:
            findings: Those to show, a limited number of them.
            place: The name of the file that it came from.
            line: The line of the file on which the payload begins.
            paint: Gives the first line of a finding its colour.
        """
        quoted = self.quoted
        for found in self._in_order(findings)[:MOST_FINDINGS]:
            what, *message = what_is_wrong(found)
            yield paint(visible(f"{self._place(found, place, line)}{what}"), found)
            yield from map(visible, message)
            yield from where_it_is(found, quoted)
            yield from map(visible, why_it_matters(found, self.wire_type))
            yield ""
        if len(findings) > MOST_FINDINGS:
            yield f"… and {len(findings) - MOST_FINDINGS} more"
            yield ""
        if self.others:
            yield f"checked as {self.wire_type}; if it is a {' or a '.join(self.others)}, name that type"
            yield ""

    def _in_order(self, findings: Collection[PayloadFinding]) -> list[PayloadFinding]:
        """Order a few findings as they are in the text; to find the places of thousands would take too long."""
        if len(findings) > _MOST_SORTED:
            return list(findings)
        return sorted(findings, key=lambda found: locate(self.text, found.pointer) or (0, 0))

    @property
    def quoted(self) -> str:
        """The payload on one line, where that changes nothing but white space."""
        reading = read(self.text)
        return self.text if reading.defects or "\n" not in self.text else _compact(reading, self.text)

    def _place(self, found: PayloadFinding, place: str, line: int) -> str:
        if not place:
            return ""
        if stated := _STATED.search(found.message):
            row, column = int(stated[1]), int(stated[2])
        else:
            start, _ = locate(self.text, found.pointer) or (0, 0)
            row, column = 1 + self.text.count("\n", 0, start), start - self.text.rfind("\n", 0, start)
        return f"{place}:{line - 1 + row}:{column}: "


def validate(
    payload: Any, wire_type: Any = None, *, direction: Direction | None = None, fail_level: str = "must"
) -> tuple[PayloadFinding, ...]:
    """Do what ``pytest_realtime.validate`` documents."""
    levels = levels_from(fail_level)
    checked = check_text(_text_of(payload), wire_type, direction=direction)
    if checked.failures(levels):
        raise InvalidPayloadError(checked, levels)
    return checked.findings


def check_text(text: str, wire_type: Any = None, *, direction: Direction | None = None) -> CheckedPayload:
    """Check a JSON text.

    Args:
        text: The text.
        wire_type: The name of its wire type, or the class; inferred from the ``type`` of an event by default.
        direction: ``write`` or ``read``; by default as the type travels, ``write`` where it travels both ways.

    Raises:
        UnknownWireType: There is no such wire type.
        TypeNotInferred: No type is named, and the payload does not say it.
    """
    named = name_of(wire_type) if wire_type is not None else ""
    reading = read(text)
    defects = tuple(defects_of(reading))
    if reading.fatal:
        return CheckedPayload(text, named, defects)
    chosen, *others = [named] if named else inferred_types(reading.value)
    way: Direction = direction or ("read" if get_wire_type(chosen).directions == {"read"} else "write")
    findings = list(check_payload(chosen, reading.value, direction=way))
    findings[:MOST_FINDINGS] = [
        replace(found, hint=hint_for(chosen, found.pointer, reading.value)) for found in findings[:MOST_FINDINGS]
    ]
    return CheckedPayload(text, chosen, (*defects, *findings), tuple(others))


def inferred_types(value: JsonValue) -> list[str]:
    """Return the wire types of an event by its ``type``: that of the live API first, then those of other dialects.

    Raises:
        TypeNotInferred: The value is not an event of the API.
    """
    name = value.get("type") if isinstance(value, dict) else None
    if not isinstance(name, str):
        what = "an object without a type" if isinstance(value, dict) else "not an object"
        raise TypeNotInferred(f"this is {what}, so its wire type has to be named")
    if found := (*types_of_event(name), *filter(None, [WEBHOOKS.get(name)])):
        return sorted(found, key=lambda each: get_wire_type(each).dialect != "ga")
    hint = did_you_mean(name[:_LONGEST_NAME], (*EVENT_NAMES, *WEBHOOKS))
    shown = canonical(printable(name[:_LONGEST_NAME]))
    raise TypeNotInferred(
        f"no event has the type {shown}{hint}; if it is not an event, its wire type has to be named"
    )


def levels_from(weakest: str) -> tuple[str, ...]:
    """Return the levels that fail, given the weakest of them in small letters.

    Raises:
        ValueError: It is not a level.
    """
    if weakest not in LEVEL_WORDS:
        hint = did_you_mean(weakest, LEVEL_WORDS)
        raise ValueError(f"{weakest!r} is not a level{hint}; allowed: {', '.join(LEVEL_WORDS)}")
    return levels_down_to(weakest)


_LONGEST_NAME = 100
_STATED = re.compile(r": line (\d+) column (\d+)")
"""The place in the message of a text that is not JSON at all."""
_MOST_SORTED = 100


def _text_of(payload: Any) -> str:
    if isinstance(payload, str):
        return payload
    if isinstance(payload, bytes | bytearray):
        return bytes(payload).decode("utf-8", "surrogateescape")
    if isinstance(payload, WireModel):
        return dump_json(type(payload), payload)
    try:
        # As the standard library sends it: NaN stays NaN, and is found below.
        return json.dumps(payload, ensure_ascii=False)
    except (TypeError, ValueError) as error:
        raise TypeError(
            f"payload: {error}; pass what goes over the wire: JSON text, or objects that json.dumps accepts"
        ) from None


def _compact(reading: Reading, text: str) -> str:
    try:
        return canonical(reading.value)
    except (TypeError, ValueError, RecursionError):
        return text

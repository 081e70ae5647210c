"""Clients that change strings and the keys of maps."""

import html
import json
import unicodedata
from typing import Any

from pytest_realtime.judge import FindingKind
from pytest_realtime.wire.shapes import MapShape, Shape
from tests.faulty.changes import changing, strings
from tests.faulty.wrong import Wrong

INSTRUCTIONS = "must.realtime-session-create-request.instructions"
CHANGED = (f"{INSTRUCTIONS}.text-is-kept", "value-changed /instructions")


def _escaped_twice(text: str) -> str:
    return json.dumps(text)[1:-1]


def _cut_in_half(text: str) -> str:
    """What a cut by UTF-16 units leaves of an astral character."""
    return "".join(chr(0xD800 + ((ord(c) - 0x10000) >> 10)) if ord(c) > 0xFFFF else c for c in text)


def _lower_keys(shape: Shape, value: Any) -> Any:
    return {key.lower(): item for key, item in value.items()} if isinstance(shape, MapShape) else value


def _flat_variables(shape: Shape, value: Any) -> Any:
    return value.get("text", "") if isinstance(value, dict) and value.get("type") == "input_text" else value


def _in_variables(shape: Shape, value: Any) -> Any:
    return {k: _flat_variables(shape, v) for k, v in value.items()} if isinstance(shape, MapShape) else value


def _cutting(length: int) -> Wrong:
    return Wrong(
        f"cuts-texts-at-{length}",
        f"cuts strings after {length:,} characters",
        ("V11",),
        FindingKind.VALUE_CHANGED,
        (f"{INSTRUCTIONS}.long-text-is-kept", "value-changed /instructions"),
        write=changing(strings(lambda text: text[:length])),
        places=r"/(instructions|arguments|output)$",
    )


STRINGS = (
    Wrong(
        "cuts-texts",
        "cuts strings after 100 characters",
        ("V11",),
        FindingKind.VALUE_CHANGED,
        ("must.session-update-event.event-id.longest-text-is-kept", "value-changed /event_id"),
        write=changing(strings(lambda text: text[:100])),
        places=r"^/event_id$|/(instructions|arguments|output|audio)$",
    ),
    *map(_cutting, (1_024, 65_536, 1_000_000)),
    Wrong(
        "ascii-only",
        "drops every character that is not ASCII",
        ("N4",),
        FindingKind.VALUE_CHANGED,
        CHANGED,
        write=changing(strings(lambda text: text.encode("ascii", "ignore").decode())),
    ),
    Wrong(
        "normalises",
        "normalizes strings to the composed form",
        ("N4",),
        FindingKind.VALUE_CHANGED,
        CHANGED,
        write=changing(strings(lambda text: unicodedata.normalize("NFC", text))),
    ),
    Wrong(
        "escapes-twice",
        "escapes strings twice",
        ("N4",),
        FindingKind.VALUE_CHANGED,
        CHANGED,
        write=changing(strings(_escaped_twice)),
    ),
    Wrong(
        "escapes-html",
        "escapes strings for HTML",
        ("N4",),
        FindingKind.VALUE_CHANGED,
        CHANGED,
        write=changing(strings(html.escape)),
    ),
    Wrong(
        "tidies-blanks",
        "replaces white space by single spaces",
        ("N4",),
        FindingKind.VALUE_CHANGED,
        CHANGED,
        write=changing(strings(lambda text: " ".join(text.split()))),
    ),
    Wrong(
        "halves-characters",
        "writes half of what takes two UTF-16 units",
        ("N4",),
        FindingKind.NOT_JSON,
        (f"{INSTRUCTIONS}.text-is-kept", "not-json /instructions"),
        write=changing(strings(_cut_in_half)),
    ),
    Wrong(
        "lower-cases-keys",
        "lower-cases the keys of maps, as header names seem to allow",
        ("N4",),
        FindingKind.MEMBER_RENAMED,
        ("must.mcp-tool.headers.keys-are-kept", "member-renamed /headers/camelCase"),
        write=changing(_lower_keys),
        places=r"/(headers|variables|metadata)/",
    ),
    Wrong(
        "flattens-prompt-variables",
        "writes typed prompt variables as strings",
        ("S13",),
        FindingKind.TYPE_CHANGED,
        ("must.response-prompt.variables.value-is-kept", "type-changed /variables/note"),
        write=changing(_in_variables),
    ),
)
"""The table; see :class:`Wrong` for the columns."""

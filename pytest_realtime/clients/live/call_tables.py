"""What the tables of calls share: for each event that a library has a call for, a function that makes the call."""

import base64
import binascii
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pytest_realtime.clients.in_process import Unsupported

T = TypeVar("T")
CallTable = Mapping[str, Callable[[dict[str, Any]], T | None]]
"""By wire type; each function returns None for an event that its call can't send."""


def call_in(table: CallTable[T], wire_type: str, event: Any, *, lacking: str) -> T:
    """Return the call that sends an event.

    Args:
        table: The library's calls.
        wire_type: The event's wire type.
        event: The event, as JSON-ready objects.
        lacking: Who has no such call: ``the SDK has no call``.

    Raises:
        Unsupported: There is none.
    """
    make = table.get(wire_type)
    call = make(event) if make and isinstance(event, dict) else None
    if call is None:
        raise Unsupported(f"{lacking} that sends this event, with these members")
    return call


def bytes_of(text: Any) -> bytes | None:
    """Return the bytes that are written as this base64; None where no bytes are, since calls take bytes."""
    try:
        found = base64.b64decode(text, validate=True) if isinstance(text, str) else b""
    except binascii.Error:
        return None
    return found if base64.b64encode(found).decode() == text else None

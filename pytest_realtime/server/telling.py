"""Tells in one line what has arrived so far, with no header, query or payload in it that could be a secret."""

import json
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pytest_realtime.server.records import Connection, Frame, Request

SHOWN = 8
LONGEST = 60
_KEY = re.compile(r"(?<![A-Za-z0-9_])(?:sk-|ek_)[\w-]+")
"""A key, which a client in error may put where the name of an event or a path belongs."""


def event_type(raw: bytes) -> str | None:
    """The ``type`` of a JSON event, or None where there is none to read."""
    try:
        event: Any = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    kind = event.get("type") if isinstance(event, dict) else None
    return kind if isinstance(kind, str) else None


def tell_visitors(requests: Sequence["Request"], connections: Sequence["Connection"]) -> str:
    """All that the server was asked, and what was said on its sockets."""
    asked = _list(f"{request.method} {short(request.path)}" for request in requests)
    said = "; ".join(tell_connection(connection) for connection in connections[:SHOWN])
    more = f"; and {len(connections) - SHOWN} more" if len(connections) > SHOWN else ""
    told = f"{_count(len(requests), 'request')}{asked}, {_count(len(connections), 'connection')}"
    return told + (f" ({said}{more})" if said else "")


def tell_connection(connection: "Connection") -> str:
    """What the client sent on one socket, and whether it is still there."""
    end = f", closed with {connection.close_code}" if connection.closed else ""
    return f"{_count(len(connection.sent), 'frame')} sent{_list(map(tell_frame, connection.sent))}{end}"


def tell_frame(frame: "Frame") -> str:
    """What a frame is and how long."""
    name = (event_type(frame.raw) if frame.kind == "text" else None) or frame.kind
    return f"{short(name)} of {_count(len(frame.raw), 'byte')}"


def short(text: str) -> str:
    """A name or a path of a client, cut where it is long, and without keys."""
    plain = _KEY.sub("***", text)
    return plain if len(plain) <= LONGEST else plain[:LONGEST] + "…"


def _list(items: Iterable[str]) -> str:
    shown: list[str] = []
    for item in items:
        if len(shown) == SHOWN:
            shown.append("…")
            break
        shown.append(item)
    return f" [{', '.join(shown)}]" if shown else ""


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"

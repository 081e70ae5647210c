"""The bodies of requests as text of a wire type, whatever form they travel in."""

import json
import re
from collections.abc import Iterator
from typing import Any

from pytest_realtime.server.records import Request

MOST_VALUES = 20_000
"""More values than any session has. To check as many would hold up the other clients for too long."""
MOST_PARTS = 100
"""More parts than any form has; what comes after them belongs to the last one."""
_BOUNDARY = re.compile(r'(?i);[ \t]*boundary=(?:"([^"]+)"|([^;\s]+))')
_NAME = re.compile(rb'(?im)^content-disposition:[^\r\n]*?;[ \t]*name=(?:"([^"\r\n]*)"|([^;\s]+))')


def media_type(request: Request) -> str:
    """``application/json`` and the like, in lower case; empty when the request does not say."""
    return (request.header("content-type") or "").partition(";")[0].strip().lower()


def payload_text(request: Request) -> str | None:
    """The body as one JSON text; None when there is none to read: no body, or a bare SDP offer.

    The parts of a multipart form become members: ``sdp`` as a string, ``session`` as the JSON text that it is,
    so that whatever is wrong in that text is still there.
    """
    kind = media_type(request)
    if not request.body or kind == "application/sdp":
        return None
    if kind != "multipart/form-data":
        return request.body.decode("utf-8", "surrogateescape")
    members = (f"{json.dumps(name)}: {_as_json(name, value)}" for name, value in form_parts(request))
    return "{" + ", ".join(members) + "}"


def form_parts(request: Request) -> Iterator[tuple[str, str]]:
    """The names and texts of a multipart form's parts, in their order.

    A form is flat (RFC 7578), so that a reader of mail, which looks for messages within messages, is not needed.
    """
    told = _BOUNDARY.search(request.header("content-type") or "")
    if told is None:
        return
    delimiter = f"\r\n--{told[1] or told[2]}".encode("latin-1")
    for part in (b"\r\n" + request.body).split(delimiter, MOST_PARTS)[1:]:
        if part.startswith(b"--"):
            return
        head, _, content = part.partition(b"\r\n\r\n")
        name = _NAME.search(head)
        yield _text((name[1] or name[2] or b"") if name else b""), _text(content)


def offer(request: Request) -> str:
    """The SDP offer of a call, from either form of body; empty when there is none."""
    if media_type(request) == "application/sdp":
        return request.body.decode("utf-8", "replace")
    if media_type(request) == "multipart/form-data":
        return dict(form_parts(request)).get("sdp", "")
    return ""


def is_excessive(text: str) -> bool:
    """Whether a text holds more than ``MOST_VALUES`` values, or can't tell how many before it is read closely."""
    if len(text) <= MOST_VALUES or sum(map(text.count, ",[{")) < MOST_VALUES:
        return False
    try:
        # An object is here a list of what it holds, duplicates and all.
        waiting: list[Any] = [json.loads(text, object_pairs_hook=lambda pairs: [value for _, value in pairs])]
    except (ValueError, RecursionError):
        return True
    for _ in range(MOST_VALUES):
        if not waiting:
            return False
        value = waiting.pop()
        waiting += value if isinstance(value, list) else ()
    return bool(waiting)


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def _as_json(name: str, value: str) -> str:
    return value.strip() or "null" if name == "session" else json.dumps(value)

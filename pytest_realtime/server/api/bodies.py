"""The bodies of requests as JSON text of a wire type, whatever media type they are sent in."""

import json
import re
from collections.abc import Iterator
from typing import Any

from pytest_realtime.server.records import Request

MAX_VALUES = 20_000
"""More JSON values than any session has. Checking more would delay the other clients for too long."""
MAX_PARTS = 100
"""More parts than any form has; what follows belongs to the last one."""
_BOUNDARY = re.compile(r'(?i);[ \t]*boundary=(?:"([^"]+)"|([^;\s]+))')
_NAME = re.compile(rb'(?im)^content-disposition:[^\r\n]*?;[ \t]*name=(?:"([^"\r\n]*)"|([^;\s]+))')


def media_type(request: Request) -> str:
    """Return the media type, such as ``application/json``, in lower case; empty if the request has none."""
    return (request.header("content-type") or "").partition(";")[0].strip().lower()


def payload_text(request: Request) -> str | None:
    """Return the body as one JSON text; None if there is no body, or only an SDP offer.

    The parts of a multipart form become members: ``sdp`` as a string, ``session`` as the JSON text that it is, with
    all its defects.
    """
    kind = media_type(request)
    if not request.body or kind == "application/sdp":
        return None
    if kind != "multipart/form-data":
        return request.body.decode("utf-8", "surrogateescape")
    members = [
        f"{json.dumps(name)}: {value.strip() or 'null' if name == 'session' else json.dumps(value)}"
        for name, value in form_parts(request)
    ]
    return "{" + ", ".join(members) + "}"


def form_parts(request: Request) -> Iterator[tuple[str, str]]:
    """Yield the names and contents of a multipart form's parts, in order.

    A form is flat (RFC 7578), so the standard library's mail parser, which looks for messages within messages, is
    not needed.
    """
    boundary = _BOUNDARY.search(request.header("content-type") or "")
    if boundary is None:
        return
    delimiter = f"\r\n--{boundary[1] or boundary[2]}".encode("latin-1")
    for part in (b"\r\n" + request.body).split(delimiter, MAX_PARTS)[1:]:
        if part.startswith(b"--"):
            return
        head, _, content = part.partition(b"\r\n\r\n")
        name = _NAME.search(head)
        yield _text((name[1] or name[2] or b"") if name else b""), _text(content)


def offer(request: Request) -> str:
    """Return the SDP offer of a call, from a form or a bare body; empty if there is none."""
    if media_type(request) == "application/sdp":
        return request.body.decode("utf-8", "replace")
    if media_type(request) == "multipart/form-data":
        return dict(form_parts(request)).get("sdp", "")
    return ""


def is_excessive(text: str) -> bool:
    """Whether a JSON text holds more than ``MAX_VALUES`` values, or seems to and can't be parsed."""
    if len(text) <= MAX_VALUES or sum(map(text.count, ",[{")) < MAX_VALUES:
        return False
    try:
        # Objects become lists of their values, so that duplicate keys count as well.
        waiting: list[Any] = [json.loads(text, object_pairs_hook=lambda pairs: [value for _, value in pairs])]
    except (ValueError, RecursionError):
        return True
    for _ in range(MAX_VALUES):
        if not waiting:
            return False
        value = waiting.pop()
        waiting += value if isinstance(value, list) else ()
    return bool(waiting)


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")

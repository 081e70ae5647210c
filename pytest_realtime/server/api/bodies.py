"""The bodies of requests as text of a wire type, whatever form they travel in."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pytest_realtime.server.records import Request

if TYPE_CHECKING:
    from email.message import Message


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
    """The names and texts of a multipart form's parts, in their order."""
    import email.parser
    import email.policy

    head = f"Content-Type: {request.header('content-type')}\r\n\r\n".encode("latin-1", "replace")
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + request.body)
    for part in message.iter_parts() if message.is_multipart() else ():
        name = part.get_param("name", header="content-disposition")
        yield str(name), _text(part)


def offer(request: Request) -> str:
    """The SDP offer of a call, from either form of body; empty when there is none."""
    if media_type(request) == "application/sdp":
        return request.body.decode("utf-8", "replace")
    if media_type(request) == "multipart/form-data":
        return dict(form_parts(request)).get("sdp", "")
    return ""


def _text(part: "Message") -> str:
    raw = part.get_payload(decode=True)
    return raw.decode("utf-8", "surrogateescape") if isinstance(raw, bytes) else ""


def _as_json(name: str, value: str) -> str:
    return value.strip() or "null" if name == "session" else json.dumps(value)

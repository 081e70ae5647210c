"""The body of a request that a client sent, as the JSON text that is checked, whatever its format."""

import json

from pytest_realtime.server.api.bodies import media_type, payload_text
from pytest_realtime.server.records import Request


def body_text(request: Request) -> str:
    """Return JSON as it was sent; of a form, its parts as members, with JSON parts as they were sent.

    A body that is only an SDP offer means the same as a form with only an offer.
    """
    text = payload_text(request)
    if media_type(request) == "application/sdp":
        return json.dumps({"sdp": request.body.decode("utf-8", "replace")})
    return text or ""

"""The body of a request that a client sent, as the one JSON text that is judged, whatever form it travelled in."""

import json

from pytest_realtime.server.api.bodies import media_type, payload_text
from pytest_realtime.server.records import Request


def body_text(request: Request) -> str:
    """JSON as it was sent; the parts of a form as members, of which those in JSON stand as they were sent.

    A body that is nothing but an SDP offer says the same as a form with nothing but an offer.
    """
    text = payload_text(request)
    if media_type(request) == "application/sdp":
        return json.dumps({"sdp": request.body.decode("utf-8", "replace")})
    return text or ""

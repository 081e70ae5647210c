"""Calls over WebRTC and SIP: create, refer, reject. All three bodies are closed objects (U7)."""

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.model import WireModel, member
from pytest_realtime.wire.registry import wire_type
from pytest_realtime.wire.scalars import Integer, Text
from pytest_realtime.wire.types.session import RealtimeSessionCreateRequest


@wire_type("RealtimeCallCreateRequest", travels="write")
class RealtimeCallCreateRequest(WireModel):
    """The parts of a multipart call offer; the schema allows only conversation sessions (S8)."""

    closed = True

    sdp: Text = member("v=0", default=...)
    session: RealtimeSessionCreateRequest | MISSING = member(rules="S8")


@wire_type("RealtimeCallReferRequest", travels="write")
class RealtimeCallReferRequest(WireModel):
    """Transfers a SIP call."""

    closed = True

    target_uri: Text = member("tel:+15550100", default=...)


@wire_type("RealtimeCallRejectRequest", travels="write")
class RealtimeCallRejectRequest(WireModel):
    """Declines a SIP call."""

    closed = True

    status_code: Integer | MISSING = member(486)

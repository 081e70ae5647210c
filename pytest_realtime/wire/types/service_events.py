"""What the service says about itself: errors, rate limits, and calls that come in."""

from typing import Literal

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.enums import OpenWireEnum, WireEnum
from pytest_realtime.wire.model import WireModel, member
from pytest_realtime.wire.registry import wire_type
from pytest_realtime.wire.scalars import Integer, Number, Text, UnixTime
from pytest_realtime.wire.types.event import ServerEvent

_CALL = "#/components/schemas/WebhookRealtimeCallIncoming/properties/data"


@wire_type("#/components/schemas/RealtimeServerEventError/properties/error")
class RealtimeError(WireModel):
    """What went wrong. Both words are open, and no client should rely on the message's words (E4, E5)."""

    type: Text = member("invalid_request_error", rules="E4 E5", default=..., seen=("server_error",))
    code: Text | None | MISSING = member("input_audio_buffer_commit_empty", rules="E4 E5")
    message: Text = member("The buffer is empty.", rules="E4", default=...)
    param: Text | None | MISSING = member("session.voice", rules="E4")
    event_id: Text | None | MISSING = member("ev_1", rules="E4 E2")


@wire_type("RealtimeServerEventError", travels="read")
class RealtimeErrorEvent(ServerEvent):
    """``error``: something failed, and the connection stays open (O19). Translation connections have it, too."""

    type: Literal["error"] = member(rules="E1", default=...)
    error: RealtimeError = member(rules="E4 O19", default=...)


class RateLimitName(WireEnum):
    """What is limited."""

    REQUESTS = "requests"
    TOKENS = "tokens"


@wire_type("#/components/schemas/RealtimeServerEventRateLimitsUpdated/properties/rate_limits/items")
class RealtimeRateLimit(WireModel):
    """One limit; nothing in it is required (E21)."""

    name: RateLimitName | MISSING = member("tokens", rules="E21")
    limit: Integer | MISSING = member(40000, rules="E21", seen=(0,))
    remaining: Integer | MISSING = member(38490, rules="E21", seen=(0, -1))
    reset_seconds: Number | MISSING = member(2.265, rules="E21", seen=(0, 0.001))


@wire_type("RealtimeServerEventRateLimitsUpdated", travels="read")
class RateLimitsUpdatedEvent(ServerEvent):
    """``rate_limits.updated``: what is left, at any time or never (E21, O11)."""

    type: Literal["rate_limits.updated"] = member(rules="E1", default=...)
    rate_limits: list[RealtimeRateLimit] = member(rules="E21", default=..., seen=([],))


@wire_type(f"{_CALL}/properties/sip_headers/items")
class RealtimeSipHeader(WireModel):
    """A header of a SIP request. Headers are a list, since names repeat (E25)."""

    name: Text = member("Via", rules="E25", default=...)
    value: Text = member("SIP/2.0/TLS a.example.com", rules="E25", default=...)


class SipMediaSecurity(OpenWireEnum):
    """Whether the media of a call is encrypted; more words may come (E25)."""

    RTP = "rtp"
    SRTP = "srtp"


@wire_type(_CALL)
class RealtimeCallIncomingData(WireModel):
    """A call that comes in: its id, and its headers in their order."""

    call_id: Text = member("rtc_1", rules="E25", default=...)
    sip_headers: list[RealtimeSipHeader] = member(
        [
            {"name": "Via", "value": "a"},
            {"name": "From", "value": "sip:a@b.example"},
            {"name": "Via", "value": "b"},
        ],
        rules="E25",
        default=...,
        seen=([],),
    )
    sip_media_security: SipMediaSecurity | MISSING = member("srtp", rules="E25", source="sdk")


@wire_type("WebhookRealtimeCallIncoming", travels="read")
class RealtimeCallIncomingWebhookEvent(WireModel):
    """``realtime.call.incoming``: comes as an HTTP request, not over the connection, and may come twice (O24)."""

    type: Literal["realtime.call.incoming"] = member(rules="E1 E25", default=...)
    id: Text = member("evt_1", rules="E25", default=...)
    created_at: UnixTime = member(1719168000, rules="E25 V7", default=...)
    object: Literal["event"] | MISSING = member(rules="E25")
    data: RealtimeCallIncomingData = member(rules="E25", default=...)

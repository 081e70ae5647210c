"""Client secrets: short-lived keys for browsers and phones, with the session that they open."""

from typing import Annotated, Literal

from typing_extensions import TypeAliasType

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.model import WireModel, member
from pytest_realtime.wire.registry import wire_alias, wire_type
from pytest_realtime.wire.scalars import Integer, Limits, Text, UnixTime
from pytest_realtime.wire.types.session import RealtimeSessionCreateRequest, RealtimeSessionCreateResponse
from pytest_realtime.wire.types.transcription_session import (
    RealtimeTranscriptionSessionCreateRequest,
    RealtimeTranscriptionSessionCreateResponse,
)
from pytest_realtime.wire.unions import ByShape

Lifetime = Annotated[Integer, Limits(ge=10, le=7200, rule="V5")]
"""Seconds until a secret expires, 10 to 7200."""

SessionConfig = TypeAliasType(
    "SessionConfig",
    Annotated[RealtimeSessionCreateRequest | RealtimeTranscriptionSessionCreateRequest, ByShape(rule="U4")],
)
wire_alias(SessionConfig, "#/components/schemas/RealtimeClientEventSessionUpdate/properties/session")

SessionObject = TypeAliasType(
    "SessionObject",
    Annotated[RealtimeSessionCreateResponse | RealtimeTranscriptionSessionCreateResponse, ByShape(rule="U4")],
)
wire_alias(SessionObject, "#/components/schemas/RealtimeCreateClientSecretResponse/properties/session")


@wire_type("#/components/schemas/RealtimeCreateClientSecretRequest/properties/expires_after")
class ClientSecretExpiresAfter(WireModel):
    """When a secret expires; every member is optional (V10)."""

    anchor: Literal["created_at"] | MISSING = member(rules="V10")
    seconds: Lifetime | MISSING = member(600, rules="V5 V10")


@wire_type("RealtimeCreateClientSecretRequest", travels="write")
class RealtimeClientSecretCreateRequest(WireModel):
    """A request for a client secret; ``{}`` is valid (V10)."""

    expires_after: ClientSecretExpiresAfter | MISSING = member(rules="V10")
    session: SessionConfig | MISSING = member(rules="U4 V10")


@wire_type("RealtimeCreateClientSecretResponse", travels="read")
class RealtimeClientSecretCreateResponse(WireModel):
    """A client secret; value and expiry are at the top level, not in the session (S7)."""

    value: Text = member("ek_1", rules="S7", default=...)
    expires_at: UnixTime = member(1756310470, rules="S7", default=...)
    session: SessionObject = member(rules="S7 U4", default=...)

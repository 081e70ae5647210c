"""Lifecycle events of conversation and transcription connections."""

from typing import Literal

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.model import WireModel, member
from pytest_realtime.wire.registry import wire_type
from pytest_realtime.wire.scalars import EventId, Text
from pytest_realtime.wire.types.client_secret import SessionConfig, SessionObject


@wire_type("RealtimeClientEventSessionUpdate", travels="write")
class SessionUpdateEvent(WireModel):
    """``session.update``: an absent member keeps its setting, null turns it off, a value sets it (N1)."""

    type: Literal["session.update"] = member(default=...)
    event_id: EventId | MISSING = member("ev_1", rules="V11")
    session: SessionConfig = member(rules="U4 N1", default=...)


@wire_type("RealtimeServerEventSessionCreated", travels="read")
class SessionCreatedEvent(WireModel):
    """``session.created``: the first event of a connection, with the session as it is."""

    type: Literal["session.created"] = member(default=...)
    event_id: Text = member("ev_1", default=...)
    session: SessionObject = member(rules="U4 N6 C3", default=...)


@wire_type("RealtimeServerEventSessionUpdated", travels="read")
class SessionUpdatedEvent(WireModel):
    """``session.updated``: the response to an update, with the session as it is afterwards."""

    type: Literal["session.updated"] = member(default=...)
    event_id: Text = member("ev_1", default=...)
    session: SessionObject = member(rules="U4 N6 C3", default=...)

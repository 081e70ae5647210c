"""The Realtime API that stands behind the local server: sessions, responses and faults, without any I/O."""

from pytest_realtime.server.api.faults import CloseAfter, DropAfter, Fault, NewerSession, UndeclaredNull
from pytest_realtime.server.api.moments import Dtmf, IdleTimeout, McpListing
from pytest_realtime.server.api.odd_events import Acknowledgements, ErrorEvent, LiveNulls, UnknownEvent
from pytest_realtime.server.api.pace import Delay, Fragmented, Jitter, MuchAudio, RealTime
from pytest_realtime.server.api.realtime_api import RealtimeApi
from pytest_realtime.server.api.scenario import Moment, RateLimit, Scenario
from pytest_realtime.server.api.turns import FunctionCall, McpApproval, McpCall, ModelMessage, Turn

__all__ = [
    "Acknowledgements",
    "CloseAfter",
    "Delay",
    "DropAfter",
    "Dtmf",
    "ErrorEvent",
    "Fault",
    "Fragmented",
    "FunctionCall",
    "IdleTimeout",
    "Jitter",
    "LiveNulls",
    "McpApproval",
    "McpCall",
    "McpListing",
    "ModelMessage",
    "Moment",
    "MuchAudio",
    "NewerSession",
    "RateLimit",
    "RealTime",
    "RealtimeApi",
    "Scenario",
    "Turn",
    "UndeclaredNull",
    "UnknownEvent",
]

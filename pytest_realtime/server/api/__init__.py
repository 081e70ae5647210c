"""The Realtime API that stands behind the local server: sessions, responses and faults, without any I/O."""

from pytest_realtime.server.api.faults import (
    CloseAfter,
    Delay,
    DropAfter,
    Fault,
    Fragmented,
    MuchAudio,
    NewerSession,
    UndeclaredNull,
    UnknownEvent,
)
from pytest_realtime.server.api.realtime_api import RealtimeApi
from pytest_realtime.server.api.scenario import Scenario, Turn

__all__ = [
    "CloseAfter",
    "Delay",
    "DropAfter",
    "Fault",
    "Fragmented",
    "MuchAudio",
    "NewerSession",
    "RealtimeApi",
    "Scenario",
    "Turn",
    "UndeclaredNull",
    "UnknownEvent",
]

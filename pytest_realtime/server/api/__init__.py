"""The Realtime API that stands behind the local server: sessions, responses and faults, without any I/O."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from pytest_realtime.server.api.realtime_api import RealtimeApi
from pytest_realtime.server.api.scenario import Moment, RateLimit, Scenario
from pytest_realtime.server.api.turns import FunctionCall, McpApproval, McpCall, ModelMessage, Turn

if TYPE_CHECKING:
    from pytest_realtime.server.api.faults import CloseAfter, DropAfter, Fault, NewerSession, UndeclaredNull
    from pytest_realtime.server.api.moments import Dtmf, IdleTimeout, McpListing
    from pytest_realtime.server.api.odd_events import Acknowledgements, ErrorEvent, LiveNulls, UnknownEvent
    from pytest_realtime.server.api.pace import Delay, Fragmented, Jitter, MuchAudio, RealTime

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

_LATER = {
    "faults": ("CloseAfter", "DropAfter", "Fault", "NewerSession", "UndeclaredNull"),
    "moments": ("Dtmf", "IdleTimeout", "McpListing"),
    "odd_events": ("Acknowledgements", "ErrorEvent", "LiveNulls", "UnknownEvent"),
    "pace": ("Delay", "Fragmented", "Jitter", "MuchAudio", "RealTime"),
}
"""What is imported when it is first asked for, by its module: most tests do without, and each would pay for it."""


def __getattr__(name: str) -> Any:
    """Import a fault or a moment."""
    for module, names in _LATER.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

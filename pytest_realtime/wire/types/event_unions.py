"""The unions of all events of a connection, told apart by their type, first or not (E1).

Their variants are the rows of :mod:`pytest_realtime.event_table`; nobody lists an event twice.
"""

from typing import Annotated, Any, Union

from typing_extensions import TypeAliasType

from pytest_realtime import event_table
from pytest_realtime.event_table import Events
from pytest_realtime.wire.direction import Direction
from pytest_realtime.wire.registry import Dialect, get_wire_type, wire_alias

# Imported for their declarations, which the table's rows name.
from pytest_realtime.wire.types import (
    audio_buffer_events,  # noqa: F401
    beta,  # noqa: F401
    beta_events,  # noqa: F401
    client_events,  # noqa: F401
    conversation_events,  # noqa: F401
    mcp_events,  # noqa: F401
    response_events,  # noqa: F401
    service_events,  # noqa: F401
    session_events,  # noqa: F401
    transcription_events,  # noqa: F401
    translation,  # noqa: F401
    translation_events,  # noqa: F401
)
from pytest_realtime.wire.unions import ByShape


def _union(name: str, events: Events, travels: Direction, *, source: str = "", dialect: Dialect = "ga") -> Any:
    variants: Any = Union[tuple(get_wire_type(event).python for event in events.values())]  # noqa: UP007
    rule = "U5" if dialect == "translation" else "E1"
    # A type checker can't see the variants of a union that is made of a table.
    make: Any = TypeAliasType
    alias = make(name, Annotated[variants, ByShape(rule)])
    wire_alias(alias, source or name, dialect=dialect, travels=travels)
    return alias


_BETA_SERVER_EVENTS = {**event_table.BETA_SERVER_EVENTS, **event_table.BETA_TRANSCRIPTION_SERVER_EVENTS}
_BETA_PACKAGE = "openai package: types.beta.realtime"

RealtimeClientEvent = _union("RealtimeClientEvent", event_table.CLIENT_EVENTS, "write")
RealtimeServerEvent = _union("RealtimeServerEvent", event_table.SERVER_EVENTS, "read")
RealtimeTranslationClientEvent = _union(
    "RealtimeTranslationClientEvent", event_table.TRANSLATION_CLIENT_EVENTS, "write", dialect="translation"
)
RealtimeTranslationServerEvent = _union(
    "RealtimeTranslationServerEvent", event_table.TRANSLATION_SERVER_EVENTS, "read", dialect="translation"
)
LegacyClientEvent = _union(
    "LegacyClientEvent",
    event_table.BETA_CLIENT_EVENTS,
    "write",
    source=f"{_BETA_PACKAGE}.RealtimeClientEvent",
    dialect="beta",
)
LegacyServerEvent = _union(
    "LegacyServerEvent",
    _BETA_SERVER_EVENTS,
    "read",
    source=f"{_BETA_PACKAGE}.RealtimeServerEvent",
    dialect="beta",
)

"""Tracing of a session: off (null), automatic, or with the caller's names."""

from typing import Annotated

from typing_extensions import TypeAliasType

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.enums import WireEnum
from pytest_realtime.wire.model import WireModel, member
from pytest_realtime.wire.registry import wire_alias, wire_type
from pytest_realtime.wire.scalars import JsonObject, Text
from pytest_realtime.wire.unions import ByShape

_TRACING = "#/components/schemas/RealtimeSessionCreateRequestGA/properties/tracing"


@wire_type(f"{_TRACING}/oneOf/0", seed=True)
class TracingMode(WireEnum):
    """Tracing with names that the API chooses."""

    AUTO = "auto"


@wire_type(f"{_TRACING}/oneOf/1", seed=True)
class TracingConfig(WireModel):
    """Tracing with the caller's names. ``{}`` is valid and turns tracing on; null turns it off."""

    workflow_name: Text | MISSING = member("w")
    group_id: Text | MISSING = member("g")
    metadata: JsonObject | MISSING = member({"k": "v"}, rules="X8")


RealtimeTracingConfig = TypeAliasType("RealtimeTracingConfig", Annotated[TracingMode | TracingConfig, ByShape()])
wire_alias(RealtimeTracingConfig, _TRACING, seed=True)

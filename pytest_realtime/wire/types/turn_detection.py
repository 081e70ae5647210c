"""Turn detection: how the API notices that the speaker has finished."""

from typing import Annotated, Literal

from typing_extensions import TypeAliasType

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.constraints import MisplacedMember
from pytest_realtime.wire.enums import WireEnum
from pytest_realtime.wire.model import WireModel, member
from pytest_realtime.wire.registry import wire_alias, wire_type
from pytest_realtime.wire.scalars import Flag, Integer, Limits, Milliseconds, Text, Threshold
from pytest_realtime.wire.unions import ByShape

IdleTimeout = Annotated[Integer, Limits(ge=5000, le=30000, rule="V5")]
"""Milliseconds of silence before the model is prompted, 5000 to 30000."""


@wire_type("RealtimeTurnDetection/anyOf/0/oneOf/1/properties/eagerness", seed=True)
class SemanticVadEagerness(WireEnum):
    """How soon semantic detection considers a turn finished."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    AUTO = "auto"


@wire_type("RealtimeTurnDetection/anyOf/0/oneOf/0")
class ServerVad(WireModel):
    """Detection by volume. Its settings may not be mixed with those of semantic detection (X2)."""

    foreign = (MisplacedMember(("eagerness",), "X2", "MUST", "belongs to semantic_vad only"),)

    type: Literal["server_vad"] = member(rules="U1", default=...)
    threshold: Threshold | MISSING = member(0.5, rules="V6 X2")
    prefix_padding_ms: Milliseconds | MISSING = member(300, rules="V4 X2")
    silence_duration_ms: Milliseconds | MISSING = member(500, rules="V4 X2 S11")
    create_response: Flag | MISSING = member(True)
    interrupt_response: Flag | MISSING = member(True)
    idle_timeout_ms: IdleTimeout | None | MISSING = member(6000, rules="N1 N3 X2 V5")


@wire_type("RealtimeTurnDetection/anyOf/0/oneOf/1")
class SemanticVad(WireModel):
    """Detection by meaning. Its settings may not be mixed with those of volume detection (X2)."""

    foreign = (
        MisplacedMember(
            ("threshold", "prefix_padding_ms", "silence_duration_ms", "idle_timeout_ms"),
            "X2",
            "MUST",
            "belongs to server_vad only",
        ),
    )

    type: Literal["semantic_vad"] = member(rules="U1", default=...)
    eagerness: SemanticVadEagerness | MISSING = member("high", rules="X2 V2")
    create_response: Flag | MISSING = member(True)
    interrupt_response: Flag | MISSING = member(False)


TurnDetection = TypeAliasType("TurnDetection", Annotated[ServerVad | SemanticVad, ByShape(rule="U1")])
wire_alias(TurnDetection, "RealtimeTurnDetection/anyOf/0", seed=True)


@wire_type(
    "#/components/schemas/RealtimeTranscriptionSessionCreateResponseGA/properties/audio/properties/input"
    "/properties/turn_detection/anyOf/0",
    seed=True,
)
class RealtimeTranscriptionSessionTurnDetection(WireModel):
    """Turn detection of a transcription session as the server sends it; ``type`` is any string (S6)."""

    type: Text | MISSING = member("server_vad", rules="S6 X10", unlisted="semantic_vad")
    threshold: Threshold | MISSING = member(0.5, rules="V6")
    prefix_padding_ms: Milliseconds | MISSING = member(300, rules="V4")
    silence_duration_ms: Milliseconds | MISSING = member(200, rules="V4 S11")

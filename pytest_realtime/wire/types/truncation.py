"""Truncation: what happens when a conversation outgrows the model's context."""

from typing import Annotated

from typing_extensions import TypeAliasType

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.enums import WireEnum
from pytest_realtime.wire.model import WireModel, member
from pytest_realtime.wire.registry import wire_alias, wire_type
from pytest_realtime.wire.scalars import Integer, Limits, Number
from pytest_realtime.wire.unions import ByShape

RetentionRatio = Annotated[Number, Limits(ge=0, le=1, rule="V5")]
"""The share of the conversation that is kept, 0 to 1."""
TokenCount = Annotated[Integer, Limits(ge=0, rule="V5")]
"""A number of tokens, from 0; the upper bound depends on the model."""


@wire_type("#/components/schemas/RealtimeTruncation/oneOf/0", seed=True)
class TruncationMode(WireEnum):
    """Truncation as the API decides, or none at all."""

    AUTO = "auto"
    DISABLED = "disabled"


@wire_type("#/components/schemas/RealtimeTruncation/oneOf/1/properties/type", seed=True)
class RetentionRatioTruncationType(WireEnum):
    """The tag of :class:`RetentionRatioTruncation`."""

    RETENTION_RATIO = "retention_ratio"


@wire_type("#/components/schemas/RealtimeTruncation/oneOf/1/properties/token_limits", seed=True)
class TruncationTokenLimits(WireModel):
    """Token limits that trigger truncation."""

    post_instructions: TokenCount | MISSING = member(8000, rules="V5")


@wire_type("#/components/schemas/RealtimeTruncation/oneOf/1", seed=True)
class RetentionRatioTruncation(WireModel):
    """Truncation that keeps a share of the conversation."""

    type: RetentionRatioTruncationType = member("retention_ratio", default=...)
    retention_ratio: RetentionRatio = member(0.8, rules="V5", default=...)
    token_limits: TruncationTokenLimits | MISSING = member()


RealtimeTruncation = TypeAliasType(
    "RealtimeTruncation", Annotated[TruncationMode | RetentionRatioTruncation, ByShape()]
)
wire_alias(RealtimeTruncation, "RealtimeTruncation", seed=True)

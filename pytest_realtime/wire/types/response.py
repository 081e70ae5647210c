"""A response of the model, as servers send it: its status, its output and what it cost.

The document requires no member of it and forbids null. Live servers send all members, and null for what is not set
(R11).
"""

from typing import Annotated

from typing_extensions import TypeAliasType

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.enums import WireEnum
from pytest_realtime.wire.model import WireModel, member
from pytest_realtime.wire.registry import wire_alias, wire_type
from pytest_realtime.wire.scalars import Integer, Limits, Text
from pytest_realtime.wire.types.audio import RealtimeAudioFormats, VoiceIdsShared
from pytest_realtime.wire.types.mcp_items import RealtimeConversationItem
from pytest_realtime.wire.types.session import MaxOutputTokens, OutputModality

_RESPONSE = "#/components/schemas/RealtimeResponse/properties"
_INPUT_TOKENS = f"{_RESPONSE}/usage/properties/input_token_details"

Metadata = TypeAliasType("Metadata", dict[str, Text])
wire_alias(
    Metadata,
    "Metadata",
    note="Strings by name: at most 16, with names of at most 64 and values of at most 512 characters (R8).",
)


@wire_type(f"{_RESPONSE}/object")
class RealtimeResponseObject(WireEnum):
    """What kind of object a response is."""

    REALTIME_RESPONSE = "realtime.response"


@wire_type(f"{_RESPONSE}/status")
class ResponseStatus(WireEnum):
    """How far a response is; the event response.done, not this word, tells its end (R12)."""

    COMPLETED = "completed"
    CANCELLED = "cancelled"
    FAILED = "failed"
    INCOMPLETE = "incomplete"
    IN_PROGRESS = "in_progress"


@wire_type(f"{_RESPONSE}/status_details/properties/type")
class StatusDetailsType(WireEnum):
    """The status of a finished response, once more."""

    COMPLETED = "completed"
    CANCELLED = "cancelled"
    FAILED = "failed"
    INCOMPLETE = "incomplete"


@wire_type(f"{_RESPONSE}/status_details/properties/reason")
class StatusDetailsReason(WireEnum):
    """Why a response was cancelled, or is incomplete (R13)."""

    TURN_DETECTED = "turn_detected"
    CLIENT_CANCELLED = "client_cancelled"
    MAX_OUTPUT_TOKENS = "max_output_tokens"
    CONTENT_FILTER = "content_filter"


@wire_type(f"{_RESPONSE}/status_details/properties/error")
class ResponseStatusError(WireModel):
    """Why a response failed. The message is in the packages and live, not in the document (R13)."""

    type: Text | MISSING = member("server_error", rules="R13")
    code: Text | MISSING = member("rate_limit_exceeded", rules="R13", null="traffic")
    message: Text | MISSING = member("Too many requests.", rules="R13", source="sdk")


@wire_type(f"{_RESPONSE}/status_details")
class RealtimeResponseStatus(WireModel):
    """Details of a response's status."""

    type: StatusDetailsType | MISSING = member("cancelled", rules="R13")
    reason: StatusDetailsReason | MISSING = member("turn_detected", rules="R13")
    error: ResponseStatusError | MISSING = member(rules="R13")


@wire_type(f"{_INPUT_TOKENS}/properties/cached_tokens_details")
class CachedTokensDetails(WireModel):
    """The kinds of cached tokens."""

    text_tokens: Integer | MISSING = member(64, rules="R14", seen=(0,))
    audio_tokens: Integer | MISSING = member(12, rules="R14", seen=(0,))
    image_tokens: Integer | MISSING = member(5, rules="R14", seen=(0,))


@wire_type(_INPUT_TOKENS)
class RealtimeResponseUsageInputTokenDetails(WireModel):
    """The kinds of input tokens; cached ones are part of them (R14)."""

    text_tokens: Integer | MISSING = member(119, rules="R14", seen=(0,))
    audio_tokens: Integer | MISSING = member(13, rules="R14", seen=(0,))
    image_tokens: Integer | MISSING = member(5, rules="R14", seen=(0,))
    cached_tokens: Integer | MISSING = member(64, rules="R14", seen=(0,))
    cached_tokens_details: CachedTokensDetails | MISSING = member(rules="R14")


@wire_type(f"{_RESPONSE}/usage/properties/output_token_details")
class RealtimeResponseUsageOutputTokenDetails(WireModel):
    """The kinds of output tokens."""

    text_tokens: Integer | MISSING = member(30, rules="R14", seen=(0,))
    audio_tokens: Integer | MISSING = member(91, rules="R14", seen=(0,))


@wire_type(f"{_RESPONSE}/usage")
class RealtimeResponseUsage(WireModel):
    """What a response cost. The names differ by a letter from those of the Responses API (R14)."""

    total_tokens: Integer | MISSING = member(253, rules="R14", seen=(0,))
    input_tokens: Integer | MISSING = member(132, rules="R14", seen=(0,))
    output_tokens: Integer | MISSING = member(121, rules="R14", seen=(0,))
    input_token_details: RealtimeResponseUsageInputTokenDetails | MISSING = member(rules="R14")
    output_token_details: RealtimeResponseUsageOutputTokenDetails | MISSING = member(rules="R14")


@wire_type(f"{_RESPONSE}/audio/properties/output")
class RealtimeResponseAudioOutput(WireModel):
    """The format and the voice of a response; the voice is a name here (V8)."""

    format: RealtimeAudioFormats | MISSING = member(rules="R6 U2")
    voice: VoiceIdsShared | MISSING = member("marin", rules="R6 V8")


@wire_type(f"{_RESPONSE}/audio")
class RealtimeResponseAudio(WireModel):
    """Audio settings of a response, which text responses have, too (R16)."""

    output: RealtimeResponseAudioOutput | MISSING = member(rules="R16")


class ResponseBase(WireModel):
    """What the responses of the live API and of the beta have in common."""

    id: Text | MISSING = member("resp_1")
    object: RealtimeResponseObject | MISSING = member()
    status: ResponseStatus | MISSING = member("completed", rules="R12")
    status_details: RealtimeResponseStatus | None | MISSING = member(rules="R11 R13", null="example")
    conversation_id: Text | None | MISSING = member("conv_1", rules="R11", null="prose")
    metadata: Metadata | None | MISSING = member({"topic": "summary"}, rules="R8 R11", seen=({},))
    max_output_tokens: MaxOutputTokens | MISSING = member("inf", rules="R16", seen=(4096,))
    usage: RealtimeResponseUsage | None | MISSING = member(rules="R11 R14", null="example")


@wire_type("RealtimeResponse")
class RealtimeResponse(ResponseBase):
    """A response of the model."""

    output: list[RealtimeConversationItem] | MISSING = member(rules="R15", seen=([],))
    output_modalities: Annotated[list[OutputModality], Limits(max_length=1, rule="X1")] | MISSING = member(
        ["audio"], rules="R16 X1"
    )
    audio: RealtimeResponseAudio | MISSING = member(rules="R16")

"""The events of the retired beta that differ from those of the live API (E11, E12).

The document's components of these events have the names of the live API, which the beta's packages and recorded
connections contradict. Events that are the same in both are declared once, as the live ones.
"""

from typing import Annotated, Literal

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.model import member
from pytest_realtime.wire.registry import wire_type
from pytest_realtime.wire.scalars import Base64, Limits, Text
from pytest_realtime.wire.types.beta_items import (
    LegacyConversationItem,
    LegacyRealtimeResponse,
    LegacyResponseCreateParams,
)
from pytest_realtime.wire.types.client_events import PLACE_NOT_NULL
from pytest_realtime.wire.types.event import ClientEvent, OutputItemEvent, OutputPartEvent, ServerEvent

_CLIENT = "RealtimeBetaClientEvent"
_SERVER = "RealtimeBetaServerEvent"


@wire_type(f"{_CLIENT}ConversationItemCreate", dialect="beta", travels="write")
class LegacyConversationItemCreateEvent(ClientEvent):
    """``conversation.item.create`` of the beta."""

    constraints = (PLACE_NOT_NULL,)

    type: Literal["conversation.item.create"] = member(rules="E1", default=...)
    previous_item_id: Annotated[Text, Limits(min_length=1, rule="E13")] | None | MISSING = member(
        "item_0", rules="E13", null="example"
    )
    item: LegacyConversationItem = member(rules="I25", default=...)


@wire_type(f"{_CLIENT}ResponseCreate", dialect="beta", travels="write")
class LegacyResponseCreateEvent(ClientEvent):
    """``response.create`` of the beta."""

    type: Literal["response.create"] = member(rules="E1", default=...)
    # The beta states no limit for an event's id (E2).
    event_id: Text | MISSING = member("ev_1", rules="E2")
    response: LegacyResponseCreateParams | MISSING = member(rules="R1")


@wire_type(f"{_SERVER}ConversationItemCreated", dialect="beta", travels="read")
class LegacyConversationItemCreatedEvent(ServerEvent):
    """``conversation.item.created``: how the beta announced an item (E12)."""

    type: Literal["conversation.item.created"] = member(rules="E1 E12", default=...)
    previous_item_id: Text | None | MISSING = member("item_0", rules="E13")
    item: LegacyConversationItem = member(rules="I25", default=...)


@wire_type(f"{_SERVER}ConversationItemRetrieved", dialect="beta", travels="read")
class LegacyConversationItemRetrieved(ServerEvent):
    """``conversation.item.retrieved`` of the beta."""

    type: Literal["conversation.item.retrieved"] = member(rules="E1", default=...)
    item: LegacyConversationItem = member(rules="I25", default=...)


@wire_type(f"{_SERVER}ResponseOutputItemAdded", dialect="beta", travels="read")
class LegacyResponseOutputItemAddedEvent(OutputItemEvent):
    """``response.output_item.added`` of the beta."""

    type: Literal["response.output_item.added"] = member(rules="E1", default=...)
    item: LegacyConversationItem = member(rules="I25", default=...)


@wire_type(f"{_SERVER}ResponseOutputItemDone", dialect="beta", travels="read")
class LegacyResponseOutputItemDoneEvent(OutputItemEvent):
    """``response.output_item.done`` of the beta."""

    type: Literal["response.output_item.done"] = member(rules="E1", default=...)
    item: LegacyConversationItem = member(rules="I25", default=...)


@wire_type(f"{_SERVER}ResponseCreated", dialect="beta", travels="read")
class LegacyResponseCreatedEvent(ServerEvent):
    """``response.created`` of the beta."""

    type: Literal["response.created"] = member(rules="E1", default=...)
    response: LegacyRealtimeResponse = member(rules="R18", default=...)


@wire_type(f"{_SERVER}ResponseDone", dialect="beta", travels="read")
class LegacyResponseDoneEvent(ServerEvent):
    """``response.done`` of the beta."""

    type: Literal["response.done"] = member(rules="E1", default=...)
    response: LegacyRealtimeResponse = member(rules="R18", default=...)


@wire_type(f"{_SERVER}ResponseTextDelta", dialect="beta", travels="read")
class LegacyResponseTextDeltaEvent(OutputPartEvent):
    """``response.text.delta``: a piece of text (E11)."""

    type: Literal["response.text.delta"] = member(rules="E1 E11", default=...)
    delta: Text = member(" Hi", rules="E9", default=..., seen=("",))


@wire_type(f"{_SERVER}ResponseTextDone", dialect="beta", travels="read")
class LegacyResponseTextDoneEvent(OutputPartEvent):
    """``response.text.done``: the whole text (E11)."""

    type: Literal["response.text.done"] = member(rules="E1 E11", default=...)
    text: Text = member("Hi.", rules="E9", default=..., seen=("",))


@wire_type(f"{_SERVER}ResponseAudioDelta", dialect="beta", travels="read")
class LegacyResponseAudioDeltaEvent(OutputPartEvent):
    """``response.audio.delta``: a piece of audio (E11)."""

    type: Literal["response.audio.delta"] = member(rules="E1 E11", default=...)
    delta: Base64 = member("AAECAw==", rules="E8 E9", default=..., seen=("",))


@wire_type(f"{_SERVER}ResponseAudioDone", dialect="beta", travels="read")
class LegacyResponseAudioDoneEvent(OutputPartEvent):
    """``response.audio.done``: no more audio (E11)."""

    type: Literal["response.audio.done"] = member(rules="E1 E11", default=...)


@wire_type(f"{_SERVER}ResponseAudioTranscriptDelta", dialect="beta", travels="read")
class LegacyResponseAudioTranscriptDeltaEvent(OutputPartEvent):
    """``response.audio_transcript.delta``: a piece of what the model says (E11)."""

    type: Literal["response.audio_transcript.delta"] = member(rules="E1 E11", default=...)
    delta: Text = member(" Hi", rules="E9", default=..., seen=("",))


@wire_type(f"{_SERVER}ResponseAudioTranscriptDone", dialect="beta", travels="read")
class LegacyResponseAudioTranscriptDoneEvent(OutputPartEvent):
    """``response.audio_transcript.done``: all that the model said (E11)."""

    type: Literal["response.audio_transcript.done"] = member(rules="E1 E11", default=...)
    transcript: Text = member("Hi.", rules="E9", default=..., seen=("",))

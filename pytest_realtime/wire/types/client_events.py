"""The events that a client sends on a conversation or transcription connection, beside session.update."""

from typing import Annotated, Literal

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.model import member
from pytest_realtime.wire.registry import wire_type
from pytest_realtime.wire.scalars import Base64, Index, Limits, Position, Text
from pytest_realtime.wire.types.event import ClientEvent
from pytest_realtime.wire.types.mcp_items import RealtimeConversationItem
from pytest_realtime.wire.types.response_create import RealtimeResponseCreateParams
from pytest_realtime.wire.value_constraints import DecodedAtMost, ShouldNotBeNull

MOST_AUDIO = 15 * 2**20
"""The most bytes of audio in one event (E8)."""

PLACE_NOT_NULL = ShouldNotBeNull("previous_item_id", rule="E13", level="SHOULD")
"""The schema has no null for the place of an item; older official examples have one."""

NamedItem = Annotated[Text, Limits(min_length=1, rule="I27")]
"""The id of the item that an event is about."""


@wire_type("RealtimeClientEventConversationItemCreate", travels="write")
class ConversationItemCreateEvent(ClientEvent):
    """``conversation.item.create``: adds an item at the end, or where ``previous_item_id`` says (E13)."""

    constraints = (PLACE_NOT_NULL,)

    type: Literal["conversation.item.create"] = member(rules="E1", default=...)
    previous_item_id: Annotated[Text, Limits(min_length=1, rule="E13")] | None | MISSING = member(
        "root", rules="E13", null="example"
    )
    item: RealtimeConversationItem = member(rules="I1 I2", default=...)


@wire_type("RealtimeClientEventConversationItemDelete", travels="write")
class ConversationItemDeleteEvent(ClientEvent):
    """``conversation.item.delete``: removes an item."""

    type: Literal["conversation.item.delete"] = member(rules="E1", default=...)
    item_id: NamedItem = member("item_1", rules="I27", default=...)


@wire_type("RealtimeClientEventConversationItemRetrieve", travels="write")
class ConversationItemRetrieveEvent(ClientEvent):
    """``conversation.item.retrieve``: asks for an item as the server has it, with its audio."""

    type: Literal["conversation.item.retrieve"] = member(rules="E1", default=...)
    item_id: NamedItem = member("item_1", rules="I27", default=...)


@wire_type("RealtimeClientEventConversationItemTruncate", travels="write")
class ConversationItemTruncateEvent(ClientEvent):
    """``conversation.item.truncate``: cuts the model's speech to what was heard (E7)."""

    type: Literal["conversation.item.truncate"] = member(rules="E1", default=...)
    item_id: NamedItem = member("item_1", rules="E7 I27", default=...)
    content_index: Index = member(0, rules="E6 E7", default=...)
    audio_end_ms: Position = member(1500, rules="E6 E7", default=...)


@wire_type("RealtimeClientEventInputAudioBufferAppend", travels="write")
class InputAudioBufferAppendEvent(ClientEvent):
    """``input_audio_buffer.append``: audio in the session's input format; nothing answers it (O4)."""

    constraints = (DecodedAtMost("audio", MOST_AUDIO, rule="E8"),)

    type: Literal["input_audio_buffer.append"] = member(rules="E1", default=...)
    audio: Base64 = member("AAAA", rules="E8", default=...)


@wire_type("RealtimeClientEventInputAudioBufferClear", travels="write")
class InputAudioBufferClearEvent(ClientEvent):
    """``input_audio_buffer.clear``: forgets the audio that is not committed yet."""

    type: Literal["input_audio_buffer.clear"] = member(rules="E1", default=...)


@wire_type("RealtimeClientEventInputAudioBufferCommit", travels="write")
class InputAudioBufferCommitEvent(ClientEvent):
    """``input_audio_buffer.commit``: makes an item of the audio, and no response (O5)."""

    type: Literal["input_audio_buffer.commit"] = member(rules="E1", default=...)


@wire_type("RealtimeClientEventOutputAudioBufferClear", travels="write")
class OutputAudioBufferClearEvent(ClientEvent):
    """``output_audio_buffer.clear``: stops the sound; on WebRTC and SIP connections only (E14)."""

    type: Literal["output_audio_buffer.clear"] = member(rules="E1 E14", default=...)
    # The only event of a client for whose id the document states no limit (E2).
    event_id: Text | MISSING = member("ev_1", rules="E2")


@wire_type("RealtimeClientEventResponseCancel", travels="write")
class ResponseCancelEvent(ClientEvent):
    """``response.cancel``: ends a response, or without an id the one of the default conversation (E23)."""

    type: Literal["response.cancel"] = member(rules="E1", default=...)
    response_id: Annotated[Text, Limits(min_length=1, rule="E23")] | MISSING = member("resp_1", rules="E23")


@wire_type("RealtimeClientEventResponseCreate", travels="write")
class ResponseCreateEvent(ClientEvent):
    """``response.create``: asks the model to respond, with or without settings of its own (R1)."""

    type: Literal["response.create"] = member(rules="E1", default=...)
    response: RealtimeResponseCreateParams | MISSING = member(rules="R1")

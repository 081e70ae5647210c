"""The events of a server about the conversation and its items."""

from typing import Literal

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.model import WireModel, member
from pytest_realtime.wire.registry import wire_type
from pytest_realtime.wire.scalars import Index, Position, Text
from pytest_realtime.wire.types.event import ServerEvent
from pytest_realtime.wire.types.mcp_items import RealtimeConversationItem


@wire_type("#/components/schemas/RealtimeServerEventConversationCreated/properties/conversation")
class Conversation(WireModel):
    """A conversation; the schema allows any string as ``object``."""

    id: Text | MISSING = member("conv_1", rules="E29")
    object: Text | MISSING = member("realtime.conversation", rules="E29", unlisted="conversation")


@wire_type("RealtimeServerEventConversationCreated", travels="read")
class ConversationCreatedEvent(ServerEvent):
    """``conversation.created``: in the document, but not seen on live connections (E29)."""

    type: Literal["conversation.created"] = member(rules="E1", default=...)
    conversation: Conversation = member(rules="E29", default=...)


class _ItemEvent(ServerEvent):
    """An event with an item and the one before it; null is before the first (E13)."""

    previous_item_id: Text | None | MISSING = member("item_0", rules="E13")
    item: RealtimeConversationItem = member(rules="I1 I24", default=...)


@wire_type("RealtimeServerEventConversationItemCreated", travels="read")
class ConversationItemCreatedEvent(_ItemEvent):
    """``conversation.item.created``: of the beta; servers send added and done instead (E12)."""

    type: Literal["conversation.item.created"] = member(rules="E1 E12", default=...)


@wire_type("RealtimeServerEventConversationItemAdded", travels="read")
class ConversationItemAdded(_ItemEvent):
    """``conversation.item.added``: an item begins; what it holds may still be empty (O23)."""

    type: Literal["conversation.item.added"] = member(rules="E1 E12", default=...)


@wire_type("RealtimeServerEventConversationItemDone", travels="read")
class ConversationItemDone(_ItemEvent):
    """``conversation.item.done``: an item is complete (O23)."""

    type: Literal["conversation.item.done"] = member(rules="E1 E12", default=...)


@wire_type("RealtimeServerEventConversationItemDeleted", travels="read")
class ConversationItemDeletedEvent(ServerEvent):
    """``conversation.item.deleted``: an item was removed."""

    type: Literal["conversation.item.deleted"] = member(rules="E1", default=...)
    item_id: Text = member("item_1", default=...)


@wire_type("RealtimeServerEventConversationItemRetrieved", travels="read")
class ConversationItemRetrieved(ServerEvent):
    """``conversation.item.retrieved``: an item as the server has it; the only one whose parts hold audio (I13)."""

    type: Literal["conversation.item.retrieved"] = member(rules="E1", default=...)
    item: RealtimeConversationItem = member(rules="I1 I13", default=...)


@wire_type("RealtimeServerEventConversationItemTruncated", travels="read")
class ConversationItemTruncatedEvent(ServerEvent):
    """``conversation.item.truncated``: the model's speech was cut."""

    type: Literal["conversation.item.truncated"] = member(rules="E1", default=...)
    item_id: Text = member("item_1", default=...)
    content_index: Index = member(0, rules="E6", default=...)
    audio_end_ms: Position = member(1500, rules="E6", default=..., seen=(0,))

"""The items of a conversation that a client makes: messages, calls of functions and their outputs."""

from typing import Annotated, ClassVar, Literal

from typing_extensions import TypeAliasType

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.constraints import Constraint, Requires
from pytest_realtime.wire.enums import WireEnum
from pytest_realtime.wire.model import WireModel, member
from pytest_realtime.wire.registry import wire_alias, wire_type
from pytest_realtime.wire.scalars import JsonText, Limits, Text
from pytest_realtime.wire.types.content_parts import AssistantContentPart, InputTextPart, UserContentPart
from pytest_realtime.wire.unions import ByShape
from pytest_realtime.wire.value_constraints import HoldsJson, LengthAtMost, NotEmptyList, ShouldBeAbsent

_USER = "#/components/schemas/RealtimeConversationItemMessageUser/properties"

ItemId = Annotated[Text, Limits(min_length=1, rule="I5")]
"""An item's id, which a client may choose; it is opaque, and not empty (I5)."""
SHORT_ID = LengthAtMost("id", 32, rule="I5", level="SHOULD")
"""The service refuses longer ids, although the document does not say so (I5)."""
NO_STATUS = ShouldBeAbsent("status", rule="I3", level="SHOULD")
"""A status that a client writes has no effect (I3)."""


@wire_type(f"{_USER}/object")
class ConversationItemObject(WireEnum):
    """What kind of object an item is; optional everywhere (I4)."""

    REALTIME_ITEM = "realtime.item"


@wire_type(f"{_USER}/status")
class ConversationItemStatus(WireEnum):
    """How far an item is; it has no effect on the conversation (I3)."""

    COMPLETED = "completed"
    INCOMPLETE = "incomplete"
    IN_PROGRESS = "in_progress"


@wire_type("crate openai-protocol: realtime_conversation::ConversationItemRole")
class ConversationItemRole(WireEnum):
    """Whose message it is. The document spells each role as a constant of its own message."""

    USER = "user"
    ASSISTANT = "assistant"
    SYSTEM = "system"


class _Item(WireModel):
    """What all items have that a client makes."""

    constraints: ClassVar[tuple[Constraint, ...]] = (SHORT_ID, NO_STATUS)

    type: Text = member(default=...)
    id: ItemId | MISSING = member("item_1", rules="I5")
    object: ConversationItemObject | MISSING = member(rules="I4")
    status: ConversationItemStatus | MISSING = member("completed", rules="I3")


class _Message(_Item):
    """What all messages have; the role tells them apart (I1)."""

    constraints: ClassVar[tuple[Constraint, ...]] = (
        *_Item.constraints,
        NotEmptyList("content", rule="I12", level="SHOULD"),
    )

    type: Literal["message"] = member(rules="I1", default=...)


@wire_type("RealtimeConversationItemMessageSystem")
class RealtimeConversationItemSystemMessage(_Message):
    """Instructions in the middle of a conversation; text only (I6)."""

    role: Literal["system"] = member(rules="I1", default=...)
    content: list[InputTextPart] = member(
        [{"type": "input_text", "text": "Be brief."}], rules="I6 I12", default=...
    )


@wire_type("RealtimeConversationItemMessageUser")
class RealtimeConversationItemUserMessage(_Message):
    """What a user says, writes or shows."""

    role: Literal["user"] = member(rules="I1", default=...)
    content: list[UserContentPart] = member(
        [{"type": "input_text", "text": "Hello"}],
        rules="I6 I12",
        default=...,
        seen=([], [{"type": "input_audio", "transcript": None}]),
    )


@wire_type("RealtimeConversationItemMessageAssistant")
class RealtimeConversationItemAssistantMessage(_Message):
    """What the model said. A client gives it as text (I6); while it is in progress it is empty (I12)."""

    role: Literal["assistant"] = member(rules="I1", default=...)
    content: list[AssistantContentPart] = member(
        [{"type": "output_text", "text": "Hi."}],
        rules="I6 I8 I12",
        default=...,
        seen=([], [{"type": "text", "text": "Hi."}], [{"type": "audio", "transcript": "Hi."}]),
    )


RealtimeConversationItemMessage = TypeAliasType(
    "RealtimeConversationItemMessage",
    Annotated[
        RealtimeConversationItemSystemMessage
        | RealtimeConversationItemUserMessage
        | RealtimeConversationItemAssistantMessage,
        ByShape(rule="I1", tag="role"),
    ],
)
wire_alias(
    RealtimeConversationItemMessage,
    "crate openai-protocol: realtime_conversation::RealtimeConversationItem::Message",
    note="The three messages of the document's union of items, which have one type and differ in role (I1).",
)


@wire_type("RealtimeConversationItemFunctionCall")
class RealtimeConversationItemFunctionCall(_Item):
    """A call of a function, by the model or given as history. Its arguments are text that holds JSON (I16)."""

    constraints: ClassVar[tuple[Constraint, ...]] = (
        *_Item.constraints,
        Requires("call_id", rule="I16", level="SHOULD"),
        HoldsJson("arguments", rule="I16", level="SHOULD"),
    )

    type: Literal["function_call"] = member(rules="I1", default=...)
    call_id: Text | MISSING = member("call_1", rules="I16")
    name: Text = member("roll", rules="I16", default=...)
    arguments: JsonText = member('{"n":2}', rules="I16", default=..., seen=("",))


@wire_type("RealtimeConversationItemFunctionCallOutput")
class RealtimeConversationItemFunctionCallOutput(_Item):
    """What a function returned: text, which may be empty and is never an object (I17)."""

    type: Literal["function_call_output"] = member(rules="I1", default=...)
    call_id: Text = member("call_1", rules="I17", default=...)
    output: JsonText = member('{"sum":7}', rules="I17", default=...)

"""The parts of a message: text, audio and images that a user gives, text and audio that the model responds with.

The document has one flat object for all parts of a user's message, and one for the model's, in which nothing is
required. What belongs to which part, and that a writer must name its type, are API rules (I7, I10, I11).
"""

from typing import Annotated, Literal

from typing_extensions import TypeAliasType

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.constraints import MisplacedMember, Requires
from pytest_realtime.wire.enums import WireEnum
from pytest_realtime.wire.model import WireModel, member
from pytest_realtime.wire.registry import wire_alias, wire_type
from pytest_realtime.wire.scalars import Base64, Text
from pytest_realtime.wire.unions import ByShape

_USER = "#/components/schemas/RealtimeConversationItemMessageUser/properties/content/items"
_ASSISTANT = "#/components/schemas/RealtimeConversationItemMessageAssistant/properties/content/items"
_TYPED = Requires("type", rule="I7")


def not_of_this_part(*names: str) -> tuple[MisplacedMember, ...]:
    """Return what rejects the members of other parts, which the flat schema would allow."""
    return (MisplacedMember(names, "I10", "MUST", "belongs to another kind of part"),)


@wire_type(f"{_USER}/properties/detail")
class ImageDetail(WireEnum):
    """How closely the model looks at an image."""

    AUTO = "auto"
    LOW = "low"
    HIGH = "high"


@wire_type(_USER)
class InputTextPart(WireModel):
    """Text of a user or of the system."""

    constraints = (_TYPED, Requires("text", rule="I11"))
    foreign = not_of_this_part("audio", "transcript", "image_url", "detail")

    type: Literal["input_text"] | MISSING = member(rules="I7")
    text: Text | MISSING = member("Hello", rules="I10 I11")


@wire_type(_USER)
class InputAudioPart(WireModel):
    """Recorded speech of a user. Servers leave the audio out, and send null until there is a transcript (I9)."""

    constraints = (_TYPED, Requires("audio", rule="I11"))
    foreign = not_of_this_part("text", "image_url", "detail")

    type: Literal["input_audio"] | MISSING = member(rules="I7")
    audio: Base64 | MISSING = member("AAAA", rules="I11 I13 E8")
    transcript: Text | MISSING = member("Hi.", rules="I9 I14", null="traffic")


@wire_type(_USER)
class InputImagePart(WireModel):
    """A picture in a user's message, as a data URI of a PNG or JPEG file (I15)."""

    constraints = (_TYPED, Requires("image_url", rule="I11"))
    foreign = not_of_this_part("text", "audio", "transcript")

    type: Literal["input_image"] | MISSING = member(rules="I7")
    image_url: Text | MISSING = member("data:image/png;base64,iVBORw0KGgo=", rules="I11 I15")
    detail: ImageDetail | MISSING = member("high", rules="I15")


@wire_type(_ASSISTANT)
class OutputTextPart(WireModel):
    """Text of the model: what it wrote, or what a client gives as history (I6)."""

    constraints = (_TYPED, Requires("text", rule="I11"))
    foreign = not_of_this_part("audio", "transcript", "image_url", "detail")

    type: Literal["output_text"] | MISSING = member(rules="I7")
    text: Text | MISSING = member("Hi.", rules="I10 I11")


@wire_type(_ASSISTANT)
class OutputAudioPart(WireModel):
    """Speech of the model, which servers send as a transcript without audio (I13); never history."""

    constraints = (_TYPED,)
    foreign = not_of_this_part("text", "image_url", "detail")

    type: Literal["output_audio"] | MISSING = member(rules="I7")
    audio: Base64 | MISSING = member("AAAA", rules="I13 E8")
    transcript: Text | MISSING = member("Hi.", rules="I9 I13")


UserContentPart = TypeAliasType(
    "UserContentPart", Annotated[InputTextPart | InputAudioPart | InputImagePart, ByShape(rule="I7")]
)
wire_alias(UserContentPart, _USER)

AssistantContentPart = TypeAliasType(
    "AssistantContentPart", Annotated[OutputTextPart | OutputAudioPart, ByShape(rule="I7")]
)
wire_alias(AssistantContentPart, _ASSISTANT)

RealtimeContentPart = TypeAliasType(
    "RealtimeContentPart",
    Annotated[
        InputTextPart | InputAudioPart | InputImagePart | OutputTextPart | OutputAudioPart, ByShape(rule="I7")
    ],
)
wire_alias(
    RealtimeContentPart,
    "crate openai-protocol: realtime_conversation::RealtimeContentPart",
    note="All five parts under one name, as in the crate. Which may stand in a message depends on its role (I6).",
)

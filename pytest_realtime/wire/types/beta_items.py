"""The items and responses of the retired beta: flat objects in which nothing is required (I25, R18)."""

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.constraints import AtMostOneOf
from pytest_realtime.wire.enums import WireEnum
from pytest_realtime.wire.model import WireModel, member
from pytest_realtime.wire.registry import wire_type
from pytest_realtime.wire.scalars import Base64, JsonText, LongText, Text
from pytest_realtime.wire.types.audio import Voice, VoiceIdsShared
from pytest_realtime.wire.types.beta import LegacyAudioFormat, Temperature
from pytest_realtime.wire.types.items import ConversationItemObject, ConversationItemRole, ConversationItemStatus
from pytest_realtime.wire.types.prompt import ResponsePrompt
from pytest_realtime.wire.types.response import Metadata, ResponseBase
from pytest_realtime.wire.types.response_create import METADATA, ResponseConversation
from pytest_realtime.wire.types.session import MaxOutputTokens, OutputModality
from pytest_realtime.wire.types.tools import RealtimeFunctionTool, RealtimeToolChoiceConfig

_ITEM = "RealtimeConversationItemWithReference"


class LegacyPartTag(WireEnum):
    """The tags of a beta part; the document lacks ``audio``, which servers sent (I8)."""

    INPUT_TEXT = "input_text"
    INPUT_AUDIO = "input_audio"
    ITEM_REFERENCE = "item_reference"
    TEXT = "text"
    AUDIO = "audio"


class LegacyItemTag(WireEnum):
    """The kinds of beta items."""

    MESSAGE = "message"
    FUNCTION_CALL = "function_call"
    FUNCTION_CALL_OUTPUT = "function_call_output"
    ITEM_REFERENCE = "item_reference"


@wire_type(f"#/components/schemas/{_ITEM}/properties/content/items", dialect="beta")
class LegacyConversationItemContent(WireModel):
    """A part of a beta message: one flat object for all kinds (I25)."""

    type: LegacyPartTag | MISSING = member("input_text", rules="I8 I25")
    text: Text | MISSING = member("Hi.", rules="I25")
    id: Text | MISSING = member("item_1", rules="I25")
    audio: Base64 | MISSING = member("AAAA", rules="I13")
    transcript: Text | MISSING = member("Hi.", rules="I9", null="traffic")


@wire_type(_ITEM, dialect="beta")
class LegacyConversationItem(WireModel):
    """An item of the beta: one flat object for all kinds (I25)."""

    id: Text | MISSING = member("msg_1", rules="I5")
    type: LegacyItemTag | MISSING = member("message", rules="I25")
    object: ConversationItemObject | MISSING = member(rules="I4")
    status: ConversationItemStatus | MISSING = member("completed", rules="I3")
    role: ConversationItemRole | MISSING = member("user", rules="I25")
    content: list[LegacyConversationItemContent] | MISSING = member(
        [{"type": "input_text", "text": "Hello"}], rules="I25", seen=([],)
    )
    call_id: Text | MISSING = member("call_1", rules="I25")
    name: Text | MISSING = member("roll", rules="I25")
    arguments: JsonText | MISSING = member('{"n":2}', rules="I25", seen=("",))
    output: JsonText | MISSING = member('{"sum":7}', rules="I25")


@wire_type("RealtimeBetaResponse", dialect="beta")
class LegacyRealtimeResponse(ResponseBase):
    """A response of the beta, with its settings at the top (R18)."""

    output: list[LegacyConversationItem] | MISSING = member(rules="R15", seen=([],))
    modalities: list[OutputModality] | MISSING = member(["text", "audio"], rules="R18")
    voice: VoiceIdsShared | MISSING = member("ash", rules="R18")
    output_audio_format: LegacyAudioFormat | MISSING = member("pcm16", rules="R18")
    temperature: Temperature | MISSING = member(0.8, rules="R18 V6")


@wire_type("RealtimeBetaResponseCreateParams", dialect="beta")
class LegacyResponseCreateParams(WireModel):
    """The settings of one beta response. Servers took the second name of the token limit, not the first (R7)."""

    constraints = (
        METADATA,
        AtMostOneOf(("max_response_output_tokens", "max_output_tokens"), rule="R7", level="SHOULD"),
    )

    conversation: ResponseConversation | MISSING = member("none", rules="R3")
    input: list[LegacyConversationItem] | MISSING = member(
        [{"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Hello"}]}], rules="R4"
    )
    instructions: LongText | MISSING = member("Be brief.")
    modalities: list[OutputModality] | MISSING = member(["text"], rules="R18")
    voice: Voice | MISSING = member("sage", rules="R18")
    output_audio_format: LegacyAudioFormat | MISSING = member("pcm16", rules="R18")
    tools: list[RealtimeFunctionTool] | MISSING = member(rules="R9")
    tool_choice: RealtimeToolChoiceConfig | MISSING = member("auto")
    temperature: Temperature | MISSING = member(0.8, rules="R18 V6")
    max_output_tokens: MaxOutputTokens | MISSING = member(200, rules="R7 V3")
    max_response_output_tokens: MaxOutputTokens | MISSING = member(200, rules="R7 V3", source="sdk")
    metadata: Metadata | None | MISSING = member({"topic": "summary"}, rules="R8")
    prompt: ResponsePrompt | None | MISSING = member()

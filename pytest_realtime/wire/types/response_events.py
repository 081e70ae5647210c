"""The events of a server about a response: its items, its parts, and their pieces."""

from typing import Literal

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.enums import WireEnum
from pytest_realtime.wire.model import WireModel, member
from pytest_realtime.wire.registry import wire_type
from pytest_realtime.wire.scalars import Base64, JsonText, Text
from pytest_realtime.wire.types.event import OutputItemEvent, OutputPartEvent, ServerEvent
from pytest_realtime.wire.types.mcp_items import RealtimeConversationItem
from pytest_realtime.wire.types.response import RealtimeResponse

_EVENT = "RealtimeServerEvent"


class PartTag(WireEnum):
    """The tags of parts in these events, which are those of the beta (I8)."""

    AUDIO = "audio"
    TEXT = "text"


@wire_type("#/components/schemas/RealtimeServerEventResponseContentPartAdded/properties/part")
class ResponseContentPart(WireModel):
    """A part of a response. Its tag is ``audio`` or ``text`` here, and ``output_…`` in the item (I8)."""

    type: PartTag | MISSING = member("audio", rules="I8", seen=("output_text", "output_audio"))
    text: Text | MISSING = member("Hi.", rules="I8", seen=("",))
    audio: Base64 | MISSING = member("AAAA", rules="I13")
    transcript: Text | MISSING = member("Hi.", rules="I8", seen=("",))


@wire_type(f"{_EVENT}ResponseCreated", travels="read")
class ResponseCreatedEvent(ServerEvent):
    """``response.created``: the model begins to respond."""

    type: Literal["response.created"] = member(rules="E1", default=...)
    response: RealtimeResponse = member(rules="R11", default=...)


@wire_type(f"{_EVENT}ResponseDone", travels="read")
class ResponseDoneEvent(ServerEvent):
    """``response.done``: always sent, whatever the outcome; the status tells it (R12, R17)."""

    type: Literal["response.done"] = member(rules="E1", default=...)
    response: RealtimeResponse = member(rules="R11 R15 R17", default=...)


@wire_type(f"{_EVENT}ResponseOutputItemAdded", travels="read")
class ResponseOutputItemAddedEvent(OutputItemEvent):
    """``response.output_item.added``: an item of the response begins."""

    type: Literal["response.output_item.added"] = member(rules="E1", default=...)
    item: RealtimeConversationItem = member(rules="I1 I24", default=...)


@wire_type(f"{_EVENT}ResponseOutputItemDone", travels="read")
class ResponseOutputItemDoneEvent(OutputItemEvent):
    """``response.output_item.done``: an item of the response is complete."""

    type: Literal["response.output_item.done"] = member(rules="E1", default=...)
    item: RealtimeConversationItem = member(rules="I1 I24", default=...)


@wire_type(f"{_EVENT}ResponseContentPartAdded", travels="read")
class ResponseContentPartAddedEvent(OutputPartEvent):
    """``response.content_part.added``: a part of an item begins."""

    type: Literal["response.content_part.added"] = member(rules="E1", default=...)
    part: ResponseContentPart = member(rules="I8", default=...)


@wire_type(f"{_EVENT}ResponseContentPartDone", travels="read")
class ResponseContentPartDoneEvent(OutputPartEvent):
    """``response.content_part.done``: a part of an item is complete."""

    type: Literal["response.content_part.done"] = member(rules="E1", default=...)
    part: ResponseContentPart = member(rules="I8", default=...)


@wire_type(f"{_EVENT}ResponseTextDelta", travels="read")
class ResponseTextDeltaEvent(OutputPartEvent):
    """``response.output_text.delta``: a piece of text, to be joined as it is (E9)."""

    type: Literal["response.output_text.delta"] = member(rules="E1 E11", default=...)
    delta: Text = member(" Hi", rules="E9", default=..., seen=("", " ", "\n"))
    obfuscation: Text | MISSING = member("aLxx0j", rules="E10", source="sdk")


@wire_type(f"{_EVENT}ResponseTextDone", travels="read")
class ResponseTextDoneEvent(OutputPartEvent):
    """``response.output_text.done``: the whole text."""

    type: Literal["response.output_text.done"] = member(rules="E1 E11", default=...)
    text: Text = member("Hi.", rules="E9", default=..., seen=("",))


@wire_type(f"{_EVENT}ResponseAudioDelta", travels="read")
class ResponseAudioDeltaEvent(OutputPartEvent):
    """``response.output_audio.delta``: a piece of audio, base64 by itself (E9)."""

    type: Literal["response.output_audio.delta"] = member(rules="E1 E11", default=...)
    delta: Base64 = member("AAECAw==", rules="E8 E9", default=..., seen=("", "//79/P8="))


@wire_type(f"{_EVENT}ResponseAudioDone", travels="read")
class ResponseAudioDoneEvent(OutputPartEvent):
    """``response.output_audio.done``: no more audio; it holds none (E9)."""

    type: Literal["response.output_audio.done"] = member(rules="E1 E11", default=...)


@wire_type(f"{_EVENT}ResponseAudioTranscriptDelta", travels="read")
class ResponseAudioTranscriptDeltaEvent(OutputPartEvent):
    """``response.output_audio_transcript.delta``: a piece of what the model says (E9)."""

    type: Literal["response.output_audio_transcript.delta"] = member(rules="E1 E11", default=...)
    delta: Text = member(" Hi", rules="E9", default=..., seen=("", " ", "\n"))
    obfuscation: Text | MISSING = member("aLxx0j", rules="E10", source="sdk")


@wire_type(f"{_EVENT}ResponseAudioTranscriptDone", travels="read")
class ResponseAudioTranscriptDoneEvent(OutputPartEvent):
    """``response.output_audio_transcript.done``: all that the model said."""

    type: Literal["response.output_audio_transcript.done"] = member(rules="E1 E11", default=...)
    transcript: Text = member("Hi.", rules="E9", default=..., seen=("",))


class _CallEvent(OutputItemEvent):
    """An event about a call of a function; it has no index of a part."""

    item_id: Text = member("item_1", default=...)
    call_id: Text = member("call_1", rules="O13", default=...)


@wire_type(f"{_EVENT}ResponseFunctionCallArgumentsDelta", travels="read")
class ResponseFunctionCallArgumentsDeltaEvent(_CallEvent):
    """``response.function_call_arguments.delta``: a piece of JSON text, which is not JSON by itself (E9)."""

    type: Literal["response.function_call_arguments.delta"] = member(rules="E1", default=...)
    delta: JsonText = member('{"n"', rules="E9", default=..., seen=("", ":", "2}"))
    obfuscation: Text | MISSING = member("aLxx0j", rules="E10", source="sdk")


@wire_type(f"{_EVENT}ResponseFunctionCallArgumentsDone", travels="read")
class ResponseFunctionCallArgumentsDoneEvent(_CallEvent):
    """``response.function_call_arguments.done``: all arguments; older servers leave the name out (E22)."""

    type: Literal["response.function_call_arguments.done"] = member(rules="E1", default=...)
    name: Text | MISSING = member("roll", rules="E22", may_lack=True)
    arguments: JsonText = member('{"n":2}', rules="I16", default=..., seen=("", "{}"))

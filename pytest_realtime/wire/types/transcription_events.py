"""The events of a server about the transcription of a user's speech."""

from typing import Annotated, Literal

from typing_extensions import TypeAliasType

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.model import WireModel, member
from pytest_realtime.wire.registry import wire_alias, wire_type
from pytest_realtime.wire.scalars import Index, Integer, Number, Text
from pytest_realtime.wire.types.event import ServerEvent
from pytest_realtime.wire.unions import ByShape

_COMPLETED = "RealtimeServerEventConversationItemInputAudioTranscriptionCompleted"
_FAILED = "RealtimeServerEventConversationItemInputAudioTranscriptionFailed"


@wire_type("LogProbProperties")
class LogProbProperties(WireModel):
    """How likely a token was; its bytes are a list of integers, never a string (E33)."""

    token: Text = member("Hi", rules="E33", default=...)
    logprob: Number = member(-0.01, rules="E33", default=..., seen=(0, -12.75))
    bytes: list[Integer] = member([72, 105], rules="E33", default=...)


@wire_type("#/components/schemas/TranscriptTextUsageTokens/properties/input_token_details")
class TranscriptionTokenInputDetails(WireModel):
    """The kinds of input tokens of a transcription."""

    text_tokens: Integer | MISSING = member(4, rules="R19", seen=(0,))
    audio_tokens: Integer | MISSING = member(13, rules="R19", seen=(0,))


@wire_type("TranscriptTextUsageTokens")
class TranscriptTextUsageTokens(WireModel):
    """What a transcription cost, for models that are billed by tokens."""

    type: Literal["tokens"] = member(rules="E16", default=...)
    input_tokens: Integer = member(13, rules="R19", default=..., seen=(0,))
    output_tokens: Integer = member(9, rules="R19", default=..., seen=(0,))
    total_tokens: Integer = member(22, rules="R19", default=..., seen=(0,))
    input_token_details: TranscriptionTokenInputDetails | MISSING = member(rules="R19")


@wire_type("TranscriptTextUsageDuration")
class TranscriptTextUsageDuration(WireModel):
    """What a transcription cost, for models that are billed by seconds, whole or not (E16)."""

    type: Literal["duration"] = member(rules="E16", default=...)
    seconds: Number = member(3.5, rules="E16 R19", default=..., seen=(4, 4.0))


TranscriptionUsage = TypeAliasType(
    "TranscriptionUsage", Annotated[TranscriptTextUsageTokens | TranscriptTextUsageDuration, ByShape(rule="E16")]
)
wire_alias(TranscriptionUsage, f"#/components/schemas/{_COMPLETED}/properties/usage")


@wire_type(f"#/components/schemas/{_FAILED}/properties/error")
class TranscriptionError(WireModel):
    """Why a transcription failed. It is not the error of the error event, and nothing in it is required (E18)."""

    type: Text | MISSING = member("transcription_error", rules="E18")
    code: Text | MISSING = member("audio_unintelligible", rules="E18")
    message: Text | MISSING = member("The audio could not be transcribed.", rules="E18")
    param: Text | None | MISSING = member("audio", rules="E18", null="example")


@wire_type("TranscriptionLanguage")
class TranscriptionLanguage(WireModel):
    """A language that was heard."""

    code: Text = member("en", rules="E16", default=...)


class _Transcription(ServerEvent):
    """An event about a user's item."""

    item_id: Text = member("item_1", rules="O12", default=...)


@wire_type("RealtimeServerEventConversationItemInputAudioTranscriptionDelta", travels="read")
class ConversationItemInputAudioTranscriptionDeltaEvent(_Transcription):
    """``conversation.item.input_audio_transcription.delta``: a piece, which may be absent (E17)."""

    type: Literal["conversation.item.input_audio_transcription.delta"] = member(rules="E1", default=...)
    content_index: Index | MISSING = member(0, rules="E6 E17")
    delta: Text | MISSING = member(" Hi", rules="E9 E17", seen=("",))
    logprobs: list[LogProbProperties] | None | MISSING = member(rules="E33", seen=([],))
    obfuscation: Text | MISSING = member("aLxx0j", rules="E10", source="sdk")


@wire_type(_COMPLETED, travels="read")
class ConversationItemInputAudioTranscriptionCompletedEvent(_Transcription):
    """``conversation.item.input_audio_transcription.completed``: the whole transcript and what it cost (E16)."""

    type: Literal["conversation.item.input_audio_transcription.completed"] = member(rules="E1", default=...)
    content_index: Index = member(0, rules="E6", default=...)
    transcript: Text = member("Hi.", rules="E16", default=..., seen=("", " Hi there. "))
    usage: TranscriptionUsage | MISSING = member(rules="E16", may_lack=True)
    languages: list[TranscriptionLanguage] | MISSING = member(rules="E16", seen=([],))
    logprobs: list[LogProbProperties] | None | MISSING = member(rules="E33", seen=([],))


@wire_type(_FAILED, travels="read")
class ConversationItemInputAudioTranscriptionFailedEvent(_Transcription):
    """``conversation.item.input_audio_transcription.failed``: there will be no transcript (E18)."""

    type: Literal["conversation.item.input_audio_transcription.failed"] = member(rules="E1", default=...)
    content_index: Index = member(0, rules="E6", default=...)
    error: TranscriptionError = member(rules="E18", default=...)


@wire_type("RealtimeServerEventConversationItemInputAudioTranscriptionSegment", travels="read")
class ConversationItemInputAudioTranscriptionSegment(_Transcription):
    """``conversation.item.input_audio_transcription.segment``: who spoke when; start and end are seconds (E19)."""

    type: Literal["conversation.item.input_audio_transcription.segment"] = member(rules="E1", default=...)
    content_index: Index = member(0, rules="E6", default=...)
    id: Text = member("seg_1", rules="E19", default=...)
    speaker: Text = member("speaker_1", rules="E19", default=...)
    start: Number = member(0.25, rules="E19", default=..., seen=(0, 0.0))
    end: Number = member(12345.6789, rules="E19", default=...)
    text: Text = member("Hi.", default=...)

"""The events of a translation connection that carry audio and text (O21)."""

from typing import Literal

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.model import member
from pytest_realtime.wire.registry import wire_type
from pytest_realtime.wire.scalars import Base64, Integer, Text
from pytest_realtime.wire.types.client_events import MOST_AUDIO
from pytest_realtime.wire.types.event import ClientEvent, ServerEvent
from pytest_realtime.wire.value_constraints import DecodedAtMost

_SERVER = "RealtimeTranslationServerEventSession"


@wire_type("RealtimeTranslationClientEventInputAudioBufferAppend", dialect="translation", travels="write")
class TranslationInputAudioBufferAppendEvent(ClientEvent):
    """``session.input_audio_buffer.append``: 16-bit samples at 24 kHz, without a pause (O21)."""

    constraints = (DecodedAtMost("audio", MOST_AUDIO, rule="E8"),)

    type: Literal["session.input_audio_buffer.append"] = member(rules="E1 E24", default=...)
    audio: Base64 = member("AAAA", rules="E8", default=...)


class _Delta(ServerEvent):
    """A piece of the translation. Pieces may share their time, so it is no id (E26)."""

    elapsed_ms: Integer | None | MISSING = member(1200, rules="E26", seen=(0,))


@wire_type(f"{_SERVER}InputTranscriptDelta", dialect="translation", travels="read")
class TranslationInputTranscriptDeltaEvent(_Delta):
    """``session.input_transcript.delta``: what was said, in the source language (E9)."""

    type: Literal["session.input_transcript.delta"] = member(rules="E1", default=...)
    delta: Text = member(" hear", rules="E9", default=..., seen=("",))


@wire_type(f"{_SERVER}OutputTranscriptDelta", dialect="translation", travels="read")
class TranslationOutputTranscriptDeltaEvent(_Delta):
    """``session.output_transcript.delta``: what it means, in the target language (E9)."""

    type: Literal["session.output_transcript.delta"] = member(rules="E1", default=...)
    delta: Text = member(" escuch", rules="E9", default=..., seen=("",))


@wire_type(f"{_SERVER}OutputAudioDelta", dialect="translation", travels="read")
class TranslationOutputAudioDeltaEvent(_Delta):
    """``session.output_audio.delta``: the translation as sound. Its format is stated, or not (E26)."""

    type: Literal["session.output_audio.delta"] = member(rules="E1", default=...)
    delta: Base64 = member("AAECAw==", rules="E8 E9", default=..., seen=("",))
    format: Literal["pcm16"] | MISSING = member(rules="E26")
    sample_rate: Integer | MISSING = member(24000, rules="E26")
    channels: Integer | MISSING = member(1, rules="E26")

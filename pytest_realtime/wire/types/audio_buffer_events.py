"""The events of a server about the audio that comes in, and the audio that it plays."""

from typing import Literal

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.model import WireModel, member
from pytest_realtime.wire.registry import wire_type
from pytest_realtime.wire.scalars import Position, Text, UnixTime
from pytest_realtime.wire.types.event import ServerEvent

_EVENT = "RealtimeServerEvent"


@wire_type(f"{_EVENT}InputAudioBufferCleared", travels="read")
class InputAudioBufferClearedEvent(ServerEvent):
    """``input_audio_buffer.cleared``: the audio was forgotten."""

    type: Literal["input_audio_buffer.cleared"] = member(rules="E1", default=...)


@wire_type(f"{_EVENT}InputAudioBufferCommitted", travels="read")
class InputAudioBufferCommittedEvent(ServerEvent):
    """``input_audio_buffer.committed``: the audio becomes an item (O5)."""

    type: Literal["input_audio_buffer.committed"] = member(rules="E1", default=...)
    previous_item_id: Text | None | MISSING = member("item_0", rules="E13")
    item_id: Text = member("item_1", default=...)


@wire_type(f"{_EVENT}InputAudioBufferSpeechStarted", travels="read")
class InputAudioBufferSpeechStartedEvent(ServerEvent):
    """``input_audio_buffer.speech_started``: the item that it names does not exist yet (E20)."""

    type: Literal["input_audio_buffer.speech_started"] = member(rules="E1", default=...)
    audio_start_ms: Position = member(320, rules="E6 E20", default=..., seen=(0,))
    item_id: Text = member("item_1", rules="E20", default=...)


@wire_type(f"{_EVENT}InputAudioBufferSpeechStopped", travels="read")
class InputAudioBufferSpeechStoppedEvent(ServerEvent):
    """``input_audio_buffer.speech_stopped``: milliseconds count from the first audio of the session (E20)."""

    type: Literal["input_audio_buffer.speech_stopped"] = member(rules="E1", default=...)
    audio_end_ms: Position = member(1500, rules="E6 E20", default=..., seen=(0,))
    item_id: Text = member("item_1", rules="E20", default=...)


@wire_type(f"{_EVENT}InputAudioBufferTimeoutTriggered", travels="read")
class InputAudioBufferTimeoutTriggered(ServerEvent):
    """``input_audio_buffer.timeout_triggered``: nobody spoke for ``idle_timeout_ms`` (O18)."""

    type: Literal["input_audio_buffer.timeout_triggered"] = member(rules="E1", default=...)
    audio_start_ms: Position = member(13216, rules="E6 E20", default=..., seen=(0,))
    audio_end_ms: Position = member(19232, rules="E6 E20", default=...)
    item_id: Text = member("item_1", rules="E20", default=...)


@wire_type(f"{_EVENT}InputAudioBufferDtmfEventReceived", travels="read")
class InputAudioBufferDtmfEventReceivedEvent(WireModel):
    """``input_audio_buffer.dtmf_event_received``: a key of a telephone; the only event without an id (E3, E15)."""

    type: Literal["input_audio_buffer.dtmf_event_received"] = member(rules="E1 E15", default=...)
    event: Text = member("9", rules="E15", default=..., seen=("0", "*", "#", "A"))
    received_at: UnixTime = member(1763605109, rules="E15 V7", default=...)


class _Playback(ServerEvent):
    """An event about the sound of a response, on WebRTC and SIP connections (E14)."""

    response_id: Text = member("resp_1", rules="O16", default=...)


@wire_type(f"{_EVENT}OutputAudioBufferStarted", travels="read")
class OutputAudioBufferStarted(_Playback):
    """``output_audio_buffer.started``: the sound begins."""

    type: Literal["output_audio_buffer.started"] = member(rules="E1 E14", default=...)


@wire_type(f"{_EVENT}OutputAudioBufferStopped", travels="read")
class OutputAudioBufferStopped(_Playback):
    """``output_audio_buffer.stopped``: the sound has ended, after response.done (O16)."""

    type: Literal["output_audio_buffer.stopped"] = member(rules="E1 E14", default=...)


@wire_type(f"{_EVENT}OutputAudioBufferCleared", travels="read")
class OutputAudioBufferCleared(_Playback):
    """``output_audio_buffer.cleared``: the sound was cut off."""

    type: Literal["output_audio_buffer.cleared"] = member(rules="E1 E14", default=...)

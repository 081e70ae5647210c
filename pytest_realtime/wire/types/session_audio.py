"""Audio settings of a conversation session as the server sends them."""

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.model import WireModel, member
from pytest_realtime.wire.registry import wire_type
from pytest_realtime.wire.scalars import Speed
from pytest_realtime.wire.types.audio import NoiseReduction, RealtimeAudioFormats, Voice
from pytest_realtime.wire.types.transcription import AudioTranscriptionResponse
from pytest_realtime.wire.types.turn_detection import TurnDetection

_AUDIO = "#/components/schemas/RealtimeSessionCreateResponseGA/properties/audio"


@wire_type(f"{_AUDIO}/properties/input")
class RealtimeSessionResponseAudioInput(WireModel):
    """Input audio; the official examples have null for what is off (N6)."""

    format: RealtimeAudioFormats | MISSING = member()
    transcription: AudioTranscriptionResponse | None | MISSING = member(rules="N6 S5", null="prose")
    noise_reduction: NoiseReduction | None | MISSING = member(rules="N6", null="prose")
    turn_detection: TurnDetection | None | MISSING = member(
        {
            "type": "server_vad",
            "threshold": 0.5,
            "prefix_padding_ms": 300,
            "silence_duration_ms": 500,
            "create_response": True,
            "interrupt_response": True,
            "idle_timeout_ms": 6000,
        }
    )


@wire_type(f"{_AUDIO}/properties/output")
class RealtimeSessionResponseAudioOutput(WireModel):
    """Output audio. The schema declares only a voice's name; a reader accepts the object form, too (V8)."""

    format: RealtimeAudioFormats | MISSING = member()
    voice: Voice | MISSING = member("marin", rules="V8 S5")
    speed: Speed | MISSING = member(1.0, rules="V5")


@wire_type(_AUDIO)
class RealtimeSessionResponseAudio(WireModel):
    """Input and output audio of a conversation session as the server sends it."""

    input: RealtimeSessionResponseAudioInput | MISSING = member()
    output: RealtimeSessionResponseAudioOutput | MISSING = member()

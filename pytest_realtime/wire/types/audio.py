"""Audio settings of a session: formats, noise reduction, voice, and the input and output that hold them."""

from typing import Annotated, Literal

from typing_extensions import TypeAliasType

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.constraints import MisplacedMember, NotWithModel, Requires
from pytest_realtime.wire.enums import OpenWireEnum, WireEnum
from pytest_realtime.wire.model import WireModel, member
from pytest_realtime.wire.registry import wire_alias, wire_type
from pytest_realtime.wire.scalars import Number, Speed, Text, Whole
from pytest_realtime.wire.types.transcription import NO_VAD, NO_VAD_BY_ADVICE, AudioTranscription
from pytest_realtime.wire.types.turn_detection import TurnDetection
from pytest_realtime.wire.unions import ByShape

SampleRate = Annotated[Literal[24000], Whole]
"""Samples per second: 24000 is the only valid rate (V9)."""


@wire_type("RealtimeAudioFormats/anyOf/0")
class AudioPcm(WireModel):
    """PCM audio, 16 bit, mono, little-endian. The only valid rate is 24000 Hz, and it has to be sent (V9)."""

    constraints = (Requires("type", rule="U2"), Requires("rate", rule="V9"))

    type: Literal["audio/pcm"] | MISSING = member(rules="U2")
    rate: SampleRate | MISSING = member(rules="V9")


NO_RATE = MisplacedMember(("rate",), "V9", "SHOULD", "belongs to audio/pcm only")


@wire_type("RealtimeAudioFormats/anyOf/1")
class AudioPcmu(WireModel):
    """G.711 μ-law audio; it has no rate (V9)."""

    constraints = (Requires("type", rule="U2"),)
    foreign = (NO_RATE,)

    type: Literal["audio/pcmu"] | MISSING = member(rules="U2")


@wire_type("RealtimeAudioFormats/anyOf/2")
class AudioPcma(WireModel):
    """G.711 A-law audio; it has no rate (V9)."""

    constraints = (Requires("type", rule="U2"),)
    foreign = (NO_RATE,)

    type: Literal["audio/pcma"] | MISSING = member(rules="U2")


RealtimeAudioFormats = TypeAliasType(
    "RealtimeAudioFormats", Annotated[AudioPcm | AudioPcmu | AudioPcma, ByShape(rule="U2")]
)
wire_alias(RealtimeAudioFormats, "RealtimeAudioFormats", seed=True)


@wire_type("NoiseReductionType", seed=True)
class NoiseReductionType(WireEnum):
    """Where the microphone is: near (headphones) or far (a laptop, a room)."""

    NEAR_FIELD = "near_field"
    FAR_FIELD = "far_field"


@wire_type(
    "#/components/schemas/RealtimeSessionCreateRequestGA/properties/audio/properties/input/properties/noise_reduction",
    seed=True,
)
class NoiseReduction(WireModel):
    """Noise reduction of the input; null in its place switches it off (N1, N2), and updates are merged (S12)."""

    constraints = (Requires("type", unless=("strength",), rule="X12", level="SHOULD"),)
    merged = True

    type: NoiseReductionType | MISSING = member(rules="X12")
    strength: Number | MISSING = member(0.5, rules="S12", source="sdk")


@wire_type("VoiceIdsShared")
class VoiceIdsShared(OpenWireEnum):
    """The voices that OpenAI lists; any other name is valid on the wire (V1)."""

    ALLOY = "alloy"
    ASH = "ash"
    BALLAD = "ballad"
    CORAL = "coral"
    ECHO = "echo"
    SAGE = "sage"
    SHIMMER = "shimmer"
    VERSE = "verse"
    MARIN = "marin"
    CEDAR = "cedar"

    @classmethod
    def is_covered(cls) -> bool:
        """Return true: unlike the names of models, these are few, and clients list them."""
        return True


@wire_type("VoiceIdsOrCustomVoice/anyOf/1")
class VoiceId(WireModel):
    """A custom voice by its id; a closed object (U7, V8)."""

    closed = True
    server_form = "id"

    id: Text = member("voice_1234", rules="V8 U7", default=...)


Voice = TypeAliasType("Voice", Annotated[VoiceIdsShared | VoiceId, ByShape(rule="V8")])
wire_alias(Voice, "VoiceIdsOrCustomVoice", seed=True)

INPUT_RULES = (
    NotWithModel("turn_detection", NO_VAD, model=("transcription", "model"), rule="X3"),
    NotWithModel("turn_detection", NO_VAD_BY_ADVICE, model=("transcription", "model"), rule="X3", level="SHOULD"),
)
"""Voice activity detection and streaming transcription models exclude each other."""


@wire_type("#/components/schemas/RealtimeSessionCreateRequestGA/properties/audio/properties/input", seed=True)
class RealtimeAudioConfigInput(WireModel):
    """Audio sent to the model. Three members are switches: absent keeps, null turns off (N1)."""

    constraints = INPUT_RULES

    format: RealtimeAudioFormats | MISSING = member(rules="U2 V9")
    noise_reduction: NoiseReduction | None | MISSING = member(rules="N1 N2 N5 X12", null="prose")
    transcription: AudioTranscription | None | MISSING = member(rules="N1 N2", null="prose")
    turn_detection: TurnDetection | None | MISSING = member(rules="N1 U1 X2 X3")


@wire_type("#/components/schemas/RealtimeSessionCreateRequestGA/properties/audio/properties/output", seed=True)
class RealtimeAudioConfigOutput(WireModel):
    """Audio from the model."""

    format: RealtimeAudioFormats | MISSING = member({"type": "audio/pcmu"}, rules="U2 V9")
    speed: Speed | MISSING = member(1.25, rules="V5")
    voice: Voice | MISSING = member("marin", rules="V8 X7")


@wire_type("#/components/schemas/RealtimeSessionCreateRequestGA/properties/audio", seed=True)
class RealtimeAudioConfig(WireModel):
    """Input and output audio of a conversation session."""

    input: RealtimeAudioConfigInput | MISSING = member()
    output: RealtimeAudioConfigOutput | MISSING = member()

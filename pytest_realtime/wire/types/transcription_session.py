"""The transcription session: what a client requests and what the server sends."""

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.constraints import MisplacedMember, NotInside
from pytest_realtime.wire.enums import WireEnum
from pytest_realtime.wire.model import WireModel, member
from pytest_realtime.wire.registry import wire_type
from pytest_realtime.wire.scalars import Text, UnixTime
from pytest_realtime.wire.types.audio import INPUT_RULES, NoiseReduction, RealtimeAudioFormats
from pytest_realtime.wire.types.session import NO_BETA_MEMBERS, RealtimeIncludeOption
from pytest_realtime.wire.types.transcription import AudioTranscription, AudioTranscriptionResponse
from pytest_realtime.wire.types.turn_detection import RealtimeTranscriptionSessionTurnDetection, TurnDetection

_REQUEST = "#/components/schemas/RealtimeTranscriptionSessionCreateRequestGA/properties"
_RESPONSE = "#/components/schemas/RealtimeTranscriptionSessionCreateResponseGA/properties"


@wire_type(f"{_REQUEST}/type", seed=True)
class RealtimeTranscriptionSessionType(WireEnum):
    """The tag of a transcription session."""

    TRANSCRIPTION = "transcription"


@wire_type(f"{_REQUEST}/audio/properties/input")
class RealtimeTranscriptionSessionAudioInput(WireModel):
    """Audio to transcribe. Three members are switches: absent keeps, null turns off (N1)."""

    constraints = (
        *INPUT_RULES,
        # There are no responses in such a session for these settings to act on.
        NotInside(
            "turn_detection",
            ("create_response", "interrupt_response", "idle_timeout_ms"),
            rule="X10",
            level="SHOULD",
        ),
    )

    format: RealtimeAudioFormats | MISSING = member({"type": "audio/pcma"}, rules="U2 V9")
    transcription: AudioTranscription | None | MISSING = member(rules="N1 N2 X4", null="prose")
    noise_reduction: NoiseReduction | None | MISSING = member(rules="N1 N2 N5", null="prose")
    turn_detection: TurnDetection | None | MISSING = member(
        {"type": "server_vad", "threshold": 0.4, "prefix_padding_ms": 200, "silence_duration_ms": 400},
        rules="N1 U1 X3 X10",
    )


@wire_type(f"{_REQUEST}/audio", seed=True)
class RealtimeTranscriptionSessionAudio(WireModel):
    """The audio of a transcription session; there is no output."""

    input: RealtimeTranscriptionSessionAudioInput | MISSING = member()


@wire_type("RealtimeTranscriptionSessionCreateRequestGA", travels="write", seed=True)
class RealtimeTranscriptionSessionCreateRequest(WireModel):
    """The configuration of a transcription session. Model, language and prompt are in ``audio`` (S4)."""

    foreign = (
        NO_BETA_MEMBERS,
        MisplacedMember(("model", "language", "prompt"), "S4", "MUST", "belongs in audio.input.transcription"),
    )

    type: RealtimeTranscriptionSessionType = member("transcription", rules="U4", default=...)
    audio: RealtimeTranscriptionSessionAudio | MISSING = member(rules="S4")
    include: list[RealtimeIncludeOption] | MISSING = member(rules="N3 V2")


@wire_type(f"{_RESPONSE}/audio/properties/input", seed=True)
class RealtimeTranscriptionSessionResponseAudioConfigInput(WireModel):
    """Input audio as the server sends it."""

    format: RealtimeAudioFormats | MISSING = member()
    transcription: AudioTranscriptionResponse | MISSING = member()
    noise_reduction: NoiseReduction | None | MISSING = member(rules="N6", null="example")
    turn_detection: RealtimeTranscriptionSessionTurnDetection | None | MISSING = member(rules="S6 X3 X10")


@wire_type(f"{_RESPONSE}/audio", seed=True)
class RealtimeTranscriptionSessionResponseAudio(WireModel):
    """The audio of a transcription session as the server sends it."""

    input: RealtimeTranscriptionSessionResponseAudioConfigInput | MISSING = member()


@wire_type("RealtimeTranscriptionSessionCreateResponseGA", travels="read", seed=True)
class RealtimeTranscriptionSessionCreateResponse(WireModel):
    """A transcription session as the server sends it; the schema allows any string as ``object`` (S6)."""

    type: RealtimeTranscriptionSessionType = member("transcription", rules="U4", default=...)
    object: Text = member("realtime.transcription_session", rules="S6", default=..., unlisted="realtime.session")
    id: Text = member("sess_1", default=...)
    expires_at: UnixTime | MISSING = member(1742188264, rules="S7")
    include: list[RealtimeIncludeOption] | None | MISSING = member(rules="N6", null="example")
    audio: RealtimeTranscriptionSessionResponseAudio | MISSING = member()

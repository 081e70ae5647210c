"""The types of the retired beta API (S2, S3). They are tested only for clients that declare support for it.

OpenAI's document describes the beta in part only; what it lacks is declared by the official packages, which the
members with the source ``sdk`` are from.

Upstream keeps them under the plain component names, and the types of the live API under the same names with the
suffix GA (S1). Here the live types have the plain names, and the names of these start with ``Legacy``.
"""

from typing import Annotated, Literal

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.constraints import OnlyWithType
from pytest_realtime.wire.enums import WireEnum
from pytest_realtime.wire.model import WireModel, member
from pytest_realtime.wire.registry import wire_type
from pytest_realtime.wire.scalars import (
    Flag,
    JsonObject,
    Limits,
    LongText,
    Milliseconds,
    Number,
    Speed,
    Text,
    Threshold,
    UnixTime,
)
from pytest_realtime.wire.types.audio import NoiseReduction, RealtimeAudioFormats, Voice, VoiceIdsShared
from pytest_realtime.wire.types.prompt import ResponsePrompt
from pytest_realtime.wire.types.session import (
    MaxOutputTokens,
    OutputModality,
    RealtimeIncludeOption,
    RealtimeModel,
)
from pytest_realtime.wire.types.tools import RealtimeFunctionTool, ToolChoiceOptions
from pytest_realtime.wire.types.tracing import RealtimeTracingConfig
from pytest_realtime.wire.types.transcription import AudioTranscription, AudioTranscriptionResponse
from pytest_realtime.wire.types.truncation import RealtimeTruncation
from pytest_realtime.wire.types.turn_detection import SemanticVadEagerness, TurnDetection

_REQUEST = "#/components/schemas/RealtimeSessionCreateRequest/properties"

Temperature = Annotated[Number, Limits(ge=0.6, le=1.2, rule="V6", level="SHOULD")]
"""Sampling temperature, 0.6 to 1.2 according to the prose."""
VAD_EXAMPLE = {"type": "server_vad", "threshold": 0.5, "prefix_padding_ms": 300, "silence_duration_ms": 200}


@wire_type(f"{_REQUEST}/client_secret", dialect="beta", seed=True)
class RealtimeSessionClientSecret(WireModel):
    """The client secret inside a beta session."""

    value: Text = member("ek_1", default=...)
    expires_at: UnixTime = member(1234567890, default=...)


@wire_type(
    "#/components/schemas/RealtimeTranscriptionSessionCreateRequest/properties/input_audio_format", dialect="beta"
)
class LegacyAudioFormat(WireEnum):
    """Audio formats as plain strings; the live API has objects instead (U2)."""

    PCM16 = "pcm16"
    G711_ULAW = "g711_ulaw"
    G711_ALAW = "g711_alaw"


class LegacyDetector(WireEnum):
    """The beta's detectors: the prose names the first, the packages both; the schema allows any string (S3)."""

    SERVER_VAD = "server_vad"
    SEMANTIC_VAD = "semantic_vad"


@wire_type(f"{_REQUEST}/turn_detection", dialect="beta")
class LegacyTurnDetection(WireModel):
    """Beta turn detection; ``type`` is optional. The document describes detection by volume only."""

    constraints = (
        OnlyWithType("eagerness", "semantic_vad", rule="X2"),
        OnlyWithType("threshold", "server_vad", rule="X2"),
        OnlyWithType("prefix_padding_ms", "server_vad", rule="X2"),
        OnlyWithType("silence_duration_ms", "server_vad", rule="X2"),
    )

    type: LegacyDetector | MISSING = member("server_vad", rules="S3")
    threshold: Threshold | MISSING = member(0.5, rules="V6")
    prefix_padding_ms: Milliseconds | MISSING = member(300, rules="V4")
    silence_duration_ms: Milliseconds | MISSING = member(200, rules="V4")
    create_response: Flag | MISSING = member(False, rules="S12", source="sdk")
    interrupt_response: Flag | MISSING = member(False, rules="S12", source="sdk")
    eagerness: SemanticVadEagerness | MISSING = member("high", rules="X2 S12", source="sdk")


class LegacyTranscriptionModel(WireModel):
    """Transcription settings of a beta session request: only the model's name."""

    model: Text | MISSING = member("whisper-1")


class LegacyFunctionTool(WireModel):
    """A function tool of a beta session request."""

    type: Literal["function"] | MISSING = member()
    name: Text | MISSING = member("roll")
    description: Text | MISSING = member("Roll dice")
    parameters: JsonObject | MISSING = member({"type": "object"})


@wire_type("RealtimeSession", dialect="beta", travels="read")
class LegacyRealtimeSession(WireModel):
    """A beta session as the server sends it in events."""

    id: Text | MISSING = member("sess_1")
    object: Literal["realtime.session"] | MISSING = member()
    model: Text | MISSING = member("gpt-realtime")
    modalities: list[OutputModality] | MISSING = member(["text", "audio"], rules="S3 X1")
    instructions: LongText | MISSING = member("Hi")
    voice: VoiceIdsShared | MISSING = member("sage")
    input_audio_format: LegacyAudioFormat | MISSING = member("pcm16")
    output_audio_format: LegacyAudioFormat | MISSING = member("g711_ulaw")
    input_audio_transcription: AudioTranscriptionResponse | None | MISSING = member({"model": "whisper-1"})
    turn_detection: TurnDetection | None | MISSING = member(VAD_EXAMPLE)
    input_audio_noise_reduction: NoiseReduction | None | MISSING = member(null="prose", rules="N2")
    speed: Speed | MISSING = member(1.1, rules="V5")
    tracing: RealtimeTracingConfig | None | MISSING = member("auto")
    tools: list[RealtimeFunctionTool] | MISSING = member()
    tool_choice: ToolChoiceOptions | MISSING = member("none", rules="S3")
    temperature: Temperature | MISSING = member(0.7, rules="V6")
    max_response_output_tokens: MaxOutputTokens | MISSING = member(200, rules="V3")
    expires_at: UnixTime | MISSING = member(1756324625)
    prompt: ResponsePrompt | None | MISSING = member()
    include: list[RealtimeIncludeOption] | None | MISSING = member()


@wire_type("RealtimeSessionCreateRequest", dialect="beta", travels="write")
class LegacyRealtimeSessionCreateRequest(WireModel):
    """A beta session request. The schema requires a client secret in it, which makes no sense (S3)."""

    client_secret: RealtimeSessionClientSecret | MISSING = member(rules="S3", asked=False)
    model: RealtimeModel | MISSING = member("gpt-4o-realtime-preview", rules="S3 V1 S12", source="sdk")
    modalities: list[OutputModality] | MISSING = member(["audio", "text"], rules="S3 X1")
    instructions: LongText | MISSING = member("Hi")
    voice: Voice | MISSING = member("alloy", rules="V8")
    input_audio_format: LegacyAudioFormat | MISSING = member("pcm16", rules="S3 V2")
    output_audio_format: LegacyAudioFormat | MISSING = member("pcm16", rules="S3 V2")
    input_audio_transcription: LegacyTranscriptionModel | None | MISSING = member(null="prose", rules="N2")
    input_audio_noise_reduction: NoiseReduction | None | MISSING = member(
        rules="N2 S12", null="prose", source="sdk"
    )
    speed: Speed | MISSING = member(1.1, rules="V5")
    tracing: RealtimeTracingConfig | None | MISSING = member("auto", null="prose", rules="N2")
    turn_detection: LegacyTurnDetection | None | MISSING = member(null="prose", rules="N2")
    tools: list[LegacyFunctionTool] | MISSING = member()
    tool_choice: ToolChoiceOptions | MISSING = member("auto", rules="S3 V2")
    temperature: Temperature | MISSING = member(0.7, rules="V6")
    max_response_output_tokens: MaxOutputTokens | MISSING = member("inf", rules="V3")
    truncation: RealtimeTruncation | MISSING = member("auto")
    prompt: ResponsePrompt | None | MISSING = member({"id": "pmpt_1"})


class LegacyResponseAudioInput(WireModel):
    """Input audio of a beta session in an HTTP response."""

    format: RealtimeAudioFormats | MISSING = member()
    transcription: AudioTranscriptionResponse | MISSING = member({"model": "whisper-1"})
    noise_reduction: NoiseReduction | None | MISSING = member(null="prose", rules="N2")
    turn_detection: LegacyTurnDetection | None | MISSING = member(null="prose", rules="N2")


class LegacyResponseAudioOutput(WireModel):
    """Output audio of a beta session in an HTTP response."""

    format: RealtimeAudioFormats | MISSING = member()
    voice: VoiceIdsShared | MISSING = member("alloy")
    speed: Number | MISSING = member(1.0)


class LegacyResponseAudio(WireModel):
    """The audio of a beta session in an HTTP response."""

    input: LegacyResponseAudioInput | MISSING = member()
    output: LegacyResponseAudioOutput | MISSING = member()


@wire_type("RealtimeSessionCreateResponse", dialect="beta", travels="read")
class LegacyRealtimeSessionCreateResponse(WireModel):
    """A beta session in an HTTP response: some members have beta names, some live ones."""

    id: Text | MISSING = member("sess_1")
    object: Text | MISSING = member("realtime.session")
    expires_at: UnixTime | MISSING = member(1742188264)
    include: list[RealtimeIncludeOption] | MISSING = member()
    model: Text | MISSING = member("gpt-realtime")
    output_modalities: list[OutputModality] | MISSING = member(["audio"], rules="S3 X1")
    instructions: LongText | MISSING = member("Hi")
    audio: LegacyResponseAudio | MISSING = member()
    tracing: RealtimeTracingConfig | None | MISSING = member("auto", null="prose", rules="N2")
    turn_detection: LegacyTurnDetection | None | MISSING = member(null="prose", rules="N2")
    tools: list[RealtimeFunctionTool] | MISSING = member()
    tool_choice: ToolChoiceOptions | MISSING = member("none", rules="S3")
    max_output_tokens: MaxOutputTokens | MISSING = member("inf", rules="V3")


@wire_type("RealtimeTranscriptionSessionCreateRequest", dialect="beta", travels="write")
class LegacyRealtimeTranscriptionSessionCreateRequest(WireModel):
    """A beta transcription session request; ``{}`` is valid."""

    input_audio_format: LegacyAudioFormat | MISSING = member("pcm16")
    input_audio_transcription: AudioTranscription | MISSING = member(
        {"model": "gpt-4o-transcribe", "language": "en", "prompt": "tech words"}
    )
    turn_detection: LegacyTurnDetection | None | MISSING = member(null="prose", rules="N2")
    input_audio_noise_reduction: NoiseReduction | None | MISSING = member(null="prose", rules="N2")
    include: list[RealtimeIncludeOption] | MISSING = member()


@wire_type("RealtimeTranscriptionSessionCreateResponse", dialect="beta", travels="read")
class LegacyRealtimeTranscriptionSessionCreateResponse(WireModel):
    """A beta transcription session as the server sends it; the official example has a null secret (S3)."""

    client_secret: RealtimeSessionClientSecret | None | MISSING = member(rules="S3", null="example")
    modalities: list[OutputModality] | MISSING = member(["audio", "text"], rules="S3 X1")
    input_audio_format: LegacyAudioFormat | MISSING = member("pcm16", rules="S3")
    input_audio_transcription: AudioTranscriptionResponse | MISSING = member(
        {"model": "gpt-4o-transcribe", "language": "en"}
    )
    turn_detection: LegacyTurnDetection | None | MISSING = member(null="prose", rules="N2")


@wire_type("RealtimeBetaClientEventSessionUpdate", dialect="beta", travels="write")
class LegacySessionUpdateEvent(WireModel):
    """``session.update`` on a beta connection."""

    type: Literal["session.update"] = member(default=...)
    event_id: Text | MISSING = member("ev_1", rules="V11")
    session: LegacyRealtimeSessionCreateRequest = member(default=...)


@wire_type("RealtimeBetaServerEventSessionCreated", dialect="beta", travels="read")
class LegacySessionCreatedEvent(WireModel):
    """``session.created`` on a beta connection."""

    type: Literal["session.created"] = member(default=...)
    event_id: Text = member("ev_1", default=...)
    session: LegacyRealtimeSession = member(default=...)


@wire_type("RealtimeBetaServerEventSessionUpdated", dialect="beta", travels="read")
class LegacySessionUpdatedEvent(WireModel):
    """``session.updated`` on a beta connection."""

    type: Literal["session.updated"] = member(default=...)
    event_id: Text = member("ev_1", default=...)
    session: LegacyRealtimeSession = member(default=...)


@wire_type("RealtimeClientEventTranscriptionSessionUpdate", dialect="beta", travels="write")
class TranscriptionSessionUpdateEvent(WireModel):
    """``transcription_session.update``, in the beta API only."""

    type: Literal["transcription_session.update"] = member(default=...)
    event_id: Text | MISSING = member("ev_1", rules="V11")
    session: LegacyRealtimeTranscriptionSessionCreateRequest = member(default=...)


@wire_type("RealtimeBetaServerEventTranscriptionSessionCreated", dialect="beta", travels="read")
class TranscriptionSessionCreatedEvent(WireModel):
    """``transcription_session.created``, in the beta API only."""

    type: Literal["transcription_session.created"] = member(default=...)
    event_id: Text = member("ev_1", default=...)
    session: LegacyRealtimeTranscriptionSessionCreateResponse = member(default=...)


@wire_type("RealtimeServerEventTranscriptionSessionUpdated", dialect="beta", travels="read")
class TranscriptionSessionUpdatedEvent(WireModel):
    """``transcription_session.updated``, in the beta API only."""

    type: Literal["transcription_session.updated"] = member(default=...)
    event_id: Text = member("ev_1", default=...)
    session: LegacyRealtimeTranscriptionSessionCreateResponse = member(default=...)

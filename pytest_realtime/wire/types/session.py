"""The conversation session: what a client requests and what the server sends."""

from typing import Annotated, Literal

from typing_extensions import TypeAliasType

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.constraints import MisplacedMember
from pytest_realtime.wire.enums import OpenWireEnum, WireEnum
from pytest_realtime.wire.model import WireModel, member
from pytest_realtime.wire.registry import wire_alias, wire_type
from pytest_realtime.wire.scalars import Flag, Integer, Limits, LongText, Text, UnixTime
from pytest_realtime.wire.types.audio import RealtimeAudioConfig
from pytest_realtime.wire.types.prompt import ResponsePrompt
from pytest_realtime.wire.types.session_audio import RealtimeSessionResponseAudio
from pytest_realtime.wire.types.tools import RealtimeToolChoiceConfig, RealtimeToolsConfig
from pytest_realtime.wire.types.tracing import RealtimeTracingConfig
from pytest_realtime.wire.types.truncation import RealtimeTruncation
from pytest_realtime.wire.unions import ByShape

_REQUEST = "#/components/schemas/RealtimeSessionCreateRequestGA/properties"

BETA_MEMBERS = (
    "modalities",
    "voice",
    "speed",
    "input_audio_format",
    "output_audio_format",
    "input_audio_transcription",
    "input_audio_noise_reduction",
    "turn_detection",
    "temperature",
    "max_response_output_tokens",
    "client_secret",
)
"""Top-level members of a beta session, retired in May 2026 (S2)."""
NO_BETA_MEMBERS = MisplacedMember(BETA_MEMBERS, "S2", "MUST", "is a member of the retired beta session")


@wire_type(f"{_REQUEST}/type", seed=True)
class RealtimeSessionType(WireEnum):
    """The tag of a conversation session."""

    REALTIME = "realtime"


@wire_type(f"{_REQUEST}/model")
class RealtimeModel(OpenWireEnum):
    """The realtime models that OpenAI lists; any other name is valid on the wire (V1)."""

    GPT_REALTIME = "gpt-realtime"
    GPT_REALTIME_1_5 = "gpt-realtime-1.5"
    GPT_REALTIME_2 = "gpt-realtime-2"
    GPT_REALTIME_2_1 = "gpt-realtime-2.1"
    GPT_REALTIME_2_1_MINI = "gpt-realtime-2.1-mini"
    GPT_REALTIME_2025_08_28 = "gpt-realtime-2025-08-28"
    GPT_4O_REALTIME_PREVIEW = "gpt-4o-realtime-preview"
    GPT_4O_REALTIME_PREVIEW_2024_10_01 = "gpt-4o-realtime-preview-2024-10-01"
    GPT_4O_REALTIME_PREVIEW_2024_12_17 = "gpt-4o-realtime-preview-2024-12-17"
    GPT_4O_REALTIME_PREVIEW_2025_06_03 = "gpt-4o-realtime-preview-2025-06-03"
    GPT_4O_MINI_REALTIME_PREVIEW = "gpt-4o-mini-realtime-preview"
    GPT_4O_MINI_REALTIME_PREVIEW_2024_12_17 = "gpt-4o-mini-realtime-preview-2024-12-17"
    GPT_REALTIME_MINI = "gpt-realtime-mini"
    GPT_REALTIME_MINI_2025_10_06 = "gpt-realtime-mini-2025-10-06"
    GPT_REALTIME_MINI_2025_12_15 = "gpt-realtime-mini-2025-12-15"
    GPT_AUDIO_1_5 = "gpt-audio-1.5"
    GPT_AUDIO_MINI = "gpt-audio-mini"
    GPT_AUDIO_MINI_2025_10_06 = "gpt-audio-mini-2025-10-06"
    GPT_AUDIO_MINI_2025_12_15 = "gpt-audio-mini-2025-12-15"


@wire_type(f"{_REQUEST}/output_modalities/items", seed=True)
class OutputModality(WireEnum):
    """What the model responds with."""

    TEXT = "text"
    AUDIO = "audio"


OutputModalities = Annotated[list[OutputModality], Limits(min_length=1, max_length=1, rule="X1")]
"""Exactly one modality, as the prose says; the schema allows both, and none (X1)."""


@wire_type(f"{_REQUEST}/include/items", seed=True)
class RealtimeIncludeOption(WireEnum):
    """Additional data that the server may include."""

    INPUT_AUDIO_TRANSCRIPTION_LOGPROBS = "item.input_audio_transcription.logprobs"


@wire_type(f"{_REQUEST}/max_output_tokens/oneOf/1", seed=True)
class InfMarker(WireEnum):
    """No limit on output tokens; spelled in lower case."""

    INF = "inf"


TokenLimit = Annotated[Integer, Limits(ge=1, le=4096, rule="V3")]
"""Output tokens per response, 1 to 4096."""
MaxOutputTokens = TypeAliasType("MaxOutputTokens", Annotated[TokenLimit | InfMarker, ByShape(rule="V3")])
wire_alias(MaxOutputTokens, f"{_REQUEST}/max_output_tokens", seed=True)


@wire_type("RealtimeReasoningEffort")
class RealtimeReasoningEffort(WireEnum):
    """How much a reasoning model thinks before it speaks."""

    MINIMAL = "minimal"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    XHIGH = "xhigh"


@wire_type("RealtimeReasoning")
class RealtimeReasoning(WireModel):
    """Reasoning settings, for reasoning models (X9)."""

    effort: RealtimeReasoningEffort | MISSING = member("low", rules="V2")


@wire_type("RealtimeSessionCreateRequestGA", travels="write", seed=True)
class RealtimeSessionCreateRequest(WireModel):
    """The configuration of a conversation session.

    It is the body of a request that accepts a call, and part of session.update, client secrets and calls. In an
    update, absent means keep, null means off and a value means set (N1).
    """

    foreign = (NO_BETA_MEMBERS,)

    type: RealtimeSessionType = member("realtime", rules="U4", default=...)
    model: RealtimeModel | MISSING = member("gpt-realtime-2", rules="V1 X7")
    output_modalities: OutputModalities | MISSING = member(["audio"], rules="X1 N7")
    instructions: LongText | MISSING = member("Be brief.", rules="N4")
    audio: RealtimeAudioConfig | MISSING = member()
    include: list[RealtimeIncludeOption] | MISSING = member(rules="V2 N3")
    tracing: RealtimeTracingConfig | None | MISSING = member(
        {"workflow_name": "w", "group_id": "g", "metadata": {"k": "v"}}, rules="N1 N2 N5 X8", null="prose"
    )
    tools: list[RealtimeToolsConfig] | MISSING = member(rules="N4 U3")
    tool_choice: RealtimeToolChoiceConfig | MISSING = member({"type": "function", "name": "roll"}, rules="U8")
    parallel_tool_calls: Flag | MISSING = member(False, rules="X9 S5")
    reasoning: RealtimeReasoning | MISSING = member(rules="X9")
    max_output_tokens: MaxOutputTokens | MISSING = member(1024, rules="V3 V4")
    truncation: RealtimeTruncation | MISSING = member(
        {"type": "retention_ratio", "retention_ratio": 0.8, "token_limits": {"post_instructions": 8000}}, rules="U6"
    )
    prompt: ResponsePrompt | None | MISSING = member(rules="N3 S13")


@wire_type("RealtimeSessionCreateResponseGA", travels="read", seed=True, undeclared={"parallel_tool_calls": True})
class RealtimeSessionCreateResponse(WireModel):
    """A conversation session as the server sends it; not simply the request and an id (S5)."""

    type: RealtimeSessionType = member("realtime", rules="U4", default=...)
    object: Literal["realtime.session"] = member(default=...)
    id: Text = member("sess_1", default=...)
    expires_at: UnixTime | MISSING = member(1756324625, rules="S7")
    model: RealtimeModel | MISSING = member("gpt-realtime", rules="V1")
    output_modalities: OutputModalities | MISSING = member(["audio"], rules="X1")
    instructions: LongText | MISSING = member("Be brief.")
    audio: RealtimeSessionResponseAudio | MISSING = member(rules="S5")
    include: list[RealtimeIncludeOption] | None | MISSING = member(rules="N6", null="example")
    tracing: RealtimeTracingConfig | None | MISSING = member("auto", rules="N6")
    tools: list[RealtimeToolsConfig] | MISSING = member()
    tool_choice: RealtimeToolChoiceConfig | MISSING = member("auto")
    reasoning: RealtimeReasoning | MISSING = member()
    max_output_tokens: MaxOutputTokens | MISSING = member("inf", rules="V3")
    truncation: RealtimeTruncation | MISSING = member("auto")
    prompt: ResponsePrompt | None | MISSING = member(rules="N6")

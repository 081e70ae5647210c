"""What a client may set for one response, in response.create."""

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.constraints import MisplacedMember
from pytest_realtime.wire.enums import WireEnum
from pytest_realtime.wire.model import WireModel, member
from pytest_realtime.wire.registry import wire_type
from pytest_realtime.wire.scalars import Flag, LongText
from pytest_realtime.wire.types.audio import RealtimeAudioFormats, Voice
from pytest_realtime.wire.types.mcp_items import RealtimeResponseInputItem
from pytest_realtime.wire.types.prompt import ResponsePrompt
from pytest_realtime.wire.types.response import Metadata
from pytest_realtime.wire.types.session import MaxOutputTokens, OutputModalities, RealtimeReasoning
from pytest_realtime.wire.types.tools import RealtimeToolChoiceConfig, RealtimeToolsConfig
from pytest_realtime.wire.value_constraints import MapAtMost

_PARAMS = "#/components/schemas/RealtimeResponseCreateParams/properties"

METADATA = MapAtMost("metadata", entries=16, key=64, value=512, rule="R8", level="SHOULD")
"""The limits of metadata, which the prose states (R8)."""


@wire_type(f"{_PARAMS}/conversation/oneOf/1")
class ResponseConversationMode(WireEnum):
    """The two conversations that the prose names for a response (R3)."""

    AUTO = "auto"
    NONE = "none"


@wire_type(f"{_PARAMS}/conversation")
class ResponseConversation(WireEnum):
    """Which conversation a response is added to. The schema allows any string, the prose these two (R3)."""

    AUTO = "auto"
    NONE = "none"

    @classmethod
    def rule(cls) -> str:
        """Return the number of the API rule about values outside the list."""
        return "R3"


@wire_type(f"{_PARAMS}/audio/properties/output")
class ResponseAudioOutputConfig(WireModel):
    """The format and the voice of one response; a response has no speed (R2)."""

    foreign = (MisplacedMember(("speed",), "R2", "MUST", "is a setting of the session, not of a response"),)

    format: RealtimeAudioFormats | MISSING = member({"type": "audio/pcmu"}, rules="R6 U2")
    voice: Voice | MISSING = member("marin", rules="R6 V8")


@wire_type(f"{_PARAMS}/audio")
class RealtimeResponseCreateAudioOutput(WireModel):
    """Audio settings of one response: its output only (R2)."""

    foreign = (MisplacedMember(("input",), "R2", "MUST", "is a setting of the session, not of a response"),)

    output: ResponseAudioOutputConfig | MISSING = member(rules="R2")


SESSION_ONLY = MisplacedMember(
    ("type", "model", "include", "tracing", "truncation"),
    "R2",
    "MUST",
    "is a setting of the session, not of a response",
)
BETA_ONLY = MisplacedMember(
    (
        "modalities",
        "voice",
        "output_audio_format",
        "temperature",
        "input_audio_format",
        "input_audio_transcription",
        "input_audio_noise_reduction",
        "max_response_output_tokens",
    ),
    "R5",
    "MUST",
    "is a setting of the retired beta",
)


@wire_type("RealtimeResponseCreateParams")
class RealtimeResponseCreateParams(WireModel):
    """The settings of one response. All are optional; those that are absent are the session's."""

    constraints = (METADATA,)
    foreign = (SESSION_ONLY, BETA_ONLY)

    conversation: ResponseConversation | MISSING = member("none", rules="R3")
    input: list[RealtimeResponseInputItem] | MISSING = member(
        [{"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Hello"}]}], rules="R4 I22"
    )
    instructions: LongText | MISSING = member("Be brief.", rules="R10 N4")
    output_modalities: OutputModalities | MISSING = member(["text"], rules="R5 X1")
    audio: RealtimeResponseCreateAudioOutput | MISSING = member(rules="R2")
    tools: list[RealtimeToolsConfig] | MISSING = member(rules="R9")
    tool_choice: RealtimeToolChoiceConfig | MISSING = member("none", rules="R9 U8")
    parallel_tool_calls: Flag | MISSING = member(False, rules="R9 X9")
    max_output_tokens: MaxOutputTokens | MISSING = member(256, rules="R7 V3")
    reasoning: RealtimeReasoning | MISSING = member(rules="R9 X9")
    metadata: Metadata | None | MISSING = member({"topic": "summary"}, rules="R8")
    prompt: ResponsePrompt | None | MISSING = member(rules="R10")

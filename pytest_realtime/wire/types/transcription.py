"""Input transcription: the settings that a client sends and those that a server sends."""

from typing import Annotated

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.constraints import AtMostOneOf, NotWithModel, OnlyWithModel
from pytest_realtime.wire.enums import OpenWireEnum, WireEnum
from pytest_realtime.wire.model import WireModel, member
from pytest_realtime.wire.registry import wire_type
from pytest_realtime.wire.scalars import Limits, Text

NO_VAD = ("gpt-realtime-whisper",)
"""Transcription models that cannot be combined with a turn detection object (X3)."""
NO_VAD_BY_ADVICE = ("gpt-live-transcribe",)
"""The same, as a recommendation (X3)."""
WITH_LANGUAGES = ("gpt-transcribe", "gpt-live-transcribe")
"""Transcription models that support ``languages`` and ``keywords`` (X4)."""

Languages = Annotated[list[Text], Limits(min_length=1, rule="V5")]
"""ISO-639-1 codes, at least one."""


@wire_type("#/components/schemas/AudioTranscription/properties/model")
class TranscriptionModel(OpenWireEnum):
    """The transcription models that OpenAI lists; any other name is valid on the wire (V1)."""

    WHISPER_1 = "whisper-1"
    GPT_TRANSCRIBE = "gpt-transcribe"
    GPT_LIVE_TRANSCRIBE = "gpt-live-transcribe"
    GPT_4O_MINI_TRANSCRIBE = "gpt-4o-mini-transcribe"
    GPT_4O_MINI_TRANSCRIBE_2025_12_15 = "gpt-4o-mini-transcribe-2025-12-15"
    GPT_4O_TRANSCRIBE = "gpt-4o-transcribe"
    GPT_4O_TRANSCRIBE_DIARIZE = "gpt-4o-transcribe-diarize"
    GPT_REALTIME_WHISPER = "gpt-realtime-whisper"


@wire_type("#/components/schemas/AudioTranscription/properties/delay")
class AudioTranscriptionDelay(WireEnum):
    """How long streaming transcription may wait for more context."""

    MINIMAL = "minimal"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    XHIGH = "xhigh"


@wire_type("AudioTranscription", seed=True)
class AudioTranscription(WireModel):
    """Transcription settings of a request. Which members are supported depends on the model (X4, X5)."""

    constraints = (
        NotWithModel("prompt", NO_VAD, rule="X4"),
        OnlyWithModel("delay", NO_VAD, TranscriptionModel, rule="X4", level="SHOULD"),
        OnlyWithModel("languages", WITH_LANGUAGES, TranscriptionModel, rule="X4", level="SHOULD"),
        OnlyWithModel("keywords", WITH_LANGUAGES, TranscriptionModel, rule="X4", level="SHOULD"),
        AtMostOneOf(("languages", "language"), rule="X5", level="SHOULD"),
    )

    model: TranscriptionModel | MISSING = member("gpt-transcribe", rules="V1 S4")
    language: Text | MISSING = member("en", rules="X5")
    languages: Languages | MISSING = member(["en", "fr"], rules="X4 X5")
    prompt: Text | MISSING = member("tech words", rules="X4")
    keywords: list[Text] | MISSING = member(["Zagreb"], rules="X4")
    delay: AudioTranscriptionDelay | MISSING = member("low", rules="X4")


@wire_type("AudioTranscriptionResponse", undeclared={"keywords": ["Zagreb"], "delay": "low"})
class AudioTranscriptionResponse(WireModel):
    """Transcription settings as a server sends them: without ``keywords`` and ``delay`` (S5)."""

    model: TranscriptionModel | MISSING = member("gpt-4o-transcribe")
    language: Text | None | MISSING = member("en", rules="N6", null="example")
    languages: Languages | MISSING = member(["en"])
    prompt: Text | MISSING = member("tech words")

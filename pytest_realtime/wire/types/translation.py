"""Translation sessions: their settings, their client secrets and their lifecycle events.

They reuse the event names of conversations with another type of session, so the kind of connection decides which
type an event has, not its name (U5).
"""

from typing import Literal

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.constraints import MisplacedMember
from pytest_realtime.wire.model import WireModel, member
from pytest_realtime.wire.registry import wire_type
from pytest_realtime.wire.scalars import EventId, Number, Text, UnixTime
from pytest_realtime.wire.types.audio import NoiseReductionType
from pytest_realtime.wire.types.client_secret import ClientSecretExpiresAfter

_AUDIO = "#/components/schemas/RealtimeTranslationSessionCreateRequest/properties/audio"
_INPUT = f"{_AUDIO}/properties/input/properties"


@wire_type(f"{_INPUT}/transcription/anyOf/0", dialect="translation", undeclared={"language": "en"})
class TranslationTranscription(WireModel):
    """Transcription of the speech in the source language."""

    model: Text = member("gpt-realtime-whisper", rules="S9", default=...)


@wire_type(f"{_INPUT}/noise_reduction/anyOf/0", dialect="translation")
class TranslationNoiseReduction(WireModel):
    """Noise reduction; ``type`` is required here. updates are merged (S12)."""

    merged = True

    type: NoiseReductionType = member("near_field", rules="X12", default=...)
    strength: Number | MISSING = member(0.5, rules="S12", source="sdk")


@wire_type(f"{_AUDIO}/properties/input", dialect="translation")
class TranslationAudioInput(WireModel):
    """Audio to translate; both members are switches, and the schema declares null (S9)."""

    transcription: TranslationTranscription | None | MISSING = member(rules="N1 S9")
    noise_reduction: TranslationNoiseReduction | None | MISSING = member(rules="N1 S9")


@wire_type(f"{_AUDIO}/properties/output", dialect="translation")
class TranslationAudioOutput(WireModel):
    """The language to translate into."""

    language: Text | MISSING = member("es")


@wire_type(_AUDIO, dialect="translation")
class TranslationAudio(WireModel):
    """Input and output audio of a translation session."""

    input: TranslationAudioInput | MISSING = member()
    output: TranslationAudioOutput | MISSING = member()


@wire_type("RealtimeTranslationSessionCreateRequest", dialect="translation", travels="write")
class RealtimeTranslationSessionCreateRequest(WireModel):
    """The configuration of a translation session; it has no ``type`` (S9)."""

    model: Text = member("gpt-realtime-translate", rules="S9", default=...)
    audio: TranslationAudio | MISSING = member(rules="S9")


@wire_type("RealtimeTranslationSessionUpdateRequest", dialect="translation", travels="write")
class RealtimeTranslationSessionUpdateRequest(WireModel):
    """What may change in a running translation session: audio only (S9)."""

    foreign = (MisplacedMember(("type", "model"), "S9", "MUST", "can't be in an update of a translation session"),)

    audio: TranslationAudio | MISSING = member(rules="S9")


@wire_type("RealtimeTranslationSession", dialect="translation", travels="read")
class RealtimeTranslationSession(WireModel):
    """A translation session as the server sends it."""

    id: Text = member("sess_1", default=...)
    type: Literal["translation"] = member(default=...)
    expires_at: UnixTime = member(1756310470, rules="S9", default=...)
    model: Text = member("gpt-realtime-translate", default=...)
    audio: TranslationAudio = member(rules="S9", default=...)


@wire_type("RealtimeTranslationClientSecretCreateRequest", dialect="translation", travels="write")
class RealtimeTranslationClientSecretCreateRequest(WireModel):
    """A request for a client secret; the session is required."""

    expires_after: ClientSecretExpiresAfter | MISSING = member(rules="V10")
    session: RealtimeTranslationSessionCreateRequest = member(rules="S9", default=...)


@wire_type("RealtimeTranslationClientSecretCreateResponse", dialect="translation", travels="read")
class RealtimeTranslationClientSecretCreateResponse(WireModel):
    """A client secret for a translation session."""

    value: Text = member("ek_1", default=...)
    expires_at: UnixTime = member(1756310470, default=...)
    session: RealtimeTranslationSession = member(default=...)


@wire_type("RealtimeTranslationClientEventSessionUpdate", dialect="translation", travels="write")
class TranslationSessionUpdateEvent(WireModel):
    """``session.update`` on a translation connection (U5)."""

    type: Literal["session.update"] = member(default=...)
    event_id: EventId | MISSING = member("ev_1", rules="V11")
    session: RealtimeTranslationSessionUpdateRequest = member(rules="U5 S9", default=...)


@wire_type("RealtimeTranslationClientEventSessionClose", dialect="translation", travels="write")
class TranslationSessionCloseEvent(WireModel):
    """``session.close``, on translation connections only."""

    type: Literal["session.close"] = member(default=...)
    event_id: EventId | MISSING = member("ev_1", rules="V11")


@wire_type("RealtimeTranslationServerEventSessionCreated", dialect="translation", travels="read")
class TranslationSessionCreatedEvent(WireModel):
    """``session.created`` on a translation connection (U5)."""

    type: Literal["session.created"] = member(default=...)
    event_id: Text = member("ev_1", default=...)
    session: RealtimeTranslationSession = member(rules="U5", default=...)


@wire_type("RealtimeTranslationServerEventSessionUpdated", dialect="translation", travels="read")
class TranslationSessionUpdatedEvent(WireModel):
    """``session.updated`` on a translation connection (U5)."""

    type: Literal["session.updated"] = member(default=...)
    event_id: Text = member("ev_1", default=...)
    session: RealtimeTranslationSession = member(rules="U5", default=...)


@wire_type("RealtimeTranslationServerEventSessionClosed", dialect="translation", travels="read")
class TranslationSessionClosedEvent(WireModel):
    """``session.closed``, on translation connections only."""

    type: Literal["session.closed"] = member(default=...)
    event_id: Text = member("ev_1", default=...)

"""Clients that add members: in an update, these reset settings."""

from collections.abc import Callable
from typing import Any

from pytest_realtime.judge import FindingKind
from pytest_realtime.wire.shapes import ObjectShape
from tests.faulty.changes import Change, changing, objects, one_type, rewritten
from tests.faulty.wrong import Wrong

SESSION = "must.realtime-session-create-request"


def _filling(name: str, **defaults: Any) -> Change:
    return one_type(name, lambda value: {**defaults, **value})


def _detecting(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
    if "turn_detection" not in shape.members or "transcription" not in shape.members:
        return value
    return {"turn_detection": {"type": "server_vad"}, **value}


def _typed_translation(value: dict[str, Any]) -> dict[str, Any]:
    return {**value, "session": {"type": "translation", **value["session"]}}


def _with_version(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
    return {**value, "api_version": 1}


def _metadata(change: Callable[[Any], Any]) -> Change:
    def metadata(value: dict[str, Any]) -> dict[str, Any]:
        return {
            k: rewritten(v, change) if v is not None and k in ("metadata", "parameters") else v
            for k, v in value.items()
        }

    return objects(lambda _, value: metadata(value))


ADDITIONS = (
    Wrong(
        "fills-output-modalities",
        "sends output_modalities with every session",
        ("N7", "N1"),
        FindingKind.MEMBER_INVENTED,
        (f"{SESSION}.minimal-form-is-kept", "member-invented /output_modalities"),
        write=changing(_filling("RealtimeSessionCreateRequest", output_modalities=["audio"])),
        places=r"/output_modalities$",
    ),
    Wrong(
        "fills-detector-settings",
        "sends the documented defaults with every detector",
        ("N7", "S11", "X2", "V6"),
        FindingKind.MEMBER_INVENTED,
        ("must.server-vad.silence-duration-ms.value-is-kept", "member-invented /threshold"),
        write=changing(_filling("ServerVad", threshold=0.5, prefix_padding_ms=300, silence_duration_ms=500)),
        places=r"/(threshold|prefix_padding_ms|silence_duration_ms)$",
    ),
    Wrong(
        "fills-voice",
        "adds its own voice where the payload has none",
        ("N7",),
        FindingKind.MEMBER_INVENTED,
        ("must.realtime-audio-config-output.format.value-is-kept", "member-invented /voice"),
        write=changing(_filling("RealtimeAudioConfigOutput", voice="alloy")),
        places=r"/voice$",
    ),
    Wrong(
        "fills-expiry",
        "adds a lifetime of ten minutes where the payload has none",
        ("V10",),
        FindingKind.MEMBER_INVENTED,
        ("must.realtime-client-secret-create-request.session.value-is-kept", "member-invented /expires_after"),
        write=changing(
            _filling("RealtimeClientSecretCreateRequest", expires_after={"anchor": "created_at", "seconds": 600})
        ),
        places=r"^/expires_after$",
    ),
    Wrong(
        "adds-a-rate-to-telephone-audio",
        "adds a rate to formats that have only one",
        ("U2",),
        FindingKind.MEMBER_INVENTED,
        ("must.audio-pcmu.type.value-is-kept", "member-invented /rate"),
        write=changing(
            lambda shape, value: {**value, "rate": 8000} if shape.name in ("AudioPcmu", "AudioPcma") else value
        ),
        places=r"/rate$",
    ),
    Wrong(
        "mixes-detector-settings",
        "adds the other detector's settings as null, which the API rejects",
        ("X2",),
        FindingKind.NULL_INVENTED,
        ("must.semantic-vad.eagerness.value-is-kept", "null-invented /threshold"),
        write=changing(_filling("SemanticVad", threshold=None)),
        places=r"/threshold$",
    ),
    Wrong(
        "answers-in-transcriptions",
        "adds create_response to the detectors of a session without responses",
        ("X10",),
        FindingKind.MEMBER_INVENTED,
        (
            "must.realtime-transcription-session-audio-input.turn-detection.value-is-kept",
            "member-invented /turn_detection/create_response",
        ),
        write=changing(
            one_type(
                "RealtimeTranscriptionSessionAudioInput",
                lambda value: (
                    {**value, "turn_detection": {"create_response": True, **value["turn_detection"]}}
                    if value.get("turn_detection")
                    else value
                ),
            )
        ),
        places=r"/turn_detection/create_response$",
    ),
    Wrong(
        "fills-the-detail-of-variables",
        "writes the documented detail of images and files where the payload has none",
        ("S13", "N7"),
        FindingKind.MEMBER_INVENTED,
        (
            "should.response-prompt-variables.input-image.detail.advised-member-stays-absent",
            "member-invented /k/detail",
        ),
        write=changing(
            objects(
                lambda shape, value: {"detail": "auto", **value} if "detail" in shape.members else value,
            )
        ),
        places=r"/detail$",
    ),
    Wrong(
        "chooses-the-noise-reduction",
        "adds a type to a noise reduction without one",
        ("X12",),
        FindingKind.MEMBER_INVENTED,
        ("should.noise-reduction.type.advised-member-stays-absent", "member-invented /type"),
        write=changing(_filling("NoiseReduction", type="near_field")),
        places=r"/type$",
    ),
    Wrong(
        "switches-detection-on",
        "adds a detector wherever the payload has none",
        ("N1", "N7"),
        FindingKind.MEMBER_INVENTED,
        (
            "must.realtime-audio-config-input.turn-detection.absent-stays-absent",
            "member-invented /turn_detection",
        ),
        write=changing(objects(_detecting)),
        places=r"/turn_detection$",
    ),
    Wrong(
        "one-update-for-all-connections",
        "treats a translation's session like a conversation's and adds a type",
        ("U5", "S9"),
        FindingKind.MEMBER_INVENTED,
        ("must.translation-session-update-event.session.value-is-kept", "member-invented /session/type"),
        write=changing(one_type("TranslationSessionUpdateEvent", _typed_translation)),
        places=r"^/session/type$",
    ),
    Wrong(
        "signs-every-object",
        "adds a member of its own to every object",
        ("N7", "U7"),
        FindingKind.MEMBER_INVENTED,
        ("must.voice-id.minimal-form-is-kept", "member-invented /api_version"),
        write=changing(objects(_with_version)),
    ),
    Wrong(
        "adds-an-event-id-too-long",
        "adds an event id of more than 512 characters",
        ("N7",),
        FindingKind.MEMBER_INVENTED,
        ("must.session-update-event.minimal-form-is-kept", "member-invented /event_id"),
        write=changing(_filling("SessionUpdateEvent", event_id="e" * 513)),
        places=r"^/event_id$",
    ),
    Wrong(
        "metadata-as-texts",
        "writes everything inside metadata and parameters as strings",
        ("X8",),
        FindingKind.TYPE_CHANGED,
        ("must.tracing-config.metadata.free-json-is-kept", "type-changed /metadata/null"),
        write=changing(_metadata(lambda value: value if isinstance(value, str | dict | list) else str(value))),
        places=r"/(metadata|parameters)/",
    ),
)
"""The table; see :class:`Wrong` for the columns."""

"""Clients that write the messages of a conversation wrongly: their roles, their parts and what these hold."""

from typing import Any

from pytest_realtime.clients.in_process import Rejected
from pytest_realtime.judge import FindingKind
from pytest_realtime.wire.shapes import Shape
from tests.faulty.changes import Change, changing, checking, of_types, one_type, without
from tests.faulty.wrong import Wrong

USER = "RealtimeConversationItemUserMessage"
ASSISTANT = "RealtimeConversationItemAssistantMessage"
MESSAGES = ("RealtimeConversationItemSystemMessage", USER, ASSISTANT)
TEXTS = ("InputTextPart", "OutputTextPart")
PARTS = ("InputTextPart", "InputAudioPart", "InputImagePart", "OutputTextPart", "OutputAudioPart")
BETA_TAGS = {"output_text": "text", "output_audio": "audio"}


def _of_objects(change: Any, *names: str) -> Change:
    return of_types(lambda _, value: change(value) if isinstance(value, dict) else value, *names)


def _with_beta_tag(value: dict[str, Any]) -> dict[str, Any]:
    return {k: BETA_TAGS.get(v, v) if k == "type" else v for k, v in value.items()}


def _as_system(value: dict[str, Any]) -> dict[str, Any]:
    return {**value, "role": "system"}


def _content_as_text(value: dict[str, Any]) -> dict[str, Any]:
    texts = [part.get("text") for part in value["content"]]
    return value if None in texts else {**value, "content": " ".join(texts)}


def _in_an_object(name: str, inner: str) -> Any:
    return lambda value: {k: {inner: v} if k == name else v for k, v in value.items()}


def _refuse_null_transcript(shape: Shape, value: Any) -> Any:
    if isinstance(value, dict) and value.get("transcript", "") is None:
        raise Rejected("transcript: none is not an allowed value")
    return value


def _refuse_no_parts(shape: Shape, value: Any) -> Any:
    if isinstance(value, dict) and value.get("content") == []:
        raise Rejected("a message needs a part")
    return value


CONTENT = (
    Wrong(
        "every-message-by-the-system",
        "takes the first of the messages, which have one type, and writes each as the system's",
        ("I1",),
        FindingKind.VALUE_CHANGED,
        ("must.realtime-conversation-item-user-message.role.value-is-kept", "value-changed /role"),
        write=changing(_of_objects(_as_system, USER, ASSISTANT)),
        places=r"/role$",
    ),
    Wrong(
        "content-as-text",
        "writes the content of a message as chat completions do, as a text",
        ("I6", "I12"),
        FindingKind.TYPE_CHANGED,
        ("must.realtime-conversation-item-user-message.content.value-is-kept", "type-changed /content"),
        write=changing(_of_objects(_content_as_text, *MESSAGES)),
        places=r"/content$",
    ),
    Wrong(
        "drops-part-types",
        "drops the type of a part, since the schema does not require it",
        ("I7",),
        FindingKind.MEMBER_DROPPED,
        ("must.input-text-part.type.value-is-kept", "member-dropped /type"),
        write=changing(_of_objects(lambda value: without(value, "type"), *PARTS)),
        places=r"/type$",
    ),
    Wrong(
        "tags-parts-as-the-beta",
        "writes text of the model as the beta did",
        ("I7", "I8"),
        FindingKind.VALUE_CHANGED,
        ("must.output-text-part.type.value-is-kept", "value-changed /type"),
        write=changing(_of_objects(_with_beta_tag, "OutputTextPart", "OutputAudioPart")),
        places=r"/type$",
    ),
    Wrong(
        "texts-as-objects",
        "writes the text of a part as an object with a value, as the Assistants API does",
        ("I10", "I11"),
        FindingKind.TYPE_CHANGED,
        ("must.input-text-part.text.value-is-kept", "type-changed /text"),
        write=changing(_of_objects(_in_an_object("text", "value"), *TEXTS)),
        places=r"/text$",
    ),
    Wrong(
        "images-as-objects",
        "writes the URL of an image as chat completions do",
        ("I11", "I15"),
        FindingKind.TYPE_CHANGED,
        ("must.input-image-part.image-url.value-is-kept", "type-changed /image_url"),
        write=changing(_of_objects(_in_an_object("image_url", "url"), "InputImagePart")),
        places=r"/image_url$",
    ),
    Wrong(
        "drops-the-detail-of-images",
        "drops how closely the model should look",
        ("I15",),
        FindingKind.MEMBER_DROPPED,
        ("must.input-image-part.detail.value-is-kept", "member-dropped /detail"),
        write=changing(one_type("InputImagePart", lambda value: without(value, "detail"))),
        places=r"/detail$",
    ),
    Wrong(
        "drops-transcripts",
        "drops the transcripts of spoken parts",
        ("I9", "I13", "I14"),
        FindingKind.MEMBER_DROPPED,
        ("must.input-audio-part.transcript.value-is-kept", "member-dropped /transcript"),
        write=changing(
            _of_objects(
                lambda value: without(value, "transcript"),
                "InputAudioPart",
                "OutputAudioPart",
                "LegacyConversationItemContent",
            )
        ),
        places=r"/transcript$",
    ),
    Wrong(
        "refuses-spoken-turns",
        "rejects what a user said as long as there is no transcript of it",
        ("I9", "I14"),
        FindingKind.READ_REJECTED,
        ("must.input-audio-part.transcript.null-is-read", "read-rejected"),
        read=checking(of_types(_refuse_null_transcript, "InputAudioPart", "LegacyConversationItemContent"), "read"),
        places=r"/transcript$",
    ),
    Wrong(
        "refuses-empty-messages",
        "rejects messages without a part, as which each of the model's begins",
        ("I6", "I12"),
        FindingKind.READ_REJECTED,
        ("must.realtime-conversation-item-assistant-message.content.seen-value-is-read", "read-rejected"),
        read=checking(of_types(_refuse_no_parts, *MESSAGES), "read"),
        places=r"/content$",
    ),
)
"""The table; see :class:`Wrong` for the columns."""

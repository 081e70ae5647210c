"""Clients that read responses, what they cost, transcriptions and translations wrongly."""

import struct
from typing import Any

from pytest_realtime.clients.in_process import Rejected
from pytest_realtime.judge import FindingKind
from pytest_realtime.wire.shapes import Shape
from tests.faulty.changes import changing, checking, of_types, one_type, without
from tests.faulty.server_events import refuse, refuse_nulls_of
from tests.faulty.wrong import Wrong

RESPONSE = "must.realtime-response"
RESPONSES = ("RealtimeResponse", "LegacyRealtimeResponse")
COMPLETED = "ConversationItemInputAudioTranscriptionCompletedEvent"
TRANSCRIBED = "must.conversation-item-input-audio-transcription"
TRANSCRIPTIONS = (
    "ConversationItemInputAudioTranscriptionDeltaEvent",
    COMPLETED,
    "ConversationItemInputAudioTranscriptionFailedEvent",
    "ConversationItemInputAudioTranscriptionSegment",
)
TRANSLATIONS = (
    "TranslationInputTranscriptDeltaEvent",
    "TranslationOutputTranscriptDeltaEvent",
    "TranslationOutputAudioDeltaEvent",
)


def _plural(value: dict[str, Any]) -> dict[str, Any]:
    """The names that the Responses API has for the kinds of tokens."""
    names = {
        "input_token_details": "input_tokens_details",
        "output_token_details": "output_tokens_details",
    }
    return {names.get(key, key): item for key, item in value.items()}


def _require_output(shape: Shape, value: Any) -> Any:
    if isinstance(value, dict) and not value.get("output"):
        raise Rejected("the response is empty")
    return value


def _require_limit(shape: Shape, value: Any) -> Any:
    if isinstance(value, dict) and not isinstance(value.get("max_output_tokens", 1), int):
        raise Rejected("max_output_tokens should be an integer")
    return value


def _running(value: dict[str, Any]) -> dict[str, Any]:
    return {k: "in_progress" if k == "status" else v for k, v in value.items()}


def _known_part(value: dict[str, Any]) -> dict[str, Any]:
    if value.get("type", "text") not in ("text", "audio"):
        raise Rejected(f"unknown part {value['type']}")
    return value


def _unsigned(value: dict[str, Any]) -> dict[str, Any]:
    if any(isinstance(item, int) and item < 0 for item in value.values()):
        raise Rejected("invalid digit found in string")
    return value


def _float32(value: Any) -> Any:
    return struct.unpack("f", struct.pack("f", value))[0]


def _require_usage(value: dict[str, Any]) -> dict[str, Any]:
    if value.get("usage") is None:
        raise Rejected("missing field usage")
    return value


def _bytes_as_text(value: dict[str, Any]) -> dict[str, Any]:
    return {**value, "bytes": bytes(value["bytes"]).decode()}


RESPONSES_READ = (
    Wrong(
        "requires-usage-of-responses",
        "rejects responses with null for what is not set",
        ("R8", "R11", "R13", "R14"),
        FindingKind.READ_REJECTED,
        (f"{RESPONSE}.usage.null-is-read", "read-rejected"),
        read=checking(
            of_types(refuse_nulls_of("usage", "status_details", "metadata", "conversation_id"), *RESPONSES), "read"
        ),
        places=r"/(usage|status_details|metadata|conversation_id)$",
    ),
    Wrong(
        "every-response-goes-on",
        "reads every status of a response as that of a running one",
        ("R12",),
        FindingKind.VALUE_CHANGED,
        (f"{RESPONSE}.status.value-is-read", "value-changed /status"),
        read=changing(of_types(lambda _, value: _running(value), *RESPONSES), "read"),
        places=r"/status$",
    ),
    Wrong(
        "loses-why-a-response-failed",
        "loses the message of a failed response, which the document does not have",
        ("R13",),
        FindingKind.MEMBER_DROPPED,
        ("must.response-status-error.message.value-is-read", "member-dropped /message"),
        read=changing(one_type("ResponseStatusError", lambda value: without(value, "message")), "read"),
        places=r"/message$",
    ),
    Wrong(
        "counts-as-the-responses-api",
        "reads the kinds of tokens under their names in the Responses API",
        ("R14",),
        FindingKind.MEMBER_DROPPED,
        ("must.realtime-response-usage.input-token-details.value-is-read", "member-dropped /input_token_details"),
        read=changing(one_type("RealtimeResponseUsage", _plural), "read"),
        places=r"/(input|output)_tokens?_details$",
    ),
    Wrong(
        "requires-output",
        "rejects responses without output, as those are that failed",
        ("R15", "R17"),
        FindingKind.READ_REJECTED,
        (f"{RESPONSE}.output.seen-value-is-read", "read-rejected"),
        read=checking(of_types(_require_output, *RESPONSES), "read"),
    ),
    Wrong(
        "reads-limits-as-integers",
        "rejects the word for no limit in a response",
        ("R16",),
        FindingKind.READ_REJECTED,
        (f"{RESPONSE}.max-output-tokens.value-is-read", "read-rejected"),
        read=checking(of_types(_require_limit, *RESPONSES), "read"),
        places=r"/max_output_tokens$",
    ),
    Wrong(
        "knows-the-parts-of-today",
        "rejects parts of a response with the tags that items have",
        ("I8",),
        FindingKind.READ_REJECTED,
        ("must.response-content-part.type.seen-value-is-read", "read-rejected"),
        read=checking(one_type("ResponseContentPart", _known_part), "read"),
        places=r"/type$",
    ),
    Wrong(
        "reads-limits-unsigned",
        "rejects a rate limit that is exceeded",
        ("E21",),
        FindingKind.READ_REJECTED,
        ("must.realtime-rate-limit.remaining.seen-value-is-read", "read-rejected"),
        read=checking(one_type("RealtimeRateLimit", _unsigned), "read"),
        places=r"/remaining$",
    ),
    Wrong(
        "requires-usage-of-transcriptions",
        "rejects transcripts without what they cost",
        ("E16",),
        FindingKind.READ_REJECTED,
        (f"should{TRANSCRIBED[4:]}-completed-event.usage.lack-is-read", "read-rejected"),
        read=checking(one_type(COMPLETED, _require_usage), "read"),
    ),
    Wrong(
        "knows-usage-in-tokens",
        "rejects transcriptions that are billed by seconds",
        ("E16", "R19"),
        FindingKind.READ_REJECTED,
        ("must.transcript-text-usage-duration.seconds.value-is-read", "read-rejected"),
        read=checking(of_types(refuse, "TranscriptTextUsageDuration"), "read"),
    ),
    Wrong(
        "loses-the-item-of-a-transcript",
        "reads transcripts without their item, and places them as they come",
        ("O12",),
        FindingKind.MEMBER_DROPPED,
        (f"{TRANSCRIBED}-completed-event.item-id.value-is-read", "member-dropped /item_id"),
        read=changing(of_types(lambda _, value: without(value, "item_id"), *TRANSCRIPTIONS), "read"),
        places=r"^/item_id$",
    ),
    Wrong(
        "seconds-in-float32",
        "reads the times of a segment into 32 bits",
        ("E19",),
        FindingKind.VALUE_CHANGED,
        (f"{TRANSCRIBED}-segment.end.value-is-read", "value-changed /end"),
        read=changing(
            one_type(
                TRANSCRIPTIONS[3],
                lambda value: {k: _float32(v) if k in ("start", "end") else v for k, v in value.items()},
            ),
            "read",
        ),
        places=r"^/(start|end)$",
    ),
    Wrong(
        "reads-bytes-as-text",
        "exposes the bytes of a token as text",
        ("E33",),
        FindingKind.TYPE_CHANGED,
        ("must.log-prob-properties.bytes.value-is-read", "type-changed /bytes"),
        read=changing(one_type("LogProbProperties", _bytes_as_text), "read"),
        places=r"/bytes$",
    ),
    Wrong(
        "requires-the-time-of-translations",
        "rejects pieces of a translation without a time",
        ("E26",),
        FindingKind.READ_REJECTED,
        ("must.translation-output-audio-delta-event.elapsed-ms.null-is-read", "read-rejected"),
        read=checking(of_types(refuse_nulls_of("elapsed_ms"), *TRANSLATIONS), "read"),
        places=r"^/elapsed_ms$",
    ),
)
"""The table; see :class:`Wrong` for the columns."""

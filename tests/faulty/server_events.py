"""Clients that read the events of a connection wrongly: their names and ids, errors, deltas, sounds and calls."""

from typing import Any

from pytest_realtime.clients.in_process import Rejected
from pytest_realtime.judge import FindingKind
from pytest_realtime.wire.shapes import LiteralShape, ObjectShape, Shape
from tests.faulty.changes import changing, checking, objects, of_types, one_type, without
from tests.faulty.wrong import Wrong

TEXT_DELTA = "must.response-text-delta-event"
DTMF = "InputAudioBufferDtmfEventReceivedEvent"
SOUNDS = ("OutputAudioBufferStarted", "OutputAudioBufferStopped", "OutputAudioBufferCleared")
RUNS = ("ResponseMcpCallInProgress", "ResponseMcpCallCompleted", "ResponseMcpCallFailed")
LISTINGS = ("McpListToolsInProgress", "McpListToolsCompleted", "McpListToolsFailed")
CALLS = ("ResponseFunctionCallArgumentsDeltaEvent", "ResponseFunctionCallArgumentsDoneEvent")


def refuse(shape: Shape, value: Any) -> Any:
    """Reject every value of the types that a change is about."""
    raise Rejected(f"{shape.name} is not supported")


def refuse_nulls_of(*names: str) -> Any:
    """Return a change that rejects null in these members."""

    def change(shape: Shape, value: Any) -> Any:
        if isinstance(value, dict) and None in (value.get(name, 0) for name in names):
            raise Rejected("none is not an allowed value")
        return value

    return change


def _refuse_events(*beginnings: str) -> Any:
    def change(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
        member = shape.members.get("type")
        if member and isinstance(member.shape, LiteralShape) and str(member.shape.value).startswith(beginnings):
            raise Rejected(f"unknown event {member.shape.value}")
        return value

    return objects(change)


def _require_id(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
    member = shape.members.get("event_id")
    if member and member.may_lack and "event_id" not in value:
        raise Rejected("missing field event_id")
    return value


def _required_only(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
    missing = [name for name, member in shape.members.items() if member.required and value.get(name) is None]
    if missing:
        raise Rejected(f"missing field {missing[0]}")
    return value


def _trimmed(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
    return {k: v.strip() if k == "delta" and isinstance(v, str) else v for k, v in value.items()}


def _refuse_empty_delta(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
    if value.get("delta") == "":
        raise Rejected("delta is empty")
    return value


def _refuse_obfuscation(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
    if "obfuscation" in value:
        raise Rejected("unknown field obfuscation")
    return value


def _key_as_number(value: dict[str, Any]) -> dict[str, Any]:
    if not str(value["event"]).isdigit():
        raise Rejected(f"{value['event']} is not a number")
    return {**value, "event": int(value["event"])}


def _headers_as_map(value: dict[str, Any]) -> dict[str, Any]:
    return {**value, "sip_headers": {header["name"]: header["value"] for header in value["sip_headers"]}}


def _in_seconds(shape: Shape, value: dict[str, Any]) -> dict[str, Any]:
    names = ("audio_start_ms", "audio_end_ms")
    return {k: v / 1000 if k in names and v else v for k, v in value.items()}


def _known_error(value: dict[str, Any]) -> dict[str, Any]:
    if value.get("type", "invalid_request_error") != "invalid_request_error":
        raise Rejected(f"unknown error {value['type']}")
    return value


def _crash(value: dict[str, Any]) -> Any:
    raise RuntimeError(f"the server failed: {value.get('error')}")


SERVER_EVENTS = (
    Wrong(
        "requires-event-ids",
        "rejects events without an id",
        ("E3",),
        FindingKind.READ_REJECTED,
        ("should.response-done-event.event-id.lack-is-read", "read-rejected"),
        read=checking(objects(_require_id), "read"),
    ),
    Wrong(
        "requires-what-the-schema-requires",
        "rejects what lacks a member that the schema requires, although servers leave it out",
        ("E3", "E16", "E22"),
        FindingKind.READ_REJECTED,
        ("should.response-function-call-arguments-done-event.name.lack-is-read", "read-rejected"),
        read=checking(objects(_required_only), "read"),
    ),
    Wrong(
        "ends-at-errors",
        "takes an error of one event for the end of the connection",
        ("E4", "O19"),
        FindingKind.CRASHED,
        ("must.realtime-error-event.error.value-is-read", "crashed"),
        read=changing(one_type("RealtimeErrorEvent", _crash), "read"),
    ),
    Wrong(
        "shows-the-code-of-errors-only",
        "loses the message of an error",
        ("E4", "E18"),
        FindingKind.MEMBER_DROPPED,
        ("must.realtime-error.message.value-is-read", "member-dropped /message"),
        read=changing(
            of_types(lambda _, value: without(value, "message"), "RealtimeError", "TranscriptionError"), "read"
        ),
        places=r"/message$",
    ),
    Wrong(
        "requires-the-code-of-errors",
        "rejects errors without a code",
        ("E4", "E5", "E18"),
        FindingKind.READ_REJECTED,
        ("must.realtime-error.code.null-is-read", "read-rejected"),
        read=checking(
            of_types(refuse_nulls_of("code", "param", "event_id"), "RealtimeError", "TranscriptionError"), "read"
        ),
        places=r"/(code|param|event_id)$",
    ),
    Wrong(
        "knows-one-sort-of-errors",
        "rejects errors that are not the client's own",
        ("E4", "E5"),
        FindingKind.READ_REJECTED,
        ("must.realtime-error.type.seen-value-is-read", "read-rejected"),
        read=checking(one_type("RealtimeError", _known_error), "read"),
        places=r"/type$",
    ),
    Wrong(
        "trims-deltas",
        "trims pieces of text, so that words run together",
        ("E9",),
        FindingKind.VALUE_CHANGED,
        (f"{TEXT_DELTA}.delta.value-is-read", "value-changed /delta"),
        read=changing(objects(_trimmed), "read"),
        places=r"^/delta$",
    ),
    Wrong(
        "stops-at-empty-deltas",
        "takes an empty piece for the end",
        ("E9", "E17"),
        FindingKind.READ_REJECTED,
        (f"{TEXT_DELTA}.delta.seen-value-is-read", "read-rejected"),
        read=checking(objects(_refuse_empty_delta), "read"),
        places=r"^/delta$",
    ),
    Wrong(
        "refuses-obfuscation",
        "rejects the random text that comes with pieces of text",
        ("E10",),
        FindingKind.READ_REJECTED,
        (f"{TEXT_DELTA}.obfuscation.value-is-read", "read-rejected"),
        read=checking(objects(_refuse_obfuscation), "read"),
        places=r"^/obfuscation$",
    ),
    Wrong(
        "waits-for-the-names-of-the-beta",
        "knows the pieces of a response by their names of the beta",
        ("E11",),
        FindingKind.READ_REJECTED,
        (f"{TEXT_DELTA}.type.value-is-read", "read-rejected"),
        read=checking(_refuse_events("response.output_text.", "response.output_audio"), "read"),
    ),
    Wrong(
        "knows-no-names-of-the-beta",
        "rejects the pieces of a beta response",
        ("E11",),
        FindingKind.READ_REJECTED,
        ("must.legacy-response-text-delta-event.type.value-is-read", "read-rejected"),
        read=checking(_refuse_events("response.text.", "response.audio"), "read"),
    ),
    Wrong(
        "waits-for-created",
        "knows of new items by the beta's event, which servers no longer send",
        ("E12", "I24"),
        FindingKind.READ_REJECTED,
        ("must.conversation-item-added.type.value-is-read", "read-rejected"),
        read=checking(_refuse_events("conversation.item.added", "conversation.item.done"), "read"),
    ),
    Wrong(
        "requires-the-item-before",
        "rejects items that come first",
        ("E13",),
        FindingKind.READ_REJECTED,
        ("must.conversation-item-added.previous-item-id.null-is-read", "read-rejected"),
        read=checking(objects(refuse_nulls_of("previous_item_id")), "read"),
        places=r"^/previous_item_id$",
    ),
    Wrong(
        "waits-for-the-conversation",
        "rejects the event of a new conversation, which comes rarely",
        ("E29",),
        FindingKind.READ_REJECTED,
        ("must.conversation-created-event.conversation.value-is-read", "read-rejected"),
        read=checking(of_types(refuse, "ConversationCreatedEvent"), "read"),
    ),
    Wrong(
        "knows-no-sound",
        "rejects what a server tells of the sound that it plays",
        ("E14", "O16"),
        FindingKind.READ_REJECTED,
        ("must.output-audio-buffer-started.response-id.value-is-read", "read-rejected"),
        read=checking(of_types(refuse, *SOUNDS), "read"),
    ),
    Wrong(
        "reads-keys-as-numbers",
        "reads a key of a telephone as a number",
        ("E15",),
        FindingKind.TYPE_CHANGED,
        ("must.input-audio-buffer-dtmf-event-received-event.event.value-is-read", "type-changed /event"),
        read=changing(one_type(DTMF, _key_as_number), "read"),
        also=frozenset({FindingKind.READ_REJECTED}),
        places=r"^/event$",
    ),
    Wrong(
        "places-speech-in-seconds",
        "exposes where speech began and ended in seconds",
        ("E6", "E20"),
        FindingKind.VALUE_CHANGED,
        (
            "must.input-audio-buffer-speech-started-event.audio-start-ms.value-is-read",
            "value-changed /audio_start_ms",
        ),
        read=changing(
            of_types(
                _in_seconds,
                "InputAudioBufferSpeechStartedEvent",
                "InputAudioBufferSpeechStoppedEvent",
                "InputAudioBufferTimeoutTriggered",
            ),
            "read",
        ),
        places=r"^/audio_(start|end)_ms$",
    ),
    Wrong(
        "reads-headers-as-a-map",
        "keeps one of several headers with the same name",
        ("E25",),
        FindingKind.TYPE_CHANGED,
        ("must.realtime-call-incoming-data.sip-headers.value-is-read", "type-changed /sip_headers"),
        read=changing(one_type("RealtimeCallIncomingData", _headers_as_map), "read"),
        places=r"/sip_headers$",
    ),
    Wrong(
        "requires-the-response-of-a-tool",
        "looks for the response of a remote call, which these events do not name",
        ("E32",),
        FindingKind.READ_REJECTED,
        ("must.response-mcp-call-failed.item-id.value-is-read", "read-rejected"),
        read=checking(of_types(refuse, *RUNS, *LISTINGS), "read"),
    ),
    Wrong(
        "loses-the-call",
        "reads the arguments of a call without its id",
        ("O13",),
        FindingKind.MEMBER_DROPPED,
        ("must.response-function-call-arguments-done-event.call-id.value-is-read", "member-dropped /call_id"),
        read=changing(of_types(lambda _, value: without(value, "call_id"), *CALLS), "read"),
        places=r"^/call_id$",
    ),
)
"""The table; see :class:`Wrong` for the columns."""

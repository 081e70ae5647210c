"""Clients that listen wrongly: each loses, changes or dies of something that servers say."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from pytest_realtime.endpoints import KINDS
from pytest_realtime.judge import FindingKind
from tests.faulty.listener import HEARS, Ear, Leaves
from tests.faulty.wrong import Wrong

GA = {kind.name: frozenset(kind.server_events) for kind in KINDS if not kind.is_beta}
KNOWN = HEARS


def _forgets(*names: str) -> Callable[[], Ear]:
    """Knows no events with these names, or whose names begin with them."""
    return lambda: lambda event: [] if str(event["type"]).startswith(names) else [event]


def _dies_on_an_unknown_event() -> Ear:
    def ear(event: Any) -> Iterable[Any]:
        if event["type"] not in KNOWN:
            raise KeyError(event["type"])
        return [event]

    return ear


def _refuses_an_unknown_word() -> Ear:
    def ear(event: Any) -> Iterable[Any]:
        if "brand_new" in json.dumps([event.get("response", {}).get("status"), event.get("usage")]):
            raise ValueError("not a valid value: brand_new")
        return [event]

    return ear


def _drops_unknown_members() -> Ear:
    def ear(event: Any) -> Iterable[Any]:
        if event["type"] not in KNOWN:
            return []
        return [_without(event, lambda name, value: name == "brand_new")]

    return ear


def _drops_nulls() -> Ear:
    return lambda event: [_without(event, lambda name, value: value is None)]


def _without(value: Any, is_dropped: Callable[[str, Any], bool]) -> Any:
    if isinstance(value, dict):
        return {k: _without(v, is_dropped) for k, v in value.items() if not is_dropped(k, v)}
    return [_without(item, is_dropped) for item in value] if isinstance(value, list) else value


def _loses_the_event_after_a_surprise() -> Ear:
    is_confused = False

    def ear(event: Any) -> Iterable[Any]:
        nonlocal is_confused
        was_confused, is_confused = is_confused, event["type"] not in KNOWN
        return [] if was_confused else [event]

    return ear


def _joins_base64() -> Ear:
    whole = ""

    def ear(event: Any) -> Iterable[Any]:
        nonlocal whole
        if not event["type"].endswith("audio.delta"):
            return [event]
        whole += event["delta"]
        return [{**event, "delta": whole}]

    return ear


def _closes_on_error() -> Ear:
    def ear(event: Any) -> Iterable[Any]:
        yield event
        if event["type"] == "error":
            raise Leaves

    return ear


def _takes_the_first_frame_for_the_session() -> Ear:
    is_first = True

    def ear(event: Any) -> Iterable[Any]:
        nonlocal is_first
        if is_first:
            is_first = False
            return [{**event, "session": event["session"]}]
        return [event]

    return ear


def _reads_beta_names_only() -> Ear:
    return lambda event: [] if str(event["type"]).startswith("response.output_") else [event]


def _listens_wrongly(
    name: str,
    mistake: str,
    rules: str,
    kind: FindingKind,
    example: tuple[str, str],
    ear: Callable[[], Ear],
    *also: FindingKind,
) -> Wrong:
    return Wrong(name, mistake, tuple(rules.split()), kind, example, listen=ear, also=frozenset(also))


IGNORED = FindingKind.EVENT_IGNORED
_FAMILIES = (
    ("session.", "the session", "O3"),
    ("conversation.item.", "items", "O17 E12"),
    ("conversation.created", "that a conversation has begun", "E28"),
    ("input_audio_buffer.", "what the user's audio does", "O18 E15"),
    ("output_audio_buffer.", "when the sound begins and ends", "E14 O16"),
    ("response.created", "that a response begins", "O8"),
    ("response.done", "that a response ends, and why", "O10 O20 R13 R17"),
    ("response.content_part.", "parts of an item", "I24"),
    ("response.output_item.", "items of a response", "O8"),
    ("response.output_text.", "what the model writes", "O8"),
    ("response.function_call_arguments.", "the arguments of a call", "O13"),
    ("response.mcp_call", "calls of MCP tools", "O14"),
    ("mcp_list_tools.", "MCP listings", "O14"),
    ("rate_limits.", "how much is left", "O11"),
    ("error", "errors", "E4 O19"),
    ("response.audio", "sound in the beta API", "E11"),
    ("response.text.", "text in the beta API", "I25"),
    ("transcription_session.", "transcription sessions of the beta API", "E11"),
)
"""Families of events, what their user does not get to know, and the rules that this breaks."""
_EXAMPLES = {
    "session.": "session-created-event",
    "conversation.item.": "conversation-item-added",
    "conversation.created": "conversation-created-event",
    "input_audio_buffer.": "input-audio-buffer-committed-event",
    "output_audio_buffer.": "output-audio-buffer-started",
    "response.created": "response-created-event",
    "response.done": "response-done-event",
    "response.content_part.": "response-content-part-done-event",
    "response.output_item.": "response-output-item-done-event",
    "response.output_text.": "response-text-delta-event",
    "response.function_call_arguments.": "response-function-call-arguments-done-event",
    "response.mcp_call": "response-mcp-call-completed",
    "mcp_list_tools.": "mcp-list-tools-failed",
    "rate_limits.": "rate-limits-updated-event",
    "error": "realtime-error-event",
    "response.audio": "legacy-response-audio-delta-event",
    "response.text.": "legacy-response-text-done-event",
    "transcription_session.": "transcription-session-created-event",
}

DEAF = tuple(
    _listens_wrongly(
        f"deaf-to-{family.rstrip('.')}",
        f"Its user does not learn {what}.",
        rules,
        IGNORED,
        (f"must.{_EXAMPLES[family]}.event-is-heard", "event-ignored"),
        _forgets(family),
    )
    for family, what, rules in _FAMILIES
)
LISTENERS = (
    *DEAF,
    _listens_wrongly(
        "dies-on-an-unknown-event",
        "It looks up a handler, and has none.",
        "E28",
        FindingKind.CRASHED,
        ("must.listening.newer-event.stream-goes-on", "crashed"),
        _dies_on_an_unknown_event,
    ),
    _listens_wrongly(
        "refuses-an-unknown-word",
        "It validates what the server says.",
        "R12 E5",
        FindingKind.READ_REJECTED,
        ("must.listening.newer-word.stream-goes-on", "read-rejected"),
        _refuses_an_unknown_word,
    ),
    _listens_wrongly(
        "drops-what-it-does-not-know",
        "It keeps declared members and events only.",
        "E28",
        IGNORED,
        ("should.listening.newer-event.surprise-is-heard", "event-ignored"),
        _drops_unknown_members,
        FindingKind.MEMBER_DROPPED,
    ),
    _listens_wrongly(
        "ignores-failed-transcriptions",
        "The user's turn vanishes without a word.",
        "E18 E16 O12",
        IGNORED,
        ("must.conversation-item-input-audio-transcription-failed-event.event-is-heard", "event-ignored"),
        _forgets("conversation.item.input_audio_transcription.failed"),
    ),
    _listens_wrongly(
        "reads-beta-names-only",
        "It waits for response.audio.delta.",
        "E11 O8",
        IGNORED,
        ("must.response-audio-delta-event.event-is-heard", "event-ignored"),
        _reads_beta_names_only,
    ),
    _listens_wrongly(
        "drops-nulls-while-listening",
        "It writes events without nulls.",
        "N6 R11 I9",
        FindingKind.NULL_DROPPED,
        ("must.listening.live-nulls.stream-goes-on", "null-dropped /response/usage"),
        _drops_nulls,
    ),
    _listens_wrongly(
        "loses-the-event-after-a-surprise",
        "What it does not know spoils its buffer.",
        "E28",
        IGNORED,
        ("must.listening.newer-event.stream-goes-on", "event-ignored"),
        _loses_the_event_after_a_surprise,
    ),
    _listens_wrongly(
        "joins-base64",
        "It joins pieces of sound as texts.",
        "E9",
        FindingKind.VALUE_CHANGED,
        ("must.listening.voice-turn.stream-goes-on", "value-changed /delta"),
        _joins_base64,
    ),
    _listens_wrongly(
        "closes-on-error",
        "It takes every error for the end.",
        "O19 E4",
        FindingKind.READ_REJECTED,
        ("must.listening.error.stream-goes-on", "read-rejected"),
        _closes_on_error,
    ),
    _listens_wrongly(
        "takes-the-first-frame-for-the-session",
        "It looks for the session in an error.",
        "O1",
        IGNORED,
        ("must.listening.refusal.stream-goes-on", "event-ignored"),
        _takes_the_first_frame_for_the_session,
    ),
    _listens_wrongly(
        "does-not-hear-translations",
        "It handles events of conversations only.",
        "O21 E26",
        IGNORED,
        ("must.listening.translation.stream-goes-on", "event-ignored"),
        _forgets("session.input_", "session.output_", "session.closed"),
    ),
)

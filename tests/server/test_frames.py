"""Every frame that any scenario sends is valid, strictly, as its server writes it."""

import base64
from typing import Any

import pytest

from pytest_realtime import endpoints, wire
from pytest_realtime.server.api import (
    Acknowledgements,
    Delay,
    Dtmf,
    ErrorEvent,
    FunctionCall,
    IdleTimeout,
    Jitter,
    LiveNulls,
    McpApproval,
    McpCall,
    McpListing,
    ModelMessage,
    MuchAudio,
    NewerSession,
    RateLimit,
    RealTime,
    Scenario,
    Turn,
    UndeclaredNull,
    UnknownEvent,
)
from tests.server.api_client import ApiClient, api

Json = dict[str, Any]
SECOND = base64.b64encode(bytes(48_000)).decode()
APPEND: Json = {"type": "input_audio_buffer.append", "audio": SECOND}
COMMIT: Json = {"type": "input_audio_buffer.commit"}
CREATE: Json = {"type": "response.create"}
CANCEL: Json = {"type": "response.cancel"}
ITEM: Json = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Hi"}]}
SPOKEN: Json = {"type": "message", "role": "user", "content": [{"type": "input_audio", "audio": SECOND}]}
HEARD: Json = {"audio": {"input": {"transcription": {"model": "gpt-4o-transcribe"}}}}
ASIDE: Json = {"conversation": "none", "output_modalities": ["text"], "metadata": {"topic": "x"}}
BETA_ASIDE: Json = {"conversation": "none", "modalities": ["text"]}

BETA = {"OpenAI_Beta": "realtime=v1"}
CONVERSATION = "/realtime?model=m"
TARGETS: dict[str, tuple[str, dict[str, str]]] = {
    "conversation": (CONVERSATION, {}),
    "call": ("/realtime?call_id=rtc_incoming", {}),
    "transcription": ("/realtime?intent=transcription", {}),
    "translation": ("/realtime/translations?model=m", {}),
    "beta": (CONVERSATION, BETA),
    "beta transcription": ("/realtime?intent=transcription", BETA),
}
SCENARIOS: dict[str, Json] = {
    "default": {},
    "minimal": {"created": "minimal"},
    "several items": {"turns": (Turn.of(ModelMessage("One."), ModelMessage("Two.")),)},
    "two calls": {"turns": (Turn.of(FunctionCall("roll"), FunctionCall("book", '{"people": 2}')),)},
    "a call": {"turns": (Turn(function="roll"),)},
    "mcp": {
        "turns": (
            Turn.of(McpApproval("docs", "search")),
            Turn.of(McpCall("docs", "search"), ModelMessage("Found.")),
        ),
        "moments": (McpListing(), McpListing(messages=2, fails=True)),
    },
    "mcp failure": {"turns": (Turn.of(McpCall("docs", "search", error="The tool failed.")),)},
    "interruption": {"turns": Scenario.interruption().turns, "speech_ms": 300},
    "unfinished": {"turns": (Turn.unfinished(),)},
    "failed": {"turns": (Turn.failed(),)},
    "incomplete": {"turns": (Turn.incomplete(), Turn.incomplete(reason="content_filter"))},
    "idle": {"moments": (IdleTimeout(), Dtmf("#", 2))},
    "limits": {"rate_limits": (RateLimit("tokens", 0, -1, 0.001), RateLimit())},
    "no limits": {"rate_limits": ()},
    "transcribed between": {"turns": (Turn(transcription="interleaved"),), "speech_ms": 300},
    "transcribed late": {"turns": (Turn(transcription="late"),), "speech_ms": 300},
    "transcribed never": {"turns": (Turn(transcription="never"),), "speech_ms": 300},
    "not transcribed": {"turns": (Turn(transcription="failed"),), "speech_ms": 300},
    "an error": {"faults": (ErrorEvent(), ErrorEvent(after="response.created", code="x"))},
    "acknowledged twice": {"faults": (Acknowledgements(2),)},
    "paced": {"faults": (RealTime(), Jitter(), Delay(0.1), MuchAudio(100_000))},
}
"""The options of a scenario; with all of them, every event is sent that the server has."""
ODD: dict[str, Json] = {
    "nulls": {"faults": (LiveNulls(),)},
    "newer": {"faults": (NewerSession(), UndeclaredNull(), UnknownEvent(after="response.created"))},
}
"""Scenarios whose frames break the schema, as live servers do, but can be read."""
NEVER_SENT = {"conversation.created", "conversation.item.input_audio_transcription.segment"}
"""Events that no live connection was seen to have, or only with models that tell speakers apart (E19, E29)."""
OF_CALLS = {"input_audio_buffer.dtmf_event_received"} | {
    f"output_audio_buffer.{word}" for word in ("started", "stopped", "cleared")
}
LISTENING = {
    *("session.created", "session.updated", "error", "conversation.item.added", "conversation.item.done"),
    *("conversation.item.retrieved", "conversation.item.deleted", "input_audio_buffer.cleared"),
    *("input_audio_buffer.committed", "input_audio_buffer.speech_started", "input_audio_buffer.speech_stopped"),
    *("input_audio_buffer.timeout_triggered", "mcp_list_tools.in_progress"),
    *("mcp_list_tools.completed", "mcp_list_tools.failed"),
    *(f"conversation.item.input_audio_transcription.{word}" for word in ("delta", "completed", "failed")),
}
"""What a connection has whose model only listens."""
SPEAKING = set(endpoints.CONVERSATION.server_events) - NEVER_SENT - {"conversation.item.created"}
SENT: dict[str, set[str]] = {
    "conversation": SPEAKING - OF_CALLS,
    "call": SPEAKING - {"response.output_audio.delta"},
    "transcription": LISTENING,
    "translation": set(endpoints.TRANSLATION.server_events),
    "beta": {
        name for name in endpoints.BETA.server_events if "mcp" not in name and not name.startswith("output_audio_b")
    }
    - NEVER_SENT,
    "beta transcription": {
        *("transcription_session.created", "transcription_session.updated", "error", "conversation.item.created"),
        *(name for name in LISTENING if name.startswith("input_audio_buffer.") and "timeout" not in name),
        *(name for name in LISTENING if "transcription.completed" in name or "transcription.failed" in name),
        "conversation.item.input_audio_transcription.delta",
    }
    - {"input_audio_buffer.cleared"},
}
"""The events that all scenarios together send on each kind of connection."""


def script(target: str) -> list[Json]:
    """What a client sends: one of each event, and some more than once."""
    if target == "translation":
        append = {"type": "session.input_audio_buffer.append", "audio": SECOND}
        update = {"type": "session.update", "session": {"audio": {"output": {"language": "es"}}}}
        return [update, append, append, {"type": "nonsense"}, {"type": "session.close"}]
    if target == "beta transcription":
        return [{"type": "transcription_session.update", "session": {}}, APPEND, COMMIT, CREATE]
    kind = "transcription" if target == "transcription" else "realtime"
    session = {"input_audio_transcription": {"model": "whisper-1"}} if target == "beta" else {**HEARD, "type": kind}
    return [
        {"type": "session.update", "session": session},
        {"type": "conversation.item.create", "item": {**ITEM, "id": "mine"}},
        {"type": "conversation.item.create", "item": {**SPOKEN, "id": "sound"}, "previous_item_id": "root"},
        {"type": "conversation.item.retrieve", "item_id": "sound"},
        {"type": "conversation.item.delete", "item_id": "mine"},
        APPEND,
        COMMIT,
        CREATE,
        {**CREATE, "response": ASIDE if target != "beta" else BETA_ASIDE},
        APPEND,
        {"type": "output_audio_buffer.clear"},
        CANCEL,
        APPEND,
        {"type": "input_audio_buffer.clear"},
        COMMIT,
        CREATE,
        {"type": "truncate the last"},
    ]


def talk(target: str, options: Json) -> ApiClient:
    """Play the script; its last line is a truncation of what the model said last."""
    path, headers = TARGETS[target]
    client = ApiClient.connect(api(beta=True, **options), path, **headers)
    for event in script(target):
        if event["type"] == "truncate the last":
            spoken = next(reversed(client.connection.state.formats), "none")
            place = {"content_index": 0, "audio_end_ms": 50}
            event = {"type": "conversation.item.truncate", "item_id": spoken, **place}
        client.send(event)
    return client


def as_read(value: Any) -> Any:
    """A payload with what only servers leave out: the audio and the transcript of a user's part (I9, I13)."""
    if isinstance(value, list):
        return [as_read(item) for item in value]
    if not isinstance(value, dict):
        return value
    whole = {name: as_read(item) for name, item in value.items()}
    if whole.get("type") == "input_audio":
        whole = {"audio": "AAAA", **{name: item for name, item in whole.items() if item is not None}}
    return whole


def check(client: ApiClient, direction: Any) -> set[str]:
    """Validate all frames; return their types."""
    kind = client.connection.state.kind
    for event in client.events:
        if direction == "read" and event["type"] not in kind.server_events:
            continue
        payload = as_read(event) if direction == "write" else event
        wire.validate(kind.server_events[event["type"]], payload, direction=direction)
    return {event["type"] for event in client.events}


@pytest.mark.parametrize("target", TARGETS)
def test_every_frame_of_every_scenario_is_valid_to_the_letter(target: str) -> None:
    seen = set().union(*(check(talk(target, options), "write") for options in SCENARIOS.values()))
    for options in ODD.values():
        check(talk(target, options), "read")
    assert seen == SENT[target]

"""Parts of conversations as servers hold them: turns, calls, errors. Each function gives the events of one part."""

from collections.abc import Iterator
from typing import Any

from pytest_realtime.payloads.streams.stream import Json, SaidEvent, example, said

Scene = Iterator[SaidEvent]

_TRANSCRIPTION = "conversation.item.input_audio_transcription"
RARE = ("prompt", "tracing", "include", "tools", "tool_choice", "reasoning", "truncation")
"""Members that a plain session does not have."""
_FORMAT = {"type": "audio/pcm", "rate": 24000}
_DETECTION = {"type": "server_vad", "threshold": 0.5, "prefix_padding_ms": 300, "silence_duration_ms": 200}
_SOUND = {
    "input": {"format": _FORMAT, "turn_detection": _DETECTION},
    "output": {"format": _FORMAT, "voice": "marin", "speed": 1.0},
}
AUDIO = ("//79/P8=", "AAECAw==")
"""Two pieces of sound in base64, each padded by itself: joined as texts they can't be decoded (E9)."""
PIECES = (" Hi", " there.")


def opening() -> Scene:
    """The session comes first (O1): a plain one, so that what a client can't read of others hides nothing else."""
    yield said("session.created", session=example("RealtimeSessionCreateResponse", without=RARE, audio=_SOUND))


def ending() -> Scene:
    """What comes last; it occurs nowhere else, so that a listener knows that all has been said."""
    yield said("rate_limits.updated")


def message(item_id: str, role: str, *content: Json, **members: Any) -> Json:
    """A message as servers send it."""
    return {"type": "message", "id": item_id, "status": "completed", "role": role, "content": [*content], **members}


def placed(item: Json, *words: str) -> Scene:
    """The events that announce an item: added, done."""
    for word in words or ("added", "done"):
        yield said(f"conversation.item.{word}", item=item)


def speech(item_id: str = "item_1") -> Scene:
    """A user speaks and is transcribed, with voice detection (O6, O12)."""
    yield said("input_audio_buffer.speech_started", item_id=item_id)
    yield said("input_audio_buffer.speech_stopped", item_id=item_id)
    yield said("input_audio_buffer.committed", item_id=item_id)
    yield from placed(message(item_id, "user", {"type": "input_audio", "transcript": "Hi."}))
    yield from transcribed(item_id)


def transcribed(item_id: str) -> Scene:
    """The words of an item."""
    for delta in PIECES:
        yield said(f"{_TRANSCRIPTION}.delta", item_id=item_id, delta=delta)
    yield said(f"{_TRANSCRIPTION}.completed", item_id=item_id, transcript="".join(PIECES))


def not_transcribed(item_id: str) -> Scene:
    """The words of an item could not be recognised (E18)."""
    yield said(f"{_TRANSCRIPTION}.failed", item_id=item_id)


def response(status: str, output: list[Json], **members: Any) -> Json:
    """The object of a response."""
    base = example(
        "RealtimeResponse",
        without=() if status != "in_progress" else ("usage", "status_details"),
        id="resp_1",
        status=status,
        output=output,
    )
    details = {"status_details": {"type": status}} if status != "in_progress" else {}
    return {**base, **details, **members}


def begun(item: Json) -> Scene:
    """A response and its item begin; the item is empty (O23)."""
    yield said("response.created", response=response("in_progress", []))
    yield said("response.output_item.added", item=item)
    yield from placed(item, "added")


def ended(item: Json, status: str = "completed", **members: Any) -> Scene:
    """The item and its response end (O8)."""
    yield from placed(item, "done")
    yield said("response.output_item.done", item=item)
    yield said("response.done", response=response(status, [item], **members))


def assistant(item_id: str, **members: Any) -> Json:
    """An item of the model that has only begun."""
    return message(item_id, "assistant", status="in_progress", **members)


def spoken(item_id: str = "item_2", *, deltas: int = len(AUDIO)) -> Scene:
    """The model speaks; ``deltas`` pieces are said."""
    place = {"item_id": item_id}
    yield said("response.content_part.added", **place, part={"type": "audio", "transcript": ""})
    for text, sound in [*zip(PIECES, AUDIO, strict=True)][:deltas]:
        yield said("response.output_audio_transcript.delta", **place, delta=text)
        yield said("response.output_audio.delta", **place, delta=sound)
    yield said("response.output_audio.done", **place)
    transcript = "".join(PIECES[:deltas])
    yield said("response.output_audio_transcript.done", **place, transcript=transcript)
    yield said("response.content_part.done", **place, part={"type": "audio", "transcript": transcript})


def spoken_item(item_id: str = "item_2", **members: Any) -> Json:
    """The item of :func:`spoken`."""
    part = {"type": "output_audio", "transcript": "".join(PIECES)}
    return message(item_id, "assistant", part, **members)


def spoken_response() -> Scene:
    """A whole response in speech."""
    yield from begun(assistant("item_2"))
    yield from spoken()
    yield from ended(spoken_item())


def written_response() -> Scene:
    """A whole response in text."""
    place = {"item_id": "item_2"}
    yield from begun(assistant("item_2"))
    yield said("response.content_part.added", **place, part={"type": "text", "text": ""})
    for text in PIECES:
        yield said("response.output_text.delta", **place, delta=text)
    whole = "".join(PIECES)
    yield said("response.output_text.done", **place, text=whole)
    yield said("response.content_part.done", **place, part={"type": "text", "text": whole})
    yield from ended(message("item_2", "assistant", {"type": "output_text", "text": whole}))


def called_function() -> Scene:
    """A response that calls a function; its arguments come in pieces (O13)."""
    call = {"type": "function_call", "id": "item_2", "name": "roll", "call_id": "call_1"}
    yield from begun({**call, "status": "in_progress", "arguments": ""})
    for delta in ('{"n"', ":2}"):
        yield said("response.function_call_arguments.delta", item_id="item_2", delta=delta)
    yield said("response.function_call_arguments.done", item_id="item_2")
    yield from ended({**call, "status": "completed", "arguments": '{"n":2}'})


def listed_tools() -> Scene:
    """An MCP server lists its tools, and another one fails to (O14)."""
    tools = example("RealtimeMcpListTools", id="mcpl_1")
    yield from placed({**tools, "tools": []}, "added")
    yield said("mcp_list_tools.in_progress")
    yield said("mcp_list_tools.completed")
    yield from placed(tools, "done")
    yield from placed({**tools, "id": "mcpl_2", "tools": []}, "added")
    yield said("mcp_list_tools.in_progress", item_id="mcpl_2")
    yield said("mcp_list_tools.failed", item_id="mcpl_2")


def called_mcp() -> Scene:
    """A response that calls a tool of an MCP server, which works, and another one, which fails (O14, I20)."""
    call = {"type": "mcp_call", "id": "mcp_1", "server_label": "docs", "name": "search"}
    yield from begun({**call, "arguments": ""})
    yield said("response.mcp_call_arguments.delta")
    yield said("response.mcp_call_arguments.done")
    yield said("response.mcp_call.in_progress")
    yield said("response.mcp_call.completed")
    yield said("response.mcp_call.failed", item_id="mcp_2")
    yield from ended({**call, "arguments": '{"n":2}', "output": "found"})


def kept_items() -> Scene:
    """What an application does to items, and what the server answers (O15, O17)."""
    spoken_part = {"type": "output_audio", "audio": "AAECAw==", "transcript": "Hi."}
    yield said("conversation.created")
    yield said("input_audio_buffer.cleared")
    yield said("conversation.item.created", item=message("item_1", "system", {"type": "input_text", "text": "Hi."}))
    yield said("conversation.item.retrieved", item=message("item_2", "assistant", spoken_part))
    yield said("conversation.item.truncated", item_id="item_2")
    yield said("conversation.item.deleted", item_id="item_1")


def timed_out() -> Scene:
    """The user said nothing for a while, and the model speaks by itself (O18)."""
    yield said("input_audio_buffer.timeout_triggered")
    yield said("input_audio_buffer.committed")
    yield from placed(message("item_1", "user", {"type": "input_audio", "transcript": ""}))
    yield from spoken_response()


def telephone() -> Scene:
    """A call by telephone, heard on a second connection: keys, and the sound that the server plays (E14, O16)."""
    yield said("input_audio_buffer.dtmf_event_received")
    yield from begun(assistant("item_2"))
    yield said("output_audio_buffer.started")
    yield from spoken()
    yield from ended(spoken_item())
    yield said("output_audio_buffer.stopped")
    yield said("output_audio_buffer.cleared")

"""Listening with Pydantic AI: ``async for event in connection`` of the connection that a realtime model opens.

The events are the library's own, so only the types of the server's events are handed on: which event of the server
each comes from is the table of ``map_event`` in the library's ``_openai_protocol``. What it gives nothing for, such
as ``response.output_item.added``, its user does not hear by design.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any

from pytest_realtime.clients.client import ListenRequest
from pytest_realtime.clients.in_process import Hear, Unsupported

_TRANSCRIPTION = "conversation.item.input_audio_transcription"


def _output(event: Any) -> str:
    medium = "output_text" if event.output_text else "output_audio_transcript"
    return f"response.{medium}.{'done' if event.is_final else 'delta'}"


NAMES: Mapping[str, Callable[[Any], str]] = {
    "AudioDelta": lambda event: "response.output_audio.delta",
    "OutputTranscript": _output,
    "InputTranscript": lambda event: f"{_TRANSCRIPTION}.{'completed' if event.is_final else 'delta'}",
    "RealtimeInputTranscriptionErrorEvent": lambda event: f"{_TRANSCRIPTION}.failed",
    "ToolCall": lambda event: "response.function_call_arguments.done",
    "RealtimeInputSpeechStartEvent": lambda event: "input_audio_buffer.speech_started",
    "RealtimeInputSpeechEndEvent": lambda event: "input_audio_buffer.speech_stopped",
    "ResponseDone": lambda event: "response.done",
    # A response that only calls functions ends with this one.
    "SessionUsage": lambda event: "response.done" if event.finish_reason == "tool_call" else "",
    # The library tells the end of the connection with the same class.
    "RealtimeSessionErrorEvent": lambda event: "error" if event.recoverable else "",
}
"""The type of the server's event, by the class of the library's."""
HEARS = frozenset(
    {
        "error",
        "input_audio_buffer.speech_started",
        "input_audio_buffer.speech_stopped",
        f"{_TRANSCRIPTION}.completed",
        f"{_TRANSCRIPTION}.delta",
        f"{_TRANSCRIPTION}.failed",
        "response.done",
        "response.function_call_arguments.done",
        "response.output_audio.delta",
        "response.output_audio_transcript.delta",
        "response.output_audio_transcript.done",
        "response.output_text.delta",
        "response.output_text.done",
    }
)


async def listen(
    connect: Callable[[ListenRequest], AbstractAsyncContextManager[Any]], request: ListenRequest, hear: Hear
) -> None:
    """Connect and iterate until the connection is over."""
    if request.kind != "conversation":
        raise Unsupported(f"the library opens no connection for {request.kind}")
    async with connect(request) as connection:
        async for event in connection:
            name = NAMES.get(type(event).__name__, lambda event: "")(event)
            if name:
                hear(name)
            if name and name == request.until:
                return

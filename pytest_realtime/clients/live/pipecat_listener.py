"""Listening with Pipecat: the frames that a service pushes into its pipeline, and the functions that it calls.

The frames are the library's own, so only the types of the server's events are handed on: which event of the server
each comes from is in the service's ``_receive_task_handler``. Processors on both sides of the service take them,
since transcriptions and errors travel upstream.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from pytest_realtime.clients.client import ListenRequest
from pytest_realtime.clients.in_process import Hear, Unsupported
from pytest_realtime.clients.live.packages import needed

NAME = "pipecat"
_TRANSCRIPTION = "conversation.item.input_audio_transcription"
UPSTREAM: Mapping[str, str] = {
    "InterimTranscriptionFrame": f"{_TRANSCRIPTION}.delta",
    "TranscriptionFrame": f"{_TRANSCRIPTION}.completed",
    "ErrorFrame": "error",
}
DOWNSTREAM: Mapping[str, str] = {
    "ProposedUserStartedSpeakingFrame": "input_audio_buffer.speech_started",
    "ProposedUserStoppedSpeakingFrame": "input_audio_buffer.speech_stopped",
    "TTSAudioRawFrame": "response.output_audio.delta",
    "TTSTextFrame": "response.output_audio_transcript.delta",
    "LLMTextFrame": "response.output_text.delta",
    "LLMFullResponseEndFrame": "response.done",
}
"""The type of the server's event, by the frame's class."""
CALLED = "response.function_call_arguments.done"
HEARS = frozenset((*UPSTREAM.values(), *DOWNSTREAM.values(), CALLED))
FUNCTION = "roll"
"""The function that the streams call."""
READS_WITHIN = 0.5
"""Seconds after which a service that reads no longer is not waited for: then its socket is never seen to close."""


async def listen(request: ListenRequest, hear: Hear) -> None:
    """Run a pipeline until the connection is over and all frames have passed."""
    if request.kind != "conversation":
        raise Unsupported(f"the service opens no connection for {request.kind}")
    service = needed("pipecat.services.openai.realtime.llm", NAME).OpenAIRealtimeLLMService(
        api_key=request.api_key, base_url=f"{request.ws_url}/realtime"
    )

    async def call(parameters: Any) -> None:
        hear(CALLED)

    service.register_function(FUNCTION, call)
    passed = asyncio.Event()
    ears = [_ear(hear, UPSTREAM, asyncio.Event()), service, _ear(hear, DOWNSTREAM, passed)]
    pipeline = needed("pipecat.pipeline.pipeline", NAME).Pipeline(ears)
    task = needed("pipecat.pipeline.task", NAME).PipelineTask(pipeline, idle_timeout_secs=None)
    started = asyncio.Event()

    async def start(*_: Any) -> None:
        started.set()

    task.add_event_handler("on_pipeline_started", start)
    runner = needed("pipecat.pipeline.runner", NAME).PipelineRunner(handle_sigint=False)
    await runner.add_workers(task)
    running = asyncio.create_task(runner.run())
    await started.wait()
    socket = service._websocket
    try:
        await asyncio.wait_for(socket.wait_closed(), READS_WITHIN)
    except TimeoutError:
        await _drain(socket)
    # It comes after all frames that are under way.
    await task.queue_frame(needed("pipecat.frames.frames", NAME).EndFrame())
    with suppress(TimeoutError):
        await asyncio.wait_for(passed.wait(), READS_WITHIN)
    await task.cancel()
    await running


async def _drain(socket: Any) -> None:
    """Read what a service has left in its socket, which can't be closed otherwise. Fails if the service reads."""
    with suppress(Exception):
        async for _ in socket:
            pass


def _ear(hear: Hear, names: Mapping[str, str], passed: asyncio.Event) -> Any:
    """A processor that hands on the frames of these classes, lets all pass, and says when the last one has."""
    frames = needed("pipecat.processors.frame_processor", NAME)

    class Ear(frames.FrameProcessor):  # type: ignore[misc, name-defined]
        async def process_frame(self, frame: Any, direction: Any) -> None:
            await super().process_frame(frame, direction)
            if name := _name_of(frame, names):
                hear(name)
            if type(frame).__name__ == "EndFrame":
                passed.set()
            await self.push_frame(frame, direction)

    return Ear()


def _name_of(frame: Any, names: Mapping[str, str]) -> str:
    # The transcript of speech is pushed a second time, as text that does not belong in the context.
    is_copy = getattr(frame, "append_to_context", True) is False
    return "" if is_copy else names.get(type(frame).__name__, "")

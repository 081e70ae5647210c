"""One voice turn of each library with ``realtime_server``: its user speaks, and hears the whole answer.

The calls are those of the libraries' own users. What they sent is validated at the end of the test: it breaks no
MUST.
"""

import asyncio
import base64
import json
from collections.abc import Awaitable
from contextlib import suppress
from typing import Any, ClassVar, TypeVar

import pytest

from pytest_realtime.server.api import Scenario, Turn
from pytest_realtime.server_testing.checked_server import CheckedServer
from tests.required import live_package

# Warnings are between the libraries and the packages that they use.
pytestmark = pytest.mark.filterwarnings("ignore")

TIMEOUT = 30.0
SPEECH = bytes(24_000)
"""Half a second."""
BEEP = 4_800
"""The bytes that the server says."""
WORDS = "A table for two?"


@pytest.fixture
def realtime_scenario() -> Scenario:
    return Scenario(turns=(Turn(WORDS), Turn(WORDS)), speech_ms=500)


Result = TypeVar("Result")


def run(turn: Awaitable[Result]) -> Result:
    async def main() -> Result:
        return await asyncio.wait_for(turn, TIMEOUT)

    return asyncio.run(main())


def test_openai_sync(realtime_server: CheckedServer) -> None:
    openai = live_package("openai", "openai-live")
    spoken, heard = b"", ""
    with (
        openai.OpenAI(base_url=realtime_server.base_url, api_key=realtime_server.api_key) as client,
        client.realtime.connect(model="gpt-realtime") as connection,
    ):
        connection.session.update(session={"type": "realtime", "instructions": "Book tables."})
        connection.input_audio_buffer.append(audio=base64.b64encode(SPEECH).decode())
        for event in connection:
            spoken += base64.b64decode(event.delta) if event.type == "response.output_audio.delta" else b""
            heard += event.delta if event.type == "response.output_audio_transcript.delta" else ""
            if event.type == "response.done":
                break
    assert (len(spoken), heard) == (BEEP, WORDS)


def test_openai_async(realtime_server: CheckedServer) -> None:
    openai = live_package("openai", "openai-live")

    async def turn() -> tuple[bytes, str]:
        spoken, heard = b"", ""
        async with (
            openai.AsyncOpenAI(base_url=realtime_server.base_url, api_key=realtime_server.api_key) as client,
            client.realtime.connect(model="gpt-realtime") as connection,
        ):
            await connection.input_audio_buffer.append(audio=base64.b64encode(SPEECH).decode())
            async for event in connection:
                spoken += base64.b64decode(event.delta) if event.type == "response.output_audio.delta" else b""
                heard += event.delta if event.type == "response.output_audio_transcript.delta" else ""
                if event.type == "response.done":
                    break
        return spoken, heard

    spoken, heard = run(turn())
    assert (len(spoken), heard) == (BEEP, WORDS)


def test_openai_agents(realtime_server: CheckedServer) -> None:
    agents = live_package("agents.realtime", "openai-agents")

    async def turn() -> bytes:
        runner = agents.RealtimeRunner(agents.RealtimeAgent(name="waiter", instructions="Book tables."))
        where = {"url": f"{realtime_server.ws_url}?model=gpt-realtime", "api_key": realtime_server.api_key}
        spoken = b""
        async with await runner.run(model_config=where) as session:
            await session.send_audio(SPEECH)
            async for event in session:
                assert event.type != "error", event
                spoken += event.audio.data if event.type == "audio" else b""
                if event.type == "agent_end":
                    break
        return spoken

    assert len(run(turn())) == BEEP
    assert realtime_server.session_updates.first["instructions"] == "Book tables."


def test_livekit(realtime_server: CheckedServer) -> None:
    realtime = live_package("livekit.plugins.openai.realtime", "livekit")
    rtc, aiohttp = live_package("livekit.rtc", "livekit"), live_package("aiohttp", "livekit")

    async def turn() -> tuple[bytes, str]:
        where = {"base_url": realtime_server.base_url, "api_key": realtime_server.api_key}
        async with aiohttp.ClientSession() as http:
            session = realtime.RealtimeModel(**where, http_session=http).session()
            begun = asyncio.get_running_loop().create_future()
            session.once("generation_created", begun.set_result)
            # The server detects the speech and commits it; a second commit would be refused (O5).
            session.push_audio(rtc.AudioFrame(SPEECH, 24_000, 1, len(SPEECH) // 2))
            spoken, heard = b"", ""
            async for message in (await begun).message_stream:
                spoken += b"".join([bytes(frame.data) async for frame in message.audio_stream])
                heard += "".join([str(text) async for text in message.text_stream])
            await session.aclose()
        return spoken, heard

    spoken, heard = run(turn())
    assert (len(spoken), heard) == (BEEP, WORDS)


def test_pipecat(realtime_server: CheckedServer) -> None:
    llm = live_package("pipecat.services.openai.realtime.llm", "pipecat")
    live_package("loguru", "pipecat").logger.disable("pipecat")
    frames = live_package("pipecat.frames.frames", "pipecat")
    context = live_package("pipecat.processors.aggregators.llm_context", "pipecat")
    processor: Any = live_package("pipecat.processors.frame_processor", "pipecat").FrameProcessor

    class Ear(processor):  # type: ignore[misc]
        spoken, heard = b"", ""

        async def process_frame(self, frame: Any, direction: Any) -> None:
            await super().process_frame(frame, direction)
            self.spoken += frame.audio if isinstance(frame, frames.TTSAudioRawFrame) else b""
            self.heard += frame.text if isinstance(frame, frames.TTSTextFrame) else ""
            await self.push_frame(frame, direction)
            if isinstance(frame, frames.LLMFullResponseEndFrame):
                over.set()

    async def turn() -> tuple[bytes, str]:
        ear = Ear()
        service = llm.OpenAIRealtimeLLMService(api_key=realtime_server.api_key, base_url=realtime_server.ws_url)
        pipeline = live_package("pipecat.pipeline.pipeline", "pipecat").Pipeline([service, ear])
        task = live_package("pipecat.pipeline.task", "pipecat").PipelineTask(pipeline, idle_timeout_secs=None)
        runner = live_package("pipecat.pipeline.runner", "pipecat").PipelineRunner(handle_sigint=False)
        await runner.add_workers(task)
        running = asyncio.create_task(runner.run())
        # Pipecat sends its user's voice on once it has a conversation to speak in. It asks for an answer to these
        # words by itself: a voice at the same time would get another one from the server.
        await task.queue_frame(frames.LLMContextFrame(context.LLMContext([{"role": "user", "content": "Hello."}])))
        await over.wait()
        over.clear()
        await task.queue_frame(frames.InputAudioRawFrame(SPEECH, 24_000, 1))
        await over.wait()
        await task.cancel()
        await running
        return ear.spoken, ear.heard

    over = asyncio.Event()
    spoken, heard = run(turn())
    assert spoken[:BEEP].strip(b"\0")
    assert heard.replace(" ", "") == 2 * WORDS.replace(" ", "")


def test_pydantic_ai(realtime_server: CheckedServer) -> None:
    openai = live_package("pydantic_ai.realtime.openai", "pydantic-ai")
    provider = live_package("pydantic_ai.providers.openai", "pydantic-ai").OpenAIProvider
    done = live_package("pydantic_ai.realtime", "pydantic-ai").RealtimeTurnCompleteEvent

    async def turn() -> str:
        where = provider(base_url=realtime_server.base_url, api_key=realtime_server.api_key)
        agent = live_package("pydantic_ai", "pydantic-ai").Agent(instructions="Book tables.")
        model = openai.OpenAIRealtimeModel("gpt-realtime", provider=where)
        async with agent.realtime(model).session() as session:
            await session.send_audio(SPEECH)
            async for event in session:
                if isinstance(event, done):
                    break
            return str(session.all_messages())

    assert WORDS in run(turn())
    assert realtime_server.session_updates.first["instructions"] == "Book tables."


def test_litellm(realtime_server: CheckedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """LiteLLM's socket call stands between an application's WebSocket, here two queues, and the API."""
    monkeypatch.setenv("LITELLM_LOCAL_MODEL_COST_MAP", "True")
    call = live_package("litellm", "litellm")._arealtime

    class Application:
        headers: ClassVar[dict[str, str]] = {}
        scope: ClassVar[dict[str, Any]] = {"headers": []}

        def __init__(self) -> None:
            self.says: asyncio.Queue[str] = asyncio.Queue()
            self.hears: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

        async def receive_text(self) -> str:
            return await self.says.get()

        async def send_text(self, text: str | bytes) -> None:
            await self.hears.put(json.loads(text))

        async def close(self, *args: Any, **options: Any) -> None:
            await self.hears.put({"type": "response.done"})

    async def turn() -> bytes:
        application = Application()
        where = {"api_base": realtime_server.base_url.removesuffix("/v1"), "api_key": realtime_server.api_key}
        passing_on = asyncio.create_task(call(model="openai/gpt-realtime", websocket=application, **where))
        audio = base64.b64encode(SPEECH).decode()
        application.says.put_nowait(json.dumps({"type": "input_audio_buffer.append", "audio": audio}))
        spoken = b""
        while (event := await application.hears.get())["type"] != "response.done":
            spoken += base64.b64decode(event["delta"]) if event["type"] == "response.output_audio.delta" else b""
        passing_on.cancel()
        with suppress(asyncio.CancelledError):
            await passing_on
        return spoken

    assert len(run(turn())) == BEEP

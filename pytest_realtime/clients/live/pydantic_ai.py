"""The registered client ``pydantic-ai``: the realtime model of Pydantic AI for OpenAI.

An application passes settings, instructions and tools when a session opens (``OpenAIRealtimeModel.connect``,
which an agent's realtime session calls), and the model sends them in one ``session.update``. There is no call for a
later update, so each payload gets a session of its own, and sequences of two updates are not tested.

The settings can't express ``include``, ``tracing``, ``prompt``, mcp tools, audio formats other than the model's
own, forced tool choices, and ``event_id``. The model's name is sent in the URL.

The other events are made of the content that is passed to ``connection.send``, as an agent's realtime session does;
see :mod:`pytest_realtime.clients.live.pydantic_ai_calls`.
"""

import json
from contextlib import AsyncExitStack
from typing import Any

from pytest_realtime.clients.card import Card
from pytest_realtime.clients.client import Client, ListenRequest
from pytest_realtime.clients.in_process import Hear, Unsupported
from pytest_realtime.clients.live.client import LiveClient
from pytest_realtime.clients.live.integration import Address, Integration
from pytest_realtime.clients.live.packages import needed, version_of
from pytest_realtime.clients.live.pydantic_ai_calls import contents_for
from pytest_realtime.clients.live.pydantic_ai_listener import HEARS, listen
from pytest_realtime.clients.live.translate import Translation, part, same, session_of, translate

NAME = "pydantic-ai"
LIBRARY = "Pydantic AI's OpenAIRealtimeModelSettings"
EVENT = "SessionUpdateEvent"
MODEL = "gpt-realtime-2.1"
"""A reasoning model: reasoning settings are sent for no other."""
PCM = {"type": "audio/pcm", "rate": 24000}
OTHERS = (
    "ConversationItemCreateEvent",
    "InputAudioBufferAppendEvent",
    "InputAudioBufferClearEvent",
    "InputAudioBufferCommitEvent",
    "ResponseCancelEvent",
    "ResponseCreateEvent",
)
"""The other events that a connection sends."""
DETECTION = "/session/audio/input/turn_detection"

DEFAULTS: dict[str, Any] = {
    "/session/instructions": "",
    "/session/output_modalities": ["audio"],
    "/session/audio/input/format": PCM,
    "/session/audio/input/transcription": {"model": "gpt-live-transcribe"},
    DETECTION: {"type": "server_vad", "create_response": True, "interrupt_response": True},
    f"{DETECTION}/create_response": True,
    f"{DETECTION}/interrupt_response": True,
    f"{DETECTION}/eagerness": "auto",
    "/session/audio/output/format": PCM,
}
"""What every session contains: OpenAIRealtimeModel._session_config and turn_detection_config."""


def client() -> Client:
    """Make the client. Raises :class:`ClientError` when a package is missing."""
    needed("pydantic_ai.realtime.openai", NAME)
    return LiveClient(PydanticAI())


class PydanticAI(Integration):
    """One connection per payload."""

    def __init__(self) -> None:
        self._openai = needed("pydantic_ai.realtime.openai", NAME)
        self._package = needed("pydantic_ai", NAME)
        self.rejects = (self._package.UserError,)
        self.card = Card(
            name=NAME,
            version=version_of("pydantic-ai-slim"),
            homepage="https://github.com/pydantic/pydantic-ai",
            transport="live",
            types=dict.fromkeys((EVENT, *OTHERS), frozenset({"send"})),
            defaults={EVENT: DEFAULTS},
            hears=HEARS,
        )
        self._model: Any = None
        self._http: Any = None
        self._connection: Any = None
        self._open = AsyncExitStack()

    async def open(self, address: Address) -> None:
        """Make the model; a session is opened for each payload."""
        provider = needed("pydantic_ai.providers.openai", NAME).OpenAIProvider
        where = provider(base_url=address.http, api_key=address.api_key)
        self._model = self._openai.OpenAIRealtimeModel(MODEL, provider=where)

    async def send(self, wire_type: str, wire: str, *, variant: str, is_later: bool) -> None:
        """Open a session, with these settings or with none, and send in it."""
        if wire_type == EVENT:
            await self._connect(session_of(wire, LIBRARY))
            return
        contents = contents_for(wire_type, json.loads(wire))
        await self._connect({})
        for content in contents:
            await self._connection.send(content)

    async def _connect(self, session: dict[str, Any]) -> None:
        given = translate(session, SESSION, "the session", library=LIBRARY)
        audio = given.pop("audio", {})
        settings = {**given, **audio.get("input", {}), **audio.get("output", {})}
        settings.pop("format", None)
        if settings.get("openai_turn_detection", "") is None:
            # The setting for OpenAI alone can't turn detection off; the one for all providers can.
            settings["turn_detection"] = bool(settings.pop("openai_turn_detection"))
        instructions, tools = settings.pop("instructions", None), settings.pop("tools", [])
        messages = needed("pydantic_ai.messages", NAME)
        request = messages.ModelRequest(parts=[], instructions=instructions)
        parameters = needed("pydantic_ai.models", NAME).ModelRequestParameters(
            function_tools=[self._tool(tool) for tool in tools]
        )
        await self._open.aclose()
        opening = self._model.connect(
            messages=[request], model_settings=settings, model_request_parameters=parameters
        )
        self._connection = await self._open.enter_async_context(opening)

    def _tool(self, tool: dict[str, Any]) -> Any:
        return needed("pydantic_ai.tools", NAME).ToolDefinition(
            name=tool["name"],
            parameters_json_schema=tool["parameters"],
            description=tool.get("description"),
        )

    async def listen(self, request: ListenRequest, hear: Hear, *, variant: str) -> None:
        """Iterate over a connection."""
        await listen(self._connection_to, request, hear)

    def _connection_to(self, request: ListenRequest) -> Any:
        provider = needed("pydantic_ai.providers.openai", NAME).OpenAIProvider
        # No request goes through it: it is one for all connections, since making one takes a tenth of a second.
        self._http = self._http or needed("httpx", NAME).AsyncClient(trust_env=False)
        where = provider(base_url=request.base_url, api_key=request.api_key, http_client=self._http)
        messages = needed("pydantic_ai.messages", NAME)
        return self._openai.OpenAIRealtimeModel(MODEL, provider=where).connect(
            messages=[messages.ModelRequest(parts=[])],
            model_settings={},
            model_request_parameters=needed("pydantic_ai.models", NAME).ModelRequestParameters(),
        )

    async def mark(self, variant: str) -> None:
        """Clear the buffer."""
        await self._connection.send(needed("pydantic_ai.realtime.codec", NAME).ClearAudio())

    async def close(self) -> None:
        """Close the session."""
        await self._open.aclose()


def _model(value: Any) -> Any:
    raise Unsupported("Pydantic AI sends the model's name in the URL")


def _format(value: Any) -> Any:
    if value != PCM:
        raise Unsupported("Pydantic AI takes the audio format from the model's profile")
    return value


def _noise_reduction(value: Any) -> Any:
    if not isinstance(value, dict) or value.keys() != {"type"}:
        raise Unsupported(f"{LIBRARY} can only set noise reduction to a type, and can't turn it off")
    return value["type"]


def _transcription(value: Any) -> Any:
    if value is not None and (not isinstance(value, dict) or value.keys() != {"model"}):
        raise Unsupported(f"{LIBRARY} can only set the model of transcription")
    return value and value["model"]


def _voice(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    voices = needed("openai.types.realtime.realtime_audio_config_output", NAME)
    return voices.VoiceID.model_validate(value)


def _modalities(value: Any) -> Any:
    if not isinstance(value, list) or len(value) != 1:
        raise Unsupported(f"{LIBRARY} takes exactly one output modality")
    return value[0]


def _tools(value: Any) -> Any:
    members = {"type", "name", "description", "parameters"}
    for tool in value if isinstance(value, list) else [None]:
        names = tool.keys() if isinstance(tool, dict) and tool.get("type") == "function" else set[str]()
        if not {"name", "parameters"} <= names <= members:
            raise Unsupported("Pydantic AI can only set function tools with a name and parameters")
    return value


def _tool_choice(value: Any) -> Any:
    if value not in ("auto", "none"):
        raise Unsupported(f"Pydantic AI can't force a tool call, as with the tool choice {json.dumps(value)}")
    return value


def _thinking(value: Any) -> Any:
    if not isinstance(value, dict) or value.keys() != {"effort"}:
        raise Unsupported(f"{LIBRARY} can only set the effort of reasoning")
    return value["effort"]


INPUT: dict[str, tuple[str, Translation]] = {
    "format": ("format", _format),
    "noise_reduction": ("openai_input_noise_reduction", _noise_reduction),
    "transcription": ("input_transcription_model", _transcription),
    "turn_detection": ("openai_turn_detection", same),
}
OUTPUT: dict[str, tuple[str, Translation]] = {
    "format": ("format", _format),
    "voice": ("openai_voice", _voice),
    "speed": ("openai_output_speed", same),
}
_AUDIO = {
    "input": ("input", part("audio.input", INPUT, library=LIBRARY)),
    "output": ("output", part("audio.output", OUTPUT, library=LIBRARY)),
}
SESSION: dict[str, tuple[str, Translation]] = {
    "model": ("model", _model),
    "output_modalities": ("output_modality", _modalities),
    "instructions": ("instructions", same),
    "audio": ("audio", part("audio", _AUDIO, library=LIBRARY)),
    "tools": ("tools", _tools),
    "tool_choice": ("tool_choice", _tool_choice),
    "parallel_tool_calls": ("parallel_tool_calls", same),
    "max_output_tokens": ("max_tokens", same),
    "truncation": ("openai_truncation", same),
    "reasoning": ("thinking", _thinking),
}
"""A session's members and their settings."""

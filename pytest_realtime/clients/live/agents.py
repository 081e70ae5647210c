"""The registered client ``openai-agents``: the realtime model of OpenAI's Agents SDK for Python.

An application hands its settings to ``RealtimeRunner.run`` (``initial_model_settings``), and changes them with
``session.model.send_event(RealtimeModelSendSessionUpdate(…))``. Both end in the model that is asked here. One
connection serves all questions, as an update depends on nothing that came before; ``tracing`` is the exception:
the SDK takes it when it connects, and sends it in an event of its own once the server has told of its session.

The settings are RealtimeSessionModelSettings. They have no word for ``include`` and ``truncation``, for the
``event_id``, for mcp tools, and for sessions of another type than ``realtime``.
"""

import asyncio
from typing import Any

from pytest_realtime.clients.card import Card
from pytest_realtime.clients.client import Client
from pytest_realtime.clients.in_process import Rejected, Unsupported
from pytest_realtime.clients.live.client import LiveClient
from pytest_realtime.clients.live.integration import Address, Integration
from pytest_realtime.clients.live.packages import needed, version_of
from pytest_realtime.clients.live.translate import Translation, same, session_of, translate, without_null

NAME = "openai-agents"
LIBRARY = "the SDK's RealtimeSessionModelSettings"
EVENT = "SessionUpdateEvent"

DEFAULTS: dict[str, Any] = {
    "/session/model": "gpt-realtime-2.1",
    "/session/output_modalities": ["audio"],
    "/session/audio/input/format": {"type": "audio/pcm", "rate": 24000},
    "/session/audio/input/transcription": {"model": "gpt-4o-mini-transcribe"},
    "/session/audio/input/turn_detection": {"type": "semantic_vad", "interrupt_response": True},
    "/session/audio/output/format": {"type": "audio/pcm", "rate": 24000},
    "/session/audio/output/voice": "ash",
    "/session/tools": [],
}
"""What every update carries, from agents/realtime/openai_realtime.py (DEFAULT_MODEL_SETTINGS and its model)."""


def client() -> Client:
    """Make the client. Raises :class:`ClientError` when the package is missing."""
    return LiveClient(Agents())


class Agents(Integration):
    """The model behind every realtime session of the SDK."""

    def __init__(self) -> None:
        self._sdk = needed("agents.realtime", NAME)
        self.rejects = (needed("agents", NAME).UserError,)
        self.card = Card(
            name=NAME,
            version=version_of("openai-agents"),
            homepage="https://github.com/openai/openai-agents-python",
            transport="live",
            keeps_connection=True,
            types={EVENT: frozenset({"send"})},
            defaults={EVENT: DEFAULTS},
        )
        self._model: Any = None
        self._address: Address | None = None

    async def open(self, address: Address) -> None:
        """Connect without settings."""
        self._address = address
        await self._connect({"tracing": None})

    async def _connect(self, settings: dict[str, Any]) -> None:
        """Connect, and wait until the server has agreed to all that the SDK sends of its own accord."""
        assert self._address is not None
        await self.close()
        self._model = self._sdk.OpenAIRealtimeWebSocketModel()
        agreed = _Updates(1 if settings["tracing"] is None else 2)
        self._model.add_listener(agreed)
        url = f"{self._address.ws}/realtime?model={settings.get('model_name', self._model.model)}"
        options = {"api_key": self._address.api_key, "url": url, "initial_model_settings": settings}
        await self._model.connect(options)
        await agreed.all_there.wait()
        self._model.remove_listener(agreed)
        if agreed.exception:
            raise Rejected(f"{type(agreed.exception).__qualname__}: {agreed.exception}")

    async def send(self, wire_type: str, wire: str, *, way: str, is_later: bool) -> None:
        """Update the session; with tracing, connect with it."""
        settings = translate(session_of(wire, LIBRARY), SESSION, "the session", library=LIBRARY)
        if "tracing" not in settings:
            await self._model.send_event(self._sdk.RealtimeModelSendSessionUpdate(session_settings=settings))
        elif is_later:
            raise Unsupported("the SDK takes tracing only when it connects")
        else:
            await self._connect(settings)

    async def mark(self, way: str) -> None:
        """Send a raw message, as applications do for events that the SDK has no call for."""
        await self._model.send_event(self._sdk.RealtimeModelSendRawMessage({"type": "input_audio_buffer.clear"}))

    async def close(self) -> None:
        """Close the connection."""
        model, self._model = self._model, None
        if model is not None:
            await model.close()


class _Updates:
    """A listener that waits for so many ``session.updated``, or for an exception: the SDK tells of it that way."""

    def __init__(self, wanted: int) -> None:
        self._missing = wanted
        self.exception: BaseException | None = None
        self.all_there = asyncio.Event()

    async def on_event(self, event: Any) -> None:
        if event.type == "raw_server_event" and event.data.get("type") == "session.updated":
            self._missing -= 1
        if event.type == "exception":
            self.exception = event.exception
        if self._missing <= 0 or self.exception:
            self.all_there.set()


def _tools(value: Any) -> Any:
    if not isinstance(value, list):
        raise Unsupported(f"{LIBRARY} takes tools as a list")
    return [_tool(tool) for tool in value]


def _tool(tool: Any) -> Any:
    members = {"type", "name", "description", "parameters"}
    if not isinstance(tool, dict) or tool.get("type") != "function" or tool.keys() != members:
        raise Unsupported("the SDK has function tools only, with a name, a description and parameters")
    return needed("agents", NAME).FunctionTool(
        name=tool["name"],
        description=tool["description"],
        params_json_schema=tool["parameters"],
        on_invoke_tool=_invoke,
        strict_json_schema=False,
    )


async def _invoke(context: Any, arguments: str) -> str:
    return ""


def _part(place: str, **rules: Translation) -> Translation:
    table = {name: (name, rule) for name, rule in rules.items()}
    return lambda value: translate(value, table, place, library=LIBRARY)


SESSION: dict[str, tuple[str, Translation]] = {
    "model": ("model_name", same),
    "output_modalities": ("output_modalities", same),
    "instructions": ("instructions", same),
    "audio": (
        "audio",
        _part(
            "audio",
            input=_part("audio.input", format=same, noise_reduction=same, transcription=same, turn_detection=same),
            output=_part("audio.output", format=same, voice=same, speed=same),
        ),
    ),
    "tools": ("tools", _tools),
    "tool_choice": ("tool_choice", same),
    "parallel_tool_calls": ("parallel_tool_calls", same),
    "reasoning": ("reasoning", same),
    "max_output_tokens": ("max_output_tokens", same),
    "tracing": ("tracing", same),
    # The type of the setting has no null, and the SDK looks into it.
    "prompt": ("prompt", without_null("the SDK's prompt")),
}
"""Members of a session, and the settings that stand for them."""

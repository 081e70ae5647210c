"""The registered client ``openai-agents``: the realtime model of OpenAI's Agents SDK for Python.

An application passes its settings to ``RealtimeRunner.run`` (``initial_model_settings``) and changes them with
``session.model.send_event(RealtimeModelSendSessionUpdate(…))``. Both end in the model that is used here. One
connection serves all payloads, since an update does not depend on earlier ones. The exception is ``tracing``: the
SDK takes it when it connects, and sends it in a separate event after ``session.created``.

The settings are RealtimeSessionModelSettings. They can't express ``include``, ``truncation``, ``event_id``, mcp
tools, and session types other than ``realtime``.

All other events are sent in two ways: with the call made for them, see
:mod:`pytest_realtime.clients.live.agents_calls`, and as a raw message (``RealtimeModelSendRawMessage``), the SDK's
way for events without a call. The SDK refuses a raw message by logging an error, which is a rejection here.
"""

import asyncio
import json
from typing import Any

from pytest_realtime.clients.card import Card
from pytest_realtime.clients.client import Client, ListenRequest
from pytest_realtime.clients.in_process import Hear, Rejected, Unsupported
from pytest_realtime.clients.live.agents_calls import call_for, raw_message
from pytest_realtime.clients.live.agents_listener import HEARS, listen
from pytest_realtime.clients.live.client import LiveClient
from pytest_realtime.clients.live.errors_logged import ErrorsLogged
from pytest_realtime.clients.live.integration import Address, Integration
from pytest_realtime.clients.live.packages import needed, version_of
from pytest_realtime.clients.live.translate import Translation, part, same, session_of, translate
from pytest_realtime.event_table import CLIENT_EVENTS

NAME = "openai-agents"
LIBRARY = "the SDK's RealtimeSessionModelSettings"
EVENT = "SessionUpdateEvent"
CALL, RAW = "call", "raw message"

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
"""What every update contains: agents/realtime/openai_realtime.py, DEFAULT_MODEL_SETTINGS and its model."""


def client() -> Client:
    """Make the client. Raises :class:`ClientError` when the package is missing."""
    return LiveClient(Agents())


class Agents(Integration):
    """The model behind every realtime session of the SDK."""

    variants = (CALL, RAW)

    def __init__(self) -> None:
        self._sdk = needed("agents.realtime", NAME)
        self.rejects = (needed("agents", NAME).UserError,)
        self.card = Card(
            name=NAME,
            version=version_of("openai-agents"),
            homepage="https://github.com/openai/openai-agents-python",
            transport="live",
            keeps_connection=True,
            hears=HEARS,
            types=dict.fromkeys(CLIENT_EVENTS.values(), frozenset({"send"})),
            defaults={EVENT: DEFAULTS},
        )
        self._model: Any = None
        self._address: Address | None = None
        self._is_configured = False
        """Whether it connected with a payload's settings."""

    async def open(self, address: Address) -> None:
        """Connect without settings."""
        self._address = address
        await self._connect({"tracing": None})

    async def _connect(self, settings: dict[str, Any]) -> None:
        """Connect, and wait until the server has confirmed every update that the SDK sends of its own accord."""
        assert self._address is not None
        await self.close()
        self._is_configured = settings != {"tracing": None}
        self._model = self._sdk.OpenAIRealtimeWebSocketModel()
        # One update with the settings and, if tracing is on, one with that.
        updates = _Awaited("session.updated", 1 if settings["tracing"] is None else 2)
        self._model.add_listener(updates)
        url = f"{self._address.ws}/realtime?model={settings.get('model_name', self._model.model)}"
        options = {"api_key": self._address.api_key, "url": url, "initial_model_settings": settings}
        await self._model.connect(options)
        await self._wait_for(updates)

    async def _wait_for(self, answers: "_Awaited") -> None:
        await answers.all_there.wait()
        self._model.remove_listener(answers)
        if answers.exception:
            raise Rejected(f"{type(answers.exception).__qualname__}: {answers.exception}")

    async def send(self, wire_type: str, wire: str, *, variant: str, is_later: bool) -> None:
        """Send an event, by a call or as a raw message."""
        if wire_type == EVENT:
            if variant == RAW:
                raise Unsupported("a session is updated with the SDK's settings")
            await self._update(wire, is_later)
            return
        event = json.loads(wire)
        message = raw_message(event) if variant == RAW else call_for(wire_type, event)
        done = _Awaited("response.done", 1)
        self._model.add_listener(done)
        with ErrorsLogged("openai.agents") as errors:
            await self._model.send_event(message.send)
        if errors.messages:
            self._model.remove_listener(done)
            raise Rejected(errors.messages[0])
        if message.responds:
            # It is sent by a task of the SDK's own, the next one when this response is over.
            await self._wait_for(done)
        self._model.remove_listener(done)

    async def _update(self, wire: str, is_later: bool) -> None:
        """Update the session; with tracing, connect again."""
        settings = translate(session_of(wire, LIBRARY), SESSION, "the session", library=LIBRARY)
        if "tracing" not in settings:
            if self._is_configured and not is_later:
                # The model's name of those settings would be in every update from now on.
                await self._connect({"tracing": None})
            await self._model.send_event(self._sdk.RealtimeModelSendSessionUpdate(session_settings=settings))
        elif is_later:
            raise Unsupported("the SDK can set tracing only when it connects")
        else:
            await self._connect(settings)

    async def listen(self, request: ListenRequest, hear: Hear, *, variant: str) -> None:
        """Iterate over a session."""
        await listen(self._sdk, needed("agents", NAME), request, hear)

    async def mark(self, variant: str) -> None:
        """Send a raw message, as applications do for events without a call in the SDK."""
        await self._model.send_event(self._sdk.RealtimeModelSendRawMessage({"type": "input_audio_buffer.clear"}))

    async def close(self) -> None:
        """Close the connection."""
        model, self._model = self._model, None
        if model is not None:
            await model.close()


class _Awaited:
    """A listener that waits for an event ``count`` times, or for the SDK to report an exception."""

    def __init__(self, name: str, count: int) -> None:
        self._name = name
        self._missing = count
        self.exception: BaseException | None = None
        self.all_there = asyncio.Event()

    async def on_event(self, event: Any) -> None:
        if event.type == "raw_server_event" and event.data.get("type") == self._name:
            self._missing -= 1
        if event.type == "exception":
            self.exception = event.exception
        if self._missing <= 0 or self.exception:
            self.all_there.set()


def _tools(value: Any) -> Any:
    if not isinstance(value, list):
        raise Unsupported(f"{LIBRARY} can only set tools to a list")
    return [_tool(tool) for tool in value]


def _tool(tool: Any) -> Any:
    members = {"type", "name", "description", "parameters"}
    if not isinstance(tool, dict) or tool.get("type") != "function" or tool.keys() != members:
        raise Unsupported("the SDK can only set function tools with a name, a description and parameters")
    return needed("agents", NAME).FunctionTool(
        name=tool["name"],
        description=tool["description"],
        params_json_schema=tool["parameters"],
        on_invoke_tool=_invoke,
        strict_json_schema=False,
    )


async def _invoke(context: Any, arguments: str) -> str:
    return ""


def _part(place: str, **translations: Translation) -> Translation:
    return part(place, {name: (name, each) for name, each in translations.items()}, library=LIBRARY)


def _prompt(value: Any) -> Any:
    # The setting's type has no null, and the SDK looks into it.
    if value is None:
        raise Unsupported("the SDK can't set prompt to null")
    return value


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
    "prompt": ("prompt", _prompt),
}
"""A session's members and their settings."""

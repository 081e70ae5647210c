"""The registered client ``livekit``: the OpenAI plugin of LiveKit Agents.

An application passes its settings to ``RealtimeModel``, whose session sends them in a first ``session.update``
together with the defaults of all others. What can't be set there is updated next: ``update_instructions``,
``update_tools``, ``update_options(max_response_output_tokens=…)``. Each payload gets a new session, and its output
is all the session's updates, merged. A later payload updates the existing session.

Settings are the models of the package openai, as the plugin's signatures say; they are built with
``model_validate``. The plugin can't express ``include``, ``parallel_tool_calls``, ``prompt``, audio formats other
than its own, custom voices, mcp tools, and the caller's ``event_id``.

All other events are sent in two ways: with the call made for them, see
:mod:`pytest_realtime.clients.live.livekit_calls`, in a session of its own, and as a dict with ``send_event``.
"""

import json
import logging
from collections.abc import Callable
from typing import Any

from pytest_realtime.clients.card import Card
from pytest_realtime.clients.client import Client, ListenRequest
from pytest_realtime.clients.in_process import Hear, Unsupported
from pytest_realtime.clients.live.client import LiveClient
from pytest_realtime.clients.live.integration import Address, Integration
from pytest_realtime.clients.live.livekit_calls import call_for
from pytest_realtime.clients.live.livekit_listener import HEARS, listen
from pytest_realtime.clients.live.packages import needed, version_of
from pytest_realtime.clients.live.translate import Translation, part, same, session_of, translate
from pytest_realtime.event_table import CLIENT_EVENTS

NAME = "livekit"
LIBRARY = "LiveKit's RealtimeModel"
EVENT = "SessionUpdateEvent"
CALL, ANY = "call", "send_event"
PCM = {"type": "audio/pcm", "rate": 24000}
ONLY_LATER = ("max_response_output_tokens",)
"""Options that only ``update_options`` takes."""
ONLY_AT_FIRST = ("model", "modalities")
"""Options that ``update_options`` does not take."""

DEFAULTS: dict[str, Any] = {
    "/session/model": "gpt-realtime",
    "/session/output_modalities": ["audio"],
    "/session/audio/input/format": PCM,
    "/session/audio/input/noise_reduction": None,
    "/session/audio/input/transcription": {"model": "gpt-4o-mini-transcribe"},
    "/session/audio/input/turn_detection": {
        "type": "semantic_vad",
        "create_response": True,
        "eagerness": "medium",
        "interrupt_response": True,
    },
    "/session/audio/output/format": PCM,
    "/session/audio/output/speed": 1.0,
    "/session/audio/output/voice": "marin",
    "/session/max_output_tokens": "inf",
    "/session/tool_choice": "auto",
    "/session/tracing": None,
}
"""What the first update contains: RealtimeSession._create_session_update_event and the defaults of its options."""


def client() -> Client:
    """Make the client. Raises :class:`ClientError` when a package is missing.

    The plugin registers itself when it is imported, which has to happen in the main thread.
    """
    needed("livekit.plugins.openai.realtime", NAME)
    # A session that refuses its settings leaves a task behind, whose end is logged at length.
    logging.getLogger("livekit.agents").disabled = True
    return LiveClient(LiveKit())


class LiveKit(Integration):
    """One model and one session per payload."""

    variants = (CALL, ANY)

    def __init__(self) -> None:
        self._realtime = needed("livekit.plugins.openai.realtime", NAME)
        self._agents = needed("livekit.agents", NAME)
        self.card = Card(
            name=NAME,
            version=version_of("livekit-plugins-openai"),
            homepage="https://github.com/livekit/agents",
            transport="live",
            keeps_connection=True,
            hears=HEARS,
            types=dict.fromkeys(CLIENT_EVENTS.values(), frozenset({"send"})),
            defaults={EVENT: DEFAULTS},
        )
        self._session: Any = None
        self._http: Any = None
        self._address: Address | None = None

    async def open(self, address: Address) -> None:
        """Keep the address; a session is opened for each payload."""
        self._address = address
        self._http = needed("aiohttp", NAME).ClientSession()

    async def send(self, wire_type: str, wire: str, *, variant: str, is_later: bool) -> None:
        """Send an event, by a call or as a dict."""
        if wire_type == EVENT:
            if variant == ANY:
                raise Unsupported("a session is updated with the model's options")
            await self._configure(wire, is_later)
            return
        event = json.loads(wire)
        if variant == CALL:
            send = call_for(wire_type, event)
            await self._start({})
            await send(self._session)
            return
        if self._session is None:
            await self._start({})
        self._session.send_event(event)

    async def _configure(self, wire: str, is_later: bool) -> None:
        """Open a session with these settings, or update the existing one."""
        options = translate(session_of(wire, LIBRARY), SESSION, "the session", library=LIBRARY)
        audio = options.pop("audio", {})
        options = {**options, **audio.get("input", {}), **audio.get("output", {})}
        if "format" in options and is_later:
            raise Unsupported("RealtimeSession.update_options can't set the audio format")
        options.pop("format", None)
        instructions, tools = options.pop("instructions", None), options.pop("tools", None)
        if is_later:
            self._update(options)
        else:
            updated = {name: options.pop(name) for name in ONLY_LATER if name in options}
            await self._start(options)
            self._session.update_options(**updated)
        if instructions is not None:
            await self._session.update_instructions(instructions)
        if tools is not None:
            await self._session.update_tools([self._tool(tool) for tool in tools])

    async def _start(self, options: dict[str, Any]) -> None:
        assert self._address is not None
        await self._end()
        where = {"base_url": self._address.http, "api_key": self._address.api_key, "http_session": self._http}
        self._session = self._realtime.RealtimeModel(**options, **where).session()

    def _update(self, options: dict[str, Any]) -> None:
        for name in ONLY_AT_FIRST:
            if name in options:
                raise Unsupported(f"RealtimeSession.update_options can't set {name}")
        if options:
            self._session.update_options(**options)

    def _tool(self, tool: dict[str, Any]) -> Any:
        schema = {name: value for name, value in tool.items() if name != "type"}
        return self._agents.function_tool(_call, raw_schema=schema)

    async def listen(self, request: ListenRequest, hear: Hear, *, variant: str) -> None:
        """Take the events of a session."""
        await listen(self._realtime, request, hear)

    async def mark(self, variant: str) -> None:
        """Clear the buffer; the session sends in order."""
        self._session.clear_audio()

    async def close(self) -> None:
        """Close the session and its HTTP client."""
        await self._end()
        http, self._http = self._http, None
        if http is not None:
            await http.close()

    async def _end(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.aclose()


async def _call(raw_arguments: dict[str, object]) -> str:
    return ""


def _model(place: str) -> Translation:
    """Build a type of the package openai, below ``openai.types.realtime``; null stays null."""
    module, _, name = place.rpartition(".")

    def build(value: Any) -> Any:
        from pydantic import TypeAdapter

        python = getattr(needed(f"openai.types.realtime{module}", NAME), name)
        return None if value is None else TypeAdapter(python).validate_python(value)

    return build


def _only(name: str, allowed: Callable[[Any], bool]) -> Translation:
    """Pass a value on, for options that take fewer values than the API."""

    def check(value: Any) -> Any:
        if not allowed(value):
            raise Unsupported(f"{LIBRARY} can't set {name} to {json.dumps(value)}")
        return value

    return check


def _tool_choice(value: Any) -> Any:
    if isinstance(value, dict) and value.keys() == {"type", "name"} and value["type"] == "function":
        return {"type": "function", "function": {"name": value["name"]}}
    return _only("tool_choice", lambda choice: isinstance(choice, str))(value)


def _is_tools(value: Any) -> bool:
    """Whether they are raw function tools; the plugin requires parameters."""
    return isinstance(value, list) and all(
        isinstance(tool, dict) and tool.get("type") == "function" and {"name", "parameters"} <= tool.keys()
        for tool in value
    )


INPUT: dict[str, tuple[str, Translation]] = {
    "format": ("format", _only("format", lambda value: value == PCM)),
    "noise_reduction": ("input_audio_noise_reduction", _model(".realtime_audio_config_input.NoiseReduction")),
    "transcription": ("input_audio_transcription", _model(".AudioTranscription")),
    "turn_detection": ("turn_detection", _model(".RealtimeAudioInputTurnDetection")),
}
OUTPUT: dict[str, tuple[str, Translation]] = {
    "format": ("format", _only("format", lambda value: value == PCM)),
    "voice": ("voice", _only("voice", lambda value: isinstance(value, str))),
    "speed": ("speed", same),
}
SESSION: dict[str, tuple[str, Translation]] = {
    "model": ("model", _only("model", lambda value: isinstance(value, str))),
    "output_modalities": ("modalities", _only("output_modalities", lambda value: isinstance(value, list))),
    "instructions": ("instructions", _only("instructions", lambda value: isinstance(value, str))),
    "audio": (
        "audio",
        part(
            "audio",
            {
                "input": ("input", part("input", INPUT, library=LIBRARY)),
                "output": ("output", part("output", OUTPUT, library=LIBRARY)),
            },
            library=LIBRARY,
        ),
    ),
    "tools": ("tools", _only("tools", _is_tools)),
    "tool_choice": ("tool_choice", _tool_choice),
    "tracing": ("tracing", _model(".realtime_session_create_response.Tracing")),
    "truncation": ("truncation", _model(".RealtimeTruncation")),
    "reasoning": ("reasoning", _model(".RealtimeReasoning")),
    "max_output_tokens": ("max_response_output_tokens", same),
}
"""A session's members and their options."""

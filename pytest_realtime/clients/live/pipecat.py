"""The registered client ``pipecat``: the OpenAI realtime service of Pipecat.

An application makes ``SessionProperties``, whose members have the API's names, and sends them with
``send_client_event(SessionUpdateEvent(session=…))``, which the service itself calls for all its updates. Here the
service runs in a pipeline of its own. The other events have models, too, and are sent with the same call.

``SessionProperties`` can't express ``parallel_tool_calls``, ``truncation`` and some nested members; its models show
which. Voice activity detection is turned off with False, as the service's documentation says.
``ResponseProperties`` have no ``input``, ``conversation``, ``metadata``, ``prompt``, ``reasoning`` and
``parallel_tool_calls``; items are messages, function calls and their outputs.

*Reading.* The service parses each frame with ``parse_server_event``, whose models are what its handlers are given.
An event without a model is passed over.
"""

import asyncio
import json
from typing import Any

from pytest_realtime.clients.card import Card
from pytest_realtime.clients.client import Client, ListenRequest
from pytest_realtime.clients.in_process import Hear, Rejected, Unsupported
from pytest_realtime.clients.live.client import LiveClient
from pytest_realtime.clients.live.integration import Address, Integration
from pytest_realtime.clients.live.packages import needed, version_of
from pytest_realtime.clients.live.pipecat_listener import HEARS, listen
from pytest_realtime.clients.live.translate import Translation, part, same, session_of, translate
from pytest_realtime.event_table import SERVER_EVENTS

NAME = "pipecat"
LIBRARY = "Pipecat's SessionProperties"
MODELS = "Pipecat's models"
EVENT = "SessionUpdateEvent"

DEFAULTS: dict[str, Any] = {
    "/session/audio/input/transcription/model": "gpt-realtime-whisper",
    "/session/audio/input/turn_detection/threshold": 0.5,
    "/session/audio/input/turn_detection/prefix_padding_ms": 300,
    "/session/audio/input/turn_detection/silence_duration_ms": 500,
}
"""What is sent along with other settings: the defaults of InputAudioTranscription and TurnDetection."""


def client() -> Client:
    """Make the client. Raises :class:`ClientError` when a package is missing."""
    needed("pipecat.services.openai.realtime.llm", NAME)
    # It logs every step to stderr.
    needed("loguru", NAME).logger.disable("pipecat")
    return LiveClient(Pipecat())


class Pipecat(Integration):
    """One service in one pipeline."""

    def __init__(self) -> None:
        self._events = needed("pipecat.services.openai.realtime.events", NAME)
        self.card = Card(
            name=NAME,
            version=version_of("pipecat-ai"),
            homepage="https://github.com/pipecat-ai/pipecat",
            transport="live",
            keeps_connection=True,
            hears=HEARS,
            types={
                **dict.fromkeys((EVENT, *EVENTS), frozenset({"send"})),
                **dict.fromkeys(SERVER_EVENTS.values(), frozenset({"read"})),
            },
            defaults={EVENT: DEFAULTS, "ResponseCreateEvent": {"/response/output_modalities": ["audio"]}},
        )
        self._service: Any = None
        self._task: Any = None
        self._running: asyncio.Task[Any] | None = None

    async def open(self, address: Address) -> None:
        """Run a pipeline, and wait until the server's first event has passed through it."""
        service = needed("pipecat.services.openai.realtime.llm", NAME).OpenAIRealtimeLLMService
        self._service = service(api_key=address.api_key, base_url=f"{address.ws}/realtime")
        pipeline = needed("pipecat.pipeline.pipeline", NAME).Pipeline([self._service])
        self._task = needed("pipecat.pipeline.task", NAME).PipelineTask(pipeline, idle_timeout_secs=None)
        ready = asyncio.Event()

        async def started(*_: Any) -> None:
            ready.set()

        self._task.add_event_handler("on_pipeline_started", started)
        runner = needed("pipecat.pipeline.runner", NAME).PipelineRunner(handle_sigint=False)
        await runner.add_workers(self._task)
        self._running = asyncio.create_task(runner.run())
        await ready.wait()
        # The service answers session.created with an update of its own, which belongs to no payload.
        while not getattr(self._service, "_api_session_ready", True):
            await asyncio.sleep(0.001)

    async def send(self, wire_type: str, wire: str, *, variant: str, is_later: bool) -> None:
        """Send an event."""
        event = json.loads(wire)
        if wire_type != EVENT:
            model = getattr(self._events, wire_type)
            await self._service.send_client_event(
                model(**translate(event, EVENTS[wire_type], "the event", library=MODELS))
            )
            return
        given = {"event_id": event.pop("event_id")} if isinstance(event, dict) and "event_id" in event else {}
        session = session_of(json.dumps(event), LIBRARY)
        properties = translate(session, SESSION, "the session", library=LIBRARY)
        event = self._events.SessionUpdateEvent(session=self._events.SessionProperties(**properties), **given)
        await self._service.send_client_event(event)

    async def listen(self, request: ListenRequest, hear: Hear, *, variant: str) -> None:
        """Run a pipeline of its own, and take its frames."""
        await listen(request, hear)

    async def read(self, wire_type: str, wire: str) -> str | None:
        """Parse an event as the service does."""
        try:
            event = self._events.parse_server_event(wire)
        except Exception as error:  # It raises no other type.
            raise Rejected(str(error)) from error
        return None if event is None else str(event.model_dump_json(exclude_unset=True))

    async def mark(self, variant: str) -> None:
        """Clear the buffer."""
        await self._service.send_client_event(self._events.InputAudioBufferClearEvent())

    async def close(self) -> None:
        """End the pipeline."""
        task, self._task = self._task, None
        if task is not None:
            await task.cancel()
        if self._running is not None:
            await self._running


def _only(names: str, place: str, **translations: Translation) -> Translation:
    """Pass on an object with no other members than these; null stays null."""
    rows = {name: (name, translations.get(name, same)) for name in names.split()}
    return lambda value: None if value is None else part(place, rows, library=LIBRARY)(value)


def _string(value: Any) -> Any:
    if not isinstance(value, str):
        raise Unsupported(f"{LIBRARY} takes only a string there, not {json.dumps(value)}")
    return value


def _turn_detection(value: Any) -> Any:
    if value is None:
        return False
    kind = value.get("type") if isinstance(value, dict) else None
    names = {
        "server_vad": "type threshold prefix_padding_ms silence_duration_ms",
        "semantic_vad": "type eagerness create_response interrupt_response",
    }.get(str(kind))
    if names is None:
        raise Unsupported(f"{LIBRARY} can't set turn detection of type {kind!r}")
    return _only(names, f"turn_detection of type {kind}")(value)


_AUDIO = _only(
    "input output",
    "audio",
    input=_only(
        "format transcription noise_reduction turn_detection",
        "audio.input",
        turn_detection=_turn_detection,
        transcription=_only("model language prompt", "transcription"),
    ),
    output=_only("format voice speed", "audio.output", voice=_string),
)
_NAMES = "model output_modalities instructions tools max_output_tokens tracing prompt include reasoning"
SESSION: dict[str, tuple[str, Translation]] = {
    **{name: (name, same) for name in _NAMES.split()},
    "audio": ("audio", _AUDIO),
    "tool_choice": ("tool_choice", _string),
}
"""A session's members, all under their own names."""


def _named(names: str, **translations: Translation) -> dict[str, tuple[str, Translation]]:
    return {name: (name, translations.get(name, same)) for name in names.split()}


def _parts(value: Any) -> Any:
    rows = _named("type text audio transcript image_url detail")
    return [part("content", rows, library=MODELS)(each) for each in value] if isinstance(value, list) else value


_ITEM = part(
    "the item",
    _named("id object type status role content call_id name arguments output", content=_parts),
    library=MODELS,
)
_RESPONSE = part(
    "the response",
    _named(
        "output_modalities instructions audio tools tool_choice max_output_tokens",
        audio=_AUDIO,
        tool_choice=_string,
    ),
    library="Pipecat's ResponseProperties",
)
EVENTS: dict[str, dict[str, tuple[str, Translation]]] = {
    "ConversationItemCreateEvent": _named("type event_id previous_item_id item", item=_ITEM),
    "ConversationItemDeleteEvent": _named("type event_id item_id"),
    "ConversationItemRetrieveEvent": _named("type event_id item_id"),
    "ConversationItemTruncateEvent": _named("type event_id item_id content_index audio_end_ms"),
    "InputAudioBufferAppendEvent": _named("type event_id audio"),
    "InputAudioBufferClearEvent": _named("type event_id"),
    "InputAudioBufferCommitEvent": _named("type event_id"),
    "ResponseCancelEvent": _named("type event_id"),
    "ResponseCreateEvent": _named("type event_id response", response=_RESPONSE),
}
"""The members of the other events' models, which are named like the wire types."""

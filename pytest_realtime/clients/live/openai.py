"""The registered client ``openai-live``: OpenAI's Python package, with real WebSockets and requests.

Each payload is sent with every equivalent call; see ``VARIANTS``. An event is sent as a dict
(``connection.conversation.item.create(item=…)``, or ``connection.send`` for events with members that this call does
not take) and as a model (``connection.send(ConversationItemCreateEvent.model_validate(…))``), from the sync and
from the async client. Request bodies have no models: they are keyword arguments of the call that sends them.
"""

import inspect
import json
from functools import cache
from itertools import count
from typing import Any

from pytest_realtime.clients.card import Card, Operation
from pytest_realtime.clients.client import Client, ListenRequest
from pytest_realtime.clients.in_process import Hear, Unsupported
from pytest_realtime.clients.live.client import LiveClient
from pytest_realtime.clients.live.integration import Address, Integration
from pytest_realtime.clients.live.openai_listener import HEARS, OpenAIListener
from pytest_realtime.clients.live.packages import needed
from pytest_realtime.clients.openai.client import HOMEPAGE
from pytest_realtime.endpoints import LIVE_BODIES, LIVE_EVENTS
from pytest_realtime.event_table import CLIENT_EVENTS

NAME = "openai-live"
CALL = "rtc_live"
MODEL = "gpt-realtime-2.1"
NO_TRANSLATION = "the package has no call that opens a translation: realtime.connect opens conversations"
_SEND: frozenset[Operation] = frozenset({"send"})


def _call(path: str) -> tuple[str, ...]:
    """The call for an address: ``calls.create`` for ``/realtime/calls``, ``calls.accept`` for one call's."""
    _, _, *steps = path.split("/")
    return tuple(step for step in steps if step != "{call_id}") if "{call_id}" in steps else (*steps, "create")


REQUESTS = {body: _call(entry.path) for body, entry in LIVE_BODIES.items()}
"""The calls below ``client.realtime`` that send a body, by its wire type."""
MODELS = tuple(CLIENT_EVENTS.values())
"""The events that have models in ``openai.types.realtime``, named like their wire types."""
VARIANTS = ("sync, dict", "sync, model", "async, dict", "async, model")


def client() -> Client:
    """Make the client. Raises :class:`ClientError` when the package or its extra is missing."""
    openai = needed("openai", NAME)
    needed("websockets", NAME)
    return LiveClient(OpenAI(openai))


class OpenAI(Integration):
    """One sync and one async client of the package, each with one connection for all payloads."""

    variants = VARIANTS
    ears = ("sync", "async")

    def __init__(self, package: Any) -> None:
        self._package = package
        self._marks = count(1)
        self._listener: OpenAIListener | None = None
        self.rejects = (package.OpenAIError, TypeError)
        self.card = Card(
            name=NAME,
            version=package.__version__,
            homepage=HOMEPAGE,
            transport="live",
            keeps_connection=True,
            hears=HEARS,
            types=dict.fromkeys((*LIVE_EVENTS, *REQUESTS), _SEND),
        )

    async def open(self, address: Address) -> None:
        """Connect both."""
        package = self._package
        where = {"base_url": address.http, "api_key": address.api_key, "max_retries": 0}
        self._sync = package.OpenAI(**where, http_client=package.DefaultHttpxClient(trust_env=False))
        self._async = package.AsyncOpenAI(**where, http_client=package.DefaultAsyncHttpxClient(trust_env=False))
        options = {"model": MODEL, "websocket_connection_options": {"proxy": None}}
        self._sync_socket = self._sync.realtime.connect(**options).enter()
        self._async_socket = await self._async.realtime.connect(**options).enter()

    async def send(self, wire_type: str, wire: str, *, variant: str, is_later: bool) -> None:
        """Send an event or a request."""
        payload = json.loads(wire)
        is_async, is_model = variant.startswith("async"), variant.endswith("model")
        if wire_type in REQUESTS:
            if is_model:
                raise Unsupported("request bodies have no models")
            await _done(self._call(wire_type, self._async if is_async else self._sync)(payload))
            return
        if wire_type not in MODELS:
            raise Unsupported(NO_TRANSLATION)
        socket = self._async_socket if is_async else self._sync_socket
        await _done(_send_model(socket, wire_type, payload) if is_model else _send_dict(socket, payload))

    def _call(self, wire_type: str, client: Any) -> Any:
        call = client.realtime
        for name in REQUESTS[wire_type]:
            call = getattr(call, name)
        first = (CALL,) if "{call_id}" in LIVE_BODIES[wire_type].path else ()
        return lambda payload: call(*first, **payload)

    async def listen(self, request: ListenRequest, hear: Hear, *, variant: str) -> None:
        """Iterate over a connection, sync or async."""
        self._listener = self._listener or OpenAIListener(self._package)
        await self._listener.listen(request, hear, is_async=variant == "async")

    async def mark(self, variant: str) -> None:
        """Send the mark and read up to its answer: a connection that is not read up to the end ends in time."""
        name = f"pytest-realtime-mark-{next(self._marks)}"
        answer = name.encode()
        if variant.startswith("async"):
            await self._async_socket.input_audio_buffer.clear(event_id=name)
            while answer not in await self._async_socket.recv_bytes():
                pass
            return
        self._sync_socket.input_audio_buffer.clear(event_id=name)
        while answer not in self._sync_socket.recv_bytes():
            pass

    async def close(self) -> None:
        """Close both."""
        self._sync_socket.close()
        self._sync.close()
        await self._async_socket.close()
        await self._async.close()


def _send_dict(socket: Any, event: Any) -> Any:
    if isinstance(event, dict) and event.get("type") in CLIENT_EVENTS:
        call = socket
        for name in event["type"].split("."):
            call = getattr(call, name)
        members = {name: event[name] for name in event if name != "type"}
        if _takes(call, members):
            return call(**members)
    return socket.send(event)


def _takes(call: Any, members: dict[str, Any]) -> bool:
    """Whether a call has these parameters, and no others that it needs."""
    needed, known = _parameters(call.__func__)
    return needed <= members.keys() <= known


@cache
def _parameters(function: Any) -> tuple[frozenset[str], frozenset[str]]:
    """The names of the parameters that a method needs, and of all that it has."""
    _, *parameters = inspect.signature(function).parameters.values()
    needed = frozenset(each.name for each in parameters if each.default is each.empty)
    return needed, frozenset(each.name for each in parameters)


def _send_model(socket: Any, wire_type: str, event: Any) -> Any:
    from openai.types import realtime

    return socket.send(getattr(realtime, wire_type).model_validate(event))


async def _done(result: Any) -> None:
    """Wait for what an async client returned; a sync call is done already."""
    if hasattr(result, "__await__"):
        await result

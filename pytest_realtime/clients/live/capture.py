"""A local server that captures what a client sends, and answers just enough for every library to go on.

How one payload is captured: the library connects (or posts) to :class:`CaptureServer`, which accepts everybody,
and each WebSocket event or HTTP body is kept as a :class:`CapturedMessage`, byte for byte. A library may send an
event some time after its call has returned, so a live client then sends a mark (``MARK``) through the same
connection: frames arrive in order, hence everything before the mark has arrived when the mark has. A request has
arrived when it is answered. A driver's client can't be made to send a mark; there the suite waits for a message
that the payload's :class:`Destination` takes.

Nothing is validated here: the contracts check what was captured like any client's output.
"""

import json
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pytest_realtime.clients.body_text import body_text
from pytest_realtime.clients.live.answers import answers
from pytest_realtime.clients.live.integration import Address
from pytest_realtime.endpoints import (
    BETA_TRANSCRIPTION,
    CONVERSATION,
    KINDS,
    SENT,
    UPDATE_EVENTS,
    Endpoint,
    endpoint_at,
)
from pytest_realtime.server.actions import Accept, Action, Push, Reply, Send
from pytest_realtime.server.records import Connection, Frame, Request
from pytest_realtime.server.server import RealtimeServer
from pytest_realtime.wire.session_merge import merge

SESSION = {"type": "realtime", "object": "realtime.session", "id": "sess_live"}
_BETA_SESSION = {name: SESSION[name] for name in ("object", "id")}
_LOST = 1006
"""The code of a connection that ended without a word."""
MARK = "input_audio_buffer.clear"
"""The event that a live client sends after a payload: every library has a call for it, and it sets nothing."""
_UNRELATED = frozenset({MARK, "input_audio_buffer.append", "response.create"})
"""Events that libraries send of their own accord."""
_EVENT_NAMES = {wire_type: name for kind in KINDS for name, wire_type in kind.client_events.items()}
"""The type of every client event, by its wire type."""


@dataclass(frozen=True)
class CapturedMessage:
    """One payload that a client sent."""

    name: str
    """The event's type, or the path of a request from ``/realtime`` on."""
    text: str
    """Exactly as it came; of a form, its parts as members."""
    connection: int = 0
    """Which WebSocket it came through; 0 for requests."""


@dataclass(frozen=True)
class Destination:
    """Where a top-level payload arrives: at an endpoint, or as an event on a WebSocket."""

    endpoint: Endpoint | None
    event: str = ""
    """The event's type; empty for requests."""

    @property
    def is_event(self) -> bool:
        """Whether it arrives on a WebSocket."""
        return self.endpoint is None

    @property
    def title(self) -> str:
        """What has to arrive, for messages."""
        return f"request to …{self.endpoint.path}" if self.endpoint else self.event

    def takes(self, message: CapturedMessage) -> bool:
        """Whether this is the output for a payload with this destination."""
        if self.endpoint is None:
            # An event whose type was lost or changed is the output, too: a wrong one.
            unrelated = _UNRELATED if self.event in UPDATE_EVENTS else _UNRELATED.union(UPDATE_EVENTS)
            return bool(message.connection) and (message.name == self.event or message.name not in unrelated)
        return self.endpoint.match(message.name) is not None

    def output_of(self, messages: Sequence[CapturedMessage]) -> list[CapturedMessage]:
        """Return those that are the output: the events of this type, where there are any.

        A call may send more than what it was asked for, such as a response.create after an item.
        """
        own = [message for message in messages if message.name == self.event]
        return own if self.is_event and own else [*messages]


DESTINATIONS = {
    name: Destination(endpoint, "" if endpoint else _EVENT_NAMES[name]) for name, endpoint in SENT.items()
}
"""By wire type name. Types that only occur inside others are embedded in these."""


class CaptureServer:
    """A running local server that keeps every message. It is the server's API, too: it agrees to everything."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._messages: list[CapturedMessage] = []
        self.opened = 0
        """How many WebSockets clients have opened since :meth:`forget`."""
        self.open = 0
        """How many of them their clients have not closed."""
        # Without compression, frames are as they were written; compressing is not what the contracts are about.
        self._server = RealtimeServer(self, compression=False).start()

    @property
    def address(self) -> Address:
        """Where it listens."""
        return Address(self._server.base_url, self._server.base_url.replace("http", "ws", 1))

    def clear(self) -> None:
        """Drop what has arrived."""
        with self._changed:
            self._messages.clear()

    def forget(self) -> None:
        """Count connections anew: there is a new client."""
        with self._changed:
            self.opened = self.open = 0

    def messages(self) -> list[CapturedMessage]:
        """Return what has arrived since :meth:`clear`."""
        with self._changed:
            return list(self._messages)

    def wait_for(self, condition: Callable[[], bool], timeout: float) -> None:
        """Wait until a condition is true of :meth:`messages`, at most ``timeout`` seconds; 0 looks once."""
        with self._changed:
            self._changed.wait_for(condition, timeout)

    def close(self) -> None:
        """Stop the server."""
        self._server.stop()

    def on_request(self, request: Request) -> Reply | Accept:
        """Accept WebSockets; answer a body with what its sender expects."""
        if request.method == "GET":
            return Accept()
        path = request.path[max(request.path.find(CONVERSATION.path), 0) :]
        self._keep(CapturedMessage(path, body_text(request)))
        endpoint = endpoint_at(path)
        answer: dict[str, Any] = {}
        if endpoint and endpoint.response.endswith("ClientSecretCreateResponse"):
            answer = {"value": "ek_live", "expires_at": 1_893_456_000, "session": {**SESSION}}
        return Reply(200, json.dumps(answer).encode(), (("content-type", "application/json"),))

    def on_open(self, connection: Connection) -> Iterable[Action | Push]:
        """Send the session, in the dialect that the client asks for."""
        with self._changed:
            self.opened += 1
            self.open += 1
        is_beta = "realtime=v1" in (connection.request.header("openai-beta") or "").replace(" ", "")
        connection.state = {**_BETA_SESSION} if is_beta else {**SESSION}
        is_transcription = is_beta and connection.request.query.get("intent") == "transcription"
        kind = BETA_TRANSCRIPTION if is_transcription else CONVERSATION
        yield _event(f"{kind.prefix}.created", connection.state)

    def on_message(self, connection: Connection, frame: Frame) -> Iterable[Action | Push]:
        """Keep an event; agree to an update."""
        event = _object(frame.text)
        name = str(event.get("type", ""))
        self._keep(CapturedMessage(name, frame.text, id(connection)))
        if name in UPDATE_EVENTS:
            session = event.get("session")
            if isinstance(session, dict):
                connection.state = merge(connection.state, session)
            yield _event(f"{name}d", connection.state)
        for text in answers(event):
            yield Send(text)

    def on_close(self, connection: Connection) -> None:
        """Count it no longer, unless its client was ended."""
        with self._changed:
            self.open -= connection.close_code != _LOST

    def _keep(self, message: CapturedMessage) -> None:
        with self._changed:
            self._messages.append(message)
            self._changed.notify_all()


def combined(texts: list[str]) -> str:
    """Merge the frames sent for one payload: one stays as it is, several updates are merged as the API does."""
    if len(texts) == 1:
        return texts[0]
    events = [_object(text) for text in texts]
    if not all(isinstance(event.get("session"), dict) for event in events):
        return texts[-1]
    whole: dict[str, Any] = {}
    for event in events:
        whole = {**whole, **event, "session": merge(whole.get("session", {}), event["session"])}
    return json.dumps(whole, ensure_ascii=False)


def _event(type_: str, session: dict[str, Any]) -> Send:
    return Send(json.dumps({"type": type_, "event_id": "event_live", "session": session}))


def _object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}

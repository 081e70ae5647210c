"""What arrives at the local server, and how it answers: enough for every library to go on.

The server behind a live client judges nothing: what it was sent is judged as any client's answer is.
"""

import json
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from pytest_realtime.clients.body_text import body_text
from pytest_realtime.endpoints import CONVERSATION, LIVE_BODIES, LIVE_EVENTS, Endpoint, endpoint_at
from pytest_realtime.server.actions import Accept, Action, Push, Reply, Send
from pytest_realtime.server.records import Connection, Frame, Request
from pytest_realtime.wire.session_merge import merge

SESSION = {"type": "realtime", "object": "realtime.session", "id": "sess_live"}
MARK = "input_audio_buffer.clear"
"""The event that a live client sends behind what it was asked to send."""
_ROOT = CONVERSATION.path
JSON_HEADERS = (("content-type", "application/json"),)


@dataclass(frozen=True)
class CapturedMessage:
    """One payload that a client sent."""

    place: str
    """The event's type, or the path of a request below ``/realtime``."""
    text: str
    """Exactly as it came; of a form, its parts as members."""
    connection: int = 0
    """Which socket it came through; 0 for requests."""


_OTHERS = frozenset({MARK, "input_audio_buffer.append", "response.create"})
"""Events that libraries send of their own accord."""


@dataclass(frozen=True)
class Destination:
    """Where a payload that travels by itself arrives: at an endpoint, or as an event on a WebSocket."""

    endpoint: Endpoint | None

    @property
    def is_event(self) -> bool:
        """Whether it arrives on a WebSocket."""
        return self.endpoint is None

    @property
    def title(self) -> str:
        """What has to arrive, in words."""
        return f"request to …{self.endpoint.path}" if self.endpoint else "session event"

    def takes(self, arrival: CapturedMessage) -> bool:
        """Whether this is the output for a payload that travels here."""
        if self.endpoint is None:
            # An event whose type got lost or changed is an output, too: a wrong one.
            return bool(arrival.connection) and arrival.place not in _OTHERS
        return self.endpoint.match(f"{_ROOT}{arrival.place}") is not None


DESTINATIONS = {
    **dict.fromkeys(LIVE_EVENTS, Destination(None)),
    **{body: Destination(endpoint) for body, endpoint in LIVE_BODIES.items()},
}
"""By wire type name. Types that only occur inside others are embedded in these."""


@dataclass
class Capture:
    """An API for the local server that lets everybody in, keeps what it hears and agrees to everything."""

    changed: threading.Condition = field(default_factory=threading.Condition)
    heard_so_far: list[CapturedMessage] = field(default_factory=list)

    def forget(self) -> None:
        """Drop what has arrived."""
        with self.changed:
            self.heard_so_far.clear()

    def wait(self, enough: Callable[[list[CapturedMessage]], bool], timeout: float) -> list[CapturedMessage]:
        """What has arrived once that is ``enough``, or once ``timeout`` seconds are over."""
        with self.changed:
            self.changed.wait_for(lambda: enough(self.heard_so_far), timeout)
            return list(self.heard_so_far)

    def on_request(self, request: Request) -> Reply | Accept:
        """Let sockets in; take a body and answer with what its sender expects."""
        if request.method == "GET":
            return Accept()
        place = request.path.partition(_ROOT)[2]
        self._keep(CapturedMessage(place, body_text(request)))
        return Reply(200, json.dumps(_answer(place)).encode(), JSON_HEADERS)

    def on_open(self, connection: Connection) -> Iterable[Action | Push]:
        """Tell of the session."""
        connection.state = {**SESSION}
        yield _event("session.created", connection.state)

    def on_message(self, connection: Connection, frame: Frame) -> Iterable[Action | Push]:
        """Keep an event; agree to an update."""
        event = _object(frame.text)
        place = str(event.get("type", ""))
        self._keep(CapturedMessage(place, frame.text, id(connection)))
        if place == "session.update":
            session = event.get("session")
            if isinstance(session, dict):
                connection.state = merge(connection.state, session)
            yield _event("session.updated", connection.state)
        if place == MARK:
            yield Send('{"type":"input_audio_buffer.cleared","event_id":"event_live"}')

    def on_close(self, connection: Connection) -> None:
        """Nothing is left to do."""

    def _keep(self, arrival: CapturedMessage) -> None:
        with self.changed:
            self.heard_so_far.append(arrival)
            self.changed.notify_all()


def effect(texts: list[str]) -> str:
    """What the frames of one question come to: one as it is, several merged as the API merges."""
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


def _answer(place: str) -> dict[str, Any]:
    endpoint = endpoint_at(f"{_ROOT}{place}")
    if endpoint and endpoint.response.endswith("ClientSecretCreateResponse"):
        return {"value": "ek_live", "expires_at": 1_893_456_000, "session": {**SESSION}}
    return {}

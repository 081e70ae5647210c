"""A client of the API without sockets: makes the transport's calls, and reads the actions that come back."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from pytest_realtime.server.actions import Accept, Action, Beside, Push, Reply, Send
from pytest_realtime.server.api import RealtimeApi, Scenario
from pytest_realtime.server.records import Connection, Frame, Request

KEY = "sk-test-client"


@dataclass
class Clock:
    """A clock that stands still unless a test advances it."""

    now: float = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


def request(
    target: str, *, method: str = "POST", key: str | None = KEY, body: Any = b"", **headers: str
) -> Request:
    """A request as the transport would record it."""
    bearer = [] if key is None else [("Authorization", f"Bearer {key}")]
    sent = [*bearer, *((name.replace("_", "-"), value) for name, value in headers.items())]
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    url = urlsplit(target)
    return Request(method, url.path, f"/v1{target}", dict(parse_qsl(url.query)), tuple(sent), raw, 0.0, 1)


def answered(reply: Reply | Accept) -> Any:
    """The JSON body of an answer."""
    assert isinstance(reply, Reply)
    return json.loads(reply.body)


@dataclass
class ApiClient:
    """One connection to an API, and the actions on it so far."""

    api: RealtimeApi
    connection: Connection
    actions: list[Action | Push] = field(default_factory=list)
    order: int = 1
    """That of the last frame."""

    @classmethod
    def connect(
        cls, api: RealtimeApi, target: str = "/realtime?model=gpt-realtime-2.1", **options: Any
    ) -> "ApiClient":
        """Open a WebSocket, which has to be accepted."""
        upgrade = request(target, method="GET", Upgrade="websocket", **options)
        accepted = api.on_request(upgrade)
        assert isinstance(accepted, Accept), accepted
        client = cls(api, Connection(upgrade))
        client.perform(api.on_open(client.connection))
        return client

    def perform(self, actions: Iterable[Action | Push]) -> list[Action | Push]:
        """Carry out actions as the transport does, without waiting; return them."""
        performed = []
        for action in flat(actions):
            performed.append(action)
            if isinstance(action, Send):
                self.order += 1
                sent = Frame("text", action.text.encode(), 0.0, self.order)
                self.connection.server_messages.append(sent)
        self.actions += performed
        return performed

    def send(self, event: Any) -> list[dict[str, Any]]:
        """Send an event, or a text as it is; return the events of the answer."""
        text = event if isinstance(event, str) else json.dumps(event)
        self.order += 1
        frame = Frame("text", text.encode("utf-8", "surrogatepass"), 0.0, self.order)
        self.connection.client_messages.append(frame)
        return events_of(self.perform(self.api.on_message(self.connection, frame)))

    @property
    def events(self) -> list[dict[str, Any]]:
        """All events so far."""
        return events_of(self.actions)


def flat(actions: Iterable[Action | Push]) -> Iterator[Action | Push]:
    """Actions with those beside them in their places."""
    for action in actions:
        yield from action.actions if isinstance(action, Beside) else (action,)


def events_of(actions: Iterable[Action | Push]) -> list[dict[str, Any]]:
    return [json.loads(action.text) for action in actions if isinstance(action, Send)]


def api(**scenario: Any) -> RealtimeApi:
    return RealtimeApi(Scenario(**scenario), api_key=KEY, clock=Clock())

"""A visitor of the API without sockets: asks it what the transport would ask, and reads what it would send."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from pytest_realtime.server.actions import Accept, Action, Push, Reply, Send
from pytest_realtime.server.api import RealtimeApi, Scenario
from pytest_realtime.server.records import Connection, Frame, Request

KEY = "sk-test-visitor"


@dataclass
class Clock:
    """A clock that stands still until it is told to go on."""

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
class Visitor:
    """One connection to an API, and what was said on it."""

    api: RealtimeApi
    connection: Connection
    actions: list[Action | Push] = field(default_factory=list)

    @classmethod
    def connect(cls, api: RealtimeApi, target: str = "/realtime?model=gpt-realtime", **options: Any) -> "Visitor":
        """Open a WebSocket; it has to be let in."""
        asked = request(target, method="GET", Upgrade="websocket", **options)
        accepted = api.request(asked)
        assert isinstance(accepted, Accept), accepted
        visitor = cls(api, Connection(asked))
        visitor.actions += api.opened(visitor.connection)
        return visitor

    def send(self, event: Any) -> list[dict[str, Any]]:
        """Send an event (or a text as it is); the answer's events."""
        text = event if isinstance(event, str) else json.dumps(event)
        return self._take(self.api.heard(self.connection, Frame("text", text.encode(), 0.0, 1)))

    def _take(self, actions: Iterable[Action | Push]) -> list[dict[str, Any]]:
        taken = list(actions)
        self.actions += taken
        return events_of(taken)

    @property
    def events(self) -> list[dict[str, Any]]:
        """All events so far."""
        return events_of(self.actions)


def events_of(actions: Iterable[Action | Push]) -> list[dict[str, Any]]:
    return [json.loads(action.text) for action in actions if isinstance(action, Send)]


def api(**scenario: Any) -> RealtimeApi:
    return RealtimeApi(Scenario(**scenario), api_key=KEY, clock=Clock())

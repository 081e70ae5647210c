"""A local server that sends one stream to each client that connects."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from pytest_realtime.clients.client import ListenRequest
from pytest_realtime.endpoints import UPDATE_EVENTS
from pytest_realtime.payloads.streams.stream import Stream
from pytest_realtime.server.actions import Accept, Action, Close, Push, Reply, Send, Wait
from pytest_realtime.server.records import Connection, Frame, Request
from pytest_realtime.server.server import API_KEY, RealtimeServer
from pytest_realtime.wire.session_merge import merge

LINGERS = 0.5
"""Seconds after the last event before the server closes, for a client that did not hear it. Others have left."""
CLOSES_AFTER = 0.05
"""The same for a client that does not hear the last event: it has to take what came before, and not to leave."""
REFUSES_AFTER = 0.05
"""Seconds between the error of a refusal and the close.

When both come at once, it is a race in some clients whether the error is lost: another result in each run.
"""
CONFIGURES_WITHIN = 0.25
"""Seconds after ``session.created`` in which a client that configures its session has sent its update."""


@dataclass
class _Saying:
    """The state of a connection."""

    rest: list[Action]
    """What is still to be said."""
    session: dict[str, Any]

    def take_rest(self) -> list[Action]:
        rest, self.rest = self.rest, []
        return rest


def _is_closed_by_client(connection: Connection) -> bool:
    ours = [frame.order for frame in connection.server_messages if frame.kind == "close"]
    theirs = [frame.order for frame in connection.client_messages if frame.kind == "close"]
    return bool(theirs) and (not ours or theirs[0] < ours[0])


class StreamServer:
    """Sends a stream to each client that connects; a context manager. It is the API of its own server.

    Args:
        stream: What to say.
        hears_last: Whether the client hears the last event, and so knows itself when all has been said.
        after_update: Whether to wait for the client's first update after the first event: a real server, too, says
            nothing of interest to a client that is still configuring its session.
        closes_after: Seconds after the last event before the server closes, if ``hears_last`` is false.
    """

    def __init__(
        self, stream: Stream, *, hears_last: bool, after_update: bool, closes_after: float = CLOSES_AFTER
    ) -> None:
        self._closes_after = closes_after
        self._stream = stream
        self._hears_last = hears_last
        self._after_update = after_update
        self._server = RealtimeServer(self, compression=False)
        self.has_updated = False
        """Whether the client sent an update."""

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.stop()

    @property
    def request(self) -> ListenRequest:
        """What the client is asked to do."""
        until = self._stream.last if self._hears_last else ""
        return ListenRequest(self._server.base_url, API_KEY, kind=self._stream.kind.name, until=until)

    @property
    def was_reached(self) -> bool:
        """Whether the client connected."""
        return bool(self._server.connections)

    @property
    def was_closed_by_client(self) -> bool:
        """Whether the client closed a connection, and not the server."""
        return any(map(_is_closed_by_client, self._server.connections))

    def on_request(self, request: Request) -> Reply | Accept:
        """Accept every WebSocket; nothing else is served."""
        is_upgrade = (request.header("upgrade") or "").lower() == "websocket"
        return Accept() if is_upgrade and request.path == self._stream.kind.path else Reply(404)

    def on_open(self, connection: Connection) -> Iterable[Action | Push]:
        """Say the first event, and the rest at once or after the client's update."""
        first, *rest = [Send(event.text) for event in self._stream.events]
        session = self._stream.events[0].payload.get("session", {})
        connection.state = _Saying([*rest, *self._end()], session)
        yield first
        if not self._after_update:
            yield from connection.state.take_rest()

    def on_message(self, connection: Connection, frame: Frame) -> Iterable[Action | Push]:
        """Agree to an update; take no notice of anything else."""
        try:
            event = json.loads(frame.text)
        except (ValueError, RecursionError):
            return
        if not isinstance(event, dict) or event.get("type") not in UPDATE_EVENTS:
            return
        self.has_updated = True
        saying: _Saying = connection.state
        settings = event.get("session")
        saying.session = merge(saying.session, settings if isinstance(settings, dict) else {})
        yield Send(json.dumps({"type": f"{event['type']}d", "event_id": "event_update", "session": saying.session}))
        yield from saying.take_rest()

    def on_close(self, connection: Connection) -> None:
        """Do nothing: the connection's record says how it ended."""

    def _end(self) -> list[Action]:
        if self._stream.close_code:
            return [Wait(REFUSES_AFTER), Close(self._stream.close_code, "refused")]
        return [Wait(LINGERS if self._hears_last else self._closes_after), Close()]

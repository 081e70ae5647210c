"""A client that listens through a real WebSocket, for the reference and for those that hear wrongly."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from pytest_realtime.clients import ListenRequest
from pytest_realtime.clients.in_process import Hear, Listen
from pytest_realtime.endpoints import KINDS, SERVER_EVENT_NAMES

HEARS = frozenset(SERVER_EVENT_NAMES)
PATHS = {kind.name: kind.path for kind in KINDS}


class Leaves(Exception):
    """Raised by a wrong listener that closes the connection."""


Ear = Callable[[Any], Iterable[Any]]
"""Takes an event and returns what the client hands to its user: events, none, or several. It may raise."""


def everything(event: Any) -> Iterable[Any]:
    """Hand on each event as it is."""
    return [event]


def listener(make_ear: Callable[[], Ear] = lambda: everything) -> Listen:
    """The callable of a client that listens; each connection gets an ear of its own, which may remember."""

    def listen(request: ListenRequest, hear: Hear) -> None:
        ear = make_ear()
        url = f"{request.ws_url}{PATHS[request.kind]}?model={request.model}"
        headers = {"Authorization": f"Bearer {request.api_key}"}
        # With a full queue, closing would wait for frames that nobody reads any more.
        with connect(url, additional_headers=headers, proxy=None, max_queue=None) as socket:
            try:
                for text in socket:
                    for event in ear(json.loads(text)):
                        hear(json.dumps(event))
                        if event.get("type") == request.until:
                            return
            except (Leaves, ConnectionClosed):
                return

    return listen

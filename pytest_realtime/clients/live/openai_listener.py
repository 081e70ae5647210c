"""Listening with OpenAI's Python package: ``for event in connection``, sync and async.

The events are models. Their JSON is that of ``to_json``, with what the server sent and nothing else.
"""

import json
from typing import Any

from pytest_realtime.clients.client import ListenRequest
from pytest_realtime.clients.in_process import Hear, Unsupported
from pytest_realtime.event_table import SERVER_EVENTS

HEARS = frozenset(SERVER_EVENTS)
"""The union RealtimeServerEvent has a type for each of them."""
OPENED: dict[str, dict[str, Any]] = {
    "conversation": {},
    "transcription": {"extra_query": {"intent": "transcription"}},
}
"""What ``realtime.connect`` is given, by the kind of connection; the package opens no others."""


class OpenAIListener:
    """One sync and one async client for all connections: making one takes a tenth of a second."""

    def __init__(self, package: Any) -> None:
        where = {"base_url": "http://127.0.0.1", "api_key": "none", "max_retries": 0}
        self._sync = package.OpenAI(**where, http_client=package.DefaultHttpxClient(trust_env=False))
        self._async = package.AsyncOpenAI(**where, http_client=package.DefaultAsyncHttpxClient(trust_env=False))

    async def listen(self, request: ListenRequest, hear: Hear, *, is_async: bool) -> None:
        """Connect and iterate, until the last event or the end of the connection."""
        if request.kind not in OPENED:
            raise Unsupported(f"the package has no call that opens a connection for {request.kind}")
        model = {"model": request.model} if request.kind == "conversation" else {}
        # With a full queue, a connection that is no longer read can't be closed.
        options = {"websocket_connection_options": {"proxy": None, "max_queue": None}, **model}
        client = self._async if is_async else self._sync
        here = client.with_options(base_url=request.base_url, api_key=request.api_key)
        opening = here.realtime.connect(**options, **OPENED[request.kind])
        if is_async:
            async with opening as connection:
                async for event in connection:
                    if _is_last(event, request, hear):
                        return
        else:
            with opening as connection:
                for event in connection:
                    if _is_last(event, request, hear):
                        return


def _is_last(event: Any, request: ListenRequest, hear: Hear) -> bool:
    hear(event.to_json(indent=None, warnings=False) if hasattr(event, "to_json") else json.dumps(event))
    return bool(event.type == request.until)

"""Listening with LiveKit Agents: the event ``openai_server_event_received`` of a realtime session.

The plugin emits it for each event of the server, as a dict. The session connects again when its connection has
ended, so the listening ends with the session's error, or when it connects again.
"""

import asyncio
import json
from typing import Any

from pytest_realtime.clients.client import ListenRequest
from pytest_realtime.clients.in_process import Hear, Unsupported
from pytest_realtime.clients.live.packages import needed
from pytest_realtime.event_table import SERVER_EVENTS

HEARS = frozenset(SERVER_EVENTS)


async def listen(realtime: Any, request: ListenRequest, hear: Hear) -> None:
    """Open a session and take its events."""
    if request.kind != "conversation":
        raise Unsupported(f"the plugin opens no connection for {request.kind}")
    ended = asyncio.Event()

    def take(event: dict[str, Any]) -> None:
        hear(json.dumps(event))
        if event.get("type") == request.until:
            ended.set()

    def note(error: Any) -> None:
        if not error.recoverable:
            ended.set()

    async with needed("aiohttp", "livekit").ClientSession() as http:
        where = {"base_url": request.base_url, "api_key": request.api_key, "http_session": http}
        session = realtime.RealtimeModel(model=request.model, **where).session()
        session.on("openai_server_event_received", take)
        session.on("session_reconnected", lambda event: ended.set())
        session.on("error", note)
        await ended.wait()
        await session.aclose()

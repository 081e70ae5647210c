"""Listening with OpenAI's Agents SDK: ``async for event in session`` of a session that a runner starts.

Besides events of its own, the session hands on each event of the server as a ``raw_model_event``: the JSON is that.
"""

import json
from typing import Any

from pytest_realtime.clients.client import ListenRequest
from pytest_realtime.clients.in_process import Hear, Unsupported
from pytest_realtime.event_table import SERVER_EVENTS

HEARS = frozenset(SERVER_EVENTS)


async def listen(realtime: Any, agents: Any, request: ListenRequest, hear: Hear) -> None:
    """Run a session of an agent that has the function which the streams call."""
    if request.kind != "conversation":
        raise Unsupported(f"the SDK opens no connection for {request.kind}")
    agent = realtime.RealtimeAgent(name="listener", instructions="Listen.", tools=[agents.function_tool(roll)])
    where = {"api_key": request.api_key, "url": f"{request.ws_url}/realtime?model={request.model}"}
    session = await realtime.RealtimeRunner(agent).run(model_config=where)
    async with session:
        async for event in session:
            if event.type == "raw_model_event" and event.data.type == "raw_server_event":
                hear(json.dumps(event.data.data))
                if event.data.data.get("type") == request.until:
                    return


def roll(n: int) -> str:
    """Roll dice."""
    return str(n)

"""Moments: what the server does by itself, after a message of the client.

``messages`` says after which: 0 when the client connects, 1 after the answer to its first message.
"""

from collections.abc import Iterator
from typing import NamedTuple

from pytest_realtime.endpoints import ONLY_LISTENING
from pytest_realtime.server.actions import Send
from pytest_realtime.server.api.events import say
from pytest_realtime.server.api.responses import BegunResponse, respond
from pytest_realtime.server.api.session_state import Session
from pytest_realtime.server.api.user_audio import buffered_ms, commit_as


class IdleTimeout(NamedTuple):
    """The user is silent for so long that the server commits what it has and responds (API rule O18)."""

    messages: int = 1
    silence_ms: int = 6000
    """How long the user was silent."""

    def take(self, session: Session) -> Iterator[Send | BegunResponse]:
        """Yield the timeout, the item and the response."""
        item_id = session.issuer.new("item")
        start = buffered_ms(session)
        times = {"audio_start_ms": start, "audio_end_ms": start + self.silence_ms}
        yield from say(session, "input_audio_buffer.timeout_triggered", **times, item_id=item_id)
        yield from commit_as(session, item_id)
        if not session.running and session.kind not in ONLY_LISTENING:
            yield from respond(session)


class Dtmf(NamedTuple):
    """The caller presses a key of the telephone; seen on the connection beside a call only (API rule E15)."""

    key: str = "1"
    messages: int = 1

    def take(self, session: Session) -> Iterator[Send]:
        """Yield the key."""
        if session.is_call:
            name = "input_audio_buffer.dtmf_event_received"
            yield from say(session, name, event=self.key, received_at=session.issuer.now())


class McpListing(NamedTuple):
    """An MCP server names its tools, or fails to (API rule O14)."""

    server_label: str = "docs"
    tools: tuple[str, ...] = ("search",)
    fails: bool = False
    messages: int = 1

    def take(self, session: Session) -> Iterator[Send]:
        """Yield the item, its progress and its end."""
        if session.is_beta:  # its items know nothing of MCP
            return
        previous = session.last_item
        begun = {"type": "mcp_list_tools", "server_label": self.server_label, "tools": []}
        item = session.add({"id": session.issuer.new("mcpl"), **begun})
        yield from say(session, "conversation.item.added", previous_item_id=previous, item=item)
        yield from say(session, "mcp_list_tools.in_progress", item_id=item["id"])
        if self.fails:
            yield from say(session, "mcp_list_tools.failed", item_id=item["id"])
            return
        tools = [{"name": tool, "input_schema": {"type": "object"}} for tool in self.tools]
        item = session.items[item["id"]] = {**item, "tools": tools}
        yield from say(session, "mcp_list_tools.completed", item_id=item["id"])
        yield from say(session, "conversation.item.done", previous_item_id=previous, item=item)

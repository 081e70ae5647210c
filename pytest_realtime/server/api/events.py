"""Events of the server as JSON texts, in the form of the session's dialect, with an id each."""

import json
from collections.abc import Iterator
from typing import Any

from pytest_realtime.server.actions import Send
from pytest_realtime.server.api.beta_form import beta_form
from pytest_realtime.server.api.session_state import Session

Members = dict[str, Any]
_WITHOUT_ID = frozenset({"input_audio_buffer.dtmf_event_received"})
"""The only event of a server that has no id (API rule E3)."""


def say(session: Session, name: str, /, **members: Any) -> Iterator[Send]:
    """Yield an event: its name, an id and its members; nothing in the beta if the beta has no such event."""
    marked = {} if name in _WITHOUT_ID else {"event_id": session.issuer.new("event")}
    event = {"type": name, **marked, **members}
    if not session.is_beta:
        yield Send(json.dumps(event))
    elif (old := beta_form(event)) is not None:
        yield Send(json.dumps(old))


def say_added(session: Session, item: Members) -> Iterator[Send]:
    """Yield the events of a complete item that is new in the conversation (API rule O7)."""
    previous = session.item_before(item["id"])
    for word in ("added", "done"):
        yield from say(session, f"conversation.item.{word}", previous_item_id=previous, item=item)


def say_error(session: Session, error: Members, event_id: Any = None) -> Iterator[Send]:
    """Yield an error; ``event_id`` is that of the client's event, if it set one."""
    named = event_id if isinstance(event_id, str) else None
    yield from say(session, "error", error={**error, "event_id": named})

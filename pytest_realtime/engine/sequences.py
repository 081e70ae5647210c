"""Questions of two turns: what was set has to stay when something else is updated.

What counts is the session that the client's two frames come to, merged as the API merges. The second turn is
held against what the client itself sent in the first: what it lost or added there is told by other contracts.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pytest_realtime.clients import Client, Response, Status
from pytest_realtime.results import Probe
from pytest_realtime.wire.json.canonical import canonical
from pytest_realtime.wire.json.pointer import follow, parse
from pytest_realtime.wire.session_merge import merge


def send_sequence(client: Client, probe: Probe, *, timeout: float) -> tuple[Probe, Response]:
    """Ask a question of two turns; returns it with what is expected after all, and what came of it.

    Both texts are an update that says the whole session. A first turn that was not sent, or that left out
    what it was to set, makes the question unsupported.
    """
    first, *later = client.send_sequence(probe.wire_type, [probe.payload, probe.then], timeout=timeout)
    whole = replace(probe, payload=f"[{probe.payload},{probe.then}]")
    if first.status in (Status.REJECTED, Status.NOT_SENT):
        return whole, Response(Status.UNSUPPORTED, message=f"the first update was not sent: {first.message}")
    if first.status is not Status.WROTE:
        return whole, first
    before = _event(first.text)
    if before is None or not _has(before, probe.pointer):
        return whole, Response(Status.UNSUPPORTED, message="the first update left out what it was to set")
    (second,) = later
    if second.status is not Status.WROTE:
        return whole, second
    after = _event(second.text)
    if after is None:
        return replace(whole, expected=probe.then), second
    expected = canonical(_updated(before, json.loads(probe.then)))
    return replace(whole, expected=expected), replace(second, text=canonical(_updated(before, after)))


def _event(text: str | None) -> Mapping[str, Any] | None:
    """The event in a text, if it is one with a session."""
    try:
        event = json.loads(text or "")
    except (ValueError, RecursionError):
        return None
    is_update = isinstance(event, Mapping) and isinstance(event.get("session"), Mapping)
    return event if is_update else None


def _updated(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    return {**after, "session": merge(before["session"], after["session"])}


def _has(event: Any, pointer: str) -> bool:
    try:
        follow(event, parse(pointer))
    except LookupError:
        return False
    return True

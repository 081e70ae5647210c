"""Probes with two updates: what the first sets must remain when the second updates something else.

The two messages of the client are merged as the API merges them. The second update is compared with what the client
itself sent in the first: what it lost or added there is found by other contracts.
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
    """Send the two updates of a probe through one connection.

    Returns:
        The probe with its final expectation, and the response; both hold an update with the whole merged session.
        If the first update was not sent, or lacks what it should set, the response is unsupported.
    """
    first, *later = client.send_sequence(probe.wire_type, [probe.payload, probe.then], timeout=timeout)
    whole = replace(probe, payload=f"[{probe.payload},{probe.then}]")
    if first.status in (Status.REJECTED, Status.NOT_SENT):
        return whole, Response(Status.UNSUPPORTED, message=f"the first update was not sent: {first.message}")
    if first.status is not Status.WROTE:
        return whole, first
    before = _event(first.text)
    if before is None or not _has(before, probe.pointer):
        return whole, Response(Status.UNSUPPORTED, message="the first update lacks what it should set")
    (second,) = later
    if second.status is not Status.WROTE:
        return whole, second
    after = _event(second.text)
    if after is None:
        return replace(whole, expected=probe.then), second
    expected = canonical(_updated(before, json.loads(probe.then)))
    return replace(whole, expected=expected), replace(second, text=canonical(_updated(before, after)))


def _event(text: str | None) -> Mapping[str, Any] | None:
    """Parse the text as an event with a session, or return None."""
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

"""Clients that differ from the reference only in ways that are allowed: all pass."""

import json
from typing import Any

from pytest_realtime.clients import Client
from pytest_realtime.wire.shapes import ObjectShape
from tests.faulty.changes import Change, changing, changing_text, numbers, objects
from tests.faulty.reference import DirectClient, card, read, write


def _with_event_id(shape: ObjectShape, value: dict[str, Any]) -> dict[str, Any]:
    return {"event_id": "evt_of_ours", **value} if "event_id" in shape.members else value


def _spaced(text: str) -> str:
    return json.dumps(json.loads(text), indent=2, sort_keys=True)


def _client(name: str, **answers: Any) -> Client:
    return DirectClient(card(name), **{"roundtrip": write, "read": read, **answers})


FRACTIONS: Change = numbers("number", lambda value: float(value))


def right_clients() -> dict[str, Client]:
    """The clients by name."""
    clients = (
        _client("pretty-prints", roundtrip=changing_text(_spaced), read=changing_text(_spaced, "read")),
        _client("adds-event-id", roundtrip=changing(objects(_with_event_id))),
        _client("writes-1.0-for-1", roundtrip=changing(FRACTIONS)),
        _client("shows-nothing-of-what-it-reads", read=lambda wire_type, sent: read(wire_type, sent) and None),
    )
    return {client.card.name: client for client in clients}

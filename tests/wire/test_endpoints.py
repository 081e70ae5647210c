"""The table of events and addresses names every wire type that travels by itself, the way it travels."""

import subprocess
import sys

import pytest

from pytest_realtime.endpoints import ENDPOINTS, KINDS, WEBHOOKS
from pytest_realtime.wire import get_wire_type, payload_types, shape_of
from pytest_realtime.wire.shapes import EnumShape, LiteralShape, ObjectShape

EVENTS = [
    (name, wire_type) for kind in KINDS for name, wire_type in {**kind.client_events, **kind.server_events}.items()
]
PART_OF_A_BODY = {"RealtimeTranslationSessionCreateRequest"}
"""A request by the document, though it only ever travels in the body that asks for a client secret."""


def test_every_wire_type_that_travels_is_in_the_table() -> None:
    written = {name for kind in KINDS for name in (kind.settings, *kind.client_events.values())}
    written |= {entry.body for entry in ENDPOINTS if entry.body}
    read = {name for kind in KINDS for name in (kind.session, *kind.server_events.values())}
    read |= {entry.response for entry in ENDPOINTS if entry.response}
    read |= set(WEBHOOKS.values())
    objects = [entry for entry in payload_types() if isinstance(shape_of(entry.python), ObjectShape)]
    assert written == {entry.name for entry in objects if entry.travels == "write"} - PART_OF_A_BODY
    assert read == {entry.name for entry in objects if entry.travels == "read"}


@pytest.mark.parametrize(("name", "wire_type"), dict.fromkeys(EVENTS))
def test_events_have_the_type_that_the_table_says(name: str, wire_type: str) -> None:
    shape = shape_of(get_wire_type(wire_type).python)
    assert isinstance(shape, ObjectShape)
    tag = shape.members["type"].shape
    assert isinstance(tag, LiteralShape | EnumShape)
    assert name in (tag.values if isinstance(tag, EnumShape) else (tag.value,))


def test_the_table_loads_no_wire_types() -> None:
    code = "import sys, pytest_realtime.server.server; print({'pydantic', 'pytest_realtime.wire'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"

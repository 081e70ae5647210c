"""The streams that clients listen to: complete, valid as a server writes them, and in an order that the API has."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest

from pytest_realtime import wire
from pytest_realtime.endpoints import KINDS, TRANSLATION
from pytest_realtime.payloads.cases.read import NEWER
from pytest_realtime.payloads.lint import violations_of
from pytest_realtime.payloads.streams.catalogue import home_of, streams
from pytest_realtime.payloads.streams.stream import SaidEvent, Stream

every_stream = pytest.mark.parametrize("stream", streams().values(), ids=lambda stream: str(stream.name))
ONLY_ON_WRITING = {"I3", "I11", "I12", "I16", "I18"}
"""Rules about items that clients write, which servers do not follow: they say the status, and leave audio out."""


def test_every_server_event_is_said() -> None:
    for kind in KINDS:
        for name, wire_type in kind.server_events.items():
            stream = home_of(wire_type)
            assert stream is not None, wire_type
            assert name in [event.name for event in stream.events]


@every_stream
def test_every_event_can_be_read(stream: Stream) -> None:
    for event in stream.events:
        assert wire.parse(event.wire_type, event.text, direction="read") is not None


@every_stream
def test_known_events_are_as_servers_write_them(stream: Stream) -> None:
    nulls = stream.name == "live-nulls"
    broken = [
        (event.name, violation)
        for event in stream.events
        if event.must == event.payload and not nulls
        for violation in violations_of(event.wire_type, event.payload)
        if violation.rule not in ONLY_ON_WRITING
    ]
    assert broken == []


@every_stream
def test_a_stream_begins_and_ends_so_that_a_listener_knows_where_it_is(stream: Stream) -> None:
    names = [event.name for event in stream.events]
    assert names[0].endswith("session.created") or stream.close_code
    assert names.count(stream.last) == 1


@every_stream
def test_ids_are_unique_but_for_events_that_come_twice(stream: Stream) -> None:
    ids = [event.payload["event_id"] for event in stream.events if "event_id" in event.payload]
    twice = len(ids) - len(set(ids))
    assert twice == (sum(event.must is None for event in stream.events) if stream.name == "doubled-events" else 0)


@every_stream
def test_what_is_said_of_a_response_and_its_item_lies_between_their_beginning_and_end(stream: Stream) -> None:
    """Ruling O8, as far as clients that keep state rely on it. Late events are about the order that they break."""
    begun = False
    for event in stream.events if stream.name not in ("late-events", "beta-turn") else ():
        if event.name == "response.created":
            begun = True
        elif event.name.startswith("response.") and event.wire_type != stream.union:
            assert begun, event.name
        elif event.name == "response.done":
            begun = False


def test_pieces_of_sound_are_whole_base64_and_cannot_be_joined_as_texts() -> None:
    pieces = [
        event.payload["delta"] for event in said_in("voice-turn") if event.name == "response.output_audio.delta"
    ]
    assert all(base64.b64decode(piece, validate=True) for piece in pieces)
    with pytest.raises(ValueError, match="padding"):
        base64.b64decode("".join(pieces), validate=True)


def test_a_newer_server_says_something_new_in_each_event() -> None:
    for event in said_in("newer-member"):
        assert event.name in ("session.created", "rate_limits.updated") or NEWER in event.payload
    for name in ("newer-event", "newer-word", "newer-variant"):
        surprises = [event for event in said_in(name) if event.is_surprise]
        assert len(surprises) >= 3
        assert all(f'"{NEWER}' in event.text or f".{NEWER}" in event.text for event in surprises)


def test_surprises_lie_between_known_events() -> None:
    for name in ("newer-event", "newer-word", "newer-variant"):
        kinds = [event.is_surprise for event in said_in(name)]
        assert not kinds[0]
        assert not kinds[-1]


def test_nulls_are_said_where_servers_send_them() -> None:
    paths = {path for event in said_in("live-nulls") for path in nulls_in(event.payload, event.name)}
    assert paths >= {
        "input_audio_buffer.committed/previous_item_id",
        "conversation.item.added/item/content/0/transcript",
        "response.created/response/usage",
        "response.created/response/status_details",
        "response.created/response/conversation_id",
        "response.done/response/metadata",
        "session.updated/session/audio/input/turn_detection",
        "error/error/code",
        "error/error/event_id",
    }


def test_a_translation_is_said_on_its_own_connection() -> None:
    assert streams()["translation"].kind is TRANSLATION
    assert streams()["translation"].last == "session.closed"


def test_the_same_stream_is_said_each_time() -> None:
    assert streams() is streams()
    assert [json.loads(event.text) for event in said_in("items")] == [event.payload for event in said_in("items")]


def said_in(name: str) -> tuple[SaidEvent, ...]:
    return streams()[name].events


def nulls_in(value: Any, path: str) -> Iterator[str]:
    if value is None:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from nulls_in(item, f"{path}/{key}")

"""The cases of what servers say on a connection: each event by itself, and each stream as a whole."""

from collections.abc import Iterator

from pytest_realtime.endpoints import KINDS
from pytest_realtime.payloads.cases.write import Case, kebab
from pytest_realtime.payloads.streams.catalogue import home_of, streams
from pytest_realtime.payloads.streams.stream import Stream

EVENT = "event-is-heard"
STREAM = "stream-goes-on"
SURPRISE = "surprise-is-heard"


def all_listen_cases() -> Iterator[Case]:
    """The cases of every event that a server can send, then those of every stream."""
    events = dict.fromkeys(wire_type for kind in KINDS for wire_type in kind.server_events.values())
    for wire_type in events:
        yield from _event_cases(wire_type)
    for stream in streams().values():
        yield from _stream_cases(stream)


def _event_cases(wire_type: str) -> Iterator[Case]:
    """The event as it is said in the first stream that has it."""
    stream = home_of(wire_type)
    for event in stream.events if stream else ():
        if event.wire_type == wire_type and event.must == event.payload:
            yield Case(
                kebab(wire_type),
                EVENT,
                wire_type,
                event.payload,
                "",
                direction="read",
                rules=("E28",),
                place=wire_type,
                stream=stream.name if stream else "",
            )


def _stream_cases(stream: Stream) -> Iterator[Case]:
    for aspect in (STREAM, SURPRISE):
        for event in stream.events:
            if aspect == STREAM or event.is_surprise:
                yield Case(
                    f"listening.{stream.name}",
                    aspect,
                    stream.union,
                    event.payload,
                    "",
                    direction="read",
                    rules=stream.rules,
                    place=stream.title,
                    stream=stream.name,
                )

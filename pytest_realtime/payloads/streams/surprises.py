"""What no client can know yet, and what it need not know: newer events, members, words and variants, and nulls."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from pytest_realtime.payloads.cases.read import NEWER, is_null_read
from pytest_realtime.payloads.streams.scenes import (
    Scene,
    assistant,
    begun,
    ended,
    message,
    placed,
    response,
    spoken,
    spoken_item,
    spoken_response,
    transcribed,
)
from pytest_realtime.payloads.streams.stream import UNIONS, Json, SaidEvent, example, said
from pytest_realtime.wire import get_wire_type, shape_of
from pytest_realtime.wire.places import variant_of
from pytest_realtime.wire.shapes import ArrayShape, ObjectShape, Shape


def unknown(name: str, **members: Any) -> SaidEvent:
    """An event that no client knows."""
    payload = {"type": name, "event_id": "event_0", **members}
    return SaidEvent(name, UNIONS["conversation"], payload, must=None, should=payload)


def optional(event: SaidEvent) -> SaidEvent:
    """An event that holds a new word or variant: it should be handed on, and must do no harm."""
    return replace(event, must=None, should=event.payload)


def newer_events() -> Scene:
    """A turn of speech with unknown events between the known ones: at the beginning, amid deltas, at the end."""
    yield unknown(f"session.{NEWER}", setting=1)
    for event in spoken_response():
        yield event
        if event.name in ("response.created", "response.output_audio.delta", "response.output_audio.done"):
            yield unknown(f"response.{NEWER}.delta", response_id="resp_1", delta="AAECAw==")
    yield unknown(NEWER)


def newer_members() -> Scene:
    """A turn of speech in which every event has a new member, and the objects in them, too."""
    for event in spoken_response():
        payload = _walked(_shape(event), event.payload, lambda shape, value: {**value, NEWER: {"a": 1}})
        yield replace(event, payload=payload, should=payload)


def newer_words() -> Scene:
    """Words that are not listed, in events of which the rest is known (E5, R12, R13, I3)."""
    yield optional(said("error", error=example("RealtimeError", type=NEWER, code=NEWER)))
    yield from map(optional, placed(message("item_1", "user", status=NEWER)))
    yield from begun(assistant("item_2"))
    yield from spoken()
    details = {"type": NEWER, "reason": NEWER}
    *closing, done = ended(spoken_item(), NEWER, status_details=details)
    yield from closing
    yield optional(done)


def newer_variants() -> Scene:
    """Kinds of items, parts, tools and usage that are not listed (I24)."""
    item = {"type": NEWER, "id": "item_9", "setting": 1}
    session = example("RealtimeSessionCreateResponse", tools=[{"type": NEWER, "setting": 1}])
    yield optional(said("session.updated", session=session))
    yield from map(optional, placed(item))
    *words, completed = transcribed("item_1")
    yield from words
    yield optional(replace(completed, payload={**completed.payload, "usage": {"type": NEWER, "setting": 1}}))
    yield from begun(assistant("item_2"))
    part = {"type": NEWER, "setting": 1}
    place = {"item_id": "item_2", "content_index": 1, "part": part}
    yield optional(said("response.content_part.added", **place))
    yield from spoken()
    yield optional(said("response.content_part.done", **place))
    yield optional(said("response.output_item.done", output_index=1, item=item))
    *closing, _ = ended(spoken_item())
    yield from closing
    yield optional(said("response.done", response=response("completed", [spoken_item(), item])))


def beta_names() -> Scene:
    """A turn of speech under the names of the retired API, between events of the live one (E11)."""
    beta = {
        "response.output_audio.delta": "response.audio.delta",
        "response.output_audio.done": "response.audio.done",
        "response.output_audio_transcript.delta": "response.audio_transcript.delta",
        "response.output_audio_transcript.done": "response.audio_transcript.done",
    }
    for event in spoken_response():
        if name := beta.get(event.name):
            payload = {**event.payload, "type": name}
            yield SaidEvent(name, UNIONS["conversation"], payload, must=None)
        yield event


def doubled() -> Scene:
    """A turn of speech of which every frame comes twice. A client may recognise the second one by its id."""
    for event in spoken_response():
        yield event
        yield replace(event, must=None)


def late() -> Scene:
    """A user interrupts, and what belongs to the response and to the user's turn comes after its end (O11, O12)."""
    yield from begun(assistant("item_2"))
    *speech, _, _, part_done = spoken(deltas=1)
    yield from speech
    yield said("input_audio_buffer.speech_started", item_id="item_3")
    yield part_done
    item = spoken_item(status="incomplete")
    details = {"type": "cancelled", "reason": "turn_detected"}
    yield said("response.done", response=response("cancelled", [item], status_details=details))
    # The order of these and of the response's own events means nothing.
    yield from placed(item, "done")
    yield said("conversation.item.truncated", item_id="item_2")
    yield from transcribed("item_1")
    yield said("input_audio_buffer.speech_stopped", item_id="item_3")


def live_nulls() -> Scene:
    """A turn in which everything is null that live servers were seen to send as null (N6, I9, R11)."""
    yield from _with_nulls(said("session.updated"))
    yield from _with_nulls(said("input_audio_buffer.committed"))
    for event in placed(message("item_1", "user", {"type": "input_audio", "transcript": None})):
        yield from _with_nulls(event)
    for event in spoken_response():
        yield from _with_nulls(event)
    yield from _with_nulls(said("error"))


def _with_nulls(event: SaidEvent) -> Iterator[SaidEvent]:
    payload = _walked(_shape(event), event.payload, _nulled)
    yield replace(event, payload=payload, must=payload)


def _nulled(shape: ObjectShape, value: Json) -> Json:
    nullable = (m.name for m in shape.members.values() if m.source == "document" and is_null_read(m))
    return {**value, **dict.fromkeys(nullable)}


def _shape(event: SaidEvent) -> Shape:
    return shape_of(get_wire_type(event.wire_type).python)


def _walked(shape: Shape | None, value: Any, change: Callable[[ObjectShape, Json], Json]) -> Any:
    """A value in which every object of a declared shape is changed, the inner ones first."""
    shape = variant_of(shape, value)
    if isinstance(shape, ObjectShape) and isinstance(value, dict):
        members = shape.members
        inner = {
            name: _walked(members[name].shape if name in members else None, item, change)
            for name, item in value.items()
        }
        return change(shape, inner)
    if isinstance(shape, ArrayShape) and isinstance(value, list):
        return [_walked(shape.item, item, change) for item in value]
    return value

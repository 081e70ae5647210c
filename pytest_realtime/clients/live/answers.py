"""What the capture server answers to a client's events: just enough for every library to go on.

Some libraries hold back an event until an earlier one was answered: the next response.create until the response is
done, an update of the conversation until its items have arrived. The answers agree to everything.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Any

Event = dict[str, Any]

_numbers = count(1)


def answers(event: Event) -> Iterator[str]:
    """Yield the answers to an event, as JSON text; none for events that have none, and for unknown ones."""
    answer = _ANSWERS.get(str(event.get("type")), lambda event: ())
    for members in answer(event):
        yield json.dumps({"event_id": f"event_live_{next(_numbers)}", **members})


def _cleared(event: Event) -> Iterator[Event]:
    # Unlike the API's: who reads up to the answer to one clear among several knows it by the id.
    known = {"event_id": event["event_id"]} if isinstance(event.get("event_id"), str) else {}
    yield {"type": "input_audio_buffer.cleared", **known}


def _committed(event: Event) -> Iterator[Event]:
    yield {
        "type": "input_audio_buffer.committed",
        "item_id": f"item_live_{next(_numbers)}",
        "previous_item_id": None,
    }


def _created_item(event: Event) -> Iterator[Event]:
    item = event.get("item")
    if isinstance(item, dict):
        known = {"id": f"item_live_{next(_numbers)}", **item}
        for name in ("conversation.item.added", "conversation.item.done"):
            yield {"type": name, "previous_item_id": None, "item": known}


def _deleted_item(event: Event) -> Iterator[Event]:
    yield {"type": "conversation.item.deleted", "item_id": event.get("item_id", "")}


def _responded(event: Event) -> Iterator[Event]:
    given = event.get("response")
    metadata = given.get("metadata") if isinstance(given, dict) else None
    response: Event = {
        "id": f"resp_live_{next(_numbers)}",
        "object": "realtime.response",
        "output": [],
        # LiveKit tells by it which of its requests this answers.
        "metadata": metadata if isinstance(metadata, dict) else None,
    }
    yield {"type": "response.created", "response": {**response, "status": "in_progress"}}
    yield {"type": "response.done", "response": {**response, "status": "completed"}}


_ANSWERS: Mapping[str, Callable[[Event], Iterator[Event]]] = {
    "conversation.item.create": _created_item,
    "conversation.item.delete": _deleted_item,
    "input_audio_buffer.clear": _cleared,
    "input_audio_buffer.commit": _committed,
    "response.create": _responded,
}
"""The answers to client events; those to updates are the session's own."""

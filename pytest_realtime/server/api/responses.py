"""The model's responses: the events of one scripted turn."""

import base64
import re
from collections.abc import Iterator
from typing import Any

from pytest_realtime.server.actions import Send
from pytest_realtime.server.api import events
from pytest_realtime.server.api.audio_bytes import clip, format_of
from pytest_realtime.server.api.scenario import Turn
from pytest_realtime.server.api.session_state import Session, UnfinishedResponse

_USAGE = {
    "total_tokens": 20,
    "input_tokens": 10,
    "output_tokens": 10,
    "input_token_details": {"text_tokens": 10, "audio_tokens": 0, "cached_tokens": 0},
    "output_token_details": {"text_tokens": 5, "audio_tokens": 5},
}


def respond(session: Session, options: dict[str, Any]) -> Iterator[Send]:
    """Yield the events of the next turn.

    Args:
        session: The session; its turn and items change.
        options: The member ``response`` of ``response.create``, or empty.
    """
    turn, medium = session.turn(), _medium(session, session.turn(), options)
    session.response_count += 1
    values = _values(session, turn, medium, options)
    yield from _say(session, values, *events.BEGIN)
    if options.get("conversation") != "none":
        item = session.add(values["item"])
        session.items[item["id"]] = values["begun_item"]
        yield from added(session, values["begun_item"])
        session.items[item["id"]] = item
    if medium != "function":
        yield from _say(session, values, events.PART_BEGINS)
    pieces = list(_pieces(turn, medium, values))
    for carrier, piece in pieces if turn.ends else pieces[:1]:
        yield events.send(session.issuer, events.DELTAS[carrier], values, delta=piece)
    if turn.ends:
        yield from _end(session, values, medium)
    else:
        session.unfinished = UnfinishedResponse(values["response_id"], values, medium)


def cancel(session: Session) -> Iterator[Send]:
    """Yield the end of the unfinished response; nothing if there is none."""
    unfinished, session.unfinished = session.unfinished, None
    if unfinished is None:
        return
    details = {"type": "cancelled", "reason": "client_cancelled"}
    item = {**unfinished.values["item"], "status": "incomplete"}
    done = {**unfinished.values["done"], "status": "cancelled", "status_details": details, "output": [item]}
    yield from _end(session, {**unfinished.values, "item": item, "done": done}, unfinished.medium)


def added(session: Session, item: dict[str, Any]) -> Iterator[Send]:
    """Yield the events of an item in the conversation: one in the beta protocol, two in the current one."""
    values = {"item": item, "previous": session.item_before(item["id"])}
    templates = events.BETA_ITEM_ADDED if session.is_beta else events.ITEM_ADDED
    # An item in progress is added now, and done when its response is.
    is_begun = item.get("status") == "in_progress" and not session.is_beta
    yield from _say(session, values, *(templates[:1] if is_begun else templates))


def _end(session: Session, values: dict[str, Any], medium: str) -> Iterator[Send]:
    yield from _say(session, values, *events.MEDIA_END[medium])
    item_id = values["item_id"]
    if item_id in session.items:
        session.items[item_id] = values["item"]
        if not session.is_beta:
            previous = session.item_before(item_id)
            yield from _say(session, {**values, "previous": previous}, events.ITEM_ADDED[1])
    yield from _say(session, values, events.ITEM_ENDS, *events.END)


def _say(session: Session, values: dict[str, Any], *templates: events.Template) -> list[Send]:
    return events.send_all(session.issuer, templates, values)


def _medium(session: Session, turn: Turn, options: dict[str, Any]) -> str:
    if turn.function:
        return "function"
    name = "modalities" if session.is_beta else "output_modalities"
    wanted = options.get(name) or session.settings.get(name) or ["audio"]
    return "text" if wanted == ["text"] else "audio"


def _values(session: Session, turn: Turn, medium: str, options: dict[str, Any]) -> dict[str, Any]:
    """Return the values for the templates of a turn."""
    new = session.issuer.new
    item_id, call_id, response_id = new("item"), new("call"), new("resp")
    member = "text" if medium == "text" else "transcript"
    begun_item: dict[str, Any] = {"id": item_id, "object": "realtime.item", "status": "in_progress"}
    if medium == "function":
        begun_item |= {"type": "function_call", "name": turn.function, "call_id": call_id, "arguments": ""}
        finished: dict[str, Any] = {"arguments": turn.arguments}
    else:
        begun_item |= {"type": "message", "role": "assistant", "content": []}
        finished = {"content": [{"type": f"output_{medium}", member: turn.text}]}
    item = {**begun_item, **finished, "status": "completed"}
    begun: dict[str, Any] = {
        "id": response_id,
        "object": "realtime.response",
        "status": "in_progress",
        "output": [],
        "conversation_id": session.conversation_id if options.get("conversation") != "none" else None,
        "metadata": options.get("metadata"),
    }
    if not session.is_beta:
        begun["output_modalities"] = ["text" if medium == "text" else "audio"]
    # What is not known yet is absent: the schema of responses does not allow null.
    begun = {name: value for name, value in begun.items() if value is not None}
    audio = clip(format_of(session.settings, "output")) if turn.audio is None else turn.audio
    return {
        "item_id": item_id,
        "call_id": call_id,
        "response_id": response_id,
        "begun": begun,
        "done": {**begun, "status": "completed", "output": [item], "usage": _USAGE},
        "begun_item": begun_item,
        "item": item,
        "begun_part": {"type": medium, member: ""},
        "part": {"type": medium, member: turn.text},
        "text": turn.text,
        "function": turn.function,
        "arguments": turn.arguments,
        "audio": base64.b64encode(audio).decode(),
    }


def _pieces(turn: Turn, medium: str, values: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a response, each with the key of its event in ``events.DELTAS``."""
    if medium == "function":
        yield "arguments", turn.arguments
        return
    if medium == "audio":
        yield "audio", values["audio"]
    for word in re.findall(r"\s*\S+", turn.text):
        yield ("text" if medium == "text" else "transcript"), word

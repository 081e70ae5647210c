"""The model's answers: the events of one scripted turn."""

import base64
import re
from collections.abc import Iterator
from typing import Any

from pytest_realtime.server.actions import Send
from pytest_realtime.server.api import events
from pytest_realtime.server.api.audio import clip, format_of
from pytest_realtime.server.api.scenario import Turn
from pytest_realtime.server.api.session import Running, Session

_USAGE = {
    "total_tokens": 20,
    "input_tokens": 10,
    "output_tokens": 10,
    "input_token_details": {"text_tokens": 10, "audio_tokens": 0, "cached_tokens": 0},
    "output_token_details": {"text_tokens": 5, "audio_tokens": 5},
}


def answer(session: Session, asked: dict[str, Any]) -> Iterator[Send]:
    """The events of the next turn; ``asked`` is the member ``response`` of ``response.create``, or empty."""
    turn, medium = session.turn(), _medium(session, session.turn(), asked)
    session.answered += 1
    values = _values(session, turn, medium, asked)
    yield from _say(session, values, *events.BEGIN)
    if asked.get("conversation") != "none":
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
        session.running = Running(values["response_id"], values, medium)


def cancel(session: Session) -> Iterator[Send]:
    """The end of the answer that goes on; nothing when there is none."""
    running, session.running = session.running, None
    if running is None:
        return
    details = {"type": "cancelled", "reason": "client_cancelled"}
    item = {**running.values["item"], "status": "incomplete"}
    done = {**running.values["done"], "status": "cancelled", "status_details": details, "output": [item]}
    yield from _end(session, {**running.values, "item": item, "done": done}, running.medium)


def added(session: Session, item: dict[str, Any]) -> Iterator[Send]:
    """The events that tell of an item of the conversation; the beta dialect has one, the live API two."""
    ids = list(session.items)
    place = ids.index(item["id"])
    values = {"item": item, "previous": ids[place - 1] if place else None}
    templates = events.BETA_ITEM_ADDED if session.is_beta else events.ITEM_ADDED
    # What is still being said is added, and done only when its answer is.
    is_begun = item.get("status") == "in_progress" and not session.is_beta
    yield from _say(session, values, *(templates[:1] if is_begun else templates))


def _end(session: Session, values: dict[str, Any], medium: str) -> Iterator[Send]:
    yield from _say(session, values, *events.MEDIA_END[medium])
    item_id = values["item_id"]
    if item_id in session.items:
        session.items[item_id] = values["item"]
        if not session.is_beta:
            ids = list(session.items)
            place = ids.index(item_id)
            yield from _say(
                session, {**values, "previous": ids[place - 1] if place else None}, events.ITEM_ADDED[1]
            )
    yield from _say(session, values, events.ITEM_ENDS, *events.END)


def _say(session: Session, values: dict[str, Any], *templates: events.Template) -> list[Send]:
    return events.send_all(session.issuer, templates, values)


def _medium(session: Session, turn: Turn, asked: dict[str, Any]) -> str:
    if turn.function:
        return "function"
    name = "modalities" if session.is_beta else "output_modalities"
    wanted = asked.get(name) or session.settings.get(name) or ["audio"]
    return "text" if wanted == ["text"] else "audio"


def _values(session: Session, turn: Turn, medium: str, asked: dict[str, Any]) -> dict[str, Any]:
    """What the templates of a turn need."""
    new = session.issuer.new
    item_id, call_id, response_id = new("item"), new("call"), new("resp")
    begun_item = {"id": item_id, "object": "realtime.item", **_item(turn, medium, call_id)}
    part = {"type": "text", "text": turn.text} if medium == "text" else {"type": "audio", "transcript": turn.text}
    content = {} if medium == "function" else {"content": [_content(turn, medium)]}
    last = {"arguments": turn.arguments} if medium == "function" else content
    item = {**begun_item, **last, "status": "completed"}
    begun: dict[str, Any] = {
        "id": response_id,
        "object": "realtime.response",
        "status": "in_progress",
        "status_details": None,
        "output": [],
        "conversation_id": session.conversation_id if asked.get("conversation") != "none" else None,
        "metadata": asked.get("metadata"),
        "usage": None,
    }
    if not session.is_beta:
        begun["output_modalities"] = ["text" if medium == "text" else "audio"]
    # What is not known yet is absent: the schema of responses has no nulls.
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
        "begun_part": {"type": part["type"], "text" if medium == "text" else "transcript": ""},
        "part": part,
        "text": turn.text,
        "function": turn.function,
        "arguments": turn.arguments,
        "audio": base64.b64encode(audio).decode(),
    }


def _item(turn: Turn, medium: str, call_id: str) -> dict[str, Any]:
    if medium == "function":
        call = {"name": turn.function, "call_id": call_id, "arguments": ""}
        return {"type": "function_call", "status": "in_progress", **call}
    return {"type": "message", "status": "in_progress", "role": "assistant", "content": []}


def _content(turn: Turn, medium: str) -> dict[str, Any]:
    return (
        {"type": "output_text", "text": turn.text}
        if medium == "text"
        else {"type": "output_audio", "transcript": turn.text}
    )


def _pieces(turn: Turn, medium: str, values: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What is said piece by piece, each with the event that carries it."""
    if medium == "function":
        yield "arguments", turn.arguments
        return
    if medium == "audio":
        yield "audio", values["audio"]
    for word in re.findall(r"\s*\S+", turn.text):
        yield ("text" if medium == "text" else "transcript"), word

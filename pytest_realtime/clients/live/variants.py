"""One question put in several ways has one answer: the one that tells most about the library."""

import json
from collections.abc import Sequence

from pydantic import ValidationError

from pytest_realtime.clients.client import Response, Status
from pytest_realtime.wire import parse
from pytest_realtime.wire.json.reader import InvalidJson


def telling(found: Sequence[list[Response]], wire_type: str, wires: Sequence[str]) -> list[Response]:
    """Of the outcomes of each way, one list: what has to hold, holds of all ways.

    A valid payload: the first way in which it did not come out as it went in. An invalid one: the first way in
    which it was not refused. What one way can't express is no matter while another can.
    """
    able = [outcomes for outcomes in found if not _is_unsupported(outcomes)] or list(found)
    if all(_is_valid(wire_type, wire) for wire in wires):
        return next((outcomes for outcomes in able if not _came_out(outcomes, wires)), able[0])
    return next((outcomes for outcomes in able if outcomes[-1].status is not Status.REJECTED), able[0])


def _is_unsupported(outcomes: list[Response]) -> bool:
    return any(outcome.status is Status.UNSUPPORTED for outcome in outcomes)


def _is_valid(wire_type: str, wire: str) -> bool:
    try:
        parse(wire_type, wire, direction="write")
    except (ValidationError, InvalidJson):
        return False
    return True


def _came_out(outcomes: list[Response], wires: Sequence[str]) -> bool:
    texts = [outcome.text for outcome in outcomes]
    return len(texts) == len(wires) and all(
        text is not None and _sorted(text) == _sorted(wire) for text, wire in zip(texts, wires, strict=True)
    )


def _sorted(text: str) -> str:
    """A text in which numbers keep their kind and the order of members is none."""
    try:
        return json.dumps(json.loads(text), sort_keys=True)
    except (ValueError, RecursionError):
        return text

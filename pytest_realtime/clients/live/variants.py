"""One payload sent with several equivalent calls gets one response: the one that shows most about the library."""

import json
from collections.abc import Sequence

from pydantic import ValidationError

from pytest_realtime.clients.client import Response, Status
from pytest_realtime.wire import parse
from pytest_realtime.wire.json.reader import InvalidJson


def merge_variants(variants: Sequence[list[Response]], wire_type: str, wires: Sequence[str]) -> list[Response]:
    """Choose the responses of one variant; a contract has to hold for all of them.

    For valid payloads that is the first variant whose output differs from its payload, for invalid ones the
    first that was not rejected. A variant that can't express the payloads counts only if none can.

    Args:
        variants: The responses of each variant, in the order of ``wires``.
        wire_type: The payloads' wire type, by name.
        wires: The payloads, as JSON text.
    """
    able = [
        responses
        for responses in variants
        if all(response.status is not Status.UNSUPPORTED for response in responses)
    ] or list(variants)
    if all(_shown(responses) == _shown(able[0]) for responses in able):
        return able[0]
    if all(_is_valid(wire_type, wire) for wire in wires):
        return next((responses for responses in able if not _is_unchanged(responses, wires)), able[0])
    return next((responses for responses in able if responses[-1].status is not Status.REJECTED), able[0])


def _shown(responses: list[Response]) -> list[tuple[Status, str | None]]:
    """What is judged of the responses; their messages name the variant."""
    return [(response.status, response.text) for response in responses]


def _is_valid(wire_type: str, wire: str) -> bool:
    try:
        parse(wire_type, wire, direction="write")
    except (ValidationError, InvalidJson):
        return False
    return True


def _is_unchanged(responses: list[Response], wires: Sequence[str]) -> bool:
    texts = [response.text for response in responses]
    return len(texts) == len(wires) and all(
        text is not None and _normalized(text) == _normalized(wire) for text, wire in zip(texts, wires, strict=True)
    )


def _normalized(text: str) -> str:
    """JSON text in which the order of members is fixed and numbers keep their kind (1 is not 1.0)."""
    try:
        return json.dumps(json.loads(text), sort_keys=True)
    except (ValueError, RecursionError):
        return text

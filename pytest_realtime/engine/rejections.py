"""Find out why a client rejects a valid payload: the one place inside it that the client does not take.

A rejection has a message and no pointer, and one enum word that a client does not know makes it reject a hundred
payloads. So the client is asked smaller payloads, from the outside inwards: does it reject the smallest payload
that has this place? If it takes that, does it reject the same with one member more, which member?

Example: a client rejects a session with a voice, a prompt and the tool ``{"type": "mcp", "server_label": "x",
"require_approval": null}``. It takes the smallest session, one with the voice, and one with the prompt. It rejects
one with the tool alone. It takes the smallest MCP tool, and rejects it with ``require_approval``: that is the
place. Payloads are smallest in the same way each time, so that two contracts ask mostly the same ones, and each is
put to the client once in a run.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from pytest_realtime.payloads.examples import minimal, minimal_with
from pytest_realtime.wire import get_wire_type, shape_of
from pytest_realtime.wire.json.canonical import canonical
from pytest_realtime.wire.json.pointer import pointer_of
from pytest_realtime.wire.json.tree import Path
from pytest_realtime.wire.places import variant_of
from pytest_realtime.wire.shapes import ArrayShape, MapShape, ObjectShape, Shape

Embed: TypeAlias = Callable[[Any], Any]
"""Puts a value of a place into the smallest payload around it."""


def rejected_place(wire_type: str, text: str, is_rejected: Callable[[str], bool]) -> str:
    """Return the JSON pointer of the place for which a client rejects a payload.

    Args:
        wire_type: The payload's wire type, by name.
        text: The payload, as JSON text.
        is_rejected: Asks the client whether it rejects this JSON text.

    Returns:
        The innermost place that is rejected by itself; the pointer of the object around it if its members are
        rejected together only, and empty if the payload can't be made smaller.
    """
    shape = shape_of(get_wire_type(wire_type).python)

    def rejects(payload: Any) -> bool:
        return is_rejected(canonical(payload))

    return pointer_of(_innermost(shape, json.loads(text), (), lambda value: value, rejects))


def _innermost(shape: Shape | None, value: Any, path: Path, embed: Embed, rejects: Callable[[Any], bool]) -> Path:
    """The innermost rejected place at or below ``path``, where ``value`` is rejected."""
    shape = variant_of(shape, value)
    if isinstance(shape, ObjectShape) and isinstance(value, dict) and not rejects(embed(minimal(shape))):
        required = shape.required_on_write()
        # Required members last: an object with another member contains them, too.
        for name in sorted(value, key=lambda name: name in required):
            inner = _with_member(shape, name, embed)
            if rejects(inner(value[name])):
                member = shape.members.get(name)
                return _innermost(member.shape if member else None, value[name], (*path, name), inner, rejects)
    for step, item, inner in _items(shape, value, embed):
        if rejects(inner(item)):
            (part,) = shape.parts() if shape else (None,)
            return _innermost(part, item, (*path, step), inner, rejects)
    return path


def _with_member(shape: ObjectShape, name: str, embed: Embed) -> Embed:
    if name in shape.members:
        return lambda value: embed(minimal_with(shape, name, value))
    return lambda value: embed({**minimal(shape), name: value})


def _items(shape: Shape | None, value: Any, embed: Embed) -> Iterator[tuple[str | int, Any, Embed]]:
    """The items of an array and the entries of a map, each with what puts it into one of its own."""
    if isinstance(shape, ArrayShape) and isinstance(value, list):
        yield from ((index, item, lambda inside: embed([inside])) for index, item in enumerate(value))
    elif isinstance(shape, MapShape) and isinstance(value, dict):
        yield from ((key, item, lambda inside, key=key: embed({key: inside})) for key, item in value.items())

"""The members that a client may add to a payload: always-sent ones, those newer than the wire types, some nulls.

A client declares an always-sent member once, and the types around it inherit it.

A default of an audio input holds in every session that has one, and one of a session holds in the event that sends
it; what is declared for the session at ``/audio/input/format`` holds for the audio input at ``/format``.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pytest_realtime.clients import Card
from pytest_realtime.payloads.embedding import locations
from pytest_realtime.wire import get_wire_type, shape_of, wire_types
from pytest_realtime.wire.json.pointer import join
from pytest_realtime.wire.json.pointer import parse as tokens
from pytest_realtime.wire.newer_members import newer_members
from pytest_realtime.wire.shapes import ArrayShape, MapShape, ObjectShape, Shape, UnionShape

_ABSENT = object()


def always_sent(card: Card, wire_type: str, text: str) -> dict[str, Any]:
    """Return the always-sent members of a payload, as JSON values by pointer.

    Args:
        card: The client's card.
        wire_type: The payload's wire type, by name.
        text: The payload, as JSON text. It decides which variants of unions are in it.
    """
    if not card.defaults:
        return {}
    shape = shape_of(get_wire_type(wire_type).python)
    around = {
        pointer: value
        for host, members in card.defaults.items()
        for declared, value in members.items()
        for pointer in _pointers_inside(wire_type, host, declared)
    }
    return {**around, **dict(_inside(shape, json.loads(text), "", card.defaults))}


def newer_pointers(wire_type: str, text: str) -> list[str]:
    """Return the pointers at which a payload may hold members that the user has declared as known.

    Args:
        wire_type: The payload's wire type, by name.
        text: The payload, as JSON text.
    """
    known = {owner: {f"/{name}": None for name in names} for owner, names in newer_members().items()}
    return _pointers(wire_type, text, known)


def tolerated_nulls(wire_type: str, text: str) -> list[str]:
    """Return the pointers at which a client should not write null for what was not set, but may (E13).

    Args:
        wire_type: The payload's wire type, by name.
        text: The payload, as JSON text.
    """
    return _pointers(wire_type, text, _tolerated_nulls())


@cache
def _tolerated_nulls() -> dict[str, dict[str, None]]:
    shapes = (shape_of(entry.python) for entry in wire_types(direction="write"))
    return {
        shape.name: {f"/{name}": None for name in shape.discouraged_nulls()}
        for shape in shapes
        if isinstance(shape, ObjectShape) and shape.discouraged_nulls()
    }


def _pointers(wire_type: str, text: str, members: Mapping[str, Mapping[str, None]]) -> list[str]:
    if not members:
        return []
    shape = shape_of(get_wire_type(wire_type).python)
    return [pointer for pointer, _ in _inside(shape, json.loads(text), "", members)]


@cache
def _pointers_inside(wire_type: str, host: str, declared: str) -> frozenset[str]:
    """Where a default of ``host`` is in a ``wire_type`` inside of it."""
    shape = shape_of(get_wire_type(wire_type).python)
    found = []
    for location in locations(wire_type, host) if wire_type != host else ():
        before, rest = f"{location.pointer}/", declared.removeprefix(f"{location.pointer}/")
        # Of a union's variants, only those with such a member inherit it.
        if declared.startswith(before) and (
            not isinstance(shape, ObjectShape) or tokens(f"/{rest}")[0] in shape.members
        ):
            found.append(f"/{rest}")
    return frozenset(found)


def _inside(
    shape: Shape, value: Any, place: str, defaults: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[str, Any]]:
    """The declared members of all types in a payload. Objects that it lacks count: a client may fill them in."""
    if defaults.keys().isdisjoint(shape.names):
        return
    for pointer, default in defaults.get(shape.name, {}).items():
        yield place + pointer, default
    if isinstance(shape, ObjectShape):
        given = value if isinstance(value, dict) else {}
        for name, member in shape.members.items():
            yield from _inside(member.shape, given.get(name, _ABSENT), join(place, name), defaults)
    elif isinstance(shape, UnionShape) and value is not _ABSENT:
        if variant := shape.variants.get(shape.tag_of(value)):
            yield from _inside(variant, value, place, defaults)
    elif isinstance(shape, ArrayShape) and isinstance(value, list):
        for index, item in enumerate(value):
            yield from _inside(shape.item, item, join(place, index), defaults)
    elif isinstance(shape, MapShape) and isinstance(value, dict):
        for name, item in value.items():
            yield from _inside(shape.value, item, join(place, name), defaults)

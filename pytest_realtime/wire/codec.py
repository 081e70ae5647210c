"""Read and write payloads of any wire type by its name: the functions that most callers need."""

from typing import Any

from pytest_realtime.wire.direction import Direction, current
from pytest_realtime.wire.direction import direction as judged_in
from pytest_realtime.wire.json.reader import load
from pytest_realtime.wire.registry import WireType, get_wire_type, name_of


def validate(wire_type: Any, value: Any, *, direction: Direction | None = None) -> Any:
    """Turn JSON-ready objects into the Python value of a wire type.

    ``wire_type`` is a name (``"TurnDetection"``) or the class or alias of that name. ``direction`` judges
    ``value`` strictly (``"write"``) or tolerantly (``"read"``); without it the type's own direction counts,
    strict where a type travels both ways. Raises :class:`pydantic.ValidationError` and
    :class:`pytest_realtime.wire.UnknownWireType`.
    """
    entry = get_wire_type(name_of(wire_type))
    with judged_in(direction or _own_direction(entry)):
        return entry.adapter.validate_python(value)


def parse(wire_type: Any, text: str, *, direction: Direction | None = None) -> Any:
    """:func:`validate` for JSON text, strictly read. Also raises :class:`pytest_realtime.wire.InvalidJson`."""
    return validate(wire_type, load(text), direction=direction)


def dump(wire_type: Any, value: Any) -> Any:
    """Turn the Python value of a wire type into JSON-ready objects; absent members stay absent, null stays null."""
    return get_wire_type(name_of(wire_type)).adapter.dump_python(value, mode="json")


def dump_json(wire_type: Any, value: Any) -> str:
    """:func:`dump` as compact JSON text."""
    return get_wire_type(name_of(wire_type)).adapter.dump_json(value).decode()


def _own_direction(entry: WireType) -> Direction:
    own: Direction = "read" if entry.directions == {"read"} else "write"
    return current() or own

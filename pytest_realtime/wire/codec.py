"""Read and write payloads of any wire type by its name."""

from typing import Any

from pytest_realtime.wire.direction import Direction, current
from pytest_realtime.wire.direction import direction as validated_as
from pytest_realtime.wire.fast_path import REFUSED, quickly_written
from pytest_realtime.wire.json.reader import load
from pytest_realtime.wire.registry import WireType, get_wire_type, name_of


def validate(wire_type: Any, value: Any, *, direction: Direction | None = None) -> Any:
    """Turn JSON-ready objects into the Python value of a wire type.

    Args:
        wire_type: a name (``"TurnDetection"``), or the class or alias of that name
        value: JSON-ready objects
        direction: ``"write"`` validates strictly, ``"read"`` tolerantly; by default as the type travels, strictly
            where it travels both ways

    Raises:
        pydantic.ValidationError: for an invalid value
        pytest_realtime.wire.UnknownWireType: for an unknown wire type
    """
    name = name_of(wire_type)
    # What a client may write, a reader makes the same of: only what is looser on read takes the models' way.
    if (quick := quickly_written(name, value)) is not REFUSED:
        return quick
    entry = get_wire_type(name)
    chosen = direction or _own_direction(entry)
    with validated_as(chosen):
        return entry.adapter.validate_python(value)


def parse(wire_type: Any, text: str, *, direction: Direction | None = None) -> Any:
    """Do the same as :func:`validate` for JSON text.

    Raises:
        pytest_realtime.wire.InvalidJson: for text that is not JSON, or that has duplicate keys
        pydantic.ValidationError: for an invalid value
        pytest_realtime.wire.UnknownWireType: for an unknown wire type
    """
    return validate(wire_type, load(text), direction=direction)


def dump(wire_type: Any, value: Any) -> Any:
    """Turn the Python value of a wire type into JSON-ready objects; absent members stay absent, null stays null."""
    return get_wire_type(name_of(wire_type)).adapter.dump_python(value, mode="json")


def dump_json(wire_type: Any, value: Any) -> str:
    """Write the Python value of a wire type as compact JSON text; see :func:`dump`."""
    return get_wire_type(name_of(wire_type)).adapter.dump_json(value).decode()


def _own_direction(entry: WireType) -> Direction:
    own: Direction = "read" if entry.directions == {"read"} else "write"
    return current() or own

"""The type stub of :mod:`pytest_realtime.strategies`, so that editors and type checkers know its strategies.

Written anew with ``python -m docgen.strategy_stub``.
"""

from pathlib import Path

import pytest_realtime
from pytest_realtime.payloads.plural import plural
from pytest_realtime.wire import shape_of, wire_types
from pytest_realtime.wire.shapes import (
    ArrayShape,
    EnumShape,
    LiteralShape,
    MapShape,
    ObjectShape,
    ScalarShape,
    Shape,
    UnionShape,
)

STUB = Path(pytest_realtime.__file__).with_name("strategies.pyi")

_HEAD = '''\
"""Written by docgen.strategy_stub; do not edit."""

from collections.abc import Collection, Mapping
from typing import Any, Literal, Protocol, TypeVar, overload

from hypothesis.strategies import SearchStrategy

from pytest_realtime import wire
from pytest_realtime.payloads.generation.strategy import Format
from pytest_realtime.payloads.generation.strategy import payloads as payloads
from pytest_realtime.payloads.generation.strategy import sessions as sessions
from pytest_realtime.payloads.mutations.strategy import invalid_payloads as invalid_payloads

_Model = TypeVar("_Model", covariant=True)
_Json = TypeVar("_Json", covariant=True)

class _Payloads(Protocol[_Model, _Json]):
    """Generate valid payloads of one wire type; see payloads() for the keywords."""

'''
_OVERLOAD = """\
    @overload
    def __call__(
        self,
        *,
        format: {format},
        required_only: bool = False,
        overrides: Mapping[str, Any] | None = None,
        exclude: Collection[str] = (),
    ) -> SearchStrategy[{drawn}]: ...
"""
_OVERLOADS = (
    ('Literal["json"] = "json"', "_Json"),
    ('Literal["text"]', "str"),
    ('Literal["model"]', "_Model"),
    ("Format", "_Json | str | _Model"),
)
"""The type of ``format``, and what is drawn then."""

_JSON_KINDS = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "object": "dict[str, Any]"}


def _json_types(shape: Shape) -> list[str]:
    """The Python types that JSON-ready values of a shape have."""
    match shape:
        case ObjectShape() | MapShape():
            return ["dict[str, Any]"]
        case ArrayShape():
            return ["list[Any]"]
        case EnumShape():
            return ["str"]
        case LiteralShape(value):
            return [type(value).__name__]
        case ScalarShape(kind):
            return [_JSON_KINDS[kind]]
        case UnionShape(variants):
            return list(dict.fromkeys(kind for variant in variants.values() for kind in _json_types(variant)))
    raise TypeError(f"{shape!r} is not a shape")


def stub_text() -> str:
    """The stub as it should be."""
    overloads = "".join(_OVERLOAD.format(format=format, drawn=drawn) for format, drawn in _OVERLOADS)
    lines = [
        f"{plural(entry.name)}: _Payloads[wire.{entry.name}, {' | '.join(_json_types(shape_of(entry.python)))}]\n"
        for entry in wire_types()
    ]
    return f"{_HEAD}{overloads}\n{''.join(lines)}"


if __name__ == "__main__":
    STUB.write_text(stub_text(), encoding="utf-8")

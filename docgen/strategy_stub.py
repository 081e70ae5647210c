"""The type stub of :mod:`pytest_realtime.strategies`, so that editors and type checkers know its strategies.

Written anew with ``python -m docgen.strategy_stub``.
"""

from pathlib import Path

import pytest_realtime
from pytest_realtime.payloads.plural import plural
from pytest_realtime.strategies import OF_DIALECT
from pytest_realtime.wire import WireType, get_wire_type, shape_of, wire_types
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
from typing import Any, Final, Literal, Protocol, TypeVar, overload

from hypothesis.strategies import SearchStrategy

from pytest_realtime import wire
from pytest_realtime.payloads.conversation.conversation_state import ConversationTurn as ConversationTurn
from pytest_realtime.payloads.conversation.dialogue import conversations as conversations
from pytest_realtime.payloads.generation.strategy import Format
from pytest_realtime.payloads.generation.strategy import payloads as payloads
from pytest_realtime.payloads.generation.strategy import sessions as sessions
from pytest_realtime.payloads.mutations.strategy import invalid_payloads as invalid_payloads
from pytest_realtime.wire import Dialect

_Model = TypeVar("_Model", covariant=True)
_Json = TypeVar("_Json", covariant=True)

OF_DIALECT: Final[Mapping[str, Mapping[str, str]]]

'''
_PROTOCOL = '''\
class {name}(Protocol[_Model, _Json]):
    """{summary}; see payloads() for the keywords."""

'''
_DIALECT = "        dialect: Dialect = ...,\n"
_OVERLOAD = """\
    @overload
    def __call__(
        self,
        *,
{dialect}        format: {format},
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
    return "".join(
        [
            _HEAD,
            _protocol("_Payloads", "Generate valid payloads of one wire type", ""),
            "\n",
            _protocol("_PayloadsOfDialect", "Generate valid payloads of one wire type a dialect", _DIALECT),
            "\n",
            *map(_line, wire_types()),
        ]
    )


def _protocol(name: str, summary: str, dialect: str) -> str:
    overloads = [_OVERLOAD.format(format=format, drawn=drawn, dialect=dialect) for format, drawn in _OVERLOADS]
    return _PROTOCOL.format(name=name, summary=summary) + "".join(overloads)


def _line(entry: WireType) -> str:
    types = tuple(OF_DIALECT.get(entry.name, {"": entry.name}).values())
    kind = "_PayloadsOfDialect" if entry.name in OF_DIALECT else "_Payloads"
    models = " | ".join(f"wire.{name}" for name in types)
    json = " | ".join(
        dict.fromkeys(kind for name in types for kind in _json_types(shape_of(get_wire_type(name).python)))
    )
    return f"{plural(entry.name)}: {kind}[{models}, {json}]\n"


if __name__ == "__main__":
    STUB.write_text(stub_text(), encoding="utf-8")

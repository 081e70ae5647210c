"""Payloads for agreement tests: valid forms of a shape, and everything that one small change makes of them."""

import copy
import json
from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import Any

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

Path = tuple[str | int, ...]

_STANDARD: dict[str, Any] = {
    "string": "text",
    "integer": 600,
    "number": 0.5,
    "boolean": True,
    "object": {"k": None},
}

WRONG_TYPES: tuple[Any, ...] = (None, True, 0, 0.75, "", "nope", [], {}, [None], [1], {"type": "nope"})
"""One JSON value or two of each type: whatever a place holds, most of these are wrong there."""
NUMBERS: tuple[Any, ...] = (
    *(-1, -0.01, 1, 1.0, 1.01, 0.24, 0.25, 1.5, 1.51, 4096, 4097, 4999, 5000, 30000, 30001),
    *(9, 10, 7200, 7201, 16000, 24000, 24000.0, 600.0, 1e300, 10**30, 10**400),
)
"""The bounds that are published and their neighbours, integers spelled as floats, and very large ones."""
FOREIGN_MEMBERS: dict[str, Any] = {
    "zzz": 1,
    "type": "nope",
    "rate": 24000,
    "function": {"name": "roll"},
    "eagerness": None,
    "threshold": 0.5,
    "model": "gpt-realtime-whisper",
    "prompt": "tech words",
    "turn_detection": {"type": "server_vad"},
    "modalities": ["text", "audio"],
    "temperature": 0.8,
    "client_secret": None,
    "tunnel_id": "tunnel_" + "0" * 31,
}
"""Members that belong elsewhere: beta ones, those of another variant, and one that nothing has."""


def forms(shape: Shape) -> list[Any]:
    """Valid JSON values of a shape, from the smallest one to fuller ones; every variant and value occurs."""
    return _FORMS[type(shape)](shape)


def seeds(shape: Shape) -> list[Any]:
    """The forms to mutate: of each variant the smallest and the fullest one."""
    variants = shape.parts() if isinstance(shape, UnionShape) else (shape,)
    return [form for variant in variants for form in (forms(variant)[0], max(forms(variant), key=_size))]


def _size(value: Any) -> int:
    return len(json.dumps(value))


def mutants(value: Any, *, depth: int = 2) -> Iterator[Any]:
    """What one change at one place, at most ``depth`` steps deep, makes of ``value``.

    Deeper places belong to parts that are wire types of their own, and so are mutated by themselves.
    """
    for path in places(value, depth=depth):
        for other in changes(at(value, path)):
            yield replaced(value, path, other)


def distinct(values: Iterator[Any]) -> list[Any]:
    """The values without repetitions, in order. ``1`` and ``1.0`` are two values."""
    return list({json.dumps(value, sort_keys=True): value for value in values}.values())


def replaced(value: Any, path: Path, other: Any) -> Any:
    """A copy of ``value`` with ``other`` at ``path``."""
    if not path:
        return copy.deepcopy(other)
    result = copy.deepcopy(value)
    at(result, path[:-1])[path[-1]] = copy.deepcopy(other)
    return result


def at(value: Any, path: Path) -> Any:
    """What is at ``path`` below ``value``."""
    for step in path:
        value = value[step]
    return value


def places(value: Any, *, depth: int = 99) -> Iterator[Path]:
    """The paths of ``value`` itself and of everything inside it, at most ``depth`` steps deep."""
    yield ()
    if depth and isinstance(value, dict | list):
        steps: Any = value if isinstance(value, dict) else range(len(value))
        for step in steps:
            yield from ((step, *path) for path in places(value[step], depth=depth - 1))


def changes(value: Any) -> Iterator[Any]:
    """What one change makes of ``value`` as a whole."""
    yield from WRONG_TYPES
    for kind, of_kind in _CHANGES:
        if type(value) in kind:
            yield from of_kind(value)


def _of_objects(value: dict[str, Any]) -> Iterator[Any]:
    yield from ({name: value[name] for name in value if name != dropped} for dropped in value)
    yield from ({**value, name: foreign} for name, foreign in FOREIGN_MEMBERS.items())
    yield {**value, **FOREIGN_MEMBERS}


def _of_texts(value: str) -> Iterator[Any]:
    yield from (value.upper(), f"{value}\n", f" {value}", value[:-1], "gpt-realtime-whisper", "server_vad")
    # As many characters as an event id may have, and one more, inside and outside the basic plane (V11).
    yield from ("x" * 512, "x" * 513, "\U0001f600" * 512)


_CHANGES: tuple[tuple[tuple[type, ...], Callable[[Any], Iterator[Any]]], ...] = (
    ((int, float), lambda value: iter(NUMBERS)),
    ((str,), _of_texts),
    ((list,), lambda value: iter((value * 2, [*value, None], [*value, 1], [*value, "nope"]))),
    ((dict,), _of_objects),
)


def _plain_forms(shape: ScalarShape) -> list[Any]:
    return [_STANDARD[shape.kind]]


def _list_forms(shape: ArrayShape) -> list[Any]:
    shortest: list[list[Any]] = [] if shape.limits.min_length else [[]]
    return shortest + [[item] for item in forms(shape.item)]


def _map_forms(shape: MapShape) -> list[Any]:
    return [{}, *({"k": value} for value in forms(shape.value))]


def _struct_forms(shape: ObjectShape) -> list[Any]:
    """The smallest form, then fuller ones, in which each member goes through all of its own forms."""
    values = {
        name: [*member.examples, *forms(member.shape), *([None] if member.nullable else [])]
        for name, member in shape.members.items()
    }
    smallest = {name: values[name][0] for name in shape.required_on_write()}
    columns = zip_longest(*values.values(), fillvalue=_EXHAUSTED)
    fuller = (
        {name: v for name, v in zip(values, column, strict=True) if v is not _EXHAUSTED} for column in columns
    )
    return [smallest, *(smallest | form for form in fuller)]


_EXHAUSTED = object()

_FORMS: dict[type, Callable[[Any], list[Any]]] = {
    ScalarShape: _plain_forms,
    EnumShape: lambda shape: [str(value) for value in shape.values],
    LiteralShape: lambda shape: [shape.value],
    ArrayShape: _list_forms,
    MapShape: _map_forms,
    UnionShape: lambda shape: [form for variant in shape.variants.values() for form in forms(variant)],
    ObjectShape: _struct_forms,
}

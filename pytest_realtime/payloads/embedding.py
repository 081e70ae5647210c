"""Where a type occurs inside another, and how a value of it is embedded in a payload of the other.

A client that only has whole sessions is still checked for every enum value: the value is put where it belongs in
the smallest valid session.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from pytest_realtime.payloads.examples import minimal_with
from pytest_realtime.wire import get_wire_type, shape_of, wire_types
from pytest_realtime.wire.json.pointer import pointer_of
from pytest_realtime.wire.json.tree import Path, at, fresh
from pytest_realtime.wire.shapes import ArrayShape, MapShape, ObjectShape, Shape, UnionShape

Step = Callable[[Any], Any]
"""Wraps a value one level up: into its member, item or variant."""
REFUSED: Any = object()
"""Stands for the payload where a place does not accept a value."""


@dataclass(frozen=True)
class Location:
    """A place of one type inside another, its host."""

    host: str
    """The name of the host's wire type."""
    path: Path
    """Member names and array indices from the host's root to the place."""
    steps: tuple[Step, ...]
    """What wraps a value level by level, from the inside out."""

    @property
    def pointer(self) -> str:
        """The place as a JSON pointer."""
        return pointer_of(self.path)

    def accepts(self, value: Any) -> bool:
        """Whether ``value`` is valid here: some settings have no meaning in some hosts (X10)."""
        return self.embedded(value) is not REFUSED

    def embedded(self, value: Any) -> Any:
        """As :meth:`embed`, or ``REFUSED`` where part of the value would be missing."""
        payload = self.embed(value)
        # Without steps there is nothing that could forbid a part; embedding never turns 1 into True or 1.0.
        return payload if not self.steps or at(payload, self.path) == value else REFUSED

    def embed(self, value: Any) -> Any:
        """The smallest valid payload of the host that holds a copy of ``value`` here.

        Where the host's constraints forbid part of the value, that part is missing; see :meth:`accepts`.
        """
        embedded = fresh(value)
        for step in self.steps:
            embedded = step(embedded)
        return embedded


@cache
def locations(name: str, host: str) -> tuple[Location, ...]:
    """All places of the wire type ``name`` inside the wire type ``host``; inside itself, the root."""
    return tuple(_find(name, host, shape_of(get_wire_type(host).python), (), ()))


def _find(name: str, host: str, shape: Shape, path: Path, steps: tuple[Step, ...]) -> Iterator[Location]:
    if shape.name == name:
        yield Location(host, path, steps)
        return
    for key, part, step in _parts(shape):
        if name in part.names:
            yield from _find(name, host, part, path + key, (step, *steps))


def _parts(shape: Shape) -> Iterator[tuple[Path, Shape, Step]]:
    """The parts of a shape: what each adds to the path, its shape, and what wraps a value of it."""
    if isinstance(shape, ObjectShape):
        for member in shape.asked_members():
            yield (member.name,), member.shape, partial(minimal_with, shape, member.name)
    elif isinstance(shape, ArrayShape):
        yield (0,), shape.item, lambda value: [value]
    elif isinstance(shape, MapShape):
        yield ("k",), shape.value, lambda value: {"k": value}
    elif isinstance(shape, UnionShape):
        for variant in shape.variants.values():
            yield (), variant, lambda value: value


@cache
def is_envelope(name: str) -> bool:
    """Whether a wire type holds another whole payload, as an event holds a session."""
    inner = shape_of(get_wire_type(name).python).names - {name}
    return any(entry.travels and entry.name in inner for entry in wire_types())

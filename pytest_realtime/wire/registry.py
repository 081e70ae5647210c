"""The list of all wire types: by name, dialect and direction."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter
from typing_extensions import TypeAliasType

from pytest_realtime.did_you_mean import did_you_mean
from pytest_realtime.endpoints import EVENT_NAMES, types_of_event
from pytest_realtime.wire.direction import Direction

Dialect = Literal["ga", "translation", "beta"]
"""``ga``: the live API; ``translation``: its translation connections; ``beta``: the API retired in May 2026."""

T = TypeVar("T", bound=type)


class UnknownWireType(KeyError):
    """No wire type has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(_unknown(name))

    def __str__(self) -> str:
        return str(self.args[0])


def _unknown(name: str) -> str:
    """Say that no wire type has this name; people name events by their ``type``, too."""
    if types := types_of_event(str(name)):
        return f"{name!r} is the type of an event; name its wire type: {' or '.join(types)}"
    if "." in str(name):
        return f"{name!r} is neither a wire type nor the type of an event{did_you_mean(name, EVENT_NAMES)}"
    return f"{name!r} is not one of the {len(_TYPES)} wire types{did_you_mean(name, _TYPES)}"


@dataclass(frozen=True)
class WireType:
    """One wire type, with the facts that its Python declaration does not contain."""

    name: str
    python: Any = field(repr=False)
    """The model class, the enum class, or the type alias of a union or map."""
    source: str
    """Where it is published: the name of a component of OpenAI's OpenAPI document, a pointer into it, or, for a
    type that only packages have, ``package: its name there``."""
    dialect: Dialect = "ga"
    travels: Direction | None = None
    """The direction of a whole payload (a body or an event); None for parts of payloads."""
    seed: bool = False
    """Whether the crate openai-protocol, from which the names come, has a type of this name."""

    undeclared: Mapping[str, Any] = field(default_factory=dict, compare=False)
    """Members that servers were seen to send although the published schema does not declare them (S5, S12)."""
    note: str = field(default="", compare=False)
    """What to know about the type where others use its name for something else."""

    @property
    def directions(self) -> frozenset[Direction]:
        """The directions of the payloads that contain this type."""
        return _directions()[self.name]

    @property
    def pointer(self) -> str:
        """The place in OpenAI's document, from ``#/``; empty for a type that only packages have."""
        if ": " in self.source:
            return ""
        return self.source if self.source.startswith("#/") else f"#/components/schemas/{self.source}"

    @property
    def fixture(self) -> str:
        """The name of the type's fixture: ``turn_detection``."""
        return snake_case(self.name)

    @property
    def adapter(self) -> TypeAdapter[Any]:
        """Pydantic's adapter for this type."""
        return _adapter(self.name)


_TYPES: dict[str, WireType] = {}


def wire_type(
    source: str,
    *,
    dialect: Dialect = "ga",
    travels: Direction | None = None,
    seed: bool = False,
    undeclared: Mapping[str, Any] | None = None,
) -> Callable[[T], T]:
    """Register a model or enum class as a wire type; see :class:`WireType` for the arguments."""

    def register(python: T) -> T:
        name = python.__name__
        _TYPES[name] = WireType(name, python, source, dialect, travels, seed, undeclared or {})
        return python

    return register


def wire_alias(
    python: TypeAliasType,
    source: str,
    *,
    dialect: Dialect = "ga",
    travels: Direction | None = None,
    seed: bool = False,
    note: str = "",
) -> None:
    """Register the alias of a union or map as a wire type; see :class:`WireType` for the arguments."""
    _TYPES[python.__name__] = WireType(python.__name__, python, source, dialect, travels, seed, note=note)


def get_wire_type(name: str) -> WireType:
    """Return the wire type with this name.

    Raises:
        UnknownWireType: when there is none; the message names the nearest one
    """
    try:
        return _TYPES[name]
    except KeyError:
        raise UnknownWireType(name) from None


def wire_types(*, dialect: Dialect | None = None, direction: Direction | None = None) -> tuple[WireType, ...]:
    """Return all wire types, or those of one dialect or direction: those with ``seed`` first, then as declared."""
    chosen = (
        entry
        for entry in _TYPES.values()
        if dialect in (None, entry.dialect) and (direction is None or direction in entry.directions)
    )
    return tuple(sorted(chosen, key=lambda entry: not entry.seed))


def name_of(python: Any) -> str:
    """Return the name of a registered class or alias, or the name itself.

    Raises:
        UnknownWireType: when no wire type has that name
    """
    name = python if isinstance(python, str) else getattr(python, "__name__", str(python))
    return get_wire_type(name).name


_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


@cache
def snake_case(name: str) -> str:
    """Turn ``RealtimeSessionCreateRequest`` into ``realtime_session_create_request``."""
    return _CAPITAL.sub("_", name).lower()


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    python = get_wire_type(name).python
    # The title is the first line of error messages; models have their own.
    is_model = isinstance(python, type) and issubclass(python, BaseModel)
    if is_model:
        # Models are built on first use. The adapter of one that is not built yet would take a title of its own.
        python.model_rebuild()
    return TypeAdapter(python, config=None if is_model else ConfigDict(title=name))


@cache
def _directions() -> dict[str, frozenset[Direction]]:
    """Derive the directions of every part from the payloads that contain it."""
    from pytest_realtime.wire.shapes import shape_of

    found: dict[str, set[Direction]] = {name: set() for name in _TYPES}
    for entry in _TYPES.values():
        if entry.travels:
            for name in shape_of(entry.python).names:
                if name in found:
                    found[name].add(entry.travels)
    return {name: frozenset(directions) for name, directions in found.items()}


def mark_read_only_types() -> None:
    """Mark the models that only servers write, so that they are read tolerantly by default."""
    for entry in _TYPES.values():
        if entry.directions == {"read"} and isinstance(entry.python, type) and hasattr(entry.python, "served_only"):
            entry.python.served_only = True


def payload_types() -> Iterator[WireType]:
    """Yield the types of whole payloads: bodies of requests and responses, and events."""
    return (entry for entry in wire_types() if entry.travels)

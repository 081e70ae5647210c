"""What a schema says of one place, in terms that shapes and published schemas share.

Both sides of a comparison are told in :class:`Facts`. They are told one level at a time, because published
schemas may refer to themselves.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

from pytest_realtime.wire.rules import Requires
from pytest_realtime.wire.scalars import Limits
from pytest_realtime.wire.shape import Choice, Constant, ListOf, MapOf, OneOf, Plain, Shape, Struct

_OfNumbers = Literal["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]
_OfTexts = Literal["minLength", "maxLength", "pattern", "format", "contentEncoding"]
_OfArrays = Literal["minItems", "maxItems", "uniqueItems", "prefixItems", "contains"]
_OfObjects = Literal["minProperties", "maxProperties", "propertyNames", "patternProperties", "dependentRequired"]
Bound = Literal[_OfNumbers, _OfTexts, _OfArrays, _OfObjects, "not", "if", "then", "else"]
"""The keywords that narrow a place and need no reading: two documents say the same where their values are equal."""

Part = TypeVar("Part")
"""What is inside: a :class:`Place` on our side, a schema on theirs."""


@dataclass(frozen=True)
class Facts(Generic[Part]):
    """What may stand at one place."""

    kinds: frozenset[str] = frozenset()
    """The JSON types apart from null; empty when any is allowed."""
    null: bool = False
    values: frozenset[Any] | None = None
    """The listed values; None when none are listed."""
    open: bool = False
    """Whether values beyond the listed ones are allowed."""
    bounds: Mapping[str, Any] = field(default_factory=dict)
    """Limits by JSON Schema keyword: ``minimum``, ``maxLength`` and so on."""
    closed: bool = False
    """Whether an object refuses members that it does not name."""
    required: frozenset[str] = frozenset()
    members: Mapping[str, Part] = field(default_factory=dict)
    item: Part | None = None
    """The items of an array."""
    value: Part | None = None
    """The values of an object with free keys."""
    arms: Mapping[str, Part] = field(default_factory=dict)
    """The arms of a union by tag, as in :class:`pytest_realtime.wire.shape.OneOf`."""


@dataclass(frozen=True)
class Place:
    """A shape and whether null may stand for it at its place."""

    shape: Shape
    null: bool = False


def declared(place: Place) -> Facts[Place]:
    """What our declaration says of a place, with the rulings of level MUST."""
    return Facts(**_FACTS[type(place.shape)](place.shape), null=place.null)


def _of_plain(shape: Plain) -> dict[str, Any]:
    return {"kinds": frozenset({shape.kind}), "bounds": _bounds(shape.limits, "Length")}


def _of_choice(shape: Choice) -> dict[str, Any]:
    return {"kinds": frozenset({"string"}), "values": frozenset(map(str, shape.values)), "open": shape.open}


def _of_constant(shape: Constant) -> dict[str, Any]:
    kind = "integer" if isinstance(shape.value, int) else "string"
    return {"kinds": frozenset({kind}), "values": frozenset({shape.value})}


def _of_list(shape: ListOf) -> dict[str, Any]:
    return {"kinds": frozenset({"array"}), "item": Place(shape.item), "bounds": _bounds(shape.limits, "Items")}


def _of_map(shape: MapOf) -> dict[str, Any]:
    return {"kinds": frozenset({"object"}), "value": Place(shape.value)}


def _of_union(shape: OneOf) -> dict[str, Any]:
    kinds = frozenset(tag.partition(":")[0] for tag in shape.arms)
    return {"kinds": kinds, "arms": {tag: Place(arm) for tag, arm in shape.arms.items()}}


def _of_struct(shape: Struct) -> dict[str, Any]:
    ruled = {rule.member for rule in shape.rules if isinstance(rule, Requires) and rule.level == "MUST"}
    required = {name for name, member in shape.members.items() if member.required} | ruled
    return {
        "kinds": frozenset({"object"}),
        "members": {name: Place(member.shape, member.nullable) for name, member in shape.members.items()},
        "required": frozenset(required),
        "closed": shape.closed,
    }


def _bounds(limits: Limits, unit: str) -> dict[str, Any]:
    if limits.level != "MUST":
        return {}
    bounds = {
        "minimum": limits.ge,
        "maximum": limits.le,
        f"min{unit}": limits.min_length,
        f"max{unit}": limits.max_length,
        "pattern": limits.pattern,
    }
    return {keyword: bound for keyword, bound in bounds.items() if bound is not None}


_FACTS: dict[type[Shape], Callable[[Any], dict[str, Any]]] = {
    Plain: _of_plain,
    Choice: _of_choice,
    Constant: _of_constant,
    ListOf: _of_list,
    MapOf: _of_map,
    OneOf: _of_union,
    Struct: _of_struct,
}

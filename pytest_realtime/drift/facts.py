"""What a schema says about one place, in terms that shapes and published schemas share.

Both sides of a comparison become :class:`Facts`, one level at a time, because published schemas may refer to
themselves.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

from pytest_realtime.wire.constraints import Requires
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

_OfNumbers = Literal["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]
_OfTexts = Literal["minLength", "maxLength", "pattern", "format", "contentEncoding"]
_OfArrays = Literal["minItems", "maxItems", "uniqueItems", "prefixItems", "contains"]
_OfObjects = Literal["minProperties", "maxProperties", "propertyNames", "patternProperties", "dependentRequired"]
Bound = Literal[_OfNumbers, _OfTexts, _OfArrays, _OfObjects, "not", "if", "then", "else"]
"""The keywords whose values are compared as they are: equal values mean the same."""

Part = TypeVar("Part")
"""A part inside: a :class:`Declaration` on our side, a schema on theirs."""


@dataclass(frozen=True)
class Facts(Generic[Part]):
    """What is allowed at one place."""

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
    """Whether an object rejects members that it does not declare."""
    required: frozenset[str] = frozenset()
    members: Mapping[str, Part] = field(default_factory=dict)
    item: Part | None = None
    """The items of an array."""
    value: Part | None = None
    """The values of an object with free keys."""
    variants: Mapping[str, Part] = field(default_factory=dict)
    """The variants of a union by tag, as in :class:`pytest_realtime.wire.shapes.UnionShape`."""


@dataclass(frozen=True)
class Declaration:
    """A shape, and whether it may be null at its place."""

    shape: Shape
    null: bool = False


def declared(place: Declaration) -> Facts[Declaration]:
    """Return what our declaration says about a place, including API rules of level MUST."""
    return Facts(**_FACTS[type(place.shape)](place.shape), null=place.null)


def _of_object(shape: ObjectShape) -> dict[str, Any]:
    required = {name for name, member in shape.members.items() if member.required}
    required |= {rule.member for rule in shape.constraints if isinstance(rule, Requires) and rule.level == "MUST"}
    return {
        "kinds": frozenset({"object"}),
        "members": {name: Declaration(member.shape, member.nullable) for name, member in shape.members.items()},
        "required": frozenset(required),
        "closed": shape.closed,
    }


_FACTS: dict[type[Shape], Callable[[Any], dict[str, Any]]] = {
    ScalarShape: lambda shape: {"kinds": frozenset({shape.kind}), "bounds": shape.limits.keywords("Length")},
    EnumShape: lambda shape: {
        "kinds": frozenset({"string"}),
        "values": frozenset(map(str, shape.values)),
        "open": shape.open,
    },
    LiteralShape: lambda shape: {
        "kinds": frozenset({"integer" if isinstance(shape.value, int) else "string"}),
        "values": frozenset({shape.value}),
    },
    ArrayShape: lambda shape: {
        "kinds": frozenset({"array"}),
        "item": Declaration(shape.item),
        "bounds": shape.limits.keywords("Items"),
    },
    MapShape: lambda shape: {"kinds": frozenset({"object"}), "value": Declaration(shape.value)},
    UnionShape: lambda shape: {
        "kinds": frozenset(tag.partition(":")[0] for tag in shape.variants),
        "variants": {tag: Declaration(variant) for tag, variant in shape.variants.items()},
    },
    ObjectShape: _of_object,
}

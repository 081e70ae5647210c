"""The wire types as plain data, derived from their declarations.

A shape says which JSON is valid for a type. JSON Schemas, enumerated cases, examples, mutations and the judge's map
of integers are all derived from shapes, so that no fact about a type is written twice. There is one shape of each
type; shapes are compared by identity, so that what is derived from one can be cached by it.
"""

import typing
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from typing_extensions import TypeAliasType

from pytest_realtime.wire.absent import MISSING
from pytest_realtime.wire.constraints import Constraint, Requires
from pytest_realtime.wire.enums import WireEnum
from pytest_realtime.wire.model import MemberSource, NullSource, WireModel
from pytest_realtime.wire.scalars import Contents, JsonKind, Limits, Scalar
from pytest_realtime.wire.unions import ByShape, tag_of_value, tag_of_variant
from pytest_realtime.wire.value_constraints import ShouldNotBeNull


@dataclass(frozen=True, eq=False)
class Shape:
    """What every shape has: the name of its wire type; empty for a shape that is not a wire type."""

    name: str = field(default="", kw_only=True)

    def parts(self) -> tuple["Shape", ...]:
        """Return the shapes directly inside this one."""
        return ()

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of this shape and of all shapes inside it, as far as payloads hold them."""
        return frozenset({self.name} - {""}).union(*(part.names for part in self._asked_parts()))

    def _asked_parts(self) -> tuple["Shape", ...]:
        return self.parts()


@dataclass(frozen=True, eq=False)
class ScalarShape(Shape):
    """A scalar, or a free-form JSON object."""

    kind: JsonKind
    limits: Limits = field(default_factory=Limits)
    contents: Contents = ""
    """What a string or an integer holds."""


@dataclass(frozen=True, eq=False)
class EnumShape(Shape):
    """A string enum; an open one accepts any other string, too."""

    values: tuple[str, ...]
    open: bool
    rule: str
    is_covered: bool
    """Whether generated payloads aim at every listed value."""
    python: type[WireEnum]


@dataclass(frozen=True, eq=False)
class LiteralShape(Shape):
    """One fixed value: a string, or the integer 24000."""

    value: str | int


@dataclass(frozen=True, eq=False)
class ArrayShape(Shape):
    """A JSON array."""

    item: Shape
    limits: Limits = field(default_factory=Limits)

    def parts(self) -> tuple[Shape, ...]:
        """Return the item's shape."""
        return (self.item,)


@dataclass(frozen=True, eq=False)
class MapShape(Shape):
    """A JSON object with free keys and values of one shape."""

    value: Shape

    def parts(self) -> tuple[Shape, ...]:
        """Return the value's shape."""
        return (self.value,)


@dataclass(frozen=True, eq=False)
class UnionShape(Shape):
    """A union: its variants by tag, such as ``string`` or ``object:server_vad``."""

    variants: dict[str, Shape]
    rule: str
    tag: str = "type"
    """The member that tells objects apart."""

    def tag_of(self, value: Any) -> str:
        """Return the tag of the only variant that can accept a value."""
        return tag_of_value(value, self.tag)

    def parts(self) -> tuple[Shape, ...]:
        """Return the variants' shapes."""
        return tuple(self.variants.values())


@dataclass(frozen=True, eq=False)
class Member:
    """A member of an object."""

    name: str
    shape: Shape
    required: bool
    """Required by the published schema."""
    nullable: bool
    null_source: NullSource
    rules: tuple[str, ...]
    examples: tuple[Any, ...]
    unlisted: str | None
    """A string that the schema allows here though the prose names one value only (S6)."""
    source: MemberSource = "document"
    """What declares it."""
    asked: bool = True
    """Whether payloads hold it; one that is not asked is valid, but no client has to write it (S3)."""
    may_lack: bool = False
    """Whether servers were seen to leave it out, or to send null for it, although the schema requires it."""
    seen: tuple[Any, ...] = ()
    """Values, besides the usual ones, that live servers were seen to send."""


@dataclass(frozen=True, eq=False)
class ObjectShape(Shape):
    """A JSON object with declared members."""

    members: dict[str, Member]
    constraints: tuple[Constraint, ...]
    closed: bool
    python: type[WireModel]

    def parts(self) -> tuple[Shape, ...]:
        """Return the members' shapes."""
        return tuple(member.shape for member in self.members.values())

    def _asked_parts(self) -> tuple[Shape, ...]:
        return tuple(member.shape for member in self.asked_members())

    def asked_members(self) -> tuple[Member, ...]:
        """Return the members that payloads hold."""
        return tuple(member for member in self.members.values() if member.asked)

    def required_on_write(self) -> tuple[str, ...]:
        """Return the members that a writer has to send, by the published schema or by an API rule of any level."""
        by_rule = {constraint.member for constraint in self.constraints if isinstance(constraint, Requires)}
        return tuple(name for name, member in self.members.items() if member.required or name in by_rule)

    def discouraged_nulls(self) -> tuple[str, ...]:
        """Return the members that may be null, but should be left out instead."""
        return tuple(
            constraint.member for constraint in self.constraints if isinstance(constraint, ShouldNotBeNull)
        )


@cache
def shape_of(python: Any) -> Shape:
    """Return the shape of a registered class or alias, or of any annotation inside one.

    Raises:
        TypeError: when ``python`` is not an annotation of a wire type
    """
    if isinstance(python, TypeAliasType):
        return replace(shape_of(python.__value__), name=python.__name__)
    if isinstance(python, type) and issubclass(python, WireModel):
        return _object_shape(python)
    if isinstance(python, type) and issubclass(python, WireEnum):
        values = tuple(str(member) for member in python)
        return EnumShape(values, python.is_open(), python.rule(), python.is_covered(), python, name=python.__name__)
    return _shape_of_generic(python)


def _shape_of_generic(python: Any) -> Shape:
    origin, arguments = get_origin(python), get_args(python)
    if origin is Annotated:
        return _shape_of_annotated(arguments[0], arguments[1:])
    if origin is Literal:
        return LiteralShape(arguments[0])
    if origin is list:
        return ArrayShape(shape_of(arguments[0]))
    if origin is dict:
        return MapShape(shape_of(arguments[1]))
    raise TypeError(f"{python!r} is not an annotation of a wire type")


def _shape_of_annotated(python: Any, notes: tuple[Any, ...]) -> Shape:
    scalar = next((note for note in notes if isinstance(note, Scalar)), None)
    union = next((note for note in notes if isinstance(note, ByShape)), None)
    if union:
        variants = {tag_of_variant(variant, union.tag): shape_of(variant) for variant in get_args(python)}
        return UnionShape(variants, union.rule, union.tag)
    limits = next((note for note in notes if isinstance(note, Limits)), Limits())
    if scalar:
        return ScalarShape(scalar.kind, limits, scalar.contents)
    inner = shape_of(python)
    return replace(inner, limits=limits) if isinstance(inner, ArrayShape) else inner


def _object_shape(python: type[WireModel]) -> ObjectShape:
    hints = typing.get_type_hints(python, include_extras=True)
    members = {name: _member_of(python, name, hints[name]) for name in python.model_fields}
    return ObjectShape(members, python.constraints, python.closed, python, name=python.__name__)


def _member_of(python: type[WireModel], name: str, hint: Any) -> Member:
    info = python.model_fields[name]
    options = get_args(hint) if get_origin(hint) in (Union, type(int | str)) else (hint,)
    value = [option for option in options if option not in (type(None), MISSING)]
    extra: Any = info.json_schema_extra or {}
    return Member(
        name,
        shape_of(value[0]),
        required=info.is_required() or extra.get("may_lack", False),
        nullable=type(None) in options,
        null_source=extra.get("null_source", "schema"),
        rules=tuple(extra.get("rules", ())),
        examples=tuple(info.examples or ()),
        unlisted=extra.get("unlisted"),
        source=extra.get("source", "document"),
        asked=extra.get("asked", True),
        may_lack=extra.get("may_lack", False),
        seen=tuple(extra.get("seen", ())),
    )


def walk(shape: Shape) -> Iterator[Shape]:
    """Yield this shape and all shapes inside it, outer ones first."""
    yield shape
    for part in shape.parts():
        yield from walk(part)

"""Unions of the wire: variants are distinguished by JSON type first, then by ``type`` or ``role`` (U1-U4, U6, I1).

A plain union tries one variant after the other: it would read ``{"rate": 16000}`` as PCMU, and report the errors of
every variant. Here each value belongs to at most one variant, and errors name places in the JSON.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel, GetCoreSchemaHandler, ValidationError
from pydantic_core import CoreSchema, core_schema
from typing_extensions import TypeAliasType

from pytest_realtime.did_you_mean import did_you_mean
from pytest_realtime.wire.constraints import MisplacedMember
from pytest_realtime.wire.direction import is_tolerant
from pytest_realtime.wire.enums import WireEnum
from pytest_realtime.wire.scalars import AS_IS, Scalar
from pytest_realtime.wire.violations import Violation, validation_error, without_first_step


@dataclass(frozen=True, slots=True)
class ByShape:
    """Annotation of a union: dispatches on the JSON type, and on ``tag`` for objects whose variants have one."""

    rule: str = "U6"
    tag: str = "type"
    """The member that tells objects apart: ``type``, or ``role`` for messages (I1)."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        variants = {
            tag_of_variant(variant, self.tag): handler.generate_schema(variant) for variant in get_args(source)
        }
        tag_of = tag_function(variants, self.tag)
        misplaced = _misplaced_everywhere(get_args(source))
        inner = core_schema.tagged_union_schema(variants, discriminator=tag_of)

        def pick(value: Any, validate: core_schema.ValidatorFunctionWrapHandler) -> Any:
            if tag_of(value) not in variants:
                if is_tolerant():
                    return value
                members = value.items() if isinstance(value, Mapping) else ()
                beside = [
                    row.violation(name).details(item)
                    for name, item in members
                    for row in misplaced
                    if name in row.names
                ]
                no_variant = _no_variant(value, list(variants), self)
                raise validation_error("union", [no_variant.details(value), *beside])
            try:
                return validate(value)
            except ValidationError as error:
                raise without_first_step(error) from None

        return core_schema.no_info_wrap_validator_function(pick, inner, serialization=AS_IS)


def tag_function(variants: Collection[str], member: str) -> Callable[[Any], str]:
    """Return what tells the tag of a value, for a union with these tags; see :func:`tag_of_variant`."""

    # A function with a name: pydantic-core asks for it.
    def tag_of(value: Any) -> str:
        return tag_of_value(value, member)

    # Without a discriminating `type`, an object variant accepts any object.
    return _json_type_only if "object" in variants else tag_of


def _misplaced_everywhere(variants: tuple[Any, ...]) -> list[MisplacedMember]:
    """The members that no variant may have: they are wrong even where it is unclear which variant is meant (S2)."""
    first, *others = [getattr(variant, "foreign", ()) for variant in variants]
    return [row for row in first if row.level == "MUST" and all(row in other for other in others)]


def tag_of_variant(variant: Any, member: str = "type") -> str:
    """Return the tag of a union's variant: a JSON type, or ``object:<type>`` for objects with a fixed type.

    A variant may be a union itself, whose variants all have that type: messages, told apart by their role.
    """
    if isinstance(variant, TypeAliasType):
        return tag_of_variant(get_args(get_args(variant.__value__)[0])[0], member)
    if isinstance(variant, type) and issubclass(variant, BaseModel):
        tag = variant.model_fields.get(member)
        value = _constant(tag.annotation) if tag else None
        return f"object:{value}" if value else "object"
    if isinstance(variant, type) and issubclass(variant, WireEnum):
        return "string"
    if get_origin(variant) is Annotated:
        scalar = next((note for note in get_args(variant)[1:] if isinstance(note, Scalar)), None)
        return scalar.kind if scalar else tag_of_variant(get_args(variant)[0], member)
    return "array" if get_origin(variant) is list else "object"


def _constant(annotation: Any) -> str | None:
    """The only value that a ``type`` member can have: a Literal's, or that of an enum with one member."""
    if isinstance(annotation, type) and issubclass(annotation, WireEnum):
        return str(next(iter(annotation))) if len(annotation) == 1 else None
    candidates = [annotation, *get_args(annotation)]
    literals = [get_args(item)[0] for item in candidates if get_origin(item) is Literal]
    return str(literals[0]) if literals else None


def tag_of_value(value: Any, member: str = "type") -> str:
    """Return the tag of the only variant that can accept ``value``; see :func:`tag_of_variant`."""
    kind = _json_type_only(value)
    if kind != "object":
        return kind
    is_mapping = type(value) is dict or isinstance(value, Mapping)
    name = value.get(member) if is_mapping else getattr(value, member, None)
    return f"object:{name}"


def _json_type_only(value: Any) -> str:
    if name := _JSON_TYPES.get(type(value)):
        return name
    if isinstance(value, Mapping | BaseModel):
        return "object"
    return "string" if isinstance(value, str) else "other"


_JSON_TYPES: dict[type, str] = {
    dict: "object",
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    list: "array",
    type(None): "null",
}


_MOST_LISTED = 12
"""The most variants that a message lists: nobody reads the names of all events."""


def _no_variant(value: Any, variants: list[str], union: ByShape) -> Violation:
    """Say what the value should be, at the member that tells objects apart if that is what is wrong."""
    allowed = ", ".join(variant.replace("object:", f"{union.tag} ") for variant in variants)
    tags = [variant.removeprefix("object:") for variant in variants if variant.startswith("object:")]
    if not isinstance(value, Mapping) or not tags:
        return Violation((), "no_such_variant", f"should be one of: {allowed}", union.rule)
    code = "unknown_type" if union.tag in value else "missing"
    message = f"should be one of: {allowed}"
    if len(variants) > _MOST_LISTED:
        hint = did_you_mean(value.get(union.tag), tags) or f", such as {tags[0]!r}"
        message = f"should be one of {len(tags)} words{hint}"
    return Violation((union.tag,), code, message, union.rule)

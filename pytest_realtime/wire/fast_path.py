"""A fast path for valid payloads of clients: most of what is validated is valid, and errors can take their time.

The validators of the models are Python functions, because they depend on the direction and because their errors
have to name rules. Here the same shapes are compiled once more, for one direction and without messages, so that
pydantic-core does nearly everything. What this path does not take is validated again by the models, which say what
is wrong. So it may refuse what is valid (a model among plain objects, a tuple, a member that only the user knows),
and must never take what the models reject; a test compares both on mutations of every type.
"""

import math
from collections.abc import Callable
from functools import cache
from typing import Any

from pydantic_core import CoreSchema, SchemaValidator, ValidationError, core_schema

from pytest_realtime.wire.registry import get_wire_type
from pytest_realtime.wire.scalars import Limits, json_object
from pytest_realtime.wire.shapes import (
    ArrayShape,
    EnumShape,
    LiteralShape,
    MapShape,
    ObjectShape,
    ScalarShape,
    Shape,
    UnionShape,
    shape_of,
)
from pytest_realtime.wire.unions import tag_function

REFUSED: Any = object()
"""Returned instead of a value that the models have to look at."""


def quickly_written(name: str, value: Any) -> Any:
    """Return the Python value of a wire type, or ``REFUSED``.

    Args:
        name: the wire type's name
        value: JSON-ready objects
    """
    try:
        return _validator(name).validate_python(value)
    except ValidationError:
        return REFUSED


@cache
def _validator(name: str) -> SchemaValidator:
    return SchemaValidator(_compiled(shape_of(get_wire_type(name).python)))


def _compiled(shape: Shape) -> CoreSchema:
    return _COMPILERS[type(shape)](shape)


def _scalar(shape: ScalarShape) -> CoreSchema:
    limits = _binding(shape.limits)
    if shape.kind == "string":
        return core_schema.str_schema(
            strict=True, min_length=limits.min_length, max_length=limits.max_length, pattern=limits.pattern
        )
    whole = core_schema.int_schema(
        strict=True,
        ge=None if limits.ge is None else math.ceil(limits.ge),
        le=None if limits.le is None else math.floor(limits.le),
    )
    if shape.kind == "integer":
        return whole
    if shape.kind == "number":
        other = core_schema.float_schema(strict=True, ge=limits.ge, le=limits.le, allow_inf_nan=False)
        return core_schema.union_schema([whole, other], mode="left_to_right")
    return core_schema.bool_schema(strict=True) if shape.kind == "boolean" else _FREE


def _binding(limits: Limits) -> Limits:
    """The limits that are enforced: none below level MUST."""
    return limits if limits.level == "MUST" else Limits()


def _enum(shape: EnumShape) -> CoreSchema:
    values = core_schema.enum_schema(shape.python, list(shape.python), sub_type="str")
    return core_schema.union_schema([values, _TEXT], mode="left_to_right") if shape.open else values


def _literal(shape: LiteralShape) -> CoreSchema:
    if isinstance(shape.value, int):  # a literal would take the float of the same value, too
        return core_schema.int_schema(strict=True, ge=shape.value, le=shape.value)
    return core_schema.literal_schema([shape.value])


def _array(shape: ArrayShape) -> CoreSchema:
    limits = _binding(shape.limits)
    return core_schema.list_schema(
        _compiled(shape.item), strict=True, min_length=limits.min_length, max_length=limits.max_length
    )


def _map(shape: MapShape) -> CoreSchema:
    return core_schema.dict_schema(_TEXT, _compiled(shape.value), strict=True)


def _union(shape: UnionShape) -> CoreSchema:
    variants = {tag: _compiled(variant) for tag, variant in shape.variants.items()}
    if all(tag.startswith("object:") for tag in variants):
        by_word = {tag.removeprefix("object:"): variant for tag, variant in variants.items()}
        return core_schema.tagged_union_schema(by_word, discriminator=shape.tag)
    return core_schema.tagged_union_schema(variants, discriminator=tag_function(variants, shape.tag))


def _object(shape: ObjectShape) -> CoreSchema:
    fields = {}
    for member in shape.members.values():
        value = _compiled(member.shape)
        value = core_schema.nullable_schema(value) if member.nullable else value
        field = shape.python.model_fields[member.name]
        if not field.is_required():
            value = core_schema.with_default_schema(value, default=field.default)
        fields[member.name] = core_schema.model_field(value)
    schema = core_schema.model_fields_schema(fields, extra_behavior="forbid")
    return core_schema.no_info_after_validator_function(_maker(shape), schema)


def _maker(shape: ObjectShape) -> Callable[[Any], Any]:
    """Return a function that makes a model of its validated members, as pydantic does it."""
    python = shape.python
    # Models are built on first use, and pydantic 2.13 can't write one that nobody has asked to validate anything.
    python.model_rebuild()
    binding = tuple(rule for rule in shape.constraints if rule.level == "MUST")
    new, put = python.__new__, object.__setattr__

    def make(validated: Any) -> Any:
        members, _, given = validated
        for rule in binding:
            for _ in rule.violations(members):
                raise ValueError(rule.rule)
        model = new(python)
        put(model, "__dict__", members)
        put(model, "__pydantic_fields_set__", given)
        put(model, "__pydantic_extra__", {})
        put(model, "__pydantic_private__", None)
        return model

    return make


_TEXT = core_schema.str_schema(strict=True)
_FREE = core_schema.no_info_plain_validator_function(json_object)
_COMPILERS: dict[type[Shape], Callable[[Any], CoreSchema]] = {
    ScalarShape: _scalar,
    EnumShape: _enum,
    LiteralShape: _literal,
    ArrayShape: _array,
    MapShape: _map,
    UnionShape: _union,
    ObjectShape: _object,
}

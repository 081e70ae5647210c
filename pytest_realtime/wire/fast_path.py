"""A fast path for valid payloads of clients: most of what is validated is valid, and errors can take their time.

The validators of the models are Python functions, because they depend on the direction and because their errors
have to name rules. Here the same shapes are compiled once more, for one direction and without messages, so that
pydantic-core does nearly everything, from the exact JSON type of a member to the model that holds it. Python is
called only where pydantic-core has no exact check: for numbers, free JSON, unions of several JSON types, and the
few constraints that compare members.

What this path does not take is validated again by the models, which say what is wrong. So it may refuse what is
valid (a tuple, a member that only the user knows), and must never take what the models reject; tests compare both
on mutations of every type, and on Python objects that no JSON reader makes.
"""

import math
from collections.abc import Callable
from functools import cache
from typing import Any

from pydantic_core import CoreSchema, SchemaValidator, ValidationError, core_schema

from pytest_realtime.wire.constraints import Requires
from pytest_realtime.wire.model import PARTS_WRITE_THEMSELVES
from pytest_realtime.wire.registry import get_wire_type
from pytest_realtime.wire.scalars import JsonKind, Limits, json_object
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
    return _SCALARS[shape.kind](_binding(shape.limits))


def _string(limits: Limits) -> CoreSchema:
    return core_schema.str_schema(
        strict=True, min_length=limits.min_length, max_length=limits.max_length, pattern=limits.pattern
    )


def _integer(limits: Limits) -> CoreSchema:
    return core_schema.int_schema(
        strict=True,
        ge=None if limits.ge is None else math.ceil(limits.ge),
        le=None if limits.le is None else math.floor(limits.le),
    )


def _number(limits: Limits) -> CoreSchema:
    """pydantic-core would turn a subclass of ``float`` or ``int`` into a number, which the models reject."""
    least = -math.inf if limits.ge is None else limits.ge
    most = math.inf if limits.le is None else limits.le

    def number(value: Any) -> Any:
        kind = type(value)
        if ((kind is float and math.isfinite(value)) or kind is int) and least <= value <= most:
            return value
        raise ValueError

    return core_schema.no_info_plain_validator_function(number)


def _binding(limits: Limits) -> Limits:
    """The limits that are enforced: none below level MUST."""
    return limits if limits.level == "MUST" else Limits()


def _enum(shape: EnumShape) -> CoreSchema:
    # Members equal their strings, so that these give the member. A schema of enums would take bytes, too.
    values = core_schema.literal_schema(list(shape.python))
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
    variants = {tag.removeprefix("object:"): _compiled(variant) for tag, variant in shape.variants.items()}
    if all(tag.startswith("object:") for tag in shape.variants):
        return core_schema.tagged_union_schema(variants, discriminator=shape.tag)
    member = None if "object" in variants else shape.tag

    def tag_of(value: Any) -> Any:
        # An object whose type is the name of a JSON type meets the schema of that type, which refuses objects.
        return value.get(member) if member and type(value) is dict else _JSON_TYPES.get(type(value))

    return core_schema.tagged_union_schema(variants, discriminator=tag_of)


def _object(shape: ObjectShape) -> CoreSchema:
    python = shape.python
    if PARTS_WRITE_THEMSELVES:
        python.model_rebuild()
    binding = [rule for rule in shape.constraints if rule.level == "MUST"]
    required = {rule.member for rule in binding if isinstance(rule, Requires)}
    fields = {}
    for member in shape.members.values():
        value = _compiled(member.shape)
        value = core_schema.nullable_schema(value) if member.nullable else value
        field = python.model_fields[member.name]
        if not field.is_required() and member.name not in required:
            value = core_schema.with_default_schema(value, default=field.default)
        fields[member.name] = core_schema.model_field(value)
    # Not "forbid": models keep their undeclared members, and so one without any has an empty dict of them.
    members = core_schema.model_fields_schema(fields, extra_behavior="allow", extras_schema=_NOTHING)
    # A model among the values is looked at again: its members may have been assigned since it was validated.
    schema = core_schema.model_schema(python, members, revalidate_instances="always")
    others = tuple(rule for rule in binding if not isinstance(rule, Requires))

    def check(model: Any) -> Any:
        for rule in others:
            for _ in rule.violations(model.__dict__):
                raise ValueError
        return model

    return core_schema.no_info_after_validator_function(check, schema) if others else schema


class _Nothing:
    """Has no instances."""


_NOTHING = core_schema.is_instance_schema(_Nothing)
_TEXT = core_schema.str_schema(strict=True)
_JSON_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number", list: "array", dict: "object"}
_SCALARS: dict[JsonKind, Callable[[Limits], CoreSchema]] = {
    "string": _string,
    "integer": _integer,
    "number": _number,
    "boolean": lambda _: core_schema.bool_schema(strict=True),
    "object": lambda _: core_schema.no_info_plain_validator_function(json_object),
}
_COMPILERS: dict[type[Shape], Callable[[Any], CoreSchema]] = {
    ScalarShape: _scalar,
    EnumShape: _enum,
    LiteralShape: _literal,
    ArrayShape: _array,
    MapShape: _map,
    UnionShape: _union,
    ObjectShape: _object,
}

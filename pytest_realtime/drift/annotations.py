"""Annotations of Python packages as JSON Schemas: TypedDicts, pydantic models, and what they are composed of."""

from collections.abc import Callable, Iterable, Sequence
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NotRequired, Required, Union, get_args, get_origin

from pydantic import BaseModel

# The package makes its TypedDicts with typing_extensions, so that only these functions know them all.
from typing_extensions import get_type_hints, is_typeddict

_SCALARS: dict[Any, str] = {str: "string", int: "integer", float: "number", bool: "boolean"}


def schema_of(python: Any) -> dict[str, Any]:
    """An annotation of the package as a JSON Schema."""
    if python in _SCALARS:
        return {"type": _SCALARS[python]}
    if is_typeddict(python):
        return _of_typed_dict(python)
    if isinstance(python, type) and issubclass(python, BaseModel):
        return _of_model(python)
    origin, arguments = get_origin(python), get_args(python)
    of_origin = _COMPOSED.get(origin)
    # ``object`` is what the package calls a free-form value.
    return of_origin(arguments) if of_origin else {}


def _of_typed_dict(python: Any) -> dict[str, Any]:
    hints = get_type_hints(python, include_extras=True)
    origins: dict[str, Any] = {name: get_origin(hint) for name, hint in hints.items()}
    return _object(hints, [name for name, origin in origins.items() if origin is Required])


def _of_model(python: type[BaseModel]) -> dict[str, Any]:
    """Models write every optional member as ``Optional``, so that nothing is to be learnt of null from them."""
    fields = python.model_fields
    required = [name for name, field in fields.items() if field.is_required()]
    schema = _object({name: field.annotation for name, field in fields.items()}, required)
    schema["properties"] = {name: _without_null(member) for name, member in schema["properties"].items()}
    return schema


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    variants = [variant for variant in schema.get("anyOf", ()) if variant != {"type": "null"}]
    return {"anyOf": variants} if variants else schema


def _object(members: dict[str, Any], required: list[str]) -> dict[str, Any]:
    properties = {name: schema_of(member) for name, member in members.items()}
    return {"type": "object", "properties": properties, "required": required}


def _of_union(arguments: tuple[Any, ...]) -> dict[str, Any]:
    return {"anyOf": [{"type": "null"} if variant is NoneType else schema_of(variant) for variant in arguments]}


def _of_literal(arguments: tuple[Any, ...]) -> dict[str, Any]:
    return {"type": _SCALARS[type(arguments[0])], "enum": list(arguments)}


def _of_array(arguments: tuple[Any, ...]) -> dict[str, Any]:
    return {"type": "array", "items": schema_of(arguments[0])}


def _of_map(arguments: tuple[Any, ...]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": schema_of(arguments[1])}


def _of_first(arguments: tuple[Any, ...]) -> dict[str, Any]:
    return schema_of(arguments[0])


_COMPOSED: dict[Any, Callable[[tuple[Any, ...]], dict[str, Any]]] = {
    Union: _of_union,
    UnionType: _of_union,
    Literal: _of_literal,
    list: _of_array,
    Sequence: _of_array,
    Iterable: _of_array,
    dict: _of_map,
    Annotated: _of_first,
    Required: _of_first,
    NotRequired: _of_first,
}
"""By what an annotation is made of."""

"""JSON Schemas (draft 2020-12) of the wire types, derived from their shapes: one for writing, one for reading.

The schema for writing is as strict as the models are on write, and the one for reading as tolerant as they are on
read, so that clients in other languages can apply the same rules with any validator. Each shape becomes one schema:
a named shape stands once in ``$defs`` and is referenced from there, any other is inlined. The two directions differ
in four places:

- enums and fixed numbers: ``enum`` or ``const`` on write; ``examples`` on read, because a reader keeps values that
  it does not know (V2);
- unions: ``oneOf`` on write; on read one ``if``/``then`` per variant, so that a value which no variant claims is
  valid, while a claimed one still has to match: ``{"type": "server_vad", "threshold": "x"}`` is invalid in both;
- objects: ``additionalProperties: false`` and the constraints on write only (U7);
- null: on read, any optional member may be null (N6).
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pytest_realtime.wire.direction import Direction
from pytest_realtime.wire.registry import get_wire_type, name_of, wire_types
from pytest_realtime.wire.shapes import (
    ArrayShape,
    EnumShape,
    LiteralShape,
    MapShape,
    Member,
    ObjectShape,
    ScalarShape,
    Shape,
    UnionShape,
    shape_of,
    walk,
)

JsonSchema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
"""The draft that the schemas are written in."""


def schema_id(name: str, direction: Direction) -> str:
    """Return the ``$id`` of a wire type's schema: a lasting name, not an address."""
    return f"urn:pytest-realtime:schema:{direction}:{name}"


def json_schema(wire_type: Any, *, direction: Direction) -> JsonSchema:
    """Return the JSON Schema of a wire type, as a self-contained document.

    Args:
        wire_type: a name, class or alias
        direction: with ``"write"``, the schema rejects whatever breaks the published schema or an API rule of level
            MUST; with ``"read"``, it accepts whatever a reader has to accept

    Raises:
        pytest_realtime.wire.UnknownWireType: for an unknown wire type
    """
    entry = get_wire_type(name_of(wire_type))
    shape = shape_of(entry.python)
    parts = {part.name: part for part in walk(shape) if part.name and part is not shape}
    document = {"$schema": DIALECT, "$id": schema_id(entry.name, direction), **_named(shape, direction)}
    if parts:
        document["$defs"] = {name: _named(_without_examples(parts[name]), direction) for name in sorted(parts)}
    return document


def _without_examples(shape: Shape) -> Shape:
    """The same shape without its members' examples, which stand in its own document; repeated, they are a third."""
    if not isinstance(shape, ObjectShape):
        return shape
    return replace(shape, members={name: replace(member, examples=()) for name, member in shape.members.items()})


def _named(shape: Shape, direction: Direction) -> JsonSchema:
    """The full schema of a named shape, with its title and description first."""
    head = {"title": shape.name}
    if lines := _docstring(shape).splitlines():
        head["description"] = lines[0]
    return {**head, **_WRITERS[type(shape)](shape, direction)}


def _docstring(shape: Shape) -> str:
    """The docstring of the class that declares the shape; the alias of a union has none."""
    classes = {entry.name: entry.python for entry in wire_types() if isinstance(entry.python, type)}
    declared = shape.python if isinstance(shape, ObjectShape) else classes.get(shape.name)
    return (declared and declared.__doc__) or ""


def _inside(shape: Shape, direction: Direction) -> JsonSchema:
    """The schema of a shape inside another one: a reference if the shape has a name."""
    if shape.name:
        return {"$ref": f"#/$defs/{shape.name}"}
    return _WRITERS[type(shape)](shape, direction)


def _scalar(shape: ScalarShape, direction: Direction) -> JsonSchema:
    return {"type": shape.kind, **(shape.limits.keywords("Length") if direction == "write" else {})}


def _enum(shape: EnumShape, direction: Direction) -> JsonSchema:
    """Known names of an open enum are examples only; on read, every enum is open (V1, V2)."""
    keyword = "examples" if shape.open or direction == "read" else "enum"
    return {"type": "string", keyword: [str(value) for value in shape.values]}


def _literal(shape: LiteralShape, direction: Direction) -> JsonSchema:
    if isinstance(shape.value, str):
        return {"type": "string", "const": shape.value}
    # The type is needed, too: 24000.0 equals the constant 24000. A reader accepts other numbers.
    return {"type": "integer", **({"examples": [shape.value]} if direction == "read" else {"const": shape.value})}


def _array(shape: ArrayShape, direction: Direction) -> JsonSchema:
    limits = shape.limits.keywords("Items") if direction == "write" else {}
    return {"type": "array", "items": _inside(shape.item, direction), **limits}


def _map(shape: MapShape, direction: Direction) -> JsonSchema:
    return {"type": "object", "additionalProperties": _inside(shape.value, direction)}


def _union(shape: UnionShape, direction: Direction) -> JsonSchema:
    """Exactly one variant; a reader accepts a value that no variant claims (V2)."""
    variants = {tag: _inside(variant, direction) for tag, variant in shape.variants.items()}
    if direction == "write":
        return {"oneOf": list(variants.values())}
    return {"allOf": [{"if": _claim(tag, shape.tag), "then": variant} for tag, variant in variants.items()]}


def _claim(tag: str, member: str) -> JsonSchema:
    """A schema that is valid for the values which the variant with this tag claims."""
    kind, _, name = tag.partition(":")
    if not name:
        return {"type": kind}
    return {"type": kind, "properties": {member: {"const": name}}, "required": [member]}


def _object(shape: ObjectShape, direction: Direction) -> JsonSchema:
    strict = direction == "write"
    fragments = (
        [constraint.schema() for constraint in shape.constraints if constraint.level == "MUST"] if strict else []
    )
    by_rule = [name for fragment in fragments if fragment.keys() == {"required"} for name in fragment["required"]]
    required = [
        name
        for name, member in shape.members.items()
        if (member.required and (strict or not member.may_lack)) or name in by_rule
    ]
    others = [fragment for fragment in fragments if fragment.keys() != {"required"}]
    keywords: JsonSchema = {
        "type": "object",
        "properties": {name: _member(member, direction) for name, member in shape.members.items()},
        "required": required,
        # Every undeclared member is rejected on write, though the published schema leaves most objects open (U7).
        "additionalProperties": False if strict else None,
        "allOf": others,
    }
    return {name: value for name, value in keywords.items() if value not in (None, [])}


def _member(member: Member, direction: Direction) -> JsonSchema:
    schema = _inside(member.shape, direction)
    if member.nullable or (direction == "read" and (member.may_lack or not member.required)):
        schema = _or_null(schema)
    if member.examples:
        schema["examples"] = list(member.examples)
    return schema


def _or_null(schema: JsonSchema) -> JsonSchema:
    """The same schema, or null; a bare type stays on one line."""
    can_widen = "type" in schema and not schema.keys() & {"const", "enum"}
    if can_widen:
        return {**schema, "type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


_WRITERS: dict[type[Shape], Callable[[Any, Direction], JsonSchema]] = {
    ScalarShape: _scalar,
    EnumShape: _enum,
    LiteralShape: _literal,
    ArrayShape: _array,
    MapShape: _map,
    UnionShape: _union,
    ObjectShape: _object,
}
"""What writes each kind of shape as JSON Schema."""

"""JSON Schemas of ours as tables: what members an object has, what each is, and whether it must be there."""

from collections.abc import Iterator, Mapping
from typing import Any

from docgen.markdown import code, inline, table

Schema = Mapping[str, Any]


def members(schema: Schema, whole: Schema) -> str:
    """The members of an object's schema as a table; members of members follow with dotted names."""
    return table(["member", "value", "", "meaning"], _rows(schema, whole, ""))


def _rows(schema: Schema, whole: Schema, prefix: str) -> Iterator[tuple[str, ...]]:
    for name, inner in schema.get("properties", {}).items():
        found = _resolved(inner, whole)
        item = _resolved(found.get("items", {}), whole)
        required = "required" if name in schema.get("required", ()) else "optional"
        path = f"{prefix}{name}{'[]' if item.get('properties') else ''}"
        yield (
            code(path),
            _spelled(found, whole),
            required,
            inline(inner.get("description", found.get("description", ""))),
        )
        yield from _rows(item if item.get("properties") else found, whole, f"{path}.")


def _resolved(schema: Schema, whole: Schema) -> Schema:
    if "$ref" not in schema:
        return schema
    found: Any = whole
    for step in schema["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return found  # type: ignore[no-any-return]


def _spelled(schema: Schema, whole: Schema) -> str:
    if "const" in schema:
        return code(_json(schema["const"]))
    if "enum" in schema:
        values = [code(_json(value)) for value in schema["enum"]]
        return " or ".join(values) if len(values) <= 5 else "string, one of a list"
    if schema.get("type") == "array":
        return f"array of {_spelled(_resolved(schema['items'], whole), whole)}"
    if "additionalProperties" in schema and not schema.get("properties"):
        return f"map to {_spelled(_resolved(schema['additionalProperties'], whole), whole)}"
    return {"": "any JSON"}.get(schema.get("type", ""), str(schema.get("type")))


def _json(value: object) -> str:
    import json

    return json.dumps(value)

"""The JSON Schemas that schema-driven peers generate from, and that all payloads are judged by: OpenAI's own."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from common import installed

UPSTREAM = {
    "RealtimeSessionCreateRequest": "RealtimeSessionCreateRequestGA",
    "RealtimeTranscriptionSessionCreateRequest": "RealtimeTranscriptionSessionCreateRequestGA",
    "RealtimeClientSecretCreateRequest": "RealtimeCreateClientSecretRequest",
    "RealtimeSessionCreateResponse": "RealtimeSessionCreateResponseGA",
}
"""What OpenAI's document calls the types that are measured."""
TYPES = tuple(UPSTREAM)
_DEFS = "#/$defs/"
_COMPONENTS = "#/components/schemas/"


@dataclass(frozen=True)
class Document:
    """Where schemas come from."""

    source: str
    """For the reader: which document was used."""
    schemas: dict[str, Any]

    def bundle(self, name: str) -> dict[str, Any]:
        """The schema of a type by itself, with what it refers to in ``$defs``."""
        root = UPSTREAM[name]
        found: dict[str, Any] = {}
        _collect(self.schemas, root, found)
        moved = {key: _moved(_with_nulls(part), _COMPONENTS, _DEFS) for key, part in found.items()}
        return {"$schema": "https://json-schema.org/draft/2020-12/schema", **moved.pop(root), "$defs": moved}

    def operation(self, name: str) -> dict[str, Any]:
        """A small OpenAPI document with one operation, which takes the type as its body."""
        bundle = self.bundle(name)
        parts = bundle.pop("$defs", {})
        bundle.pop("$schema", None)
        components = {key: _moved(part, _DEFS, _COMPONENTS) for key, part in {**parts, name: bundle}.items()}
        content = {"application/json": {"schema": {"$ref": _COMPONENTS + name}}}
        post = {
            "requestBody": {"required": True, "content": content},
            "responses": {"200": {"description": "done"}},
        }
        return {
            "openapi": "3.1.0",
            "info": {"title": "benchmark", "version": "1"},
            "paths": {"/payload": {"post": post}},
            "components": {"schemas": components},
        }

    def is_valid(self, name: str) -> Any:
        """A function that tells whether a JSON-ready object obeys the schema of the type."""
        return validator_of(self.bundle(name))


def validator_of(schema: Any) -> Any:
    """A function that tells whether a JSON-ready object obeys a JSON Schema, by the fastest validator there is."""
    if installed("jsonschema-rs"):
        import jsonschema_rs

        return jsonschema_rs.Draft202012Validator(schema).is_valid
    from jsonschema import Draft202012Validator

    return Draft202012Validator(schema).is_valid


def open_document(path: Path) -> Document:
    """OpenAI's document at ``path``."""
    document = json.loads(path.read_text(encoding="utf-8"))
    version = document.get("info", {}).get("version", "unknown")
    source = f"OpenAI's OpenAPI document, version {version} (the schemas of the realtime operations)"
    return Document(source, document["components"]["schemas"])


def operation_of(document: Document, name: str) -> Any:
    """Schemathesis' operation for the type; None where schemathesis is missing."""
    if not installed("schemathesis"):
        return None
    import schemathesis

    return schemathesis.openapi.from_dict(document.operation(name))["/payload"]["POST"]


def _collect(schemas: dict[str, Any], name: str, found: dict[str, Any]) -> None:
    if name not in found:
        found[name] = schemas[name]
        text = json.dumps(schemas[name])
        for part in text.split(f'"{_COMPONENTS}')[1:]:
            _collect(schemas, part.split('"')[0], found)


def _moved(schema: Any, old: str, new: str) -> Any:
    if isinstance(schema, list):
        return [_moved(item, old, new) for item in schema]
    if not isinstance(schema, dict):
        return schema
    moved = {key: _moved(value, old, new) for key, value in schema.items()}
    if isinstance(moved.get("$ref"), str):
        moved["$ref"] = moved["$ref"].replace(old, new)
    return moved


def _with_nulls(schema: Any) -> Any:
    """Spell out ``nullable: true``, which means nothing in OpenAPI 3.1 though the document uses it."""
    if isinstance(schema, list):
        return [_with_nulls(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _with_nulls(value) for key, value in schema.items() if key != "nullable"}
    return {"anyOf": [kept, {"type": "null"}]} if schema.get("nullable") is True else kept

"""Reduces a source to its facts: the names, types and limits in it, without a sentence.

A source is OpenAI's OpenAPI document or a list of wire types. :data:`GRAMMAR` lists what is kept, by the kind of
object that it belongs to. Everything else is left out, so that new prose upstream can't slip in, and a member
that happens to be called ``description`` stays.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pytest_realtime.drift.facts import Bound

WIDTH = 140
"""The longest line of a table, apart from single values that are longer by themselves."""

AS_IS = "as it is"
BLANK = "as an empty string"
"""For what OpenAPI demands: a response without a description makes the whole document invalid."""


def _all(names: str, kind: str = AS_IS) -> dict[str, str]:
    return dict.fromkeys(names.split(), kind)


GRAMMAR: dict[str, dict[str, str]] = {
    "document": {
        **_all("openapi"),
        "x-source": "origin",
        "info": "info",
        "components": "components",
        **_all("paths webhooks", "path*"),
    },
    "info": _all("title version license"),
    "components": {"schemas": "schema*"},
    "path": {"parameters": "parameter*", **_all("get put post delete patch", "operation")},
    "operation": {
        **_all("operationId"),
        "parameters": "parameter*",
        "requestBody": "body",
        "responses": "response*",
    },
    "parameter": {**_all("$ref name in required"), "schema": "schema"},
    "body": {**_all("$ref required"), "content": "media*"},
    "response": {**_all("$ref"), **_all("description", BLANK), "content": "media*", "headers": "header*"},
    "header": {**_all("$ref required"), "schema": "schema"},
    "media": {**_all("encoding"), "schema": "schema"},
    "schema": {
        **dict.fromkeys(get_args(Bound), AS_IS),
        **_all("$ref type nullable enum const required"),
        **_all("items additionalProperties propertyNames contains not if then else", "schema"),
        **_all("properties patternProperties anyOf oneOf allOf prefixItems", "schema*"),
        "discriminator": "discriminator",
    },
    "discriminator": _all("propertyName mapping"),
    "list": {"x-source": "origin*", "types": "type*"},
    "type": {
        **_all("name kind in_seed profile dialect direction event openapi additional_properties examples"),
        "wire": "wire",
        "fields": "field*",
    },
    "wire": {**_all("values open"), "variants": "variant*"},
    "variant": _all("type"),
    "field": _all("name wire_type required nullable nullable_source not_in_openapi"),
    "origin": _all("repository commit date version info_version license sha256 crate module modules"),
}
"""What is kept of each kind of object: its members, and the kind of their values; ``*``: a list or map of it."""


def digest(source: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts of a source: an OpenAPI document, or else a list of wire types.

    The digest of a digest is the same again.
    """
    if "openapi" in source:
        source = _about_realtime(source)
    facts: dict[str, Any] = _kept(source, "document" if "openapi" in source else "list")
    return facts


def _kept(value: Any, kind: str) -> Any:
    if kind == AS_IS:
        return value
    if kind == BLANK:
        return ""
    if kind.endswith("*"):
        inner = kind.removesuffix("*")
        if isinstance(value, Mapping):
            return {name: _kept(part, inner) for name, part in value.items()}
        return [_kept(part, inner) for part in value]
    if not isinstance(value, Mapping):
        return value  # ``additionalProperties: false`` is a schema, too.
    members = GRAMMAR[kind]
    return {name: _kept(part, members[name]) for name, part in value.items() if name in members}


def _about_realtime(document: Mapping[str, Any]) -> dict[str, Any]:
    """Select the operations about realtime, what they refer to, and all components named ``Realtime…``."""
    places = {
        key: {name: part for name, part in document.get(key, {}).items() if "realtime" in name}
        for key in ("paths", "webhooks")
    }
    schemas = document["components"]["schemas"]
    found = {name for name in schemas if name.startswith("Realtime")}
    waiting = [*found, *_components_in(places)]
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting += [other for other in _components_in(schemas.get(name)) if other not in found]
    selected = {name: schema for name, schema in schemas.items() if name in found}
    return {**document, **places, "components": {"schemas": selected}}


def _components_in(value: Any) -> Iterator[str]:
    """Yield the names of the components that are referred to."""
    if isinstance(value, Mapping):
        reference = value.get("$ref")
        if isinstance(reference, str):
            yield reference.removeprefix("#/components/schemas/")
    for part in value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ():
        yield from _components_in(part)


def to_text(value: Any, indent: int = 0, *, sort: bool = True) -> str:
    """Format as JSON: on one line what fits, else one entry a line, so that a diff shows facts."""
    line = json.dumps(value, ensure_ascii=False, sort_keys=sort)
    if indent + len(line) <= WIDTH or not value or not isinstance(value, dict | list):
        return line
    inner = indent + 1
    if isinstance(value, dict):
        names = sorted(value) if sort else list(value)
        parts = [f"{json.dumps(name)}: {to_text(value[name], inner, sort=sort)}" for name in names]
    else:
        parts = [to_text(part, inner, sort=sort) for part in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    separator = ",\n" + " " * inner
    return f"{opening}\n{' ' * inner}{separator.join(parts)}\n{' ' * indent}{closing}"

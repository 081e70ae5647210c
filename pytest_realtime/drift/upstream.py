"""Turn the schemas of an OpenAPI document into :class:`Facts`, however they are written.

One fact has many spellings there: ``const`` or an ``enum`` of one value, ``anyOf`` with null or a list of types,
``allOf`` around a single reference, an open enum as ``anyOf`` of string and enum. All of them become the same
facts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any, get_args

from pytest_realtime.drift.facts import Bound, Facts
from pytest_realtime.wire.json.pointer import parse

Schema = Mapping[str, Any]

_BOUNDS: tuple[str, ...] = get_args(Bound)
_UNIONS = ("anyOf", "oneOf")
_MEANING = {"type", "enum", "const", "properties", "required", "items", "additionalProperties", "allOf"}.union(
    _BOUNDS, _UNIONS
)
"""The keywords that say what is allowed. All others only explain, ``default: null`` and ``nullable`` too (N5)."""


@dataclass(frozen=True)
class Document:
    """An OpenAPI document, already parsed."""

    content: Mapping[str, Any]

    def find(self, pointer: str) -> Schema | None:
        """Return the schema at a pointer that begins with ``#/``."""
        node: Any = self.content
        for name in parse(pointer.removeprefix("#")):
            # A path may lead through a reference, and both keywords of a union mean the same.
            keywords = _UNIONS if name in _UNIONS else (name,)
            ways = (_step(holder, keyword) for holder in (node, self.resolve(node)) for keyword in keywords)
            node = next((found for found in ways if found is not None), None)
        return node if isinstance(node, Mapping) else None

    def resolve(self, schema: Any) -> Schema:
        """Follow references, and ``allOf`` around a single schema, to the schema itself.

        What cannot be resolved, or is circular, is the empty schema, which allows anything.
        """
        seen: set[str] = set()
        while isinstance(schema, Mapping):
            reference = schema.get("$ref")
            only = _list(schema, "allOf")
            if isinstance(reference, str) and reference.startswith("#/") and reference not in seen:
                seen.add(reference)
                schema = self._raw(reference)
            elif len(only) == 1 and not _MEANING & (schema.keys() - {"allOf", "type"}):
                schema = only[0]
            else:
                return {} if "$ref" in schema else schema
        return {}

    def _raw(self, reference: str) -> Any:
        return reduce(_step, reference.removeprefix("#/").split("/"), self.content)

    def facts(self, schema: Any) -> Facts[Schema]:
        """Return what a schema allows at its place."""
        resolved = self.resolve(schema)
        options = list(self._options(resolved))
        null = any(map(_is_null, options))
        variants = [option for option in options if not _is_null(option)]
        if not variants:
            return Facts(null=null)
        if len(variants) == 1:
            inner = self._of_one(variants[0]) if variants[0] is resolved else self.facts(variants[0])
            return replace(inner, null=null or inner.null)
        if all(self._of_one(variant).kinds == {"string"} for variant in variants):
            return replace(_open_enum([self._of_one(variant) for variant in variants]), null=null)
        kinds = frozenset().union(*(self._of_one(variant).kinds for variant in variants))
        return Facts(kinds, null, variants=self._by_tag(variants))

    def _options(self, schema: Schema, above: tuple[Schema, ...] = ()) -> Iterator[Schema]:
        """The alternatives of a union, including those of unions inside it; else the schema itself."""
        keyword = next((name for name in _UNIONS if _list(schema, name)), None)
        if keyword is None:
            yield schema
        elif not _is_one_of(schema, above):
            for option in schema[keyword]:
                yield from self._options(self.resolve(option), (*above, schema))

    def _of_one(self, schema: Schema) -> Facts[Schema]:
        """The facts of a schema that is not a union."""
        schema = _merged([schema, *map(self.resolve, _list(schema, "allOf"))])
        kinds, values = _types(schema), _values(schema)
        extra = schema.get("additionalProperties")
        return Facts(
            kinds=kinds - {"null"},
            null="null" in kinds,
            values=values,
            bounds={keyword: schema[keyword] for keyword in _BOUNDS if keyword in schema},
            closed=extra is False,
            required=frozenset(_names(schema, "required")),
            members=_members(schema),
            # An empty schema says nothing about the parts inside.
            item=schema.get("items") or None,
            value=extra if isinstance(extra, Mapping) and extra else None,
        )

    def variants(self, schema: Any) -> Mapping[str, Schema]:
        """Return the variants of a union by tag; any other schema is the only variant of itself."""
        resolved = self.resolve(schema)
        return self.facts(resolved).variants or self._by_tag(
            [o for o in self._options(resolved) if not _is_null(o)]
        )

    def _by_tag(self, variants: list[Schema]) -> dict[str, Schema]:
        """Variants by tag: all strings are one, and so are objects of one ``type`` with different roles (I1)."""
        tags = [self._tag(variant) for variant in variants]
        if len(set(tags)) == 1 and self._differ_in_role(variants):
            return {self._tag(variant, "role"): variant for variant in variants}
        tagged: dict[str, Schema] = {}
        for tag in dict.fromkeys(tags):
            same = [variant for variant, other in zip(variants, tags, strict=True) if other == tag]
            if len(same) > 1 and (tag == "string" or self._differ_in_role(same)):
                tagged[tag] = {"anyOf": same}
            else:
                # Variants that nothing distinguishes are numbered, so that none is lost.
                tagged |= {f"{tag}#{count}" if count > 1 else tag: item for count, item in enumerate(same, 1)}
        return tagged

    def _differ_in_role(self, variants: list[Schema]) -> bool:
        roles = {self._tag(variant, "role") for variant in variants}
        return len(variants) == len(roles) > 1 and all(":" in role for role in roles)

    def _tag(self, variant: Schema, member: str = "type") -> str:
        facts = self._of_one(variant)
        kind = "|".join(sorted(facts.kinds)) or "any"
        values = self.facts(facts.members[member]).values if member in facts.members else None
        return f"{kind}:{next(iter(values))}" if values and len(values) == 1 else kind

    def meaning(self, schema: Any, above: tuple[Schema, ...] = ()) -> Any:
        """Return what a schema says, without references and explanations; schemas that mean the same are equal.

        Null is left out at the outermost level, so that a type is also found where null is allowed.
        """
        resolved = self.resolve(schema)
        if _is_one_of(resolved, above):
            return "the same again"
        facts = self.facts(resolved)

        def inside(part: Any) -> Any:
            return None if part is None else (self.facts(part).null, self.meaning(part, (*above, resolved)))

        return (
            (facts.kinds, facts.values, facts.open, dict(facts.bounds), facts.closed, facts.required),
            {name: inside(part) for name, part in facts.members.items()},
            {tag: inside(part) for tag, part in facts.variants.items()},
            (inside(facts.item), inside(facts.value)),
        )


NO_DOCUMENT = Document({})
"""For schemas without references."""


def _is_one_of(schema: Schema, others: tuple[Schema, ...]) -> bool:
    """Whether this very schema is among the others; an equal one elsewhere is a different one."""
    return any(schema is other for other in others)


def _step(node: Any, step: str) -> Any:
    if isinstance(node, list) and step.isdigit() and int(step) < len(node):
        return node[int(step)]
    return node.get(step) if isinstance(node, Mapping) else None


def _is_null(schema: Schema) -> bool:
    return schema.get("type") == "null" or schema.get("enum") == [None]


def _list(schema: Schema, keyword: str) -> list[Any]:
    found = schema.get(keyword)
    return found if isinstance(found, list) else []


def _names(schema: Schema, keyword: str) -> list[str]:
    return [name for name in _list(schema, keyword) if isinstance(name, str)]


def _members(schema: Schema) -> Schema:
    found = schema.get("properties")
    return found if isinstance(found, Mapping) else {}


def _types(schema: Schema) -> frozenset[str]:
    stated = schema.get("type")
    return frozenset([stated] if isinstance(stated, str) else _names(schema, "type"))


def _values(schema: Schema) -> frozenset[Any] | None:
    listed = [schema["const"]] if "const" in schema else _list(schema, "enum")
    return frozenset(value for value in listed if isinstance(value, str | int | float)) or None


def _open_enum(variants: list[Facts[Schema]]) -> Facts[Schema]:
    """Several kinds of string: an enum, which is open when one of the kinds lists no values."""
    listed = [variant.values for variant in variants if variant.values is not None]
    values = frozenset().union(*listed) if listed else None
    return Facts(frozenset({"string"}), values=values, open=len(listed) < len(variants) and values is not None)


def _merged(parts: list[Schema]) -> Schema:
    """Several schemas that apply together, as one: members and required add up, else the first one counts."""
    result: dict[str, Any] = {}
    for part in parts:
        members = {**_members(part), **_members(result)}
        required = [*_names(result, "required"), *_names(part, "required")]
        result = {**part, **result}
        result |= ({"properties": members} if members else {}) | ({"required": required} if required else {})
    return result

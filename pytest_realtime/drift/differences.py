"""Find where our types and a published OpenAPI document differ: one :class:`Difference` for each fact.

A part that is a wire type of its own is compared once, at its own source. Where it occurs as a member, only what
the member adds is compared (required, null, JSON types), unless the document has another schema there.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, get_args

from pytest_realtime.drift.facts import Bound, Declaration, Facts, declared
from pytest_realtime.drift.upstream import NO_DOCUMENT, Document, Schema
from pytest_realtime.wire import WireType, shape_of, wire_types

Aspect = Literal["component", "member", "variant", "type", "null", "required", "values", "open", "closed", Bound]
"""What differs. ``component``: the whole schema is gone; ``member`` and ``variant``: one side lacks it."""


@dataclass(frozen=True)
class Difference:
    """One fact on which our types and the document disagree."""

    wire_type: str
    member_path: str
    """The member's name, and below it as far as needed: ``a.b`` a member, ``a[]`` an item, ``a{}`` a value
    of a map, ``a<string>`` a variant of a union; empty for the type itself."""
    aspect: Aspect
    ours: Any
    theirs: Any

    def __str__(self) -> str:
        where = full_path(self.wire_type, self.member_path)
        return f"{where}: {self.aspect}: ours {self.ours!r}, theirs {self.theirs!r}"


def full_path(wire_type: str, member_path: str) -> str:
    """Return a member's path for messages: ``Type.a.b``, or the type itself."""
    return f"{wire_type}.{member_path}" if member_path else wire_type


def differences(document: Mapping[str, Any], types: Iterable[WireType] | None = None) -> list[Difference]:
    """Compare ``types`` (all, by default) with an OpenAPI document, given as parsed JSON.

    A schema that the document lacks is a difference, not an error. Types that only packages have are compared where
    they occur in others.
    """
    known = Document(document)
    published = published_in(known)
    chosen = (entry for entry in (wire_types() if types is None else types) if entry.name in published)
    return compare(published, chosen, document=known)


def published_in(document: Document) -> dict[str, Schema | None]:
    """Return the schemas of our types in a document, by our names; None where it lacks one."""
    return {entry.name: document.find(entry.pointer) for entry in wire_types() if entry.pointer}


def compare(
    published: Mapping[str, Schema | None],
    types: Iterable[WireType] | None = None,
    *,
    document: Document = NO_DOCUMENT,
) -> list[Difference]:
    """Compare ``types`` (all, by default) with someone else's schemas for them, by our names.

    References in the schemas are looked up in ``document``.
    """
    comparison = Comparison(document, published)
    return [found for entry in (wire_types() if types is None else types) for found in comparison.of(entry)]


@dataclass(frozen=True)
class Comparison:
    """Compares wire types with other people's schemas."""

    document: Document
    published: Mapping[str, Schema | None]

    @cached_property
    def _meanings(self) -> dict[str, Any]:
        """The meaning of each published schema, to find it again inside others."""
        present = {name: schema for name, schema in self.published.items() if schema is not None}
        return {name: self.document.meaning(schema) for name, schema in present.items()}

    def of(self, entry: WireType) -> Iterator[Difference]:
        """The differences of one wire type."""
        schema = self.published.get(entry.name)
        if schema is None:
            yield Difference(entry.name, "", "component", entry.source, None)
            return
        # Whether a type may be null is up to the members that have it.
        ours = Declaration(shape_of(entry.python), null=self.document.facts(schema).null)
        yield from self._place(entry.name, "", ours, schema)

    def _part(self, name: str, path: str, ours: Declaration, theirs: Schema) -> Iterator[Difference]:
        """Compare a part of a type: only at its place, if it is the published schema of another wire type."""
        known = self._meanings.get(ours.shape.name)
        if known is not None and known == self.document.meaning(theirs):
            yield from _unlike(name, path, {"null": (ours.null, self.document.facts(theirs).null)})
        else:
            yield from self._place(name, path, ours, theirs)

    def _place(self, name: str, path: str, ours: Declaration, theirs: Schema) -> Iterator[Difference]:
        mine, other = declared(ours), self.document.facts(theirs)
        if other == Facts(null=other.null):
            # It allows anything, or refers to what is not there: one difference, not one for each member.
            yield from _unlike(name, path, {"type": (mine.kinds, other.kinds)})
            return
        if mine.variants or other.variants:
            yield from _unlike(name, path, {"null": (mine.null, other.null)})
            yield from self._variants(name, path, ours, theirs)
            return
        yield from _unlike(name, path, _own_facts(mine, other))
        if mine.kinds & other.kinds or not other.kinds:
            yield from self._members(name, path, mine, other)
            yield from self._inside(name, path + "[]", mine.item, other.item)
            yield from self._inside(name, path + "{}", mine.value, other.value)

    def _inside(
        self, name: str, path: str, ours: Declaration | None, theirs: Schema | None
    ) -> Iterator[Difference]:
        """Compare the items of an array, or the values of a map; either side may state none."""
        if ours is not None and theirs is not None:
            yield from self._part(name, path, ours, theirs)
        else:
            kinds = ours and declared(ours).kinds, theirs and self.document.facts(theirs).kinds
            yield from _unlike(name, path, {"type": kinds})

    def _variants(self, name: str, path: str, ours: Declaration, theirs: Schema) -> Iterator[Difference]:
        mine = declared(ours).variants or {"|".join(declared(ours).kinds): Declaration(ours.shape)}
        other = self.document.variants(theirs)
        for tag in _names(mine, other):
            place = f"{path}<{tag}>"
            yield from _unlike(name, place, {"variant": (tag in mine, tag in other)})
            if tag in mine and tag in other:
                yield from self._part(name, place, mine[tag], other[tag])

    def _members(
        self, name: str, path: str, ours: Facts[Declaration], theirs: Facts[Schema]
    ) -> Iterator[Difference]:
        for member in _names(ours.members, theirs.members):
            place = f"{path}.{member}" if path else member
            yield from _unlike(name, place, {"member": (member in ours.members, member in theirs.members)})
            if member in ours.members and member in theirs.members:
                required = member in ours.required, member in theirs.required
                yield from _unlike(name, place, {"required": required})
                yield from self._part(name, place, ours.members[member], theirs.members[member])


Pairs = dict[Aspect, tuple[Any, Any]]
"""What each side says, by aspect."""


def _own_facts(ours: Facts[Declaration], theirs: Facts[Schema]) -> Pairs:
    """What is stated about a place itself, apart from the parts inside it."""
    bounds: Pairs = {keyword: (ours.bounds.get(keyword), theirs.bounds.get(keyword)) for keyword in get_args(Bound)}
    are_listed = ours.values is not None and theirs.values is not None
    return {
        "type": (ours.kinds, theirs.kinds),
        "null": (ours.null, theirs.null),
        "values": (ours.values, theirs.values),
        "open": (ours.open, theirs.open) if are_listed else (None, None),
        "closed": (ours.closed, theirs.closed),
        **bounds,
    }


def _unlike(name: str, path: str, pairs: Pairs) -> Iterator[Difference]:
    for aspect, (ours, theirs) in pairs.items():
        if ours != theirs:
            yield Difference(name, path, aspect, _plain(ours), _plain(theirs))


def _plain(value: Any) -> Any:
    """Sets as sorted lists: JSON-ready, and the same text in every run."""
    return sorted(value, key=str) if isinstance(value, frozenset) else value


def _names(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[str]:
    """The names on either side, ours first and in our order."""
    return [*ours, *(name for name in theirs if name not in ours)]

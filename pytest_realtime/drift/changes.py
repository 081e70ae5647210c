"""Turn differences into changes of the published document: what was added, removed or changed, one line each."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pytest_realtime.drift.differences import Difference, full_path, published_in
from pytest_realtime.drift.upstream import Document, Schema
from pytest_realtime.wire import wire_types

Change = Literal["added", "removed", "changed"]

OUTSIDE = "RealtimeBeta"
"""How the components of the retired beta begin; the wire types do without those that repeat a live event."""


@dataclass(frozen=True)
class SpecChange:
    """One fact that the document states and our types do not, or the other way round."""

    change: Change
    wire_type: str
    """The wire type that it is about; empty for a component that is not a wire type."""
    member_path: str
    """As in :class:`Difference`."""
    description: str
    """What changed, in a few words."""

    def __str__(self) -> str:
        parts = filter(None, (full_path(self.wire_type, self.member_path), self.description))
        return f"{self.change:<7}  {': '.join(parts)}"


def spec_changes(found: list[Difference], document: Mapping[str, Any]) -> list[SpecChange]:
    """Return differences, in the order of our types, and new components as changes of the document."""
    known = Document(document)
    new = (SpecChange("added", "", "", f"component {name}") for name in _new_components(document))
    return [*changes_of(found, published_in(known), known), *new]


def changes_of(
    found: Iterable[Difference], published: Mapping[str, Schema | None], document: Document
) -> list[SpecChange]:
    """Return differences from someone's schemas for our types, by our names, as changes of them."""
    return [change for difference in found for change in _changes(difference, published, document)]


def _new_components(document: Mapping[str, Any]) -> Iterator[str]:
    """Components about realtime that are not wire types; changes inside wire types are differences."""
    ours = {entry.pointer.removeprefix("#/components/schemas/").partition("/")[0] for entry in wire_types()}
    for name in document["components"]["schemas"]:
        if "Realtime" in name and not name.startswith(OUTSIDE) and name not in ours:
            yield name


def _changes(item: Difference, published: Mapping[str, Schema | None], document: Document) -> Iterator[SpecChange]:
    if item.aspect == "values":
        yield from _values(item)
        return
    change, description = _change(item, published, document)
    yield SpecChange(change, item.wire_type, item.member_path, description)


def _values(item: Difference) -> Iterator[SpecChange]:
    ours, theirs = ([] if side is None else side for side in (item.ours, item.theirs))
    for value in _less(theirs, ours):
        yield SpecChange("added", item.wire_type, item.member_path, f"value {value!r}")
    for value in _less(ours, theirs):
        yield SpecChange("removed", item.wire_type, item.member_path, f"value {value!r}")


def _less(values: list[Any], others: list[Any]) -> list[Any]:
    return [value for value in values if value not in others]


def _change(item: Difference, published: Mapping[str, Schema | None], document: Document) -> tuple[Change, str]:
    if item.aspect == "component":
        return "removed", f"the document has no {item.ours}"
    if item.aspect in ("member", "variant"):
        if not item.theirs:
            return "removed", item.aspect
        kinds = _kinds(item, published, document)
        return "added", f"{item.aspect}, {kinds}" if kinds else item.aspect
    if item.aspect in _FACTS:
        return "changed", _FACTS[item.aspect][bool(item.theirs)]
    return "changed", f"{item.aspect}: {_side(item.ours)} → {_side(item.theirs)}"


_FACTS: dict[str, tuple[str, str]] = {
    "null": ("null is no longer allowed", "null is allowed now"),
    "required": ("is no longer required", "is required now"),
    "open": ("other values are no longer allowed", "other values are allowed now"),
    "closed": ("other members are allowed now", "other members are no longer allowed"),
}
"""What to say when a fact is no longer true, and when it is true now."""


def _side(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, list):
        return " or ".join(map(str, value)) or "anything"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _kinds(item: Difference, published: Mapping[str, Schema | None], document: Document) -> str:
    """The JSON types of an added member, if there are only objects around it."""
    if item.aspect == "variant" or any(sign in item.member_path for sign in "[{<"):
        return ""
    schema: Schema = published.get(item.wire_type) or {}
    for name in item.member_path.split("."):
        schema = document.facts(schema).members.get(name, {})
    return " or ".join(sorted(document.facts(schema).kinds))

"""Tells differences as spec_changes from upstream: what was added, removed or changed, one line each."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pytest_realtime.drift.differences import Difference, full_path
from pytest_realtime.drift.upstream import Document
from pytest_realtime.wire import get_wire_type, wire_types

Change = Literal["added", "removed", "changed"]

OUTSIDE = frozenset(
    {
        "RealtimeBetaClientEventTranscriptionSessionUpdate",
        "RealtimeBetaServerEventTranscriptionSessionUpdated",
        "RealtimeTranslationServerEventSessionInputTranscriptDelta",
        "RealtimeTranslationServerEventSessionOutputAudioDelta",
        "RealtimeTranslationServerEventSessionOutputTranscriptDelta",
    }
)
"""Components about sessions that are no wire types of ours: streamed results, and doublets of beta events."""


@dataclass(frozen=True)
class SpecChange:
    """One thing that the document says and our types do not, or the other way round."""

    change: Change
    wire_type: str
    """The wire type that it is about; empty for a component that is none of ours."""
    member_path: str
    """As in :class:`Difference`."""
    told: str
    """What happened, in a few words."""

    def __str__(self) -> str:
        told = filter(None, (full_path(self.wire_type, self.member_path), self.told))
        return f"{self.change:<7}  {': '.join(told)}"


def spec_changes(found: list[Difference], document: Mapping[str, Any]) -> list[SpecChange]:
    """Differences, and components that nothing of ours stands for, as spec_changes. In the order of our types."""
    known = Document(document)
    told = [item for difference in found for item in _of(difference, known)]
    return [*told, *(SpecChange("added", "", "", f"component {name}") for name in _new_components(document))]


def _new_components(document: Mapping[str, Any]) -> Iterator[str]:
    """Components about sessions that are no wire type: what is inside of ours is told at its place."""
    ours = {entry.source.removeprefix("#/components/schemas/").partition("/")[0] for entry in wire_types()}
    for name in document["components"]["schemas"]:
        if "Realtime" in name and "Session" in name and name not in ours | OUTSIDE:
            yield name


def _of(item: Difference, document: Document) -> Iterator[SpecChange]:
    if item.aspect == "values":
        yield from _values(item)
        return
    change, told = _change(item, document)
    yield SpecChange(change, item.wire_type, item.member_path, told)


def _values(item: Difference) -> Iterator[SpecChange]:
    ours, theirs = ([] if side is None else side for side in (item.ours, item.theirs))
    for value in _less(theirs, ours):
        yield SpecChange("added", item.wire_type, item.member_path, f"value {value!r}")
    for value in _less(ours, theirs):
        yield SpecChange("removed", item.wire_type, item.member_path, f"value {value!r}")


def _less(values: list[Any], others: list[Any]) -> list[Any]:
    return [value for value in values if value not in others]


def _change(item: Difference, document: Document) -> tuple[Change, str]:
    if item.aspect == "component":
        return "removed", f"the document has no {item.ours}"
    if item.aspect in ("member", "variant"):
        if not item.theirs:
            return "removed", item.aspect
        kinds = _kinds(item, document)
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
"""What to say of a fact that is no longer so, and of one that is so now."""


def _side(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, list):
        return " or ".join(map(str, value)) or "anything"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _kinds(item: Difference, document: Document) -> str:
    """The JSON types of an added member, where it stands right inside objects."""
    if item.aspect == "variant" or any(sign in item.member_path for sign in "[{<"):
        return ""
    source = get_wire_type(item.wire_type).source
    path = "".join(f"/properties/{name}" for name in item.member_path.split("."))
    return " or ".join(sorted(document.facts(document.find(source + path) or {}).kinds))

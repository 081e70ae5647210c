"""What was probably meant where a payload has an unknown member or value."""

from collections.abc import Collection, Iterator
from typing import Any

from pytest_realtime.did_you_mean import nearest
from pytest_realtime.wire.json.pointer import follow, parse, pointer_of
from pytest_realtime.wire.places import place_of, variant_of
from pytest_realtime.wire.registry import get_wire_type
from pytest_realtime.wire.shapes import EnumShape, LiteralShape, ObjectShape, Shape, UnionShape, shape_of

_MOST_PLACES = 2
"""Places to name for a member that belongs somewhere else."""
_LONGEST = 100
"""Characters of a name that is compared with others; payloads may have names of megabytes."""


def hint_for(wire_type: str, pointer: str, payload: Any) -> str:
    """Return what was probably meant at a place, such as ``did you mean 'threshold'?``; empty if nothing is near.

    This takes milliseconds, so it is for findings that are shown.

    Args:
        wire_type: The payload's wire type, by name.
        pointer: The JSON pointer of a finding.
        payload: The payload, as JSON-ready objects.

    Raises:
        UnknownWireType: There is no such wire type.
    """
    if not pointer:
        return ""
    *parents, name = parse(pointer)
    try:
        around, value = follow(payload, parents), follow(payload, parse(pointer))
    except LookupError:
        return ""
    outer = place_of(wire_type, pointer_of(parents), payload).shape
    inner = variant_of(outer, around)
    if isinstance(inner, ObjectShape) and name not in inner.members:
        return _hint_for_member(wire_type, name, inner.members, payload)
    shape = variant_of(place_of(wire_type, pointer, payload).shape, value)
    near = _nearest(value, _words(outer, name, shape)) if isinstance(value, str) else ""
    return f"did you mean {near!r}?" if near else ""


def _hint_for_member(wire_type: str, name: str, beside: Collection[str], payload: Any) -> str:
    elsewhere: dict[str, list[str]] = {}
    for found in _paths(shape_of(get_wire_type(wire_type).python), payload, (), frozenset()):
        elsewhere.setdefault(found[-1], []).append(pointer_of(found))
    near = _nearest(name, [*beside, *elsewhere])
    if near in beside:
        return f"did you mean {near!r}?"
    places = " or ".join(list(dict.fromkeys(elsewhere.get(near, ())))[:_MOST_PLACES])
    return places and (f"{near} belongs at {places}" if near == name else f"did you mean {places}?")


def _nearest(name: object, known: Collection[str]) -> str:
    return "" if len(str(name)) > _LONGEST else nearest(name, known)


def _words(outer: Shape | None, name: str, shape: Shape | None) -> Collection[str]:
    """The strings that may stand at a place: the tags of the union around it, or the words of its own shape."""
    if isinstance(outer, UnionShape) and name == outer.tag:
        return [tag.partition(":")[2] for tag in outer.variants if ":" in tag]
    if isinstance(shape, EnumShape):
        return shape.values
    return [str(shape.value)] if isinstance(shape, LiteralShape) else ()


def _paths(
    shape: Shape | None, value: Any, path: tuple[str, ...], around: frozenset[str]
) -> Iterator[tuple[str, ...]]:
    """Yield the paths of all members, through objects only; types that contain themselves are entered once."""
    if isinstance(shape, UnionShape):
        chosen = variant_of(shape, value)
        for variant in shape.parts() if chosen is None else (chosen,):
            yield from _paths(variant, value, path, around)
    elif isinstance(shape, ObjectShape) and shape.name not in around:
        inside = around | ({shape.name} - {""})
        for member in shape.members.values():
            inner = value.get(member.name) if isinstance(value, dict) else None
            yield (*path, member.name)
            yield from _paths(member.shape, inner, (*path, member.name), inside)

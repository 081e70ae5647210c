"""What can be wrong with a value, whatever object it stands in: its JSON type, its bounds, its spelling."""

from collections.abc import Callable, Iterator
from typing import Any

from pytest_realtime.payloads.breaking import REMOVED, Break, Spell, further_in
from pytest_realtime.payloads.forms import minimal
from pytest_realtime.wire.scalars import Limits
from pytest_realtime.wire.shape import Choice, Constant, ListOf, MapOf, OneOf, Plain, Shape, Struct

_OTHER_TYPES: dict[str, tuple[Any, ...]] = {
    "string": (1, ["a"]),
    "integer": ("5", True, 5.5),
    "number": ("0.5", True),
    "boolean": ("yes", 1),
    "object": ("{}", []),
}
"""For each kind of scalar, values of other JSON types that a lax reader turns into it."""
_NOT_NUMBERS = (("NaN", "not-a-number"), ("Infinity", "infinity"), ("-Infinity", "infinity"))
_NO_ARM: tuple[tuple[str, tuple[str, ...], Any], ...] = (
    ("a text", ("string",), "auto"),
    ("an integer", ("integer", "number"), 7),
    ("a fraction", ("number",), 7.5),
    ("a boolean", ("boolean",), True),
    ("an array", ("array",), []),
    ("an object", ("object",), {}),
)
"""JSON types, the tags of union arms that take them, and a value of each."""


def standing(shape: Shape, good: Any) -> Iterator[Break]:
    """What can be wrong with a value of this shape as its holder sees it; ``good`` is a right one.

    What lies inside a named type is that type's own, and told there (:mod:`breaking_types`).
    """
    return _STANDING[type(shape)](shape, good)


def _of_plain(shape: Plain, good: Any) -> Iterator[Break]:
    yield from _of_other_types(_OTHER_TYPES[shape.kind], good)
    yield from bounds(shape, good)
    if shape.kind == "integer":
        yield from _as_fractions(good)
    if shape.kind in ("integer", "number"):
        for word, kind in _NOT_NUMBERS:
            yield in_text(good, float(word), kind, "V4", f"{word} is not JSON", _instead(word))
    if shape.kind == "string":
        yield in_text(good, "\ud800", "lone-surrogate", "", "half a character", _instead('"\\ud800"'))


def _of_choice(shape: Choice, good: Any) -> Iterator[Break]:
    yield from _of_other_types((1,), good)


def _of_constant(shape: Constant, good: Any) -> Iterator[Break]:
    if isinstance(shape.value, str):
        yield Break(good, (), "brand_new", "unknown-value", "", f"only {shape.value!r} is known")
        yield from _of_other_types((1,), good)
    else:
        # The only fixed number is the sampling rate of PCM audio.
        yield Break(good, (), 16000, "unknown-value", "V9", f"only {shape.value} is known")
        yield from _of_other_types((str(shape.value), True), good)
        yield from _as_fractions(good)


def _of_list(shape: ListOf, good: Any) -> Iterator[Break]:
    yield from _of_other_types(("a", {}), good)
    yield from bounds(shape, good)
    yield from items(shape, good)


def items(shape: ListOf, good: Any) -> Iterator[Break]:
    """What can be wrong with the items of an array."""
    item = good[0] if good else minimal(shape.item)
    yield from further_in(_inside(shape.item, item), (0,), lambda value: [value])


def _of_map(shape: MapOf, good: Any) -> Iterator[Break]:
    yield from _of_other_types(("auto", []), good)
    if not shape.name:
        yield from values(shape)


def values(shape: MapOf) -> Iterator[Break]:
    """What can be wrong with the values of a map."""
    yield from further_in(_inside(shape.value, minimal(shape.value)), ("k",), lambda value: {"k": value})


def _inside(shape: Shape, good: Any) -> Iterator[Break]:
    yield Break(good, (), None, "null-not-allowed", "N3", "no null in here")
    yield from standing(shape, good)


def _of_union(shape: OneOf, good: Any) -> Iterator[Break]:
    if shape.name:
        for arm in shape.arms.values():
            yield from bounds(arm, good)
    else:
        yield from arms(shape)


def arms(shape: OneOf) -> Iterator[Break]:
    """What can be wrong with a union: no arm takes the value, or an arm without a name of its own is broken."""
    first = minimal(next(iter(shape.arms.values())))
    for tag, arm in shape.arms.items():
        if tag.startswith("object:"):
            yield from _of_tag(shape, minimal(arm))
    taken = {tag.partition(":")[0] for tag in shape.arms}
    for article, tags, value in _NO_ARM:
        # A whole float where one arm is an integer is a matter of spelling, and told by that arm.
        if not taken & {*tags}:
            yield Break(first, (), value, "wrong-type", shape.trap, f"{article} fits no arm")
    for arm in shape.arms.values():
        if isinstance(arm, Plain):
            found = _of_plain(arm, minimal(arm))
            # What has the type of another arm, or of none, is told above.
            yield from (each for each in found if each.kind != "wrong-type")
        elif isinstance(arm, ListOf) and not arm.name:
            yield from bounds(arm, minimal(arm))
            yield from items(arm, minimal(arm))


def _of_tag(shape: OneOf, good: Any) -> Iterator[Break]:
    missing = "type tells the arms apart and is missing"
    yield Break(good, ("type",), REMOVED, "missing-type", shape.trap, missing)
    yield Break(good, ("type",), "brand_new", "unknown-type", shape.trap, "no arm has this type")


def _of_struct(shape: Struct, good: Any) -> Iterator[Break]:
    yield from _of_other_types(("auto", []), good)


def _of_other_types(wrong: tuple[Any, ...], good: Any) -> Iterator[Break]:
    for value in wrong:
        yield Break(good, (), value, "wrong-type", "", "another JSON type is due")


def _as_fractions(good: int) -> Iterator[Break]:
    yield Break(good, (), float(good), "number-kind", "V4", f"an integer is due, and {float(good)} is none")
    written = f"an integer is due, and {good}e0 is none"
    yield in_text(good, float(good), "number-kind", "V4", written, lambda right: f"{right}e0")


def in_text(good: Any, value: Any, kind: str, trap: str, description: str, spell: Spell) -> Break:
    """Something that is wrong in the text; ``value`` is what a lenient reader makes of it."""
    return Break(good, (), value, kind, trap, description, spell=spell)


def _instead(text: str) -> Spell:
    return lambda right: text


def bounds(shape: Shape, good: Any) -> Iterator[Break]:
    """Values just beyond each limit."""
    limits = getattr(shape, "limits", Limits())
    if limits.level == "MUST":
        for keyword, beyond in _BEYOND:
            bound = getattr(limits, keyword)
            if bound is not None:
                value = beyond(shape, bound)
                yield Break(good, (), value, "out-of-bounds", limits.trap, str(limits.broken_by(value)))


def _too_many(shape: Any, length: int) -> list[Any]:
    options = shape.item.values if isinstance(shape.item, Choice) else (minimal(shape.item),)
    return [options[index % len(options)] for index in range(length + 1)]


_BEYOND: tuple[tuple[str, Callable[[Any, Any], Any]], ...] = (
    ("ge", lambda shape, bound: bound - 1),
    ("le", lambda shape, bound: bound + 1),
    ("min_length", lambda shape, bound: "" if isinstance(shape, Plain) else []),
    ("max_length", lambda shape, bound: "x" * (bound + 1) if isinstance(shape, Plain) else _too_many(shape, bound)),
    ("pattern", lambda shape, bound: "no match"),
)
"""For each limit, a value just beyond it."""

_STANDING: dict[type, Callable[[Any, Any], Iterator[Break]]] = {
    Plain: _of_plain,
    Choice: _of_choice,
    Constant: _of_constant,
    ListOf: _of_list,
    MapOf: _of_map,
    OneOf: _of_union,
    Struct: _of_struct,
}

"""What can be wrong with a value, whatever object it stands in: its JSON type, its bounds, its spelling."""

from collections.abc import Callable, Iterator
from typing import Any

from pytest_realtime.payloads.examples import minimal
from pytest_realtime.payloads.mutations.model import REMOVED, Mutation, Spell, further_in
from pytest_realtime.wire.scalars import Limits
from pytest_realtime.wire.shapes import (
    ArrayShape,
    EnumShape,
    LiteralShape,
    MapShape,
    ObjectShape,
    ScalarShape,
    Shape,
    UnionShape,
)

_OTHER_TYPES: dict[str, tuple[Any, ...]] = {
    "string": (1, ["a"]),
    "integer": ("5", True, 5.5),
    "number": ("0.5", True),
    "boolean": ("yes", 1),
    "object": ("{}", []),
}
"""For each kind of scalar, values of other JSON types that a lax reader turns into it."""
_NOT_NUMBERS = (("NaN", "not-a-number"), ("Infinity", "infinity"), ("-Infinity", "infinity"))
_NO_VARIANT: tuple[tuple[str, tuple[str, ...], Any], ...] = (
    ("a text", ("string",), "auto"),
    ("an integer", ("integer", "number"), 7),
    ("a fraction", ("number",), 7.5),
    ("a boolean", ("boolean",), True),
    ("an array", ("array",), []),
    ("an object", ("object",), {}),
)
"""JSON types, the tags of union variants that take them, and a value of each."""


def standing(shape: Shape, good: Any) -> Iterator[Mutation]:
    """What can be wrong with a value of this shape as its holder sees it; ``good`` is a right one.

    What lies inside a named type is that type's own, and told there (:mod:`breaking_types`).
    """
    return _STANDING[type(shape)](shape, good)


def _of_plain(shape: ScalarShape, good: Any) -> Iterator[Mutation]:
    yield from _of_other_types(_OTHER_TYPES[shape.kind], good)
    yield from bounds(shape, good)
    if shape.kind == "integer":
        yield from _as_fractions(good)
    if shape.kind in ("integer", "number"):
        for word, kind in _NOT_NUMBERS:
            yield in_text(good, float(word), kind, "V4", f"{word} is not JSON", _instead(word))
    if shape.kind == "string":
        yield in_text(good, "\ud800", "lone-surrogate", "", "half a character", _instead('"\\ud800"'))


def _of_choice(shape: EnumShape, good: Any) -> Iterator[Mutation]:
    yield from _of_other_types((1,), good)


def _of_constant(shape: LiteralShape, good: Any) -> Iterator[Mutation]:
    if isinstance(shape.value, str):
        yield Mutation(good, (), "brand_new", "unknown-value", "", f"only {shape.value!r} is known")
        yield from _of_other_types((1,), good)
    else:
        # The only fixed number is the sampling rate of PCM audio.
        yield Mutation(good, (), 16000, "unknown-value", "V9", f"only {shape.value} is known")
        yield from _of_other_types((str(shape.value), True), good)
        yield from _as_fractions(good)


def _of_list(shape: ArrayShape, good: Any) -> Iterator[Mutation]:
    yield from _of_other_types(("a", {}), good)
    yield from bounds(shape, good)
    yield from items(shape, good)


def items(shape: ArrayShape, good: Any) -> Iterator[Mutation]:
    """What can be wrong with the items of an array."""
    item = good[0] if good else minimal(shape.item)
    yield from further_in(_inside(shape.item, item), (0,), lambda value: [value])


def _of_map(shape: MapShape, good: Any) -> Iterator[Mutation]:
    yield from _of_other_types(("auto", []), good)
    if not shape.name:
        yield from values(shape)


def values(shape: MapShape) -> Iterator[Mutation]:
    """What can be wrong with the values of a map."""
    yield from further_in(_inside(shape.value, minimal(shape.value)), ("k",), lambda value: {"k": value})


def _inside(shape: Shape, good: Any) -> Iterator[Mutation]:
    yield Mutation(good, (), None, "null-not-allowed", "N3", "no null in here")
    yield from standing(shape, good)


def _of_union(shape: UnionShape, good: Any) -> Iterator[Mutation]:
    if shape.name:
        for variant in shape.variants.values():
            yield from bounds(variant, good)
    else:
        yield from variants(shape)


def variants(shape: UnionShape) -> Iterator[Mutation]:
    """What can be wrong with a union: no variant takes the value, or an variant without a name of its own is broken."""
    first = minimal(next(iter(shape.variants.values())))
    for tag, variant in shape.variants.items():
        if tag.startswith("object:"):
            yield from _of_tag(shape, minimal(variant))
    taken = {tag.partition(":")[0] for tag in shape.variants}
    for article, tags, value in _NO_VARIANT:
        # A whole float where one variant is an integer is a matter of spelling, and told by that variant.
        if not taken & {*tags}:
            yield Mutation(first, (), value, "wrong-type", shape.rule, f"{article} fits no variant")
    for variant in shape.variants.values():
        if isinstance(variant, ScalarShape):
            found = _of_plain(variant, minimal(variant))
            # What has the type of another variant, or of none, is told above.
            yield from (each for each in found if each.kind != "wrong-type")
        elif isinstance(variant, ArrayShape) and not variant.name:
            yield from bounds(variant, minimal(variant))
            yield from items(variant, minimal(variant))


def _of_tag(shape: UnionShape, good: Any) -> Iterator[Mutation]:
    missing = "type tells the variants apart and is missing"
    yield Mutation(good, ("type",), REMOVED, "missing-type", shape.rule, missing)
    yield Mutation(good, ("type",), "brand_new", "unknown-type", shape.rule, "no variant has this type")


def _of_struct(shape: ObjectShape, good: Any) -> Iterator[Mutation]:
    yield from _of_other_types(("auto", []), good)


def _of_other_types(wrong: tuple[Any, ...], good: Any) -> Iterator[Mutation]:
    for value in wrong:
        yield Mutation(good, (), value, "wrong-type", "", "another JSON type is due")


def _as_fractions(good: int) -> Iterator[Mutation]:
    yield Mutation(good, (), float(good), "number-kind", "V4", f"an integer is due, and {float(good)} is none")
    written = f"an integer is due, and {good}e0 is none"
    yield in_text(good, float(good), "number-kind", "V4", written, lambda right: f"{right}e0")


def in_text(good: Any, value: Any, kind: str, rule: str, description: str, spell: Spell) -> Mutation:
    """Something that is wrong in the text; ``value`` is what a lenient reader makes of it."""
    return Mutation(good, (), value, kind, rule, description, spell=spell)


def _instead(text: str) -> Spell:
    return lambda right: text


def bounds(shape: Shape, good: Any) -> Iterator[Mutation]:
    """Values just beyond each limit."""
    limits = getattr(shape, "limits", Limits())
    if limits.level == "MUST":
        for keyword, beyond in _BEYOND:
            bound = getattr(limits, keyword)
            if bound is not None:
                value = beyond(shape, bound)
                yield Mutation(good, (), value, "out-of-bounds", limits.rule, str(limits.broken_by(value)))


def _too_many(shape: Any, length: int) -> list[Any]:
    options = shape.item.values if isinstance(shape.item, EnumShape) else (minimal(shape.item),)
    return [options[index % len(options)] for index in range(length + 1)]


_BEYOND: tuple[tuple[str, Callable[[Any, Any], Any]], ...] = (
    ("ge", lambda shape, bound: bound - 1),
    ("le", lambda shape, bound: bound + 1),
    ("min_length", lambda shape, bound: "" if isinstance(shape, ScalarShape) else []),
    (
        "max_length",
        lambda shape, bound: "x" * (bound + 1) if isinstance(shape, ScalarShape) else _too_many(shape, bound),
    ),
    ("pattern", lambda shape, bound: "no match"),
)
"""For each limit, a value just beyond it."""

_STANDING: dict[type, Callable[[Any, Any], Iterator[Mutation]]] = {
    ScalarShape: _of_plain,
    EnumShape: _of_choice,
    LiteralShape: _of_constant,
    ArrayShape: _of_list,
    MapShape: _of_map,
    UnionShape: _of_union,
    ObjectShape: _of_struct,
}

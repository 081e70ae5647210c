"""Mutations of a value, whatever object it is in: its JSON type, its bounds, its spelling."""

from collections.abc import Callable, Iterator
from typing import Any

from pytest_realtime.payloads.examples import minimal
from pytest_realtime.payloads.mutations.mutation import Mutation, Spell, deeper
from pytest_realtime.wire.json.tree import REMOVED
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
"""For each kind of scalar, values of other JSON types that a lenient reader converts to it."""
_NOT_NUMBERS = (("NaN", "not-a-number"), ("Infinity", "infinity"), ("-Infinity", "infinity"))
"""Numbers that JSON does not have, and the kind of mutation that writes them."""
_NO_VARIANT: tuple[tuple[str, tuple[str, ...], Any], ...] = (
    ("a string", ("string",), "auto"),
    ("an integer", ("integer", "number"), 7),
    ("a fraction", ("number",), 7.5),
    ("a boolean", ("boolean",), True),
    ("an array", ("array",), []),
    ("an object", ("object",), {}),
)
"""JSON types, the tags of the union variants that accept them, and a value of each."""


def value_mutations(shape: Shape, good: Any) -> Iterator[Mutation]:
    """The mutations of ``good``, a valid value of this shape, as the object that holds it sees them.

    Those inside a named type are that type's own; see :mod:`pytest_realtime.payloads.mutations.type_mutations`.
    """
    return _MUTATIONS[type(shape)](shape, good)


def _of_scalar(shape: ScalarShape, good: Any) -> Iterator[Mutation]:
    yield from _of_other_types(_OTHER_TYPES[shape.kind], good)
    yield from bounds(shape, good)
    if shape.kind == "integer":
        yield from _as_fractions(good)
    if shape.kind in ("integer", "number"):
        for word, kind in _NOT_NUMBERS:
            yield in_text(good, float(word), kind, "V4", f"{word} is not JSON", _instead(word))
    if shape.kind == "string":
        yield in_text(good, "\ud800", "lone-surrogate", "", "is half a character", _instead('"\\ud800"'))


def _of_literal(shape: LiteralShape, good: Any) -> Iterator[Mutation]:
    if isinstance(shape.value, str):
        yield Mutation(good, (), "brand_new", "unknown-value", "", f"only {shape.value!r} is valid")
        yield from _of_other_types((1,), good)
    else:
        # The only number that is fixed is the sampling rate of PCM audio.
        yield Mutation(good, (), 16000, "unknown-value", "V9", f"only {shape.value} is valid")
        yield from _of_other_types((str(shape.value), True), good)
        yield from _as_fractions(good)


def _of_array(shape: ArrayShape, good: Any) -> Iterator[Mutation]:
    yield from _of_other_types(("a", {}), good)
    yield from bounds(shape, good)
    yield from items(shape, good)


def items(shape: ArrayShape, good: Any) -> Iterator[Mutation]:
    """The mutations inside an array."""
    item = good[0] if good else minimal(shape.item)
    yield from deeper(_inside(shape.item, item), (0,), lambda value: [value])


def _of_map(shape: MapShape, good: Any) -> Iterator[Mutation]:
    yield from _of_other_types(("auto", []), good)
    if not shape.name:
        yield from values(shape)


def values(shape: MapShape) -> Iterator[Mutation]:
    """The mutations inside a map."""
    yield from deeper(_inside(shape.value, minimal(shape.value)), ("k",), lambda value: {"k": value})


def _inside(shape: Shape, good: Any) -> Iterator[Mutation]:
    yield Mutation(good, (), None, "null-not-allowed", "N3", "null is not allowed in here")
    yield from value_mutations(shape, good)


def _of_union(shape: UnionShape, good: Any) -> Iterator[Mutation]:
    if shape.name:
        for variant in shape.variants.values():
            yield from bounds(variant, good)
    else:
        yield from variants(shape)


def variants(shape: UnionShape) -> Iterator[Mutation]:
    """The mutations of a union: values that fit no variant, and those of variants that have no name."""
    first = minimal(next(iter(shape.variants.values())))
    for tag, variant in shape.variants.items():
        if tag.startswith("object:"):
            yield from _of_tag(shape, minimal(variant))
    accepted = {tag.partition(":")[0] for tag in shape.variants}
    for what, tags, value in _NO_VARIANT:
        # Where one variant is an integer, a whole float is a matter of spelling, which that variant has.
        if not accepted & {*tags}:
            yield Mutation(first, (), value, "wrong-type", shape.rule, f"{what} fits no variant")
    for variant in shape.variants.values():
        if isinstance(variant, ScalarShape):
            mutations = _of_scalar(variant, minimal(variant))
            # Values of other types fit another variant, or are above.
            yield from (mutation for mutation in mutations if mutation.kind != "wrong-type")
        elif isinstance(variant, ArrayShape) and not variant.name:
            yield from bounds(variant, minimal(variant))
            yield from items(variant, minimal(variant))


def _of_tag(shape: UnionShape, good: Any) -> Iterator[Mutation]:
    missing = f"{shape.tag} is missing, which tells the variants apart"
    unknown = f"no variant has this {shape.tag}"
    yield Mutation(good, (shape.tag,), REMOVED, "missing-type", shape.rule, missing)
    yield Mutation(good, (shape.tag,), "brand_new", "unknown-type", shape.rule, unknown)


def _of_other_types(wrong: tuple[Any, ...], good: Any) -> Iterator[Mutation]:
    for value in wrong:
        yield Mutation(good, (), value, "wrong-type", "", "another JSON type is expected")


def _as_fractions(good: int) -> Iterator[Mutation]:
    yield Mutation(good, (), float(good), "number-kind", "V4", f"{float(good)} is not an integer")
    yield in_text(good, float(good), "number-kind", "V4", f"{good}e0 is not an integer", lambda right: f"{right}e0")


def in_text(good: Any, value: Any, kind: str, rule: str, description: str, spell: Spell) -> Mutation:
    """A mutation of the text; ``value`` is what a lenient reader makes of it."""
    return Mutation(good, (), value, kind, rule, description, spell=spell)


def _instead(text: str) -> Spell:
    return lambda right: text


def bounds(shape: Shape, good: Any) -> Iterator[Mutation]:
    """Mutations that go just beyond each limit."""
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

_MUTATIONS: dict[type, Callable[[Any, Any], Iterator[Mutation]]] = {
    ScalarShape: _of_scalar,
    EnumShape: lambda shape, good: _of_other_types((1,), good),
    LiteralShape: _of_literal,
    ArrayShape: _of_array,
    MapShape: _of_map,
    UnionShape: _of_union,
    ObjectShape: lambda shape, good: _of_other_types(("auto", []), good),
}

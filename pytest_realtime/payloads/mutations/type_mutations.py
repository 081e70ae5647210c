"""Mutations of a named type at its own level: an enum's value, a union's variant, an object's members."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from typing import Any

from pytest_realtime.payloads.examples import example_of, maximal, minimal, minimal_with
from pytest_realtime.payloads.mutations.mutation import Mutation, deeper
from pytest_realtime.payloads.mutations.value_mutations import in_text, items, value_mutations, values, variants
from pytest_realtime.wire import shape_of, wire_types
from pytest_realtime.wire.constraints import AtLeastOneOf, Constraint, NotWithModel, Requires
from pytest_realtime.wire.json.tree import REMOVED, Path, put
from pytest_realtime.wire.shapes import (
    ArrayShape,
    EnumShape,
    MapShape,
    Member,
    ObjectShape,
    Shape,
    UnionShape,
    walk,
)


@cache
def own_mutations(name: str) -> tuple[Mutation, ...]:
    """All mutations of a named type at its own level; parts that have names have their own."""
    shape = _named()[name]
    return tuple(_OWN[type(shape)](shape))


@cache
def _named() -> dict[str, Shape]:
    """Every shape with a name, including parts that are not registered types."""
    return {shape.name: shape for entry in wire_types() for shape in walk(shape_of(entry.python)) if shape.name}


def _of_enum(shape: EnumShape) -> Iterator[Mutation]:
    if shape.open:
        return
    first = shape.values[0]
    yield Mutation(first, (), "brand_new", "unknown-value", shape.rule, f"is not a value of {shape.name}")
    yield Mutation(first, (), first.upper(), "wrong-case", shape.rule, "values are lower case")
    yield Mutation(first, (), f" {first}", "unknown-value", shape.rule, "a space before the value")


def _of_object(shape: ObjectShape) -> Iterator[Mutation]:
    yield from _unknown_members(shape)
    for constraint in shape.constraints:
        if constraint.level == "MUST" and type(constraint) in _OF_CONSTRAINT:
            yield from _OF_CONSTRAINT[type(constraint)](shape, constraint)
    for member in shape.asked_members():
        yield from _of_member(shape, member)


def _unknown_members(shape: ObjectShape) -> Iterator[Mutation]:
    base = minimal(shape)
    yield Mutation(base, ("brand_new",), 1, "unknown-member", "U7", f"{shape.name} has no such member")
    for foreign in shape.python.foreign:
        if foreign.level == "MUST":
            for name in foreign.names:
                # Not even null: services reject the name, whatever its value (X2).
                for value in ("auto", None):
                    why = f"{name} {foreign.message}"
                    yield Mutation(base, (name,), value, "foreign-member", foreign.rule, why)


def _without_target(shape: ObjectShape, constraint: AtLeastOneOf) -> Iterator[Mutation]:
    base = minimal(shape)
    (target,) = (name for name in constraint.members if name in base)
    why = f"none of {', '.join(constraint.members)}"
    yield Mutation(base, (), REMOVED, "no-target", constraint.rule, why, edited=(target,))


def _without_member(shape: ObjectShape, constraint: Requires) -> Iterator[Mutation]:
    why = f"{constraint.member} is missing"
    yield Mutation(minimal(shape), (constraint.member,), REMOVED, "missing-member", constraint.rule, why)


def _beside_model(shape: ObjectShape, constraint: NotWithModel) -> Iterator[Mutation]:
    base = minimal(shape)
    put(base, constraint.model, constraint.names[0])
    value = maximal(shape.members[constraint.member].shape)
    why = f"{constraint.member} beside the model {constraint.names[0]}"
    yield Mutation(base, (constraint.member,), value, "excluded-member", constraint.rule, why)


def _of_member(shape: ObjectShape, member: Member) -> Iterator[Mutation]:
    at: Path = (member.name,)
    good = example_of(member)
    if member.required:
        yield Mutation(minimal(shape), at, REMOVED, "missing-member", "", f"{member.name} is missing")
    for mutation in deeper(_of_value(member, good), at, partial(minimal_with, shape, member.name)):
        yield replace(mutation, description=f"{member.name}: {mutation.description}")


def _of_value(member: Member, good: Any) -> Iterator[Mutation]:
    if not member.nullable:
        yield Mutation(good, (), None, "null-not-allowed", "N3", "null is not allowed here")
    yield from value_mutations(member.shape, good)
    yield in_text(
        good, good, "duplicate-key", "C4", "is there twice", lambda right: f'{right},"{member.name}":{right}'
    )


_OF_CONSTRAINT: dict[type[Constraint], Callable[[ObjectShape, Any], Iterator[Mutation]]] = {
    AtLeastOneOf: _without_target,
    Requires: _without_member,
    NotWithModel: _beside_model,
}
_OWN: dict[type, Callable[[Any], Iterator[Mutation]]] = {
    EnumShape: _of_enum,
    UnionShape: variants,
    ObjectShape: _of_object,
    ArrayShape: lambda shape: items(shape, minimal(shape)),
    MapShape: values,
}

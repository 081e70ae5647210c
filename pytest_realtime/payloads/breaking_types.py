"""What can be wrong with a named type at its own level: an enum's value, a union's arm, an object's members."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from pytest_realtime.payloads.breaking import REMOVED, Break, Path, further_in
from pytest_realtime.payloads.breaking_values import arms, in_text, items, standing, values
from pytest_realtime.payloads.cases import with_member
from pytest_realtime.payloads.forms import example_of, maximal, minimal
from pytest_realtime.wire import shape_of, wire_types
from pytest_realtime.wire.rules import AtLeastOneOf, NotWithModel, Requires, Rule
from pytest_realtime.wire.shape import Choice, ListOf, MapOf, Member, OneOf, Shape, Struct, walk


@cache
def own_breaks(name: str) -> tuple[Break, ...]:
    """All breaks of a named type at its own level; the parts that have names have theirs."""
    shape = _named()[name]
    return tuple(_OWN[type(shape)](shape))


@cache
def _named() -> dict[str, Shape]:
    """Every shape with a name, those of parts that are no registered types too."""
    return {shape.name: shape for entry in wire_types() for shape in walk(shape_of(entry.python)) if shape.name}


def _of_choice(shape: Choice) -> Iterator[Break]:
    if shape.open:
        return
    first = shape.values[0]
    yield Break(first, (), "brand_new", "unknown-value", shape.trap, f"{shape.name} has no such value")
    yield Break(first, (), first.upper(), "wrong-case", shape.trap, "values are lower case, exactly")
    yield Break(first, (), f" {first}", "unknown-value", shape.trap, "a blank before the value")


def _of_struct(shape: Struct) -> Iterator[Break]:
    yield from _unknown_members(shape)
    for rule in shape.rules:
        if rule.level == "MUST" and type(rule) in _BROKEN:
            yield from _BROKEN[type(rule)](shape, rule)
    for member in shape.members.values():
        yield from _of_member(shape, member)


def _unknown_members(shape: Struct) -> Iterator[Break]:
    base = minimal(shape)
    if shape.closed:
        yield Break(base, ("brand_new",), 1, "unknown-member", "U7", "the object is closed")
    for foreign in shape.python.foreign:
        if foreign.level == "MUST":
            for name in foreign.names:
                # Not even null: services refuse the name, whatever its value (X2).
                for value in ("auto", None):
                    why = f"{name} {foreign.message}"
                    yield Break(base, (name,), value, "foreign-member", foreign.trap, why)


def _without_target(shape: Struct, rule: AtLeastOneOf) -> Iterator[Break]:
    base = minimal(shape)
    (target,) = (name for name in rule.members if name in base)
    why = f"none of {', '.join(rule.members)}"
    yield Break(base, (), REMOVED, "no-target", rule.trap, why, edited=(target,))


def _without_member(shape: Struct, rule: Requires) -> Iterator[Break]:
    yield Break(minimal(shape), (rule.member,), REMOVED, "missing-member", rule.trap, f"{rule.member} is missing")


def _beside_model(shape: Struct, rule: NotWithModel) -> Iterator[Break]:
    base = minimal(shape)
    _set(base, rule.model, rule.names[0])
    value, why = maximal(shape.members[rule.member].shape), f"{rule.member} beside the model {rule.names[0]}"
    yield Break(base, (rule.member,), value, "excluded-member", rule.trap, why)


def _set(payload: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for name in path[:-1]:
        payload = payload.setdefault(name, {})
    payload[path[-1]] = value


def _of_member(shape: Struct, member: Member) -> Iterator[Break]:
    def wrap(value: Any) -> Any:
        return with_member(shape, member.name, value)

    at: Path = (member.name,)
    good = example_of(member)
    if member.required:
        yield Break(minimal(shape), at, REMOVED, "missing-member", "", f"{member.name} is missing")
    for found in further_in(_of_value(member, good), at, wrap):
        yield replace(found, description=f"{member.name}: {found.description}")


def _of_value(member: Member, good: Any) -> Iterator[Break]:
    if not member.nullable:
        yield Break(good, (), None, "null-not-allowed", "N3", "no null here")
    yield from standing(member.shape, good)
    twice = "written twice"
    yield in_text(good, good, "duplicate-key", "C4", twice, lambda right: f'{right},"{member.name}":{right}')


_BROKEN: dict[type[Rule], Callable[[Struct, Any], Iterator[Break]]] = {
    AtLeastOneOf: _without_target,
    Requires: _without_member,
    NotWithModel: _beside_model,
}
_OWN: dict[type, Callable[[Any], Iterator[Break]]] = {
    Choice: _of_choice,
    OneOf: arms,
    Struct: _of_struct,
    ListOf: lambda shape: items(shape, minimal(shape)),
    MapOf: values,
}

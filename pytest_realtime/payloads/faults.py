"""Payloads that are wrong in exactly one way, enumerated from the shapes of the types.

How much of this a client refuses is measured and told; a client need not refuse anything.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pytest_realtime.payloads.cases import with_member
from pytest_realtime.payloads.forms import maximal, minimal
from pytest_realtime.wire import get_wire_type, shape_of
from pytest_realtime.wire.rules import AtLeastOneOf, NotWithModel, Requires
from pytest_realtime.wire.scalars import Limits
from pytest_realtime.wire.shape import Choice, ListOf, MapOf, Member, OneOf, Plain, Shape, Struct


@dataclass(frozen=True)
class Fault:
    """A payload with one thing wrong."""

    wire_type: str
    """The name of the wire type that the payload claims to be."""
    payload: Any
    pointer: str
    """The JSON pointer of what is wrong."""
    kind: str
    """The way of being wrong: ``wrong-type``, ``out-of-bounds``, ``unknown-value`` …"""
    trap: str
    """The ruling that it breaks; empty where it is just the wrong JSON type."""
    description: str
    """What is wrong, in one sentence."""


@cache
def every_fault(name: str) -> tuple[Fault, ...]:
    """All the faults of one wire type at its own level: a struct's members, an enum's values, a union's arms."""
    shape = shape_of(get_wire_type(name).python)
    find = _FINDERS.get(type(shape))
    return tuple(find(shape)) if find else ()


def _of_choice(shape: Choice) -> Iterator[Fault]:
    if shape.open:
        return
    first = shape.values[0]
    yield Fault(shape.name, "brand_new", "", "unknown-value", shape.trap, f"{shape.name} has no such value")
    yield Fault(shape.name, first.upper(), "", "wrong-case", shape.trap, "values are lower case, exactly")
    yield Fault(shape.name, f" {first}", "", "unknown-value", shape.trap, "a blank before the value")


def _of_union(shape: OneOf) -> Iterator[Fault]:
    if all(tag.startswith("object:") for tag in shape.arms):
        yield Fault(shape.name, {}, "/type", "missing-type", shape.trap, "type tells the arms apart and is missing")
        yield Fault(shape.name, "auto", "", "wrong-type", shape.trap, "a text in place of an object")
    if any(tag.startswith("object:") for tag in shape.arms):
        unknown = {"type": "brand_new"}
        yield Fault(shape.name, unknown, "/type", "unknown-type", shape.trap, "no arm has this type")
    yield Fault(shape.name, True, "", "wrong-type", shape.trap, "no arm is a boolean")


def _of_struct(shape: Struct) -> Iterator[Fault]:
    yield from _unknown_members(shape)
    yield from _broken_rules(shape)
    for member in shape.members.values():
        yield from _of_member(shape, member)


def _unknown_members(shape: Struct) -> Iterator[Fault]:
    if shape.closed:
        payload = {**minimal(shape), "brand_new": 1}
        yield Fault(shape.name, payload, "/brand_new", "unknown-member", "U7", "the object is closed")
    for foreign in shape.python.foreign:
        if foreign.level == "MUST":
            for name in foreign.names:
                payload = {**minimal(shape), name: "auto"}
                yield Fault(
                    shape.name, payload, f"/{name}", "foreign-member", foreign.trap, f"{name} {foreign.message}"
                )


def _broken_rules(shape: Struct) -> Iterator[Fault]:
    for rule in shape.rules:
        if rule.level != "MUST":
            continue
        if isinstance(rule, AtLeastOneOf):
            payload = {k: v for k, v in minimal(shape).items() if k not in rule.members}
            yield Fault(shape.name, payload, "", "no-target", rule.trap, f"none of {', '.join(rule.members)}")
        elif isinstance(rule, Requires):
            payload = {k: v for k, v in minimal(shape).items() if k != rule.member}
            at = f"/{rule.member}"
            yield Fault(shape.name, payload, at, "missing-member", rule.trap, f"{rule.member} is missing")
        elif isinstance(rule, NotWithModel):
            payload = with_member(shape, rule.member, maximal(shape.members[rule.member].shape))
            _set(payload, rule.model, rule.names[0])
            at, why = f"/{rule.member}", f"{rule.member} beside the model {rule.names[0]}"
            yield Fault(shape.name, payload, at, "excluded-member", rule.trap, why)


def _set(payload: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for name in path[:-1]:
        payload = payload.setdefault(name, {})
    payload[path[-1]] = value


def _of_member(shape: Struct, member: Member) -> Iterator[Fault]:
    at = f"/{member.name}"

    def fault(value: Any, kind: str, trap: str, description: str) -> Fault:
        return Fault(shape.name, with_member(shape, member.name, value), at, kind, trap, description)

    if member.required:
        payload = {k: v for k, v in minimal(shape).items() if k != member.name}
        yield Fault(shape.name, payload, at, "missing-member", "", f"{member.name} is missing")
    if not member.nullable:
        yield fault(None, "null-not-allowed", "N3", f"{member.name} does not take null")
    for value in _wrong_types(member.shape):
        yield fault(value, "wrong-type", "", f"{member.name} has another JSON type")
    for value, trap in _out_of_bounds(member.shape):
        yield fault(value, "out-of-bounds", trap, f"{member.name} is out of bounds")
    if isinstance(member.shape, Plain) and member.shape.kind == "integer":
        yield fault(300.0, "number-kind", "V4", f"{member.name} is an integer, and 300.0 is none")


_WRONG: dict[str, tuple[Any, ...]] = {
    "string": (1, ["a"]),
    "integer": ("5", True, 5.5),
    "number": ("0.5", True),
    "boolean": ("yes", 1),
    "object": ("{}", []),
}


def _wrong_types(shape: Shape) -> tuple[Any, ...]:
    if isinstance(shape, Plain):
        return _WRONG[shape.kind]
    if isinstance(shape, Choice):
        return (1,)
    if isinstance(shape, ListOf):
        return ("a", {})
    if isinstance(shape, Struct | MapOf):
        return ("auto", [])
    return ()


def _out_of_bounds(shape: Shape) -> Iterator[tuple[Any, str]]:
    if isinstance(shape, OneOf):
        for arm in shape.arms.values():
            yield from _out_of_bounds(arm)
    limits = getattr(shape, "limits", Limits())
    if limits.level == "MUST":
        for keyword, beyond in _BEYOND:
            bound = getattr(limits, keyword)
            if bound is not None:
                yield beyond(shape, bound), limits.trap


def _too_many(shape: Any, length: int) -> list[Any]:
    values = shape.item.values if isinstance(shape.item, Choice) else (minimal(shape.item),)
    return [values[index % len(values)] for index in range(length + 1)]


_BEYOND: tuple[tuple[str, Callable[[Any, Any], Any]], ...] = (
    ("ge", lambda shape, bound: bound - 1),
    ("le", lambda shape, bound: bound + 1),
    ("min_length", lambda shape, bound: "" if isinstance(shape, Plain) else []),
    ("max_length", lambda shape, bound: "x" * (bound + 1) if isinstance(shape, Plain) else _too_many(shape, bound)),
    ("pattern", lambda shape, bound: "no match"),
)
"""For each limit, a value just beyond it."""

_FINDERS: dict[type, Callable[[Any], Iterator[Fault]]] = {
    Choice: _of_choice,
    OneOf: _of_union,
    Struct: _of_struct,
}

"""Hypothesis strategies for valid payloads of any wire type."""

import difflib
import json
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any, Literal, get_args
from zlib import crc32

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from pydantic import ValidationError

from pytest_realtime import wire
from pytest_realtime.payloads.examples import minimal
from pytest_realtime.payloads.generation.compile import generator_tree_of
from pytest_realtime.payloads.generation.coverage import Decisions, merge
from pytest_realtime.payloads.generation.nodes import (
    ABSENT,
    LEAVE_OUT,
    VALUE,
    Node,
    ObjectNode,
    Override,
    Plan,
    UnionNode,
)
from pytest_realtime.payloads.generation.plan import head_size, plan_of
from pytest_realtime.wire import Dialect, UnknownWireType, payload_types, shape_of
from pytest_realtime.wire.registry import name_of

Form = Literal["json", "text", "model"]
"""``json``: JSON-ready objects; ``text``: JSON text; ``model``: the Python value of the wire type."""

_SEGMENT = 160
"""Bytes per draw. Hypothesis stops after 500 shrinks, and a single long draw would need one for every byte."""


@cache
def _bytes(size: int) -> st.SearchStrategy[bytes]:
    return st.binary(min_size=size, max_size=size)


@cache
def _segments(width: int) -> tuple[int, ...]:
    """The sizes in which a payload's bytes are drawn: what does not matter shrinks a segment at a time."""
    return tuple(min(_SEGMENT, width - start) for start in range(0, width, _SEGMENT))


@st.composite
def _payloads(draw: st.DrawFn, name: str, fixed: Decisions, bare: bool) -> Any:
    def take(size: int, part: int) -> bytes:
        return draw(_bytes(size), label=_label(name, part))

    plan = Plan(LEAVE_OUT, fixed) if bare else plan_of(name, take(head_size(name), 0), fixed)
    node = generator_tree_of(name)
    return node.build(plan, b"".join(take(size, part) for part, size in enumerate(_segments(node.width), 1)), 0)


@cache
def _label(name: str, part: int) -> int:
    """What tells Hypothesis that this draw is like no other of a payload.

    From each fresh example it makes up to five more, by copying draws of one label over each other. The bytes of
    one part mean nothing in another, so that four of five payloads would be spent on noise in the same place.
    """
    return crc32(f"{name} {part}".encode())


def payloads(
    wire_type: Any,
    *,
    form: Form = "json",
    required_only: bool = False,
    pinned: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> st.SearchStrategy[Any]:
    """Generate valid payloads of a wire type, given by name, class or alias.

    ``form`` chooses JSON-ready objects, JSON text, or models. ``required_only`` leaves out every optional
    member. ``pinned`` sets members to a value (None is JSON null), ``exclude`` leaves members out; both name
    members by dotted path, such as ``audio.input.turn_detection``.

    Every payload obeys the published schema and all rulings, SHOULD included. They shrink to the smallest
    payload. Raises :class:`hypothesis.errors.InvalidArgument` for an unknown type, an unknown member, or a
    narrowing that leaves nothing.
    """
    name = _known_name(wire_type)
    if form not in get_args(Form):
        raise InvalidArgument(f"form={form!r}; allowed: {', '.join(get_args(Form))}")
    fixed = _narrowed(name, dict(pinned or {}), exclude)
    generated = _payloads(name, fixed, required_only)
    return generated.map(_FORMS[form](name)) if form != "json" else generated


def sessions(*, dialect: Dialect = "ga", form: Form = "json") -> st.SearchStrategy[Any]:
    """Generate payloads of every session type of a dialect: whatever travels by itself."""
    if dialect not in get_args(Dialect):
        raise InvalidArgument(f"dialect={dialect!r}; allowed: {', '.join(get_args(Dialect))}")
    names = [entry.name for entry in payload_types() if entry.dialect == dialect]
    return st.one_of([payloads(name, form=form) for name in names])


_FORMS: dict[Form, Any] = {
    "text": lambda name: lambda payload: json.dumps(payload, ensure_ascii=False, allow_nan=False),
    "model": lambda name: lambda payload: wire.validate(name, payload, direction="write"),
}


def _known_name(wire_type: Any) -> str:
    try:
        return name_of(wire_type)
    except UnknownWireType as error:
        raise InvalidArgument(str(error)) from None


def _narrowed(name: str, pinned: dict[str, Any], exclude: Collection[str]) -> Decisions:
    if isinstance(exclude, str):
        raise InvalidArgument(f"exclude={exclude!r}: give a list of member paths")
    decisions: Decisions = {}
    for path in exclude:
        decisions = merge(decisions, _decide(name, path, ABSENT))
    for path, value in pinned.items():
        decisions = merge(decisions, _decide(name, path, Override(value)))
        _check_pin(name, path, value)
    return decisions


def _decide(name: str, path: str, state: Any) -> Decisions:
    """Force the state of the member at a dotted path, and the members on the way to it."""
    node: Node = generator_tree_of(name)
    decisions: Decisions = {}
    steps = path.split(".")
    for index, step in enumerate(steps):
        if isinstance(node, UnionNode):
            node = _variant_with(decisions, node, step)
        if not isinstance(node, ObjectNode):
            raise InvalidArgument(f"{path!r}: {'.'.join(steps[:index]) or name} has no members to name")
        slot = next((slot for slot in node.slots if slot.name == step), None)
        if slot is None:
            names = [slot.name for slot in node.slots]
            near = difflib.get_close_matches(step, names, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise InvalidArgument(
                f"{path!r}: {node.shape.name} has no member {step!r}{hint}; it has {', '.join(names)}"
            )
        last = index == len(steps) - 1
        if last and state == ABSENT and not slot.optional:
            raise InvalidArgument(f"{path!r} can't be excluded: {node.shape.name} requires it")
        if last:
            decisions = merge(decisions, {node.number: {step: state}})
        elif state != ABSENT:
            # To leave something out deep down, nothing on the way has to be there.
            decisions = merge(decisions, {node.number: {step: VALUE}})
        node = slot.node
    return decisions


def _variant_with(decisions: Decisions, union: UnionNode, member: str) -> Node:
    """The first variant that has this member, forced."""
    for index, variant in enumerate(union.variants):
        if isinstance(variant, ObjectNode) and any(slot.name == member for slot in variant.slots):
            decisions[union.number] = index
            return variant
    raise InvalidArgument(f"no variant of this union has a member {member!r}")


def _check_pin(name: str, path: str, value: Any) -> None:
    payload = minimal(shape_of(wire.get_wire_type(name).python))
    holder = payload
    steps = path.split(".")
    for step in steps[:-1]:
        holder = holder.setdefault(step, {})
    holder[steps[-1]] = value
    try:
        wire.validate(name, payload, direction="write")
    except ValidationError as error:
        place = tuple(steps)
        for line in error.errors():
            if line["loc"][: len(place)] == place:
                raise InvalidArgument(f"pinned[{path!r}] = {value!r}: {line['msg']}") from None

"""Hypothesis strategies for valid payloads of any wire type.

:mod:`pytest_realtime.payloads.generation` explains how payloads are made of bytes; here the bytes are drawn.
"""

import json
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any, Literal, get_args
from zlib import crc32

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from pytest_realtime import wire
from pytest_realtime.payloads.generation.compile import generator_tree_of
from pytest_realtime.payloads.generation.coverage import Decisions
from pytest_realtime.payloads.generation.nodes import LEAVE_OUT, Plan
from pytest_realtime.payloads.generation.overrides import narrowing_of
from pytest_realtime.payloads.generation.plan import head_size, plan_of
from pytest_realtime.wire import Dialect, UnknownWireType, payload_types
from pytest_realtime.wire.registry import name_of

Format = Literal["json", "text", "model"]
"""``json``: JSON-ready objects; ``text``: JSON text; ``model``: the Python value of the wire type."""

_SEGMENT = 160
"""Bytes per draw: a session's 302 take two draws.

Hypothesis gives up after 500 shrinks. In one long draw, each byte would need one of its own; a segment that does
not matter becomes zero at once. ``benchmarks/shrinking.py`` checks that all seeds end at the smallest payload, and
``benchmarks/generation.py`` measures the speed, which further draws would cost.
"""


@cache
def fixed_bytes(size: int) -> st.SearchStrategy[bytes]:
    """Draw exactly this many bytes, all in one choice of Hypothesis."""
    return st.binary(min_size=size, max_size=size)


def draw_part(draw: st.DrawFn, size: int, label: str) -> bytes:
    """Draw one part of a payload under a label of its own.

    From each fresh example Hypothesis makes up to five more by copying draws of one label over each other. Draws of
    one strategy have one label, but the bytes of one part mean nothing in another: four of five examples would be
    noise in the same places. Hypothesis documents the ``label`` of ``draw`` as something to display; that an
    integer becomes the draw's own label holds for the function that it passes today. A test checks it.
    """
    return draw(fixed_bytes(size), label=_number_of(label))


@cache
def _number_of(label: str) -> int:
    return crc32(label.encode())


@st.composite
def _payloads(draw: st.DrawFn, name: str, narrowing: Decisions, required_only: bool) -> Any:
    if required_only:
        plan = Plan(LEAVE_OUT, narrowing)
    else:
        plan = plan_of(name, draw_part(draw, head_size(name), f"{name} 0"), narrowing)
    tree = generator_tree_of(name)
    segments = [
        draw_part(draw, min(_SEGMENT, tree.width - start), f"{name} {part}")
        for part, start in enumerate(range(0, tree.width, _SEGMENT), 1)
    ]
    return tree.build(plan, b"".join(segments), 0)


def payloads(
    wire_type: Any,
    *,
    format: Format = "json",
    required_only: bool = False,
    overrides: Mapping[str, Any] | None = None,
    exclude: Collection[str] = (),
) -> st.SearchStrategy[Any]:
    """Generate valid payloads of a wire type.

    Every payload obeys the published schema and all rules beyond it, advisory ones included. Failures shrink to the
    smallest payload. Members are named by dotted path, such as ``audio.input.turn_detection``.

    Args:
        wire_type: The type's name, class or alias.
        format: ``json`` for JSON-ready objects, ``text`` for JSON text, ``model`` for models and enums.
        required_only: Whether to leave out every optional member.
        overrides: Members and the values that they have in every payload; None is JSON null.
        exclude: Members to leave out.

    Returns:
        A strategy.

    Raises:
        InvalidArgument: If the type or a member is unknown, or no valid payload is like that.
    """
    name = known_name(wire_type)
    if format not in get_args(Format):
        raise InvalidArgument(f"format={format!r} is not valid; allowed: {', '.join(get_args(Format))}")
    generated = _payloads(name, narrowing_of(name, {} if overrides is None else overrides, exclude), required_only)
    return generated.map(_FORMATS[format](name)) if format != "json" else generated


def sessions(*, dialect: Dialect = "ga", format: Format = "json") -> st.SearchStrategy[Any]:
    """Generate whatever travels by itself: the sessions, events and requests of a dialect.

    Args:
        dialect: ``ga``, ``translation`` or ``beta``.
        format: As for :func:`payloads`.

    Returns:
        A strategy.

    Raises:
        InvalidArgument: If the dialect or the format is unknown.
    """
    if dialect not in get_args(Dialect):
        raise InvalidArgument(f"dialect={dialect!r} is not valid; allowed: {', '.join(get_args(Dialect))}")
    names = [entry.name for entry in payload_types() if entry.dialect == dialect]
    return st.one_of([payloads(name, format=format) for name in names])


def known_name(wire_type: Any) -> str:
    """The name of a wire type, given by name, class or alias; raises ``InvalidArgument`` for any other."""
    try:
        return name_of(wire_type)
    except UnknownWireType as error:
        raise InvalidArgument(str(error)) from None


_FORMATS: dict[Format, Any] = {
    "text": lambda name: lambda payload: json.dumps(payload, ensure_ascii=False, allow_nan=False),
    "model": lambda name: lambda payload: wire.validate(name, payload, direction="write"),
}

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
from pytest_realtime.endpoints import SESSION_PAYLOADS
from pytest_realtime.payloads.generation.compile import generator_tree_of
from pytest_realtime.payloads.generation.coverage import Decisions
from pytest_realtime.payloads.generation.nodes import LEAVE_OUT, Plan
from pytest_realtime.payloads.generation.overrides import narrowing_of
from pytest_realtime.payloads.generation.plan import head_size, plan_of
from pytest_realtime.wire import Dialect, UnknownWireType, get_wire_type
from pytest_realtime.wire.registry import name_of

Format = Literal["json", "text", "model"]
"""``json``: JSON-ready objects; ``text``: JSON text; ``model``: the Python value of the wire type."""

_SEGMENT = 160
"""Bytes per draw: a session's 302 take two draws.

Hypothesis gives up after 500 shrinks. In one long draw, each byte would need one of its own; a segment that does
not matter becomes zero at once. ``benchmarks/shrinking.py`` checks that all seeds end at the smallest payload, and
``benchmarks/generation.py`` measures the speed, which further draws would cost.
"""
_HEAD_SEGMENT = 8
"""The same for the bytes of a plan: few of its targets matter for a failure, and the others should go together."""


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
    tree = generator_tree_of(name)
    plan = Plan(LEAVE_OUT, narrowing)
    if not required_only:
        plan = plan_of(name, b"".join(_segments(draw, f"{name} plan", head_size(name), _HEAD_SEGMENT)), narrowing)
    body = _segments(draw, name, tree.width, _SEGMENT)
    return tree.build(plan, b"".join(body), 0)


def _segments(draw: st.DrawFn, label: str, size: int, most: int) -> list[bytes]:
    starts = enumerate(range(0, size, most))
    return [draw_part(draw, min(most, size - start), f"{label} {part}") for part, start in starts]


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
    """Generate sessions, and the bodies and events that are about a whole session or call.

    Args:
        dialect: ``ga``, ``translation`` or ``beta``.
        format: As for :func:`payloads`.

    Returns:
        A strategy.

    Raises:
        InvalidArgument: If the dialect or the format is unknown.
    """
    _check_dialect(dialect, get_args(Dialect))
    names = [name for name in SESSION_PAYLOADS if get_wire_type(name).dialect == dialect]
    return st.one_of([payloads(name, format=format) for name in names])


def of_dialect(types: Mapping[str, str], dialect: str, **keywords: Any) -> st.SearchStrategy[Any]:
    """Generate payloads of the wire type that ``types`` has for a dialect; keywords as for :func:`payloads`.

    Raises:
        InvalidArgument: If there is none for the dialect, or as :func:`payloads` does.
    """
    _check_dialect(dialect, types)
    return payloads(types[dialect], **keywords)


def _check_dialect(dialect: str, allowed: Collection[str]) -> None:
    if dialect not in allowed:
        raise InvalidArgument(f"dialect={dialect!r} is not valid; allowed: {', '.join(allowed)}")


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

"""The bytes that payloads are built from: how many a wire type takes, the payload of some, and smaller ones."""

from collections.abc import Callable
from functools import cache
from typing import Any

from pytest_realtime.payloads.generation.compile import generator_tree_of
from pytest_realtime.payloads.generation.plan import head_size, plan_of

_MOST_ROUNDS = 3
"""Rounds of lowering. A lower byte can make another one matter no more; a third round has never found one."""
_LOWER = (1, 2, 3, 4, 8, 16, 32, 64, 128)
"""What a byte that matters is lowered to, if possible. Low ones choose among a few variants, high ones how long."""


@cache
def size_of(name: str) -> int:
    """Return how many bytes a payload of a wire type is built from: those of its plan, and those of its tree."""
    return head_size(name) + generator_tree_of(name).width


def payload_of(name: str, data: bytes) -> Any:
    """Build the payload of a wire type from ``size_of(name)`` bytes, the bytes of the plan first."""
    head = head_size(name)
    return generator_tree_of(name).build(plan_of(name, data[:head], {}), data, head)


def shrink(data: bytes, fails: Callable[[bytes], bool]) -> bytes:
    """Make the bytes of a failing payload smaller: zero what does not matter, and lower what does.

    Args:
        data: Bytes for which ``fails`` is true.
        fails: Called some hundred times for a few bytes that matter among hundreds.
    """
    data = _zeroed(data, 0, len(data), fails)
    for _ in range(_MOST_ROUNDS):
        before = data
        for place in (index for index, byte in enumerate(before) if byte):
            lower = (_with(data, place, byte) for byte in (0, *_LOWER) if byte < data[place])
            data = next((smaller for smaller in lower if fails(smaller)), data)
        if data == before:
            break
    return data


def _zeroed(data: bytes, start: int, end: int, fails: Callable[[bytes], bool]) -> bytes:
    """Zero a range at once, or else each of its halves by itself."""
    if not any(data[start:end]):
        return data
    smaller = data[:start] + bytes(end - start) + data[end:]
    if fails(smaller):
        return smaller
    if end - start > 1:
        middle = (start + end) // 2
        data = _zeroed(data, start, middle, fails)
        data = _zeroed(data, middle, end, fails)
    return data


def _with(data: bytes, place: int, byte: int) -> bytes:
    return data[:place] + bytes([byte]) + data[place + 1 :]

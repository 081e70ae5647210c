"""Make a failing payload smaller by removing what it fails without.

Shrinking lowers the bytes of a payload. Where a payload was forced to one place and fails at another, the forced
part may be left over: removing members one by one finds it.
"""

from collections.abc import Callable, Iterator
from typing import Any

from pytest_realtime.payloads.lint import violations_of
from pytest_realtime.wire.json.tree import Path, fresh, remove


def minimize(name: str, payload: Any, fails: Callable[[Any], bool]) -> Any:
    """Remove every member and item without which a payload is still valid and still fails.

    Args:
        name: The payload's wire type.
        payload: JSON-ready objects for which ``fails`` is true; they are not changed.
        fails: Called about once for each place inside the payload that can be removed.

    Returns:
        The smaller payload.
    """
    smaller = fresh(payload)
    for path in list(_paths(smaller)):
        candidate = fresh(smaller)
        if remove(candidate, path) and not violations_of(name, candidate) and fails(candidate):
            smaller = candidate
    return smaller


def _paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """The places inside a value: outer ones first, and last items of arrays first, so that indices stay true."""
    steps: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        steps = list(value.items())
    elif isinstance(value, list):
        steps = list(reversed(list(enumerate(value))))
    for step, inner in steps:
        yield (*path, step)
        yield from _paths(inner, (*path, step))

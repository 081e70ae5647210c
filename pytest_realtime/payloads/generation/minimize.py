"""Make a failing payload smaller by leaving out what it can do without.

Hypothesis shrinks what it drew; where a payload's way was forced to one place and its fault lies at another,
something is left over. Leaving out members one by one finds it.
"""

import copy
from collections.abc import Callable, Iterator
from typing import Any

from pytest_realtime.payloads.lint import violations_of


def minimize(name: str, payload: Any, fails: Callable[[Any], bool]) -> Any:
    """The payload without every member and item that it can lose and still be valid and still fail.

    ``fails`` is asked once for each that can be left out; a type with n members takes about n questions.
    """
    smaller = copy.deepcopy(payload)
    for path in list(_paths(smaller)):
        candidate = copy.deepcopy(smaller)
        if _leave_out(candidate, path) and not violations_of(name, candidate) and fails(candidate):
            smaller = candidate
    return smaller


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The places inside a payload: outer ones first, and items from the last, so that indices stay true."""
    steps: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        steps = list(value.items())
    elif isinstance(value, list):
        steps = list(reversed(list(enumerate(value))))
    for step, inner in steps:
        yield (*path, step)
        yield from _paths(inner, (*path, step))


def _leave_out(payload: Any, path: tuple[str | int, ...]) -> bool:
    """Remove the place at ``path``; tell whether it was still there."""
    for step in path[:-1]:
        try:
            payload = payload[step]
        except (KeyError, IndexError, TypeError):
            return False
    try:
        del payload[path[-1]]
    except (KeyError, IndexError, TypeError):
        return False
    return True

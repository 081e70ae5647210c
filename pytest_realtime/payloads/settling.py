"""Make a payload obey the rules that join its members: drop what may not stand, add what is missing."""

import copy
from collections.abc import Collection
from typing import Any

from pytest_realtime.wire.problems import Problem
from pytest_realtime.wire.rules import AtLeastOneOf, AtMostOneOf, NotEmpty, Rule
from pytest_realtime.wire.shape import Struct


def settle(
    shape: Struct, payload: dict[str, Any], *, keep: Collection[str] = (), without: str = ""
) -> dict[str, Any]:
    """Change ``payload`` until no rule of ``shape``, of any level, is broken, and return it.

    The members ``keep`` stay, at the cost of others; ``without`` is not added again.
    """
    for rule in shape.rules:
        # One at a time: mending one problem may end, or move, the next.
        while problem := next((problem for problem in rule.problems(payload) if problem.code in _MENDED), None):
            _mend(shape, payload, rule, problem, keep, without)
    return payload


_MENDED = ("excluded", "missing_one_of", "empty")
"""The problems that dropping or adding a member mends; a missing member is its payload's own business."""


def _mend(
    shape: Struct, payload: dict[str, Any], rule: Rule, problem: Problem, keep: Collection[str], without: str
) -> None:
    if isinstance(rule, AtLeastOneOf | NotEmpty):
        unwanted = {without, *(name for name in keep if name not in payload)}
        name = next((name for name in rule.members if name not in unwanted), rule.members[0])
        payload[name] = copy.deepcopy(shape.members[name].examples[0])
    elif problem.code == "excluded":
        _drop(payload, _unwanted(payload, rule, problem, keep))


def _unwanted(
    payload: dict[str, Any], rule: Rule, problem: Problem, keep: Collection[str]
) -> tuple[str | int, ...]:
    """The place to drop: the one the problem names, unless it has to stay; then what it clashes with."""
    if len(problem.path) > 1 or problem.path[0] not in keep:
        return problem.path
    if isinstance(rule, AtMostOneOf):
        others = ((name,) for name in rule.members if name in payload and name not in keep)
        return next(others, problem.path)
    model: tuple[str, ...] = getattr(rule, "model", ("model",))
    return model


def _drop(payload: dict[str, Any], path: tuple[str | int, ...]) -> None:
    holder: Any = payload
    for step in path[:-1]:
        holder = holder[step]
    holder.pop(path[-1], None)

"""Make a payload obey the rules that join its members: drop what may not stand, add what is missing."""

from typing import Any

from pytest_realtime.wire.problems import Problem
from pytest_realtime.wire.rules import AtLeastOneOf, AtMostOneOf, Rule
from pytest_realtime.wire.shape import Struct


def settle(shape: Struct, payload: dict[str, Any], *, keep: str = "", without: str = "") -> dict[str, Any]:
    """Change ``payload`` until no rule of ``shape``, of any level, is broken, and return it.

    The member ``keep`` stays, at the cost of others; ``without`` is not added again.
    """
    for rule in shape.rules:
        for problem in list(rule.problems(payload)):
            _mend(shape, payload, rule, problem, keep, without)
    return payload


def _mend(shape: Struct, payload: dict[str, Any], rule: Rule, problem: Problem, keep: str, without: str) -> None:
    if isinstance(rule, AtLeastOneOf):
        name = next(name for name in rule.members if name != without)
        payload[name] = shape.members[name].examples[0]
    elif problem.code == "excluded":
        unwanted = _unwanted(payload, rule, problem, keep)
        _drop(payload, unwanted)


def _unwanted(payload: dict[str, Any], rule: Rule, problem: Problem, keep: str) -> tuple[str | int, ...]:
    """The place to drop: the one the problem names, unless it has to stay; then what it clashes with."""
    if problem.path != (keep,):
        return problem.path
    if isinstance(rule, AtMostOneOf):
        return next((name,) for name in rule.members if name in payload and name != keep)
    model: tuple[str, ...] = getattr(rule, "model", ("model",))
    return model


def _drop(payload: dict[str, Any], path: tuple[str | int, ...]) -> None:
    holder: Any = payload
    for step in path[:-1]:
        holder = holder[step]
    holder.pop(path[-1], None)

"""Make a payload obey the constraints that join its members: drop what may not stand, add what is missing."""

import copy
from collections.abc import Collection
from typing import Any

from pytest_realtime.wire.constraints import AtLeastOneOf, AtMostOneOf, Constraint, NotEmpty
from pytest_realtime.wire.shapes import ObjectShape
from pytest_realtime.wire.violations import Violation


def repair(
    shape: ObjectShape, payload: dict[str, Any], *, keep: Collection[str] = (), without: str = ""
) -> dict[str, Any]:
    """Change ``payload`` until no constraint of ``shape``, of any level, is broken, and return it.

    The members ``keep`` stay, at the cost of others; ``without`` is not added again.
    """
    for constraint in shape.constraints:
        # One at a time: mending one violation may end, or move, the next.
        while violation := next(
            (violation for violation in constraint.violations(payload) if violation.code in _MENDED), None
        ):
            _mend(shape, payload, constraint, violation, keep, without)
    return payload


_MENDED = ("excluded", "missing_one_of", "empty")
"""The violations that dropping or adding a member mends; a missing member is its payload's own business."""


def _mend(
    shape: ObjectShape,
    payload: dict[str, Any],
    constraint: Constraint,
    violation: Violation,
    keep: Collection[str],
    without: str,
) -> None:
    if isinstance(constraint, AtLeastOneOf | NotEmpty):
        unwanted = {without, *(name for name in keep if name not in payload)}
        name = next((name for name in constraint.members if name not in unwanted), constraint.members[0])
        payload[name] = copy.deepcopy(shape.members[name].examples[0])
    elif violation.code == "excluded":
        _drop(payload, _unwanted(payload, constraint, violation, keep))


def _unwanted(
    payload: dict[str, Any], constraint: Constraint, violation: Violation, keep: Collection[str]
) -> tuple[str | int, ...]:
    """The place to drop: the one the violation names, unless it has to stay; then what it clashes with."""
    if len(violation.path) > 1 or violation.path[0] not in keep:
        return violation.path
    if isinstance(constraint, AtMostOneOf):
        others = ((name,) for name in constraint.members if name in payload and name not in keep)
        return next(others, violation.path)
    model: tuple[str, ...] = getattr(constraint, "model", ("model",))
    return model


def _drop(payload: dict[str, Any], path: tuple[str | int, ...]) -> None:
    holder: Any = payload
    for step in path[:-1]:
        holder = holder[step]
    holder.pop(path[-1], None)

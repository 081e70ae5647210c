"""Make a payload obey the constraints that join its members: remove what is excluded, add what is missing."""

from collections.abc import Collection
from typing import Any

from pytest_realtime.wire.constraints import AtLeastOneOf, AtMostOneOf, Constraint, NotEmpty
from pytest_realtime.wire.json.tree import Path, fresh, remove
from pytest_realtime.wire.shapes import ObjectShape
from pytest_realtime.wire.violations import Violation

_REPAIRABLE = ("excluded", "missing_one_of", "empty")
"""The violations that adding or removing a member repairs; required members are the caller's own business."""


def repair(
    shape: ObjectShape, payload: dict[str, Any], *, keep: Collection[str] = (), without: str = ""
) -> dict[str, Any]:
    """Change a payload in place until it breaks no constraint of its shape, whatever the level.

    Args:
        shape: The payload's shape.
        payload: JSON-ready objects.
        keep: Members that stay, at the cost of others.
        without: A member that is not added again.

    Returns:
        The same payload.
    """
    for constraint in shape.constraints:
        # One at a time: repairing one violation may end the next one, or move it.
        while violation := next(
            (each for each in constraint.violations(payload) if each.code in _REPAIRABLE), None
        ):
            if isinstance(constraint, AtLeastOneOf | NotEmpty):
                unwanted = {without, *(name for name in keep if name not in payload)}
                name = next((name for name in constraint.members if name not in unwanted), constraint.members[0])
                payload[name] = fresh(shape.members[name].examples[0])
            else:
                remove(payload, _removable(payload, constraint, violation, keep))
    return payload


def _removable(
    payload: dict[str, Any], constraint: Constraint, violation: Violation, keep: Collection[str]
) -> Path:
    """The place that the violation names, or what excludes it if that has to stay."""
    if len(violation.path) > 1 or violation.path[0] not in keep:
        return violation.path
    if isinstance(constraint, AtMostOneOf):
        others = ((name,) for name in constraint.members if name in payload and name not in keep)
        return next(others, violation.path)
    model: tuple[str, ...] = getattr(constraint, "model", ("model",))
    return model

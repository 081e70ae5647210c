"""Factories of models, for fixtures: the minimal or maximal form with members of the caller's choice."""

from typing import Any

from pytest_realtime.payloads.examples import maximal, minimal
from pytest_realtime.wire import WireModel, get_wire_type, shape_of, validate


class Factory:
    """Makes models of one wire type; every call makes a new one that its test may change."""

    def __init__(self, wire_type: str) -> None:
        self._entry = get_wire_type(wire_type)
        self._shape = shape_of(self._entry.python)

    def __call__(self, **members: Any) -> WireModel:
        """The minimal form with these members; see :meth:`minimal`."""
        return self.minimal(**members)

    def minimal(self, **members: Any) -> WireModel:
        """The smallest valid form, with ``members`` set: JSON-ready objects or models.

        Raises :class:`pydantic.ValidationError` when that is not valid. To make an invalid model, change a
        valid one: assignments are not checked.
        """
        return self._make(minimal(self._shape), members)

    def maximal(self, **members: Any) -> WireModel:
        """The form with every member that can stand beside the others, with ``members`` set."""
        return self._make(maximal(self._shape), members)

    def _make(self, form: dict[str, Any], members: dict[str, Any]) -> WireModel:
        model: WireModel = validate(self._entry.name, {**form, **members})
        return model

    def __repr__(self) -> str:
        return f"<factory of {self._entry.name}>"

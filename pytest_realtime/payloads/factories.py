"""Factories of models, for fixtures: the minimal or maximal payload with members of the caller's choice."""

from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from pytest_realtime.payloads.examples import maximal, minimal
from pytest_realtime.wire import WireModel, get_wire_type, shape_of, validate
from pytest_realtime.wire.json.pointer import pointer_of
from pytest_realtime.wire.shapes import ObjectShape

M = TypeVar("M", bound=WireModel)


class Factory(Generic[M]):
    """Makes models of one wire type, an object; every call makes a new one that its test may change.

    Annotate the argument of a test with ``Factory[SessionUpdateEvent]``, and a type checker knows the models.

    Models are checked when they are made. To make an invalid one, change a valid one: assignments are not checked.
    """

    def __init__(self, wire_type: str) -> None:
        """Make models of the wire type of this name.

        Raises:
            pytest_realtime.wire.UnknownWireType: If there is none.
            ValueError: If it is a union, for example, and has no members.
        """
        self._entry = get_wire_type(wire_type)
        shape = shape_of(self._entry.python)
        if not isinstance(shape, ObjectShape):
            raise ValueError(
                f"{wire_type} is not an object type, so it has no members to set; name one of its parts"
            )
        self._shape = shape

    def __call__(self, **members: Any) -> M:
        """Make the minimal model; see :meth:`minimal`."""
        return self.minimal(**members)

    def minimal(self, **members: Any) -> M:
        """Make a model that has what is required and nothing else.

        Args:
            members: Members to set as well, as JSON-ready objects or models.

        Returns:
            A new model.

        Raises:
            pydantic.ValidationError: If that is not valid; its notes name the place and the rule of each error.
        """
        return self._make(minimal(self._shape), members)

    def maximal(self, **members: Any) -> M:
        """Make a model with every member that its constraints allow; otherwise as :meth:`minimal`."""
        return self._make(maximal(self._shape), members)

    def _make(self, example: dict[str, Any], members: dict[str, Any]) -> M:
        try:
            model: M = validate(self._entry.name, {**example, **members})
        except ValidationError as error:
            for line in error.errors(include_url=False, include_input=False):
                if rule := line.get("ctx", {}).get("rule"):
                    error.add_note(f"{pointer_of(line['loc'])}: rule {rule}")
            raise
        return model

    def __repr__(self) -> str:
        return f"<factory of {self._entry.name}>"

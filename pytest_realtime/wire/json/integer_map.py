"""Where a payload has integers: the one fact that JSON text cannot state itself.

JSON has one kind of number, so ``300`` and ``300.0`` are equal. A member that the API types as integer must be
written without a fraction or exponent all the same (V4), and this map says which members these are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class IntegerMap:
    """The integers at and below one place of a payload. Places that it does not name have none."""

    is_integer: bool = False
    """Whether a number at this very place is typed as integer."""
    members: Mapping[str, "IntegerMap"] = field(default_factory=lambda: _NONE)
    """The members of an object at this place that are or contain integers, by name."""
    items: "IntegerMap | None" = None
    """The map of every item of an array at this place."""


_NONE: Mapping[str, IntegerMap] = MappingProxyType({})
